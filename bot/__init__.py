"""Lá Chắn: a Vietnamese privacy desk. One folder a noun; `bot.bootstrap` is the only place that builds objects."""
