"""Write the `organisation.toml` of an imported policy: only what the document says."""

import json

from bot.knowledge.models import Contact


def render(slug: str, name: str, contact: Contact) -> str:
    lines = [
        f"slug = {_string(slug)}",
        f"name = {_string(name)}",
        "official = false  # đặt thành true sau khi đã có người kiểm tra",
    ]
    values = {
        "email": contact.email,
        "phone": contact.phone,
        "address": contact.address,
        "department": contact.department,
        "website": contact.website,
    }
    if any(values.values()):
        lines += ["", "[contact]", *(f"{key} = {_string(value)}" for key, value in values.items() if value)]
    return "\n".join(lines) + "\n"


def _string(value: str) -> str:
    """A TOML basic string has the escapes of JSON."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
