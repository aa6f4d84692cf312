"""Every lesson runs for both shops, has the fixed shape, and suits someone who cannot see or code."""

import re
import shutil
from pathlib import Path

import nbformat
import papermill
import pytest

from course_lib import catalogue
from course_lib.commands import neighbours
from course_lib.words import PLAN, START
from tests.kernels import quick

ROOT = Path(__file__).parent.parent
LESSONS = sorted((ROOT / "lessons").glob("[0-9][0-9]-*.ipynb"))
ACTIVITIES = sorted(set((ROOT / "lessons").glob("*.ipynb")) - set(LESSONS))
OF_A_REASON = [path for path in LESSONS if START < int(path.name[:2]) < PLAN]
SHAPE = [
    "Claim",
    "Recall",
    "Predict",
    "Run",
    "Investigate",
    "Myth",
    "Modify",
    "Your business",
    "Decide",
]
SHOPS = {"oak-street": "maple-street", "maple-street": "oak-street"}  # and who is next door
OWN = "corner-shop"
EMPTY, HEADERS = "bare-shelves", "new-ledger"  # no table at all; every table, without a row


def read(path):
    return nbformat.read(path, as_version=4)


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory):
    own = tmp_path_factory.mktemp("own") / OWN
    own.mkdir()
    for table in (ROOT / "datasets" / "maple-street").glob("*.csv"):
        (own / table.name).write_bytes(table.read_bytes())
    return own


@pytest.fixture(scope="module")
def folders(own_folder, tmp_path_factory):
    """Folders of one's own, by name."""
    place = tmp_path_factory.mktemp("poor")
    (place / EMPTY).mkdir()
    (place / HEADERS).mkdir()
    for table in own_folder.glob("*.csv"):
        header = table.read_text(encoding="utf-8").splitlines()[0]
        (place / HEADERS / table.name).write_text(f"{header}\n", encoding="utf-8")
    return {OWN: own_folder, EMPTY: place / EMPTY, HEADERS: place / HEADERS}


@pytest.fixture(scope="module")
def ran(warm_kernel, folders, tmp_path_factory):
    """Runs a lesson for a shop, with no answers given yet: once, however many tests look at it."""
    done = {}

    def run(path, shop):
        if (path, shop) not in done:
            folder = tmp_path_factory.mktemp(path.stem)
            parameters = {"shop_folder": str(folders.get(shop, shop))} if shop else {}
            if shop in SHOPS:
                parameters["next_door"] = SHOPS[shop]
            if shop in (EMPTY, HEADERS):
                parameters |= {
                    "next_door": parameters["shop_folder"],
                    "my_folder": parameters["shop_folder"],
                }
            with pytest.MonkeyPatch.context() as patch:
                patch.setenv("OFF_TARGET_PROGRESS", str(folder / "my-progress.json"))
                patch.setenv("OFF_TARGET_CHARTS", "at-once")
                done[path, shop] = papermill.execute_notebook(
                    path,
                    folder / path.name,
                    parameters,
                    cwd=path.parent,
                    **quick.papermill_options(warm_kernel),
                )
        return done[path, shop]

    return run


def outputs(notebook, kind):
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return [out for cell in cells for out in cell.outputs if out.output_type == kind]


def name(path):
    return path.stem


def figures(notebook):
    shown = (out.data.get("text/html", "") for out in outputs(notebook, "execute_result"))
    return [html for html in shown if "<figure" in html]


@pytest.mark.parametrize("shop", SHOPS)
@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_runs_for_either_shop_without_a_warning(path, shop, ran):
    done = ran(path, shop)
    assert not [out for out in outputs(done, "stream") if out.name == "stderr"]
    shown = " ".join(out.data.get("text/html", "") for out in outputs(done, "display_data"))
    shown += " ".join(out.data.get("text/html", "") for out in outputs(done, "execute_result"))
    told = SHOPS[shop] if path == LESSONS[0] else shop  # its one verdict is the neighbour's
    assert told.replace("-", " ").title() in shown


@pytest.mark.parametrize("path", OF_A_REASON, ids=name)
def test_a_lesson_runs_for_a_folder_of_ones_own(path, ran):
    first = figures(ran(path, OWN))[0]
    assert "Corner Shop" in first
    assert "Synthetic" not in first


@pytest.mark.parametrize("path", LESSONS, ids=name)
def test_a_lesson_runs_to_its_end_on_a_folder_without_a_table_and_says_so(path, ran):
    done = ran(path, EMPTY)
    assert not [out for out in outputs(done, "stream") if out.name == "stderr"]
    printed = "".join(out.text for out in outputs(done, "stream"))
    assert "Not there: goals.csv" in printed
    drawn = figures(done)
    for figure in drawn[:2] + drawn[3:]:  # the third is that of a business of the lesson's own
        assert "No data" in figure


@pytest.mark.parametrize("path", OF_A_REASON, ids=name)
def test_a_lesson_runs_to_its_end_where_every_table_is_there_and_has_no_row(path, ran):
    done = ran(path, HEADERS)
    assert not [out for out in outputs(done, "stream") if out.name == "stderr"]
    assert "No data" in figures(done)[0]


@pytest.mark.parametrize("path", OF_A_REASON, ids=name)
def test_every_picture_has_alt_text_with_numbers_and_a_sentence_under_it(path, ran):
    drawn = figures(ran(path, "oak-street"))
    assert len(drawn) >= 3
    for figure in drawn:
        assert re.search(r'alt="[^"]*\d[^"]*"', figure)
        assert re.search(r"<figcaption[^>]*>[^<]{20,}</figcaption>", figure)


@pytest.mark.parametrize("path", OF_A_REASON, ids=name)
def test_a_lesson_has_the_nine_parts_in_order(path):
    headings = [
        match[1]
        for cell in read(path).cells
        if cell.cell_type == "markdown"
        for match in re.finditer(r"^## (.+)$", cell.source, re.M)
    ]
    assert headings == [*SHAPE, "What we saw"]


@pytest.mark.parametrize("path", OF_A_REASON, ids=name)
def test_a_lesson_calls_every_widget_of_its_own_reason(path):
    number = int(path.name[:2])
    code = code_of(path)
    for widget in ("recall", "myth", "parsons", "self_score", "own_numbers", "decide"):
        assert f"{widget}({number})" in code
    assert f"predict({number}, here)" in code
    charts = re.findall(rf"\bchart\({number}, .+", code)
    assert charts[0].startswith(f"chart({number}, here, guess({number}, here)")
    assert not [
        call for call in charts[1:] if " here, " in call
    ]  # the guess first: the others wait with it
    assert not re.search(rf"\b(?:chart|example|measure|recall|myth|decide)\((?!{number}\b)\d", code)


@pytest.mark.parametrize("path", OF_A_REASON, ids=name)
def test_a_business_of_its_own_is_presented_by_name_and_drawn_after_the_shop_next_door(path):
    number = int(path.name[:2])
    cells = read(path).cells
    place = [cell.id for cell in cells].index("chart-next-door")
    words, drawn = cells[place + 1 : place + 3]
    assert (words.id, drawn.id) == ("run-example", "chart-example")
    assert catalogue.reason(number).example.name in words.source
    assert "?" in words.source
    assert drawn.source.startswith(f"chart({number}, example({number})")


def test_each_sample_shop_is_the_first_to_be_looked_at_in_a_good_part_of_the_lessons():
    first = [
        next(cell.source for cell in read(path).cells if cell.id == "parameters").split('"')[1]
        for path in OF_A_REASON
    ]
    assert set(first) == set(SHOPS)
    assert all(first.count(shop) >= len(first) // 3 for shop in SHOPS)


def test_the_first_lesson_gives_away_no_verdict_that_another_has_guessed():
    start, code = LESSONS[0], code_of(LESSONS[0])
    names = re.search(r"^(\w+), (\w+) = shop\((\w+)\), shop\((\w+)\)$", code, re.M).groups()
    folders = {names[i]: parameter(start, names[i + 2]) for i in (0, 1)}
    told = re.findall(r"^(?:measure|chart)\((\d+), (\w+)", code, re.M)
    assert told
    for number, shop in told:
        [lesson] = (path for path in OF_A_REASON if path.name.startswith(f"{int(number):02}-"))
        assert folders[shop] != parameter(lesson, "shop_folder")


def code_of(path):
    return "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "code")


def parameter(path, name):
    """What a lesson's parameter is as it is handed out."""
    return re.search(rf'^{name} = "(.+?)"', code_of(path), re.M)[1]


@pytest.mark.parametrize("path", ACTIVITIES, ids=name)
def test_an_activity_runs_without_a_warning_and_shows_nothing_before_its_answer_is_locked(
    path, ran
):
    done = ran(path, None)
    assert not [out for out in outputs(done, "stream") if out.name == "stderr"]
    assert not figures(done)


@pytest.mark.parametrize("path", OF_A_REASON, ids=name)
def test_no_part_of_a_chart_goes_by_black_or_white_which_change_places_in_the_dark_theme(path):
    prose = " ".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    part = "(line|dot|diamond|bar|foot|feet|band|fan|ray|piece|part|square|triangle)"
    assert re.findall(rf"\b(?:black|white|dark|darker|light|lighter) {part}", prose) == []


@pytest.mark.parametrize("path", [*LESSONS, *ACTIVITIES], ids=name)
def test_code_cells_are_short_enough_to_read_aloud(path):
    for cell in read(path).cells:
        if cell.cell_type == "code" and cell.id != "setup":
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= 5, cell.source
            assert max(map(len, lines)) <= 100, cell.source


@pytest.mark.parametrize("path", [*LESSONS, *ACTIVITIES], ids=name)
def test_a_lesson_is_committed_clean(path):
    notebook = read(path)
    nbformat.validate(notebook)
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    assert not [cell.id for cell in notebook.cells if re.fullmatch(r"[0-9a-f]{8}", cell.id)]
    tagged = [cell.id for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    # A checkpoint is always about the same business.
    assert tagged == ([] if path.stem.startswith("checkpoint-") else ["parameters"])


@pytest.mark.parametrize("path", [*LESSONS, *ACTIVITIES], ids=name)
def test_every_link_to_a_file_of_the_course_leads_somewhere(path):
    text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (path.parent / target).exists(), target


def test_there_is_a_lesson_for_every_reason_and_a_reason_for_every_lesson():
    lessons = {path.stem for path in OF_A_REASON}
    assert lessons == {room.lesson for room in catalogue.reasons()}


def test_the_notebooks_lead_from_one_to_the_next_in_teaching_order():
    order = [f"{neighbours.names(stop)[1]}.ipynb" for stop in neighbours.order()]
    assert sorted(order) == sorted(path.name for path in [*LESSONS, *ACTIVITIES])
    numbered = [int(file[:2]) for file in order if file[:2].isdigit()]
    assert numbered == [START, *catalogue.teaching_order(), PLAN]
    for before, file, after in zip(order, order[1:], order[2:], strict=False):
        title = read(ROOT / "lessons" / file).cells[0].source
        assert re.search(rf"before: \[[^]]+\]\({before}\)", title), file
        assert re.search(rf"next: \[[^]]+\]\({after}\)", title), file
        assert f"({order[0]})" in title, file
    last = read(ROOT / "lessons" / order[-1]).cells[0].source
    assert re.search(rf"before: \[[^]]+\]\({order[-2]}\)", last)
    assert "next: " not in last


def test_refreshing_leaves_the_links_between_the_committed_lessons_as_they_are(tmp_path):
    copies = shutil.copytree(ROOT / "lessons", tmp_path / "lessons")
    assert neighbours.set_links(copies) == [], "run `course refresh notebooks`"
