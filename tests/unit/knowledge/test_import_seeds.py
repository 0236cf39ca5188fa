"""The five policies of real sites: sections as a careful reader would cut them, every word kept, no furniture left."""

import re
from datetime import date
from pathlib import Path

import pytest

from bot.knowledge.importing.service import ImportedPolicy, import_policy, write
from bot.knowledge.loading import load_organisation

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"the seeds are not on this machine: {SEEDS}")

SECTIONS = {
    "app-ban-hang": [
        "Thông tin chúng tôi thu thập",
        "Cách chúng tôi sử dụng thông tin thu thập được",
        "Truy cập và cập nhật thông tin cá nhân của khách hàng",
        "Thông tin chúng tôi chia sẻ",
        "Thay đổi",
    ],
    "medicallog": [
        "Nguyên tắc chung",
        " 1.Chính sách quyền riêng tư",
        " 2.Thông tin khách hàng",
        " 3.Đồng ý và sử dụng",
        "Dưới đây là các loại thông tin được chúng tôi thu thập:",
        " 1. Thông tin quý khách cung cấp cho chúng tôi",
        " 2. Thông tin tự động",
        " 3. Thu thập và sử dụng cookies",
        "Chúng tôi sử dụng thông tin của quý khách như thế nào?",
    ],
    "medring": [
        "Phần 1: Thông tin Mục đích Chung",
        " Chúng tôi bảo vệ thông tin cá nhân của quý khách như thế nào?",
        " Chúng tôi tiết lộ thông tin cá nhân của quý khách cho ai?",
        " Tại sao chúng tôi thu thập, lưu giữ, sử dụng và tiết lộ những thông tin cá nhân đó?",
        " Thông tin hủy nhận dạng",
        "Phần 2: Bảo mật",
        " Quản lý tài khoản",
        " Quản lý thông tin qua địa chỉ E-mail:",
        "Mục 3: Khiếu nại",
        " Liên hệ với chúng tôi",
    ],
    "tungduong": [
        "1. Mục đích thu thập thông tin",
        "2. Phạm vi thu thập",
        "3. Thời gian lưu trữ",
        "4. Thông tin Khách hàng đối với bên thứ ba",
        "5. An toàn dữ liệu",
        "6. Quyền lợi của khách hàng đối với thông tin cá nhân",
        "7. Yêu cầu xóa bỏ thông tin cá nhân",
        "8. Thông tin liên hệ",
    ],
    "vsign": [
        "1. Mục đích và phạm vi thu thập",
        "2. Phạm vi sử dụng thông tin",
        "3. Thời gian lưu trữ thông tin",
        "4. Những người hoặc tổ chức có thể được tiếp cận với thông tin đó",
        "5. Địa chỉ của đơn vị thu thập và quản lý thông tin cá nhân",
        "6. Phương tiện và công cụ để người dùng tiếp cận và chỉnh sửa dữ liệu cá nhân của mình.",
        "7. Cam kết bảo mật thông tin cá nhân khách hàng",
        "8. Cập nhật",
        "9. Cơ chế tiếp nhận và giải quyết khiếu nại",
        "10. Thông tin liên hệ",
    ],
}
TITLES = {
    "app-ban-hang": "CHÍNH SÁCH BẢO MẬT",
    "medicallog": "Chính sách riêng tư",
    "medring": "Chính sách bảo vệ dữ liệu cá nhân",
    "tungduong": "Chính sách bảo mật thông tin Khách hàng",
    "vsign": "CHÍNH SÁCH BẢO MẬT THÔNG TIN",
}
# Lines that belong to the page, or repeat the title: the only words of a seed that may be missing.
FURNITURE = {
    "app-ban-hang": ["Các thông tin thu thập được từ người sử dụng với mục đích"],
    "tungduong": [
        "19/08/2022 9:50:43 AM", "Chính sách bảo mật thông tin", "© 2018", "Hỗ trợ trực tuyến", "Kỹ thuật",
    ],
}  # fmt: skip


def imported(slug: str) -> ImportedPolicy:
    data = (SEEDS / f"{slug}.txt").read_bytes()
    return import_policy(data, f"{slug}.txt", slug=slug, name=slug, today=date(2026, 11, 22))


@pytest.mark.parametrize("slug", SECTIONS)
def test_title_and_sections(slug: str) -> None:
    policy = imported(slug).organisation.policy
    assert policy.title == TITLES[slug]
    assert [" " * (s.level - 2) + s.title for s in policy.sections[1:]] == SECTIONS[slug]
    assert not policy.official


@pytest.mark.parametrize("slug", SECTIONS)
def test_every_word_is_there_in_order(slug: str) -> None:
    policy = imported(slug).organisation.policy
    there = [w for s in policy.sections for text in (s.title, *(b.text for b in s.blocks)) for w in words(text)]
    at = 0
    for line in (SEEDS / f"{slug}.txt").read_text(encoding="utf-8").splitlines():
        if any(line.strip().startswith(start) for start in FURNITURE.get(slug, ())):
            continue
        for word in words(line):
            assert word in there[at:], f"“{word}” of “{line[:60]}” is missing"
            at = there.index(word, at) + 1


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text)


@pytest.mark.parametrize("slug", SECTIONS)
def test_no_furniture_is_left(slug: str) -> None:
    policy = imported(slug).organisation.policy
    text = "\n".join(b.text for _, b in policy.blocks())
    assert not re.search(r"©|Đang online|Tổng truy cập|Hỗ trợ trực tuyến|Kỹ thuật|9:50:43|\| 408", text)
    assert not re.search(r"^[•·\-]", text, re.MULTILINE)


@pytest.mark.parametrize("slug", SECTIONS)
def test_only_the_title_and_outer_headings_have_no_text(slug: str) -> None:
    sections = imported(slug).organisation.policy.sections
    empty = [s.title for s in sections[1:] if not s.blocks]
    assert all(any(title in s.path for s in sections) for title in empty)


def test_contacts_and_dates() -> None:
    best = {slug: imported(slug).organisation.contact for slug in SECTIONS}
    assert best["medring"].email == "privacy@medring.co.jp"
    assert (best["tungduong"].email, best["tungduong"].phone) == ("tungduongadv@gmail.com", "0913080864")
    assert best["tungduong"].website == "quangcaotungduong.com"
    assert (best["vsign"].email, best["vsign"].phone) == ("dangkyca@ecomviet.vn", "024 222 05513")
    assert best["vsign"].address == "25 Ngô Quyền - Quận Hoàn Kiếm - Hà Nội"
    assert not best["app-ban-hang"]
    assert imported("tungduong").organisation.policy.effective_date == date(2022, 8, 19)
    assert imported("medring").organisation.policy.version == "2026-11-22"


@pytest.mark.parametrize("slug", SECTIONS)
def test_what_is_written_is_what_was_understood(slug: str, tmp_path: Path) -> None:
    before = imported(slug)
    write(before, tmp_path)
    assert load_organisation(tmp_path, slug) == before.organisation
