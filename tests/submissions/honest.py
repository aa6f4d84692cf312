"""Honest work as it comes in: from other programs, renamed, with pictures, shell lines and slips of the hand.

Each has the marks that the work deserves, whatever became of its file; where that cannot be known, no grade.
"""

from __future__ import annotations

import base64
import copy
import json
import os
import shutil
from collections.abc import Callable

from tests.grading.klass import ROOT, SLUG, Klass
from tests.submissions.case import Case, cell, changed, code, source, without

Change = Callable[[dict], object]
HANDED_OUT = json.loads((ROOT / "exercises" / SLUG / f"{SLUG}.ipynb").read_text())["cells"]
PICTURE = base64.b64encode(
    bytes.fromhex(
        "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63"
        "64f8cf500f0003860180345a2d2e0000000049454e44ae426082"
    )
).decode()
OTHER = base64.b64encode(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;").decode()
UNTOUCHED = "as handed out"
DOUBT = {"status": ("needs your eyes",), "points": None}


def notebook(change: Change) -> Callable[[Klass, str], object]:
    """A solved notebook, as a whole, with a change made to it."""

    def make(klass: Klass, student: str) -> None:
        found = klass.solved()
        change(found)
        klass.hand_in(student, found)

    return make


def each(change: Change) -> Callable[[Klass, str], object]:
    """A solved notebook with a change made to each of its cells."""
    return notebook(lambda found: [change(one) for one in found["cells"]])


def written(encode: Callable[[dict], bytes]) -> Callable[[Klass, str], object]:
    """A solved notebook in other bytes."""
    return lambda klass, student: klass.hand_in(student, encode(klass.solved()))


def at(name: str) -> Callable[[Klass, str], object]:
    """A solved notebook at another place, below the student's folder; SLUG stands for the exercise."""

    def make(klass: Klass, student: str) -> None:
        path = klass.hand_in(student, klass.solved())
        target = klass.place(student).parent / name.replace("SLUG", klass.slug)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.rename(target)
        if not any(path.parent.iterdir()):
            path.parent.rmdir()

    return make


def beside(*names: str, data: bytes = b"left behind") -> Callable[[Klass, str], object]:
    """A solved notebook in its place, with other files beside it."""

    def make(klass: Klass, student: str) -> None:
        path = klass.hand_in(student, klass.solved())
        for name in names:
            (path.parent / name).parent.mkdir(parents=True, exist_ok=True)
            (path.parent / name).write_bytes(data)

    return make


def versions(**files: str) -> Callable[[Klass, str], object]:
    """Notebooks side by side: each with another answer in `answered`, or UNTOUCHED."""

    def make(klass: Klass, student: str) -> None:
        for name, answer in files.items():
            answers = {"answered": answer} if answer else {}
            found = klass.handed_out() if answer == UNTOUCHED else klass.solved(**answers)
            path = klass.place(student) / f"{name.replace('SLUG', klass.slug)}.ipynb"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(found))

    return make


def moment(put: Callable[[object], object]) -> Callable[[Klass, str], object]:
    """A solved notebook with a timestamp.txt that `put` makes."""

    def make(klass: Klass, student: str) -> None:
        put(klass.hand_in(student, klass.solved()).with_name("timestamp.txt"))

    return make


def only(*names: str) -> Callable[[Klass, str], object]:
    """A folder with these files in it and no notebook."""

    def make(klass: Klass, student: str) -> None:
        klass.place(student).mkdir(parents=True)
        for name in names:
            (klass.place(student) / name).write_bytes(b"my work")

    return make


def colab(found: dict) -> None:
    found["metadata"] = {"colab": {"provenance": []}, "kernelspec": {"name": "python3"}}
    found["nbformat_minor"] = 0
    for one in found["cells"]:
        one["metadata"] |= {"id": one.pop("id"), "outputId": "x", "colab": {"height": 34}}


def bare(one: dict) -> None:
    one["metadata"] = {}
    one.pop("id", None)


def with_outputs(one: dict) -> None:
    if one["cell_type"] == "code":
        one["execution_count"] = 7
        one["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["once ran\n"]}]


def lines_end(end: str) -> Change:
    return lambda one: one.update(source=source(one).replace("\n", end))


def in_new_cell(name: str, place: int, text: str = "") -> Callable[[list[dict]], object]:
    """Put a cell of the student's own beside another: with the answer itself, its own cell left empty."""

    def change(cells: list[dict]) -> None:
        first = cell(cells, name)
        own = {
            "cell_type": "code",
            "id": "new",
            "metadata": {},
            "outputs": [],
            "execution_count": None,
        }
        cells.insert(cells.index(first) + place, own | {"source": text or source(first)})
        if not text:
            first["source"] = source(cell(HANDED_OUT, name))

    return change


def merged(first: str, second: str) -> Callable[[list[dict]], object]:
    """Two neighbours made one, as "Merge cell below" does it."""

    def change(cells: list[dict]) -> None:
        above, below = cell(cells, first), cell(cells, second)
        above["source"] = source(above) + "\n\n" + source(below)
        cells.remove(below)

    return change


def parted(*at: int, name: str = "give_back", bare: bool = False) -> Callable[[list[dict]], object]:
    """A cell split before these lines; the later parts without metadata if `bare`."""

    def change(cells: list[dict]) -> None:
        whole = cell(cells, name)
        lines, place = source(whole).split("\n"), cells.index(whole)
        edges = [0, *at, len(lines)]
        parts = [copy.deepcopy(whole) for _ in edges[1:]]
        for number, part in enumerate(parts):
            part["source"] = "\n".join(lines[edges[number] : edges[number + 1]])
            part["id"] = name if number == 0 else f"part-{number}"
            if bare and number:
                part["metadata"] = {}
        cells[place : place + 1] = parts

    return change


def pasted(name: str = "written", picture: str = "image.png", call: str = "") -> Change:
    """A picture pasted into a cell; `call` is how its text calls it, if not by its name."""

    def change(found: dict) -> None:
        one = cell(found["cells"], name)
        one["source"] = f"{source(one)}\n\n![a reply](attachment:{call or picture})"
        one["attachments"] = {picture: {"image/png": PICTURE}}

    return change


def two_pictures(found: dict) -> None:
    pasted()(found)
    first = cell(found["cells"], "written")
    again = copy.deepcopy(first) | {"id": "second", "source": "![another](attachment:image.png)"}
    again["attachments"] = {"image.png": {"image/gif": OTHER}}
    found["cells"].append(again)


def picture_of_my_own(found: dict) -> None:
    pasted()(found)
    own = found["cells"].pop()
    found["cells"].insert(
        2, own | {"id": "own", "metadata": {}, "source": "![x](attachment:image.png)"}
    )
    found["cells"].append(
        cell(found["cells"], "written-story") | {"id": "written", "source": "Words."}
    )


def lost_picture(found: dict) -> None:
    pasted()(found)
    del cell(found["cells"], "written")["attachments"]


def data_picture(found: dict) -> None:
    one = cell(found["cells"], "written")
    one["source"] = f"![x](data:image/png;base64,{PICTURE})\n{source(one)}"


def helper_below(cells: list[dict]) -> None:
    cell(cells, "answered")["source"] = "def answered(*given):\n    return count(*given)"
    in_new_cell("written", 0, "def count(*given):\n    return 1, 3")(cells)


def words_in(name: str) -> Callable[[list[dict]], object]:
    """The written answer typed into another cell, its own left as it was."""

    def change(cells: list[dict]) -> None:
        answer, story = cell(cells, "written"), cell(cells, name)
        story["source"] = f"{source(story)}\n\n{source(answer)}"
        answer["source"] = source(cell(HANDED_OUT, "written"))

    return change


def import_in(name: str) -> Callable[[list[dict]], object]:
    """An answer that uses what was typed into a locked cell."""

    def change(cells: list[dict]) -> None:
        locked, answer = cell(cells, name), cell(cells, "honest_median")
        locked["source"] = f"import statistics\n{source(locked)}"
        answer["source"] = "def honest_median(waits):\n    return statistics.median(waits)"

    return change


def same_words(found: dict) -> None:
    """Pictures pasted into two cells that say the same, as programs name each of them image.png."""
    two_pictures(found)
    for one in (cell(found["cells"], "written"), found["cells"][-1]):
        one["source"] = "![image.png](attachment:image.png)"


def long_words(found: dict) -> None:
    cell(found["cells"], "written")["source"] = "A line of words, and *another*.\n" * 400_000


def half(where: str, text: str) -> Callable[[Klass, str], object]:
    """A solved notebook with half an emoji: in a cell, before what stands there."""

    def change(cells: list[dict]) -> None:
        cell(cells, where)["source"] = text + "\n" + source(cell(cells, where))

    return changed(change)


def half_elsewhere(found: dict) -> None:
    found["metadata"]["\ud83d"] = "\ude00"
    one = cell(found["cells"], "answered")
    one["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "\ud83d"}]
    one["metadata"]["tags"] = ["\ud83d"]


def deleted(*names: str) -> Callable[[list[dict]], object]:
    return lambda cells: [cells.remove(cell(cells, name)) for name in names]


def moved(name: str, place: int) -> Callable[[list[dict]], object]:
    def change(cells: list[dict]) -> None:
        one = cell(cells, name)
        cells.remove(one)
        cells.insert(place, one)

    return change


def twice(name: str, place: int) -> Callable[[list[dict]], object]:
    def change(cells: list[dict]) -> None:
        cells.insert(place, copy.deepcopy(cell(cells, name)) | {"id": "again"})

    return change


def retyped(name: str, kind: str) -> Callable[[list[dict]], object]:
    return changed(lambda cells: cell(cells, name).update(cell_type=kind))


def kernel(**spec: str) -> Callable[[Klass, str], object]:
    return notebook(lambda found: found["metadata"].update(kernelspec=spec))


def old_format(klass: Klass, student: str) -> None:
    import nbformat

    found = nbformat.convert(nbformat.from_dict(klass.solved()), 3)
    klass.hand_in(student, json.loads(json.dumps(found)))


def two_alike(klass: Klass, student: str) -> None:
    path = klass.hand_in(student, klass.solved())
    shutil.copy(path, path.with_name(f"{klass.slug} (1).ipynb"))
    path.rename(path.with_name(f"{klass.slug} (2).ipynb"))


PROGRAMS = {
    "vs-code": each(lambda one: one["metadata"].update(vscode={"languageId": "python"})),
    "colab": notebook(colab),
    "kaggle": notebook(lambda found: found["metadata"].update(kaggle={"isGpuEnabled": False})),
    "deepnote": each(lambda one: one["metadata"].update(cell_id="0f", deepnote_cell_type="code")),
    "jupytext": notebook(lambda found: found["metadata"].update(jupytext={"formats": "ipynb,py"})),
    "papermill": each(lambda one: one["metadata"].update(papermill={"duration": 0.1}, tags=["x"])),
    "widgets": notebook(lambda found: found["metadata"].update(widgets={"state": {}})),
    "conda": kernel(name="conda-env-shop-py", display_name="Python [conda env:shop]"),
    "lite": kernel(name="python", display_name="Python (Pyodide)"),
    "no-kernel": notebook(lambda found: found.update(metadata={})),
    "no-ids": each(lambda one: one.pop("id")),
    "classic": notebook(lambda f: (f.update(nbformat_minor=4), [c.pop("id") for c in f["cells"]])),
    "no-metadata": each(lambda one: one.update(metadata={})),
    "neither": each(bare),
    "outputs": each(with_outputs),
    "one-text": each(lambda one: one.update(source=source(one))),
    "format-3": old_format,
}
BYTES = {
    "byte-order-mark": written(lambda found: b"\xef\xbb\xbf" + json.dumps(found).encode()),
    "windows-file": written(lambda f: json.dumps(f, indent=1).replace("\n", "\r\n").encode()),
    "minified": written(lambda found: json.dumps(found, separators=(",", ":")).encode()),
    "sorted": written(lambda found: json.dumps(found, indent=4, sort_keys=True).encode()),
    "raw-signs": written(lambda found: json.dumps(found, ensure_ascii=False).encode()),
    "windows-lines": each(lines_end("\r\n")),
    "old-mac-lines": each(lines_end("\r")),
    "trailing-blanks": each(lines_end("  \n")),
    "lines-at-the-end": each(lambda one: one.update(source=source(one) + "\n\n\n")),
}
NAMES = dict.fromkeys(
    ["王小明", "علي حسن", "Анна Петрова", "Zoë O'Brien", "Zoe\u0308", "अनु", "ann 😀", "a" * 100],
    code(),
)
FILES = {
    "SLUG/SLUG-Copy1.ipynb": "",
    "SLUG/SLUG (1).ipynb": "",
    "SLUG/Copy of SLUG.ipynb": "",
    "SLUG/SLUG.IPYNB": "",
    "SLUG/SLUG.ipynb.json": "",
    "SLUG/SLUG.ipynb.txt": "",
    "SLUG/SLUG": "",
    "SLUG/exercise five, final.ipynb": "",
    "SLUG/Lee Ann_12345_assignsubmission_file_SLUG.ipynb": "",
    "SLUG/SLUG/SLUG.ipynb": "",
    "SLUG/my work/old/SLUG-Copy1.ipynb": "",
    "04-selling-not-engaging/SLUG.ipynb": "",
    "SLUG-Copy1.ipynb": "",
    "SLUG (1)/SLUG.ipynb": "",
}
BESIDE = {
    "checkpoints": ".ipynb_checkpoints/05-not-engaging-checkpoint.ipynb",
    "mac-zip": "__MACOSX/._05-not-engaging.ipynb",
    "desktop-ini": "desktop.ini",
    "own-data": "mine.csv",
    "scratch-book": "scratch.ipynb",
    "not-utf-8-file": os.fsdecode(b"caf\xe9.txt"),
}
SLIPS: dict[str, Callable[[list[dict]], object]] = {
    "split": parted(5),
    "split-bare": parted(9, bare=True),
    "split-in-three": parted(7, 12),
    "split-the-test": parted(4, name="give_back-test"),
    "split-the-data": parted(6, name="data", bare=True),
    "split-the-words": parted(2, name="written", bare=True),
    "merged-answer-and-test": merged("answered", "answered-test"),
    "copied-answer": twice("answered", 7),
    "copied-test": twice("answered-test", 20),
    "copied-words": twice("written", 3),
    "moved-answer-up": moved("honest_median", 0),
    "moved-answer-down": moved("answered", 20),
    "moved-test": moved("answered-test", 1),
    "moved-data": moved("data", 15),
    "reversed": list.reverse,
    "no-stories": deleted("title", "how", "answered-story", "give_back-hints"),
    "no-tests": deleted("answered-test", "give_back-test", "honest_median-test"),
    "no-data": deleted("data", "people-data"),
    "answer-in-a-new-cell": in_new_cell("answered", 1),
    "answer-below-the-test": in_new_cell("answered", 2),
    "answer-above-its-cell": in_new_cell("answered", 0),
}
ADDED = {
    "own-cell-above": "import statistics",
    "own-plot": "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "own-error": "1 / 0",
    "own-scribble": "print(answered(messages, now)",
    "own-look-at-the-data": "messages.head()",
    "own-pip": "%pip install pandas",
    "own-bash": "%%bash\npip install pandas\nls",
    "own-html": "%%html\n<b>mine</b>",
}
LINES = {
    "shell": "!ls\n…",
    "shell-at-length": "!ls \\\n  -l\n…",
    "shell-value": "names = !ls\nassert len(names) == 0\n…",
    "pip": "%pip install pandas\n…",
    "bang-pip": "!pip install --upgrade pandas numpy\nimport pandas as pd\n…",
    "conda-line": "%conda install pandas\n…",
    "help": "?len\n…",
    "help-after": "messages.head?\n…",
    "help-with-quotes": "messages['ts'].dt?\n!ls\n…",
    "help-on-a-clock": "%timeit?\n%pip install pandas\n…",
    "matplotlib": "%matplotlib inline\n…",
    "autoreload": "%load_ext autoreload\n%autoreload 2\n…",
    "change-folder": "%cd ..\n…",
    "timed-cell": "%%time\n…",
    "timed-line": "%time x = 1\n…",
}
TOLD = (
    "shell",
    "shell-at-length",
    "shell-value",
    "pip",
    "bang-pip",
    "conda-line",
    "help",
    "change-folder",
)
WAYS = {
    "helper": "def mine(a):\n    return a\n…",
    "typed": "from __future__ import annotations\n…",
    "warns": "import warnings\nwarnings.warn('odd')\n…",
    "prints": "print('on the way')\n…",
    "shows": "display(messages)\n…",
    "emoji": "# 😀 Grüße, 你好\n…",
}

CASES = (
    {f"program {name}": Case(make) for name, make in PROGRAMS.items()}
    | {f"bytes {name}": Case(make, quiet=True) for name, make in BYTES.items()}
    | {name: Case(make, quiet=True) for name, make in NAMES.items()}
    | {
        f"file {number}": Case(at(name), says="handed in as")
        for number, name in enumerate(FILES, 1)
    }
    | {f"beside {name}": Case(beside(path), quiet=True) for name, path in BESIDE.items()}
    | {
        "beside a copy": Case(
            versions(**{"SLUG": "", "SLUG-Copy1": "answered = 1"}),
            says="Not marked, and with other",
        ),
        "beside a copy worked in": Case(
            versions(**{"SLUG": UNTOUCHED, "SLUG-Copy1": ""}), says="as it was handed out"
        ),
        "two alike": Case(two_alike, says="handed in as"),
        "one of two worked in": Case(
            versions(**{"SLUG (1)": UNTOUCHED, "SLUG (2)": ""}), says="(2).ipynb"
        ),
        "beside a folder": Case(
            versions(**{"SLUG": UNTOUCHED, "../SLUG (1)/SLUG": ""}), says="as it was handed out"
        ),
        "doubt a zip beside": Case(
            only("../05-not-engaging.zip"), says="05-not-engaging.zip cannot", **DOUBT
        ),
        "words in a story": Case(
            changed(words_in("written-story")), says="text elsewhere", **DOUBT
        ),
        "doubt an import in a locked cell": Case(
            changed(import_in("data")), says="it uses statistics", **DOUBT
        ),
        "doubt two that differ": Case(
            versions(**{"SLUG (1)": "", "SLUG (2)": "answered = 1"}), says="(2).ipynb", **DOUBT
        ),
        "doubt a page": Case(only("05-not-engaging.html"), says="05-not-engaging.html", **DOUBT),
        "doubt a zip": Case(only("work.zip", "timestamp.txt"), says="work.zip", **DOUBT),
        "doubt a broken copy": Case(
            only("05-not-engaging (1).ipynb"), says="(1).ipynb cannot be opened", **DOUBT
        ),
        "doubt the wrong exercise": Case(
            notebook(lambda found: found.update(cells=found["cells"][:2])),
            says="as a notebook of this exercise",
            **DOUBT,
        ),
        "doubt an answer gone": Case(changed(deleted("answered")), says="gone", **DOUBT),
        "doubt an answer merged": Case(
            changed(merged("people-data", "give_back")), says="gone", **DOUBT
        ),
        "doubt many fragments": Case(changed(parted(4, 8, 12)), says="make one answer", **DOUBT),
        "doubt a helper below": Case(
            changed(helper_below), says="which only a cell below makes", **DOUBT
        ),
        "nothing but leftovers": Case(only("desktop.ini", ".DS_Store"), ("missing",), None),
    }
    | {f"slip {name}": Case(changed(change)) for name, change in SLIPS.items()}
    | {
        "slip answer-retyped": Case(retyped("answered", "raw"), says="was made raw"),
        "slip words-retyped": Case(retyped("written", "code"), says="was made code"),
        "slip test-retyped": Case(retyped("give_back-test", "markdown"), says="was made markdown"),
        "slip data-typed-into": Case(
            changed(
                lambda cells: cell(cells, "data").update(source="x" + source(cell(cells, "data")))
            ),
            says="was changed",
        ),
    }
    | {
        f"added {name}": Case(changed(in_new_cell("give_back", 0, text)))
        for name, text in ADDED.items()
    }
    | {
        f"line {name}": Case(
            code(answered=text), says="Not run while marking" if name in TOLD else ""
        )
        for name, text in LINES.items()
    }
    | {f"way {name}": Case(code(answered=text), quiet=True) for name, text in WAYS.items()}
    | {
        "picture": Case(notebook(pasted()), quiet=True),
        "picture with a blank": Case(notebook(pasted(picture="my shot.png")), quiet=True),
        "picture with a blank, spelt": Case(
            notebook(pasted(picture="my shot.png", call="my%20shot.png")), quiet=True
        ),
        "picture with an umlaut": Case(notebook(pasted(picture="Größe (1).png")), quiet=True),
        "picture twice": Case(notebook(two_pictures), says="is one again"),
        "picture twice, in the same words": Case(notebook(same_words), says="is one again"),
        "picture in a story": Case(notebook(pasted("title")), quiet=True),
        "picture of my own": Case(notebook(picture_of_my_own), quiet=True),
        "picture as data": Case(notebook(data_picture), quiet=True),
        "words of 12 MB": Case(notebook(long_words), quiet=True),
        "picture lost": Case(notebook(lost_picture), says="picture image.png of written is not"),
        "half in a comment": Case(half("answered", "# \ud83d"), says="cannot be read"),
        "half in words": Case(half("written", "\ud83d"), says="cannot be read"),
        "half in an own text": Case(half("title", "\ude00"), says="cannot be read"),
        "half in what is left": Case(notebook(half_elsewhere), quiet=True),
        "half printed": Case(code(answered="print('\\ud83d')\n…"), quiet=True),
        "half raised": Case(
            code(answered="def answered(*_):\n    raise ValueError('\\ud83d')"),
            points=without("answered"),
        ),
        "half returned": Case(
            code(answered="def answered(*_):\n    return '\\ud83d'"), points=without("answered")
        ),
        "time": Case(moment(lambda p: p.write_text("2026-03-01 18:00:00 UTC")), quiet=True),
        "time with a zone": Case(
            moment(lambda p: p.write_text("2026-03-01 18:00 +0100\n")), quiet=True
        ),
        "time in words": Case(moment(lambda p: p.write_text("gestern um neun")), says="no moment"),
        "time half said": Case(moment(lambda p: p.write_text("monday, 9:00")), says="no moment"),
        "time in UTF-16": Case(
            moment(lambda p: p.write_text("2026-03-01", encoding="utf-16")), says="no moment"
        ),
        "time as a folder": Case(moment(lambda p: p.mkdir()), says="no moment"),
        "time as a pipe": Case(moment(os.mkfifo), says="no moment"),
        "time empty": Case(moment(lambda p: p.write_bytes(b"")), says="no moment"),
    }
)
PICTURES = [name for name in CASES if name.startswith("picture")]
DOUBTS = [name for name in CASES if name.startswith("doubt")]
