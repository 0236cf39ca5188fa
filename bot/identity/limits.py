"""How long, how often, how many. Seconds in codes and proofs are what stands between a guesser and somebody's data."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

CODE_LIFE = timedelta(minutes=5)
CODE_TRIES = 5
"""Guesses compared for one code."""
DAILY_TRIES = 5
"""Guesses compared for one subject on one day, whatever the code, the conversation or the organisation."""
RESEND_AFTER = timedelta(seconds=30)
CODE_WINDOW = timedelta(hours=1)
CODES_PER_WINDOW = 3
"""Codes for one subject in `CODE_WINDOW`. The table keeps the times of exactly three (`tables.subjects`)."""
CODES_PER_CONVERSATION = 6
"""Codes asked for by one conversation in `CODE_WINDOW`, so that nobody walks through a list of contacts."""

PROOF_LIFE = timedelta(minutes=15)
"""Since the proof was last used."""
PROOF_CAP = timedelta(hours=2)
"""Since it was made, however often it is used."""

SITE_TOKEN_LIFE = timedelta(minutes=5)
CLOCK_SKEW = timedelta(seconds=30)
"""By how much the clock of an organisation's site may differ from ours."""

KEPT = timedelta(days=90)
"""How long rows that nobody needs any more stay: long enough to look into a complaint about them."""
LIMITS_KEPT = timedelta(days=2)
"""How long the counts of a contact that nobody asks about stay: past the hour and the day that they are about."""

_HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def day_of(moment: datetime) -> date:
    """The day in Hà Nội."""
    return moment.astimezone(_HANOI).date()
