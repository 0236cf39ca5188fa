"""One training run of Rasa, in a process of its own: `python -m bot.dialogue.train_worker NLU_DIR OUT_DIR`.

Its own process, because what training leaves behind in memory is never given back, and because Rasa prints. stdout
carries one JSON object a line: `{"step", "fraction"}`, and at the end `{"model"}` or `{"error"}`. Everything else
goes to stderr.
"""

import json
import logging
import sys
from pathlib import Path
from typing import Any, TextIO

from bot.dialogue.rasa_edge import import_components, quiet, silence_logs

with quiet():
    import rasa.model_training

_CLASSIFIER_LOG = "lachan.training"
_HOOKS_LOG = "rasa.engine.training.hooks"


class _Steps(logging.Handler):
    """Turns log records of the classifier and of Rasa's training hooks into steps."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(logging.INFO)
        self._out = out

    def emit(self, record: logging.LogRecord) -> None:
        if record.name == _CLASSIFIER_LOG:
            say(self._out, step=record.__dict__["step"], fraction=record.__dict__["fraction"])
        elif "RulePolicy" in record.getMessage():
            say(self._out, step="rules", fraction=0.0 if record.getMessage().startswith("Starting") else 1.0)


def say(out: TextIO, **message: Any) -> None:
    print(json.dumps(message), file=out, flush=True)


def main(nlu_dir: Path, folder: Path, out: TextIO) -> int:
    import_components(nlu_dir)
    silence_logs()
    handler = _Steps(out)
    for name in (_CLASSIFIER_LOG, _HOOKS_LOG):
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    say(out, step="read", fraction=0.0)
    try:
        with quiet():
            result = rasa.model_training.train(
                domain=str(nlu_dir / "domain"),
                config=str(nlu_dir / "config.yml"),
                training_files=[str(nlu_dir / "data")],
                output=str(folder),
                fixed_model_name="model",
                force_training=True,
            )
    except Exception as error:
        say(out, error=f"{type(error).__name__}: {error}")
        return 1
    if result.model is None:
        say(out, error=f"no training data below {nlu_dir}")
        return 1
    say(out, model=result.model)
    return 0


if __name__ == "__main__":
    # Rasa prints its success to stdout, which carries our own lines.
    stdout, sys.stdout = sys.stdout, sys.stderr
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), stdout))
