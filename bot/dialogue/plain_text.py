"""Text from a person is only ever text."""

# Rasa reads a message that starts with "/" as an intent with confidence 1 and sets the slots that it names.
_PREFIXES = "/\uff0f"


def plain(text: str) -> tuple[str, int]:
    """`text` without what would make it a Rasa payload, and how many characters were taken from its front.

    "/request_deletion{…}" becomes the words that it consists of, which mean whatever the classifier makes of them.
    """
    # Half a surrogate pair cannot be written as UTF-8; the replacement is one character too, so positions stay right.
    stripped = text.encode("utf-8", "replace").decode("utf-8").rstrip()
    bare = stripped.lstrip()
    while bare and (bare[0] in _PREFIXES or bare[0].isspace()):
        bare = bare[1:]
    return bare, len(stripped) - len(bare)
