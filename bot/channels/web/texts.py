"""Everything that a visitor reads on the web, in one place. `CHAT` goes to the browser with the page."""

from typing import Final

ERRORS: Final[dict[str, str]] = {
    "not_found": "Không tìm thấy địa chỉ này.",
    "method_not_allowed": "Địa chỉ này không nhận kiểu yêu cầu đó.",
    "unknown_organisation": "Không có tổ chức nào với mã này.",
    "unauthorised": "Thiếu mã truy cập của cuộc trò chuyện.",
    "unknown_conversation": "Cuộc trò chuyện không tồn tại hoặc mã truy cập không đúng.",
    "body_too_large": "Nội dung gửi lên quá lớn (tối đa {limit} byte).",
    "not_utf8": "Nội dung gửi lên không phải văn bản UTF-8 hợp lệ.",
    "not_json": "Nội dung gửi lên không phải JSON hợp lệ.",
    "invalid_request": "Yêu cầu thiếu hoặc sai trường “{field}”.",
    "invalid_parameter": "Tham số “{field}” không hợp lệ.",
    "empty_text": "Tin nhắn không có nội dung.",
    "text_too_long": "Tin nhắn dài quá {limit} ký tự.",
    "unknown_button": "Nút này không còn dùng được. Anh/chị vui lòng nhập câu hỏi.",
    "too_many_messages": "Anh/chị gửi hơi nhanh. Vui lòng thử lại sau {seconds} giây.",
    "too_many_conversations": "Có quá nhiều cuộc trò chuyện mới từ mạng này. Vui lòng thử lại sau {seconds} giây.",
    "too_many_streams": "Cuộc trò chuyện này đang mở ở quá nhiều nơi. Vui lòng đóng bớt rồi thử lại.",
    "not_ready": "Hệ thống đang khởi động. Vui lòng thử lại sau ít giây.",
    "internal": "Có lỗi ở phía chúng tôi. Vui lòng thử lại sau.",
    "http": "Không thực hiện được yêu cầu này.",
}

PAGE: Final[dict[str, str]] = {
    "brand": "Lá Chắn",
    "tagline": "Hỏi đáp về chính sách quyền riêng tư",
    "skip": "Đến phần nội dung",
    "start_title": "Dữ liệu của anh/chị được dùng thế nào?",
    "start_lead": "Chọn một tổ chức để đọc chính sách quyền riêng tư và hỏi bằng lời của mình. "
    "Trợ lý tự động trả lời bằng chính những câu trong chính sách, có dẫn đến đúng mục. "
    "Điều chính sách không nêu, trợ lý sẽ nói rõ.",
    "organisations": "Các tổ chức",
    "no_organisation": "Chưa có tổ chức nào. Người vận hành thêm một thư mục vào policies/ rồi khởi động lại.",
    "read_and_ask": "Đọc và hỏi",
    "sample": "Bản mẫu",
    "sample_notice": "Đây là bản mẫu, viết lại từ chính sách đã công bố để minh họa. "
    "Bản chính thức do {name} công bố mới có giá trị.",
    "version": "Phiên bản",
    "effective": "Hiệu lực từ",
    "no_date": "không ghi ngày hiệu lực",
    "contents": "Mục lục",
    "contact": "Liên hệ",
    "department": "Bộ phận",
    "email": "Email",
    "phone": "Điện thoại",
    "address": "Địa chỉ",
    "website": "Trang web",
    "hours": "Giờ làm việc",
    "anchor": "Chép liên kết tới mục “{title}”",
    "home": "Tất cả tổ chức",
    "footer": "Trợ lý là chương trình tự động. Câu trả lời trích nguyên văn chính sách, không thay cho tư vấn pháp lý.",
    "not_found_title": "Không tìm thấy trang",
    "not_found_lead": "Địa chỉ có thể đã đổi, hoặc tổ chức này không có ở đây.",
    "error_title": "Có lỗi ở phía chúng tôi",
    "error_lead": "Xin lỗi anh/chị. Vui lòng tải lại trang sau ít phút.",
    "back_home": "Về trang đầu",
    "chat_title": "Hỏi về chính sách",
    "chat_automatic": "Trợ lý tự động, có trích dẫn",
    "chat_open": "Hỏi về chính sách này",
    "chat_close": "Đóng khung trò chuyện",
    "chat_restart": "Bắt đầu lại",
    "chat_restart_hint": "Quên cuộc trò chuyện này trên trình duyệt và bắt đầu lại",
    "chat_welcome": "Chào anh/chị. Tôi là trợ lý tự động, trả lời bằng câu trích nguyên văn từ chính sách của {name}. "
    "Điều chính sách không nêu, tôi sẽ nói rõ.",
    "chat_suggestions": "Câu hỏi gợi ý",
    "chat_log": "Nội dung trò chuyện",
    "chat_input": "Câu hỏi của anh/chị",
    "chat_placeholder": "Nhập câu hỏi…",
    "chat_send": "Gửi",
    "chat_warning": "Đừng gửi mật khẩu, số thẻ hay ảnh giấy tờ. Mã xác nhận chỉ gõ khi được hỏi.",
    "chat_no_script": "Khung trò chuyện cần JavaScript. Anh/chị vẫn đọc được toàn bộ chính sách ở trang này.",
}

SUGGESTIONS: Final[tuple[str, ...]] = (
    "Công ty thu thập những dữ liệu nào?",
    "Dữ liệu của tôi được lưu bao lâu?",
    "Làm sao để xóa dữ liệu của tôi?",
    "Tôi muốn khiếu nại thì làm thế nào?",
)

CHAT: Final[dict[str, str]] = {
    "you": "Anh/chị",
    "bot": "Trợ lý",
    "staff": "Nhân viên",
    "typing": "Trợ lý đang soạn câu trả lời",
    "unsent": "Chưa gửi được",
    "resend": "Gửi lại",
    "discard": "Bỏ",
    "offline": "Mất kết nối. Tin nhắn sẽ tự gửi khi có mạng.",
    "reconnecting": "Đang kết nối lại…",
    "wait": "Anh/chị gửi hơi nhanh. Tin nhắn sẽ tự gửi sau {seconds} giây.",
    "lost": "Cuộc trò chuyện trước đã kết thúc. Anh/chị có thể hỏi tiếp trong cuộc trò chuyện mới.",
    "forgotten": "Đã bắt đầu lại. Anh/chị có thể hỏi câu mới.",
    "failed": "Có lỗi khi gửi. Anh/chị vui lòng thử lại.",
    "counter": "Còn {left} ký tự",
    "too_long": "Quá {over} ký tự",
    "source": "Xem câu được trích trong chính sách",
    "cited": "Đến mục “{section}” trong chính sách",
    "back": "Trở lại câu trả lời",
    "highlighted": "Đã đánh dấu câu được trích trong mục “{section}”.",
    "copied": "Đã chép liên kết.",
    "copy_failed": "Không chép được. Liên kết đang ở thanh địa chỉ.",
    "choices": "Lựa chọn",
    "unread": "{count} tin mới",
}

WEEKDAYS: Final[dict[str, str]] = {
    "mon": "Thứ Hai",
    "tue": "Thứ Ba",
    "wed": "Thứ Tư",
    "thu": "Thứ Năm",
    "fri": "Thứ Sáu",
    "sat": "Thứ Bảy",
    "sun": "Chủ Nhật",
}
EVERY_DAY: Final = "Hằng ngày"
