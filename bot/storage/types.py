"""Column types that mean the same on SQLite and PostgreSQL. Migrations use them too, so their stored form must not change."""

from datetime import UTC, datetime

from sqlalchemy import JSON, DateTime, Dialect, String
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

# An identifier of `bot.storage.ids.new_id`.
Id = String(26)

# JSON on SQLite, JSONB on PostgreSQL. None is stored as NULL, not as the JSON word null. Values are not tracked:
# assign a new one instead of changing the old.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes in, of any zone; aware UTC out, to the microsecond. A naive one raises `ValueError`
    (inside SQLAlchemy's `StatementError`).

    PostgreSQL stores `timestamp with time zone`; SQLite text of fixed width in UTC, which compares as time does.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a naive datetime cannot be stored: give it a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
