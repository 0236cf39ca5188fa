"""What was taken out of the present message: it goes to the action that needs it beside Rasa, never through its memory."""

from contextvars import ContextVar

code: ContextVar[str | None] = ContextVar("lachan_code", default=None)
"""A one-time code that the person typed."""
