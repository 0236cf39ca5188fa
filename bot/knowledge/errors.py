"""What can go wrong with a policy.

KnowledgeError
├── UnknownOrganisation   no folder of that slug
├── InvalidPolicy         a file of an organisation's folder cannot be understood
├── UnreadableDocument    a document to import has no text that can be read
└── InvalidQuestion       a question that cannot be searched for (too long, no text)

Every message is one sentence in Vietnamese that says what is wrong and what to do: people at the command line and on the
web read it as it is.
"""


class KnowledgeError(Exception):
    """Base of this package's errors; `str(error)` is the sentence to show."""


class UnknownOrganisation(KnowledgeError):
    def __init__(self, slug: str, known: tuple[str, ...] = ()) -> None:
        self.slug = slug
        have = f" Các tổ chức đang có: {', '.join(known)}." if known else ""
        super().__init__(f"Không có tổ chức “{slug[:80]}”.{have}")


class InvalidPolicy(KnowledgeError):
    """`path` names the file, the message says what is wrong in it."""

    def __init__(self, path: str, problem: str) -> None:
        self.path = path
        super().__init__(f"{path}: {problem}")


class UnreadableDocument(KnowledgeError):
    """The document to import is empty, damaged, of an unknown kind, or holds pictures only."""


class InvalidQuestion(KnowledgeError):
    """The question is empty or longer than `LIMIT` characters."""
