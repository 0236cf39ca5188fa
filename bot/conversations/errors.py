"""What can go wrong with a message.

ConversationError
├── UnknownConversation   no conversation has that id, or it was idle too long
├── MessageTooLong        more than `limit` characters
├── EmptyMessage          nothing that can be read
├── ButtonExpired         no such button here, or it is too old
└── Busy                  too many messages of this conversation are waiting

`str(error)` is the Vietnamese sentence to show, and holds nothing of what was written.
"""


class ConversationError(Exception):
    """Base of this package's errors."""


class UnknownConversation(ConversationError):
    def __init__(self) -> None:
        super().__init__("Cuộc trò chuyện này không còn nữa. Anh/chị vui lòng bắt đầu lại.")


class MessageTooLong(ConversationError):
    def __init__(self, length: int, limit: int) -> None:
        self.length, self.limit = length, limit
        super().__init__(
            f"Tin nhắn dài {_number(length)} ký tự, quá giới hạn {_number(limit)}. Nhờ anh/chị gửi ngắn hơn."
        )


class EmptyMessage(ConversationError):
    def __init__(self) -> None:
        super().__init__("Tin nhắn đang trống. Nhờ anh/chị gõ nội dung rồi gửi lại.")


class ButtonExpired(ConversationError):
    def __init__(self) -> None:
        super().__init__("Nút này đã hết hạn. Nhờ anh/chị nhắn điều mình cần.")


class Busy(ConversationError):
    def __init__(self) -> None:
        super().__init__("Anh/chị gửi hơi nhanh. Nhờ anh/chị đợi vài giây rồi gửi lại.")


def _number(value: int) -> str:
    """Vietnamese thousands: 4.000."""
    return f"{value:,}".replace(",", ".")
