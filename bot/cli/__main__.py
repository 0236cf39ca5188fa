"""`python -m bot.cli` is `lachan`."""

from bot.cli.main import main

main()
