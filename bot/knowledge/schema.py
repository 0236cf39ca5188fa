"""The shape of `organisation.toml` and of the head of `policy.md`, checked with pydantic."""

from datetime import date, time
from typing import get_args

from pydantic import BaseModel, ConfigDict, Field

from bot.knowledge.models import Contact, Exercise, OfficeHours, Organisation, Policy, Promise, RequestKind, Weekday


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class PolicyHead(_Strict):
    title: str = Field(min_length=1, max_length=300)
    version: str = Field(min_length=1, max_length=40, coerce_numbers_to_str=True)
    effective_date: date | None = None
    language: str = "vi"
    official: bool = True
    source: str = ""


class ContactTable(_Strict):
    email: str = ""
    phone: str = ""
    address: str = ""
    department: str = ""
    website: str = ""


class HoursTable(_Strict):
    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: time = Field(alias="from")
    closes: time = Field(alias="to")


class OfficeHoursTable(_Strict):
    timezone: str = "Asia/Ho_Chi_Minh"
    week: tuple[HoursTable, ...] = ()


class StatementTable(_Strict):
    key: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: str = Field(min_length=1)
    section: str = ""


class PromisesTable(_Strict):
    complaint_answer_days: int | None = Field(default=None, ge=1, le=365)
    statements: tuple[StatementTable, ...] = ()


class ExerciseTable(_Strict):
    text: str = Field(min_length=1)
    section: str = ""
    verify_identity: bool = False
    free: bool = False


class RequestsTable(_Strict):
    kinds: tuple[RequestKind, ...] = get_args(RequestKind)
    where: dict[RequestKind, ExerciseTable] = {}


class OrganisationFile(_Strict):
    slug: str
    name: str = Field(min_length=1, max_length=200)
    official: bool = True
    description: str = ""
    contact: ContactTable = ContactTable()
    office_hours: OfficeHoursTable = OfficeHoursTable()
    promises: PromisesTable = PromisesTable()
    requests: RequestsTable = RequestsTable()
    webhook: dict[str, object] = {}  # read by bot.systems.settings

    def to_organisation(self, policy: Policy) -> Organisation:
        return Organisation(
            slug=self.slug,
            name=self.name,
            policy=policy,
            official=self.official,
            description=self.description,
            contact=Contact(**self.contact.model_dump()),
            timezone=self.office_hours.timezone,
            office_hours=tuple(OfficeHours(h.days, h.opens, h.closes) for h in self.office_hours.week),
            complaint_answer_days=self.promises.complaint_answer_days,
            promises=tuple(Promise(s.key, s.text, s.section) for s in self.promises.statements),
            kinds=self.requests.kinds,
            where={kind: Exercise(**table.model_dump()) for kind, table in self.requests.where.items()},
        )
