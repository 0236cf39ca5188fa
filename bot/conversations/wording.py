"""What the conversation itself says, when the dialogue could not."""

from bot.dialogue.models import Button, Reply

APOLOGY = Reply(
    text="Xin lỗi, tôi gặp trục trặc nên chưa trả lời được. Tin nhắn của anh/chị vẫn được giữ. "
    "Nhờ anh/chị gửi lại sau ít phút, hoặc gặp nhân viên.",
    buttons=(Button("Gặp nhân viên", "/talk_to_human"),),
    name="apology",
)
