import json
from pathlib import Path

import pytest

from course_lib.commands import folder
from course_lib.commands.folder import FolderTrouble, Laid, lay

LESSON = "lessons/02-no-target.ipynb"
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def notebook(*sources: str, outputs: bool = False, note: str = "") -> str:
    """A notebook as the course hands it out; or as a run leaves it, with a newer kernel's name."""
    output = [{"output_type": "stream", "name": "stdout", "text": ["34%\n"]}]
    cells = [
        {
            "cell_type": "code",
            "execution_count": count if outputs else None,
            "id": f"cell-{count}",
            "metadata": {"execution": {"shell.execute_reply": "10:00"}} if outputs else {},
            "outputs": output if outputs else [],
            "source": [source],
        }
        for count, source in enumerate(sources, 1)
    ]
    kernel = KERNEL | ({"display_name": "Python 3 (ipykernel)"} if outputs else {})
    language = {"name": "python"} | ({"version": "3.13.1"} if outputs else {})
    metadata = {"kernelspec": kernel, "language_info": language} | ({"note": note} if note else {})
    whole = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1, sort_keys=True) + "\n"


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
    assert laid.offers == ((LESSON, beside),)
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
    assert [name for name, _ in lay(into, content, "1.0").offers] == [LESSON]
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
    assert laid.offers == ((LESSON, "lessons/02-no-target (new in 1.1 2).ipynb"),)


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


def test_an_update_replaces_a_lesson_that_was_only_run(content: Path, into: Path) -> None:
    (content / LESSON).write_text(notebook("1 + 1"))
    lay(into, content, "1.0")
    (into / LESSON).write_text(notebook("1 + 1", outputs=True))
    (content / LESSON).write_text(notebook("2 + 2"))
    assert lay(into, content, "1.1").updated == (LESSON,)
    assert (into / LESSON).read_text() == notebook("2 + 2")


def test_an_update_keeps_a_lesson_that_was_run_and_written_in(content: Path, into: Path) -> None:
    (content / LESSON).write_text(notebook("1 + 1"))
    lay(into, content, "1.0")
    mine = notebook("1 + 1", "# my note", outputs=True)
    (into / LESSON).write_text(mine)
    (content / LESSON).write_text(notebook("2 + 2"))
    assert [name for name, _ in lay(into, content, "1.1").offers] == [LESSON]
    assert (into / LESSON).read_text() == mine


@pytest.mark.parametrize("outputs", [False, True], ids=["as laid", "run"])
def test_what_an_earlier_version_laid_is_known_by_its_bytes(
    content: Path, into: Path, outputs: bool
) -> None:
    (content / LESSON).write_text(notebook("1 + 1"))
    lay(into, content, "1.0")
    manifest = json.loads((into / folder.MANIFEST).read_text())
    (into / folder.MANIFEST).write_text(json.dumps({"files": manifest["files"]}))
    (into / LESSON).write_text(notebook("1 + 1", outputs=outputs))
    (content / LESSON).write_text(notebook("2 + 2"))
    assert lay(into, content, "1.1").updated == (LESSON,)


def test_a_lesson_whose_words_stay_and_whose_settings_change_is_updated(
    content: Path, into: Path
) -> None:
    (content / LESSON).write_text(notebook("1 + 1"))
    lay(into, content, "1.0")
    (into / LESSON).write_text(notebook("1 + 1", outputs=True))
    (content / LESSON).write_text(notebook("1 + 1", note="folded"))
    assert lay(into, content, "1.1").updated == (LESSON,)
    assert (into / LESSON).read_text() == notebook("1 + 1", note="folded")


def test_while_the_course_is_the_same_the_outputs_of_a_run_stay(content: Path, into: Path) -> None:
    (content / LESSON).write_text(notebook("1 + 1"))
    lay(into, content, "1.0")
    (into / LESSON).write_text(notebook("1 + 1", outputs=True))
    assert lay(into, content, "1.0") == Laid((), (), ())
    assert (into / LESSON).read_text() == notebook("1 + 1", outputs=True)


def test_without_a_manifest_a_lesson_that_was_only_run_is_no_ones_work(
    content: Path, into: Path
) -> None:
    (content / LESSON).write_text(notebook("1 + 1"))
    lay(into, content, "1.0")
    (into / folder.MANIFEST).unlink()
    (into / LESSON).write_text(notebook("1 + 1", outputs=True))
    assert lay(into, content, "1.1").offers == ()


def test_a_manifest_serves_an_earlier_version_too(content: Path, into: Path) -> None:
    lay(into, content, "1.0")
    files = json.loads((into / folder.MANIFEST).read_text())["files"]
    assert files == {name: folder.digest(path) for name, path in folder.files(content).items()}
