"""What can go wrong with stored data.

StorageError
├── InvalidUrl          LACHAN_STORAGE__URL names no database that is served
├── InvalidKeys         the encryption keys are missing, malformed, or meant for development only
├── DecryptionFailed    a token is malformed, altered, of another context, or its key is gone
├── Unavailable         no database answers, or it went away
├── Busy                others hold what is needed; trying again may help
├── NotMigrated         a table or column is missing
├── MigrationFailed     an upgrade would leave broken references; nothing was changed
│   └── UnknownRevision     a newer release has upgraded this database
├── NotInitialized      used before `initialize` or after `shutdown`
├── ConcurrentUse       two tasks used one transaction at a time
└── TransactionFailed   a statement failed outside a savepoint and the caller went on; nothing was stored

What an operator can mend is told in Vietnamese, with the way to mend it; a mistake in code in English. No message holds a
stored value, a key or a password.
"""


class StorageError(Exception):
    """Base of this package's errors."""


class InvalidUrl(StorageError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"Địa chỉ cơ sở dữ liệu (LACHAN_STORAGE__URL) không dùng được: {reason}")


class InvalidKeys(StorageError):
    """`str(error)` names the variable and says how to make a key."""


class DecryptionFailed(StorageError):
    def __init__(self, context: str, reason: str) -> None:
        self.context, self.reason = context, reason
        super().__init__(f"cannot decrypt a value of {context}: {reason}")


class Unavailable(StorageError):
    def __init__(self, reason: str) -> None:
        super().__init__(f"Không kết nối được với cơ sở dữ liệu: {reason}")


class Busy(StorageError):
    def __init__(self) -> None:
        super().__init__("Cơ sở dữ liệu đang bận. Xin thử lại sau ít giây.")


class NotMigrated(StorageError):
    """`missing` is the driver's own sentence about the table or column."""

    def __init__(self, missing: str) -> None:
        self.missing = missing
        super().__init__(f"Cơ sở dữ liệu chưa ở bản mới nhất ({missing}). Hãy chạy `lachan db upgrade`.")


class MigrationFailed(StorageError):
    """`str(error)` says what is wrong."""


class UnknownRevision(MigrationFailed):
    def __init__(self, revisions: str) -> None:
        super().__init__(
            f"Cơ sở dữ liệu ở bản {revisions}, bản này chương trình chưa biết. Hãy dùng bản phát hành mới hơn của Lá Chắn."
        )


class NotInitialized(StorageError):
    def __init__(self) -> None:
        super().__init__("the database is not initialised")


class ConcurrentUse(StorageError):
    def __init__(self) -> None:
        super().__init__("a transaction is used by one task at a time: await its blocks one after the other")


class TransactionFailed(StorageError):
    def __init__(self) -> None:
        super().__init__("a statement failed and was ignored: put what may fail into a savepoint; all is rolled back")
