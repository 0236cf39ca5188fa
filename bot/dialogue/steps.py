"""The steps of training, their share of its time, and what a progress bar calls them."""

from bot.dialogue.models import Progress

# In order, with measured seconds on two cores for 17,000 examples. Only their proportions matter.
_SECONDS: dict[str, float] = {
    "wait": 0.1,
    "load": 8.0,
    "read": 2.0,
    "restore": 3.0,
    "encode": 25.0,
    "calibrate": 8.0,
    "fit": 35.0,
    "rules": 2.0,
    "pack": 2.0,
}
_LABELS: dict[str, str] = {
    "wait": "Chờ tiến trình khác huấn luyện xong",
    "load": "Nạp thư viện",
    "read": "Đọc dữ liệu huấn luyện",
    "restore": "Học cách thêm dấu",
    "encode": "Mã hóa câu mẫu",
    "calibrate": "Kiểm chéo",
    "fit": "Huấn luyện bộ nhận ý định",
    "rules": "Kiểm tra các quy tắc hội thoại",
    "pack": "Đóng gói mô hình",
    "done": "Xong",
}
NAMES = tuple(_SECONDS)


def at(step: str, fraction: float) -> Progress:
    """`fraction` is of the step; the result's is of the whole training."""
    if step == "done":
        return Progress(step, _LABELS[step], 1.0)
    before = sum(seconds for name, seconds in _SECONDS.items() if NAMES.index(name) < NAMES.index(step))
    return Progress(step, _LABELS[step], (before + fraction * _SECONDS[step]) / sum(_SECONDS.values()))
