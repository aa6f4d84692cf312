import json
from pathlib import Path

import pytest

from course_lib.commands import folder
from course_lib.commands.folder import FolderTrouble, Laid, lay

LESSON = "lessons/02-no-target.ipynb"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """What a wheel carries, made small."""
    made = tmp_path / "content"
    for name in (LESSON, "datasets/oak-street/goals.csv"):
        (made / name).parent.mkdir(parents=True)
        (made / name).write_text(f"first {name}")
    return made


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "off-target"


def test_a_new_folder_gets_every_file(content: Path, into: Path) -> None:
    laid = lay(into, content, "1.0")
    assert laid.new == ("datasets/oak-street/goals.csv", LESSON)
    assert (into / LESSON).read_bytes() == (content / LESSON).read_bytes()


def test_laying_again_does_and_says_nothing(content: Path, into: Path) -> None:
    lay(into, content, "1.0")
    assert lay(into, content, "1.0") == Laid((), (), ())
    assert lay(into, content, "1.0").sentences == ()


def test_an_update_replaces_a_file_that_was_not_touched(content: Path, into: Path) -> None:
    lay(into, content, "1.0")
    (content / LESSON).write_text("second")
    assert lay(into, content, "1.1").updated == (LESSON,)
    assert (into / LESSON).read_text() == "second"


def test_an_update_keeps_a_changed_file_and_lays_the_new_one_beside(
    content: Path, into: Path
) -> None:
    lay(into, content, "1.0")
    (into / LESSON).write_text("my notes")
    (content / LESSON).write_text("second")
    beside = "lessons/02-no-target (new in 1.1).ipynb"
    laid = lay(into, content, "1.1")
    assert laid.kept == ((LESSON, beside),)
    assert (into / LESSON).read_text() == "my notes"
    assert (into / beside).read_text() == "second"
    assert laid.sentences == (
        f"You have changed {LESSON}, so it stays; the new version is beside it: {beside}.",
    )


def test_a_new_version_is_offered_once(content: Path, into: Path) -> None:
    lay(into, content, "1.0")
    (into / LESSON).write_text("my notes")
    (content / LESSON).write_text("second")
    lay(into, content, "1.1")
    assert lay(into, content, "1.1") == Laid((), (), ())


def test_a_changed_file_stays_silently_while_the_course_is_the_same(
    content: Path, into: Path
) -> None:
    lay(into, content, "1.0")
    (into / LESSON).write_text("my notes")
    assert lay(into, content, "1.0") == Laid((), (), ())
    assert (into / LESSON).read_text() == "my notes"


def test_a_file_that_was_there_before_the_course_is_kept(content: Path, into: Path) -> None:
    (into / LESSON).parent.mkdir(parents=True)
    (into / LESSON).write_text("something else of mine")
    assert [name for name, _ in lay(into, content, "1.0").kept] == [LESSON]
    assert (into / LESSON).read_text() == "something else of mine"


def test_what_lies_beside_is_not_overwritten_either(content: Path, into: Path) -> None:
    lay(into, content, "1.0")
    (into / LESSON).write_text("my notes")
    (content / LESSON).write_text("second")
    lay(into, content, "1.1")
    beside = into / "lessons/02-no-target (new in 1.1).ipynb"
    beside.write_text("notes in the new one")
    (content / LESSON).write_text("third, under the same version")
    laid = lay(into, content, "1.1")
    assert beside.read_text() == "notes in the new one"
    assert laid.kept == ((LESSON, "lessons/02-no-target (new in 1.1 2).ipynb"),)


def test_a_deleted_file_comes_back(content: Path, into: Path) -> None:
    lay(into, content, "1.0")
    (into / LESSON).unlink()
    assert lay(into, content, "1.0").new == (LESSON,)


def test_laying_that_was_cut_short_is_finished_the_next_time(content: Path, into: Path) -> None:
    lay(into, content, "1.0")
    (into / folder.MANIFEST).unlink()
    (into / LESSON).unlink()
    assert lay(into, content, "1.0") == Laid((LESSON,), (), ())
    assert set(json.loads((into / folder.MANIFEST).read_text())["files"]) == set(
        folder.files(content)
    )


@pytest.mark.parametrize("text", ["{", "[]", '{"files": 3}'])
def test_a_damaged_manifest_is_refused_and_nothing_is_touched(
    content: Path, into: Path, text: str
) -> None:
    lay(into, content, "1.0")
    (into / folder.MANIFEST).write_text(text)
    (content / LESSON).write_text("second")
    with pytest.raises(FolderTrouble, match="is damaged.*Delete it"):
        lay(into, content, "1.1")
    assert (into / LESSON).read_text() == f"first {LESSON}"


def test_a_file_where_the_folder_should_be_is_refused_in_a_sentence(
    content: Path, into: Path
) -> None:
    into.write_text("a file")
    with pytest.raises(FolderTrouble, match="cannot write to .*--into FOLDER"):
        lay(into, content, "1.0")


def test_checkpoints_are_not_laid(content: Path, into: Path) -> None:
    (content / "lessons/.ipynb_checkpoints").mkdir()
    (content / "lessons/.ipynb_checkpoints/x.ipynb").write_text("")
    lay(into, content, "1.0")
    assert not (into / "lessons/.ipynb_checkpoints").exists()


def test_the_folder_is_off_target_here(tmp_path: Path) -> None:
    assert folder.choose(None, tmp_path) == tmp_path / "off-target"


def test_inside_a_laid_folder_that_folder_is_used(content: Path, into: Path) -> None:
    lay(into, content, "1.0")
    assert folder.choose(None, into) == into


def test_the_folder_asked_for_is_used(tmp_path: Path) -> None:
    assert folder.choose(str(tmp_path / "mine"), tmp_path) == tmp_path / "mine"
