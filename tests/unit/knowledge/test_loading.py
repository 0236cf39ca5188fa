"""`policies/<slug>/` as it is read: what counts as text, and what each damaged file says of itself."""

import unicodedata
from datetime import date, time
from pathlib import Path

import pytest

from bot.knowledge.errors import InvalidPolicy, KnowledgeError, UnknownOrganisation
from bot.knowledge.loading import load_organisation, load_policy, organisations, parse_sections
from bot.knowledge.models import Block, OfficeHours, Section
from bot.settings import Settings

HEAD = '---\ntitle: Chính sách\nversion: "2.1"\neffective_date: 2025-03-01\n---\n'
POLICY = HEAD + "\n# Chính sách\n\n## 1. Lưu trữ\n\nChúng tôi giữ dữ liệu hai năm.\n"
TOML = """slug = "shop-la"
name = "Shop Lá"

[contact]
email = "hotro@shopla.vn"

[office_hours]
week = [{ days = ["mon", "tue"], from = 08:00:00, to = 17:30:00 }]

[promises]
complaint_answer_days = 10

[requests]
kinds = ["deletion"]

[requests.where.deletion]
text = "Gửi thư."
section = "1. Lưu trữ"
"""


def folder(directory: Path, toml: str = TOML, policy: str | bytes = POLICY) -> Path:
    home = directory / "shop-la"
    home.mkdir(parents=True, exist_ok=True)
    (home / "organisation.toml").write_text(toml, encoding="utf-8")
    (home / "policy.md").write_bytes(policy if isinstance(policy, bytes) else policy.encode())
    return directory


def test_an_organisation_is_read_with_its_policy(tmp_path: Path) -> None:
    organisation = load_organisation(folder(tmp_path), "shop-la")
    assert organisation.contact.email == "hotro@shopla.vn"
    assert organisation.office_hours == (OfficeHours(("mon", "tue"), time(8), time(17, 30)),)
    assert organisation.complaint_answer_days == 10
    assert organisation.kinds == ("deletion",)
    assert organisation.where["deletion"].section == "1. Lưu trữ"
    assert (organisation.policy.version, organisation.policy.effective_date) == ("2.1", date(2025, 3, 1))


def test_every_packaged_policy_can_be_read_and_says_where_it_is_from(settings: Settings) -> None:
    found = organisations(settings.paths.policies)
    assert len(found) >= 5
    for slug in found:
        organisation = load_organisation(settings.paths.policies, slug)
        assert organisation.slug == organisation.policy.organisation == slug
        anchors = [section.anchor for section in organisation.policy.sections]
        assert len(set(anchors)) == len(anchors)


def test_a_folder_that_is_not_there_has_no_organisations(tmp_path: Path) -> None:
    assert organisations(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    "slug", ["", ".", "..", "../shop-la", "/etc", "shop-la/", "Shop-La", "shop la", "a\0b", "x" * 99]
)
def test_a_slug_that_is_no_slug_is_an_unknown_organisation(tmp_path: Path, slug: str) -> None:
    with pytest.raises(UnknownOrganisation) as caught:
        load_organisation(folder(tmp_path), slug)
    assert str(caught.value).endswith("Các tổ chức đang có: shop-la.")


@pytest.mark.parametrize(
    ("toml", "named"),
    [
        ("slug = ", "TOML"),
        ('slug = "shop-la"', "name"),
        (TOML + "\n[mystery]\na = 1\n", "mystery"),
        (TOML.replace('slug = "shop-la"', 'slug = "khac"'), "khac"),
        (TOML.replace('"deletion"]', '"dancing"]'), "requests.kinds"),
    ],
)
def test_a_wrong_organisation_file_names_itself_and_its_key(tmp_path: Path, toml: str, named: str) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        load_organisation(folder(tmp_path, toml), "shop-la")
    assert caught.value.path.endswith("organisation.toml")
    assert named in str(caught.value)


@pytest.mark.parametrize(
    "policy",
    [
        "",
        "# Chính sách\n\nKhông có phần đầu.",
        "---\ntitle: [\n---\n\n## A\n\nChữ.\n",
        "---\njust words\n---\n\n## A\n\nChữ.\n",
        "---\ntitle: Chính sách\n---\n\n## A\n\nChữ.\n",
        POLICY.replace("2025-03-01", "2025-13-41"),
        POLICY.replace("2025-03-01", "hôm qua"),
        HEAD + "\n## A\n\n## B\n",
        b"\xff\xfe" + POLICY.encode("utf-16-le"),
    ],
)
def test_a_wrong_policy_is_refused_in_one_sentence(tmp_path: Path, policy: str | bytes) -> None:
    with pytest.raises(InvalidPolicy) as caught:
        load_organisation(folder(tmp_path, policy=policy), "shop-la")
    assert caught.value.path.endswith("policy.md")
    assert isinstance(caught.value, KnowledgeError)


def test_a_policy_that_is_missing_or_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InvalidPolicy, match="không có tệp này"):
        load_policy(tmp_path / "policy.md", "a")
    with pytest.raises(InvalidPolicy, match="không đọc được"):
        load_policy(tmp_path, "a")


def test_decomposed_letters_windows_lines_and_a_byte_order_mark_make_no_difference(tmp_path: Path) -> None:
    plain = load_organisation(folder(tmp_path / "a"), "shop-la").policy
    odd = unicodedata.normalize("NFD", POLICY).replace("\n", "\r\n")
    assert load_organisation(folder(tmp_path / "b", policy=b"\xef\xbb\xbf" + odd.encode()), "shop-la").policy == plain


def test_markup_is_gone_and_words_are_kept() -> None:
    (section,) = parse_sections("## A **b** `c`\n\nMột *hai*\nba  \nbốn [năm](https://a.vn).\n")
    assert section == Section("A b c", 2, "a-b-c", (Block("Một hai ba bốn năm."),))


def test_lists_keep_their_depth_and_their_markers() -> None:
    (section,) = parse_sections("## A\n\nGồm:\n\n3. ba\n   - nhỏ\n\n     tiếp\n4. bốn\n\n> trích\n")
    assert section.blocks == (
        Block("Gồm:"),
        Block("ba", 1, "3."),
        Block("nhỏ", 2, "-"),
        Block("tiếp", 2),
        Block("bốn", 1, "4."),
        Block("trích"),
    )


def test_sections_know_what_they_stand_in_and_equal_titles_get_anchors_of_their_own() -> None:
    found = list(parse_sections("mở đầu\n\n# T\n\n## A\n\n### B\n\nx\n\n## C\n\n### B\n\ny\n"))
    assert [(s.title, s.path, s.anchor) for s in found] == [
        ("", (), "noi-dung"),
        ("T", (), "t"),
        ("A", (), "a"),
        ("B", ("A",), "b"),
        ("C", (), "c"),
        ("B", ("C",), "b-2"),
    ]
