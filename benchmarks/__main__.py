"""`python -m benchmarks [answers|speed|start]`: all of them, or the named ones."""

import os
import sys

# As the service runs: one OpenMP thread, quiet TensorFlow.
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")

from benchmarks import answers, speed, start

BENCHMARKS = {"answers": answers.run, "speed": speed.run, "start": start.run}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in BENCHMARKS]
    if unknown:
        print(f"benchmarks: unknown: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}", file=sys.stderr)
        return 2
    for name in names or BENCHMARKS:
        BENCHMARKS[name]()
    return 0


sys.exit(main(sys.argv[1:]))
