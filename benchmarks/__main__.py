"""`python -m benchmarks [answers|understanding|speed|start|alternatives]`: the named ones.

Without a name all of them but `alternatives`, which trains for long.
"""

import os
import sys

# As the service runs: one OpenMP thread, quiet TensorFlow.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

from benchmarks import alternatives, answers, speed, start, understanding

BENCHMARKS = {
    "answers": answers.run,
    "understanding": understanding.run,
    "speed": speed.run,
    "start": start.run,
    "alternatives": alternatives.run,
}
ONLY_BY_NAME = frozenset({"alternatives"})


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"benchmarks: unknown: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in names or [name for name in BENCHMARKS if name not in ONLY_BY_NAME]:
        BENCHMARKS[name]()
    return 0


sys.exit(main(sys.argv[1:]))
