"""The committed sample shops are what the simulation writes, byte for byte."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from course_lib.catalogue import teaching_order
from course_lib.simulate.readme import readme
from course_lib.simulate.samples import SAMPLES, write_samples
from course_lib.simulate.world import World
from course_lib.tables import TABLES, samples_folder, shop


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("datasets")
    (folder / "claims.csv").write_text("by hand\n")
    write_samples(folder)
    return folder


def files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_the_datasets_are_what_is_written(written: Path) -> None:
    new, committed = files(written), files(samples_folder())
    assert set(new) == set(committed)
    assert [name for name in new if name != "claims.csv" and new[name] != committed[name]] == []


def test_what_lies_beside_the_samples_is_left_alone(written: Path) -> None:
    assert (written / "claims.csv").read_text() == "by hand\n"


def test_the_files_are_plain_and_small(written: Path) -> None:
    texts = files(written).values()
    assert not any(b"\r" in text or text.startswith(b"\xef\xbb\xbf") for text in texts)
    assert sum(map(len, texts)) < 2_000_000


def test_one_command_writes_them(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "course_lib.simulate", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    assert {path.name for path in tmp_path.iterdir()} == {
        "oak-street", "maple-street", "truth.json", "README.md"
    }  # fmt: skip


def test_both_shops_open_by_name_with_all_their_tables() -> None:
    for name in ("oak-street", "maple-street"):
        sample = shop(name)
        assert f"{sample.today:%Y-%m-%d}" == "2026-06-28"
        assert all(len(getattr(sample, table)) for table in TABLES)


def test_the_truth_says_what_was_planted() -> None:
    truth = json.loads((samples_folder() / "truth.json").read_text())
    planted = {name: shop["planted"] for name, shop in truth["shops"].items()}
    assert truth["synthetic"] is True
    assert planted == {
        sample.folder: {str(number): severity for number, severity in sample.failures.items()}
        for sample in SAMPLES
    }


def having() -> list[set[str]]:
    """Which of the two shops have the failure, lesson by lesson as they are taught."""
    return [
        {sample.folder for sample in SAMPLES if number in sample.failures}
        for number in teaching_order()
    ]


def test_neither_shop_is_the_one_that_always_has_it() -> None:
    assert all(5 <= len(sample.failures) <= 7 for sample in SAMPLES)
    shops = [len(some) for some in having()]
    assert shops.count(2) >= 1
    assert shops.count(0) >= 4


def test_no_shop_has_it_three_lessons_running_nor_three_times_in_turn_alone() -> None:
    alone = [some for some in having() if len(some) == 1]
    for three in zip(having(), having()[1:], having()[2:], strict=False):
        assert not set.intersection(*three)
    for three in zip(alone, alone[1:], alone[2:], strict=False):
        assert len(set.union(*three)) == 2


def test_the_readme_names_every_column_and_every_parameter_with_a_source() -> None:
    text = readme()
    for table in TABLES.values():
        assert all(f"| `{column}` | " in text for column in table.column_names)
    for parameter in World.__dataclass_fields__.values():
        assert parameter.metadata["source"]
        assert f"| `{parameter.name}` | " in text
