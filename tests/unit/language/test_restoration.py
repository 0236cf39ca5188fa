"""Accents back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.prepared import prepare_restorer
from bot.language.restoration import Restorer
from bot.language.text import strip_accents

TEXTS = [
    ("tôi muốn xóa dữ liệu của tôi. xóa số điện thoại. dữ liệu cá nhân được lưu trữ bao lâu?", 3.0),
    ("công ty có bán thông tin không? bạn ơi cho em hỏi. bản chính sách này. của bạn.", 2.0),
]


@pytest.fixture(scope="module")
def restorer() -> Restorer:
    return Restorer.from_texts(TEXTS)


def test_a_bare_sentence_gets_its_accents(restorer: Restorer) -> None:
    assert restorer.restore("toi muon xoa du lieu cua toi") == "tôi muốn xóa dữ liệu của tôi"


def test_the_neighbour_decides_between_two_forms(restorer: Restorer) -> None:
    assert restorer.restore("cong ty co ban thong tin khong") == "công ty có bán thông tin không"
    assert restorer.restore("ban oi cho em hoi") == "bạn ơi cho em hỏi"


def test_what_bears_an_accent_stays_and_helps_its_neighbours(restorer: Restorer) -> None:
    assert restorer.restore("xoa dữ lieu") == "xóa dữ liệu"


def test_capitals_stay_capitals(restorer: Restorer) -> None:
    assert restorer.restore("XOA DU LIEU Cua Toi") == "XÓA DỮ LIỆU Của Tôi"


@pytest.mark.parametrize("kept", ["toi@xoa.vn", "https://ban.vn/xoa", "0912345678", "XD-7K4M", "qwxz"])
def test_addresses_codes_and_unknown_words_stay(restorer: Restorer, kept: str) -> None:
    assert kept in restorer.restore(f"xoa {kept} cua toi")


@given(st.text())
def test_only_accents_are_added(text: str) -> None:
    restorer = Restorer.from_texts(TEXTS)
    restored = restorer.restore(text)
    assert strip_accents(restored).lower() == strip_accents(text).lower()


@given(st.text(alphabet="toimunxadlecp "))
def test_restoring_twice_changes_nothing(text: str) -> None:
    restorer = Restorer.from_texts(TEXTS)
    once = restorer.restore(text)
    assert restorer.restore(once) == once


def test_counts_survive_being_saved(restorer: Restorer, tmp_path: Path) -> None:
    restorer.save(tmp_path / "r.npz")
    assert Restorer.load(tmp_path / "r.npz").restore("xoa du lieu") == "xóa dữ liệu"


def test_a_damaged_file_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.language.corpus.general", lambda: iter(TEXTS))
    prepare_restorer(tmp_path, [])
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(b"not an archive")

    assert prepare_restorer(tmp_path, []).restore("xoa du lieu") == "xóa dữ liệu"
