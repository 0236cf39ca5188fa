"""The measured claims of the README. `python -m benchmarks` runs them all; each is a module with a `run()`."""
