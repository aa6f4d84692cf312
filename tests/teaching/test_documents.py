"""What is written by hand for a workshop fits the lessons as they are."""

import re

import nbformat
import pytest

from course_lib import catalogue
from course_lib.commands.environment import ROOT
from course_lib.teaching import documents, kit, slides

HERE = ROOT / "docs" / "teaching"
WHOLE = "**Listen for:** a\n\n**You will hear:**\n\n- *b* c\n\n**Close:** d\n"


def lessons():
    return [
        nbformat.read(path, as_version=4) for path in sorted((ROOT / "lessons").glob("*.ipynb"))
    ]


def test_every_question_for_a_room_has_something_to_listen_for_answers_and_a_close():
    talks = documents.discussions(HERE)
    for number in catalogue.teaching_order():
        lesson = nbformat.read(
            ROOT / f"lessons/{catalogue.reason(number).lesson}.ipynb", as_version=4
        )
        assert bool(slides.discussion_question(lesson)) == (number in talks), number


def test_each_section_was_written_for_the_question_that_its_lesson_asks():
    for number, talk in documents.discussions(HERE).items():
        title = catalogue.reason(number).title
        now = documents.mark(slides.discussion_question(kit.read(number, ROOT)))
        assert talk.asked == now, (
            f"{title} asks another question than its section was written for. Read the section beside it, mend "
            f"what no longer fits, and then write <!-- asked: {now} --> under the heading."
        )


def test_a_mark_changes_with_a_word_and_not_with_a_line():
    assert documents.mark("Is it?\nTalk.") == documents.mark("Is it? Talk.")
    assert documents.mark("Is it? Talk.") != documents.mark("Is it? Walk.")


def test_no_question_is_closed_in_the_words_of_another():
    talks = documents.discussions(HERE).values()
    for part in ("listen", "answers", "close"):
        sentences = [one for talk in talks for one in re.split(r"(?<=[.?!]) ", getattr(talk, part))]
        assert len(sentences) == len(set(sentences)), part


@pytest.mark.parametrize(
    "section",
    [WHOLE.replace("**Close:** d", ""), WHOLE.replace("You will hear", "People say"), "", "d\n"],
)
def test_a_section_that_lacks_a_part_is_named(tmp_path, section):
    (tmp_path / "discussions.md").write_text(
        f"# A\n\n## Not engaging\n\n{section}\n", encoding="utf-8"
    )
    with pytest.raises(documents.DocumentError, match="“Not engaging”.*Close"):
        documents.discussions(tmp_path)


def test_a_section_of_no_lesson_is_named(tmp_path):
    (tmp_path / "discussions.md").write_text(f"## Not engagin\n\n{WHOLE}", encoding="utf-8")
    with pytest.raises(documents.DocumentError, match="“Not engagin”"):
        documents.discussions(tmp_path)


def test_every_word_of_the_glossary_is_used_in_the_lessons():
    prose = [
        cell.source for lesson in lessons() for cell in lesson.cells if cell.cell_type == "markdown"
    ]
    rooms = [path.read_text("utf-8") for path in ROOT.glob("course_lib/reasons/*/words.toml")]
    text = "\n".join(" ".join(one.split()) for one in prose + rooms)
    terms = documents.glossary(HERE)
    assert len(terms) > 30
    assert [term for term in terms if not re.search(rf"\b{term}s?\b", text, re.I)] == []
    assert list(terms) == sorted(terms)
