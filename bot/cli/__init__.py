"""`lachan …`: the command line. Results go to stdout, all else to stderr; 0 on success, 2 on wrong usage or input."""

from bot.cli.main import main

__all__ = ["main"]
