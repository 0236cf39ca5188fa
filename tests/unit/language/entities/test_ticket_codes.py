"""Codes of tickets."""

import random
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.entities.ticket_codes import ALPHABET, PREFIXES, check, find, kind_of, make, normalise, spoken

RIGHT = "XD-7K4M-92QR"
WRONG = "XD-7K4M-92QF"
SEEDS = st.integers(0, 2**32)
KINDS = st.sampled_from(sorted(PREFIXES))


def made(kind: str, seed: int) -> str:
    return make(kind, random.Random(seed).randrange)


def test_symbols_are_a_prime_number_of_unlike_ones() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 29
    assert not set("OILBSZU") & set(ALPHABET)


@given(KINDS, SEEDS)
def test_a_new_code_is_right_and_reads_like_no_word(kind: str, seed: int) -> None:
    code = made(kind, seed)
    assert check(code)
    assert kind_of(code) == kind
    assert code[:3] == PREFIXES[kind] + "-" and code[7] == "-" and len(code) == 12
    assert sum(c.isdigit() for c in code) >= 2


@pytest.mark.parametrize("draw", [lambda n: 0, lambda n: n - 1], ids=["lowest", "highest"])
def test_any_draw_makes_a_code(draw) -> None:  # type: ignore[no-untyped-def]
    assert all(check(make(kind, draw)) for kind in PREFIXES)


def test_codes_differ() -> None:
    assert len({make("deletion") for _ in range(1000)}) == 1000


def test_an_unknown_kind_has_no_code() -> None:
    with pytest.raises(KeyError):
        make("unknown")


@pytest.mark.parametrize("kind", PREFIXES)
def test_every_wrong_symbol_and_every_swap_of_neighbours_is_caught(kind: str) -> None:
    code = made(kind, 1)
    symbols = code.replace("-", "")
    mistakes = {symbols[:i] + other + symbols[i + 1 :] for i in range(2, 10) for other in ALPHABET}
    mistakes |= {prefix + symbols[2:] for prefix in PREFIXES.values()}
    for other in ALPHABET:  # every pair of neighbours, in every place, whatever they are
        for another in ALPHABET:
            for i in range(2, 9):
                pair = symbols[:i] + other + another + symbols[i + 2 :]
                swapped = symbols[:i] + another + other + symbols[i + 2 :]
                if other != another:
                    assert not (check(display(pair)) and check(display(swapped)))
    mistakes.discard(symbols)
    assert len(mistakes) == 8 * 28 + len(PREFIXES) - 1
    assert not [wrong for wrong in mistakes if check(display(wrong))]


def display(symbols: str) -> str:
    return f"{symbols[:2]}-{symbols[2:6]}-{symbols[6:]}"


@pytest.mark.parametrize(
    "code", ["", WRONG, RIGHT.lower(), RIGHT + " ", "XX-7K4M-92QR", "XD7K4M92QR", "XD-7K4M-92Q", "XD-OOOO-OOOO"]
)
def test_only_the_display_form_passes_the_check(code: str) -> None:
    assert check(RIGHT)
    assert not check(code)


@pytest.mark.parametrize(
    "typed",
    [
        RIGHT,
        "xd-7k4m-92qr",
        "xd 7k4m 92qr",
        "XD7K4M92QR",
        "xd.7k4m.92qr",
        "XD – 7K4M — 92QR",
        "XĐ-7K4M-92QR",
        "xđ7k4m92qr",
        "ＸＤ－７Ｋ４Ｍ－９２ＱＲ",
        "XD\u200b-7K4M\u200b-92QR",
        "x d 7 k 4 m 9 2 q r",
        "XD-7K4M-9ZQR",
        "[XD-7K4M-92QR].",
        "mã phiếu của tôi là xd 7k4m 92qr ạ",
        "XD-7K4M-92QR, nhắc lại: xd7k4m92qr",
    ],
)
def test_a_code_is_understood_as_people_type_it(typed: str) -> None:
    assert normalise(typed) == RIGHT
    assert kind_of(typed) == "deletion"


@pytest.mark.parametrize(
    "typed", ["", "XD", WRONG, "XD-7K4M-92QR-12", "xóa dữ liệu", f"{RIGHT} {make('access')}", "7K4M-92QR"]
)
def test_what_fails_is_none(typed: str) -> None:
    assert normalise(typed) is None
    assert kind_of(typed) is None


def test_symbols_that_look_alike_are_read_as_the_one_that_was_meant() -> None:
    code = next(c for i in range(10**6) if {"0", "1", "5", "8"} <= set(c := made("correction", i)))
    for typed in [
        code.replace("0", "O"),
        code.replace("1", "l"),
        code.replace("1", "I"),
        code.replace("8", "b"),
        code.replace("5", "s"),
    ]:
        assert normalise(typed) == code
        assert typed.count("-") == 2 and [f.value for f in find(f"mã {typed} đâu rồi")] == [code]


@given(KINDS, SEEDS, SEEDS)
def test_noise_does_not_hide_a_code(kind: str, seed: int, noise: int) -> None:
    code = made(kind, seed)
    dice = random.Random(noise)
    looks = {"0": "0Oo", "1": "1IlL", "8": "8B", "5": "5Ss", "2": "2Zz", "V": "VUuv", "D": "DdĐđ"}
    joint = dice.choice(["", " ", "-", "–", ".", " - ", "\u200b", "\u00a0"])
    prefix = "".join(dice.choice(looks.get(c, c + c.lower()) if c == "D" else c + c.lower()) for c in code[:2])
    symbols = [
        "".join(dice.choice(looks.get(c, c + c.lower()) if c != "D" else "Dd") for c in group)
        for group in code[3:].split("-")
    ]
    typed = joint.join([prefix, *symbols])
    assert normalise(typed) == code
    assert normalise(f"  {typed}. ") == code


@given(KINDS, SEEDS)
def test_what_is_read_aloud_can_be_typed_again(kind: str, seed: int) -> None:
    code = made(kind, seed)
    assert normalise(spoken(code)) == code
    text = f"Mã phiếu là {spoken(code)}, bạn giữ giúp."
    (found,) = find(text)
    assert (found.entity, found.value, text[found.start : found.end]) == ("ticket_code", code, spoken(code))


def test_spoken_parts_symbols_and_groups() -> None:
    assert spoken(RIGHT) == "XD - 7 K 4 M - 9 2 Q R"


@given(KINDS, SEEDS, st.sampled_from(["{}", "mã {} nhé", "({})", "kiểm tra {}.", "{}, cảm ơn", "phiếu: {}"]))
def test_a_code_is_found_in_a_sentence(kind: str, seed: int, sentence: str) -> None:
    code = made(kind, seed)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        text = sentence.format(typed)
        (found,) = find(text)
        assert (found.entity, found.value, text[found.start : found.end]) == ("ticket_code", code, typed)


@pytest.mark.parametrize(
    "typed",
    [
        WRONG,
        "xd-7k4m-92qf",
        "XD 7K4M 92QF",
        "phiếu xd 7k4m 92qf",
        "XD-7K4M 92QF",
        "xd.7k4m.92qf",
        "XĐ–7K4M–92QF",
        "XD-7K4M-9ZQF",
    ],
)
def test_a_mistyped_code_is_told_from_prose(typed: str) -> None:
    text = f"cho hỏi {typed} tới đâu rồi"
    (found,) = find(text)
    assert (found.entity, found.value) == ("ticket_code_invalid", WRONG)
    assert text[found.start : found.end] == typed.removeprefix("phiếu ")


@pytest.mark.parametrize(
    "text",
    [
        "cs nhan vien",
        "cs nhân viên tư vấn",
        "xd du lieu",
        "xd chung cu",
        "tc 2 ngay",
        "tc 150k 200k",
        "TC 150k 200k",
        "tc 30tr 20tr",
        "tc hang 2000 don",
        "kn 2023 2024",
        "kn lam viec 2024",
        "kn tren 5000 nguoi",
        "hc 2024 nay",
        "hc 10km 20km",
        "rd 2 ngay nua",
        "cs dang 2024",
        "cs ip15 128g",
        "CS khách hàng 2024",
        "CS 24h 365 ngày",
        "pd 0912 345 678",
        "cs 0912 3456 78",
        "XD 1234 5678 9012",
        "hc0912345678",
        "cs12345678",
        "chinh sach 2024 nay",
        "PD-7K4M-92QF-1A",
        "SXD-7K4M-92QR",
        "7K4M-92QR",
        "rd. Toi muon. Xoa",
    ],
)
def test_prose_is_no_code(text: str) -> None:
    assert find(text) == []


def test_offsets_are_those_of_the_text_as_given() -> None:
    text = "🙂 ma\u0303 \u200bXĐ-7K4M\u200b-92QR"
    (found,) = find(text)
    assert text[found.start : found.end] == "XĐ-7K4M\u200b-92QR"
    assert [f.value for f in find(unicodedata.normalize("NFD", text))] == [RIGHT]


@given(st.text() | st.text("xdcsXDĐ7K4M92QF0OIl -.–\u200b\ud800"))
def test_any_text_is_read(text: str) -> None:
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)
        assert check(found.value) is (found.entity == "ticket_code")
    normalise(text)
    kind_of(text)
    check(text)
    spoken(text)


@pytest.mark.parametrize("piece", ["xd", "xd-", "xd 1 ", "1", " ", "-", "xd-7k4m-92qf ", "xd7k"])
def test_long_texts_take_no_longer_than_they_are(piece: str) -> None:
    started = time.perf_counter()
    find((piece * 10_000)[:10_000])
    assert time.perf_counter() - started < 5
