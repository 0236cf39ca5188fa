"""What a person reads around the policy's own words."""

from datetime import date

from bot.knowledge.models import Contact, Organisation, Policy

MORE = "Xem thêm trong mục này trên trang chính sách."


def source(policy: Policy, section: str) -> str:
    """Where a quote is from: section, version, date, and whether the text is a sample."""
    place = f"Theo mục “{section}”, {policy.title}" if section else f"Theo {policy.title}"
    sample = "; bản mẫu, chưa phải văn bản chính thức" if not policy.official else ""
    return f"{place} (phiên bản {policy.version}, {effective(policy.effective_date)}{sample})."


def effective(day: date | None) -> str:
    return f"hiệu lực từ {day:%d/%m/%Y}" if day else "không ghi ngày hiệu lực"


def declined(organisation: Organisation) -> str:
    return f"Chính sách của {organisation.name} không nêu điều anh/chị hỏi."


def nearest(section: str) -> str:
    return f"Phần gần nhất mà chính sách có nói, ở mục “{section}”:"


def offer_person(contact: Contact) -> str:
    """How to reach a person, with what the policy gives."""
    ways = [
        way for way in (contact.phone and f"gọi {contact.phone}", contact.email and f"viết tới {contact.email}") if way
    ]
    if not ways:
        return "Anh/chị có thể yêu cầu gặp nhân viên để được trả lời."
    return f"Để được người phụ trách trả lời, anh/chị có thể {' hoặc '.join(ways)}."
