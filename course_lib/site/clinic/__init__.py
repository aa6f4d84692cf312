"""The clinic: questions, counts, verdicts, scorecard and plan as one page that needs no server and no Python.

Its files are static but for words.js, which holds the words and numbers of the course, so that none of them
stands twice. It works from a folder opened in a browser, too: scripts and words are loaded, never fetched.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import MISSING, fields
from pathlib import Path
from statistics import NormalDist
from typing import Any

from course_lib import catalogue, finding, inquiry, kinds, progress
from course_lib import words as rooms
from course_lib.intervals import LEVEL
from course_lib.planning import actions
from course_lib.planning import page as sheet
from course_lib.planning.difference import WEEKS
from course_lib.progress_data import fingerprint
from course_lib.site.clinic import squeeze
from course_lib.widgets import decide, entries, organisation, saved_plan, scorecard, self_score

FOLDER = "clinic"  # within a site
COURSE_CSS = Path(__file__).parents[2] / "labextension" / "off-target" / "static" / "course.css"
STATIC = (
    "index.html", "clinic.css", "figures.js", "intervals.js", "judge.js", "plan.js", "progress.js", "page.js",
)  # fmt: skip
WORDS = "words.js"

# What the clinic takes of a reason's words.toml, and of its tables.
_TAKEN = (
    "title",
    "about",
    "part",
    "sign",
    "gate",
    "horizon",
    "count",
    "statements",
    "decide",
    "act",
)
_DROPPED = {"sign": ("facts",), "count": ("healthy",), "act": ("of", "count")}
_DEFAULTS = {"horizon": inquiry.Horizon, "count": inquiry.Count}


def write(folder: Path, lessons: bool = False) -> list[str]:
    """Write the clinic into FOLDER/clinic, and return its files' names there, such as "clinic/page.js".

    `lessons`: whether the pages of `course site` lie in FOLDER, to which the clinic then has links.
    """
    files = {name: Path(__file__).with_name(name).read_text(encoding="utf-8") for name in STATIC}
    page = files["index.html"].replace("<!--many-->", str(len(catalogue.reasons())))
    if lessons:
        page = page.replace("<!--site-->", '<a href="../index.html">Off Target</a>')
        page = page.replace("</head>", '<script defer src="../site.js"></script>\n</head>')
    files["index.html"] = page
    data = squeeze.literal(words() | {"lessons": lessons})
    shorten = {".js": squeeze.script, ".css": squeeze.style}
    files = {name: shorten.get(Path(name).suffix, str)(text) for name, text in files.items()}
    files["clinic.css"] = squeeze.style(variables()) + files["clinic.css"]
    files[WORDS] = f'"use strict";\nconst words={data};\n'
    target = folder / FOLDER
    target.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (target / name).write_text(text, encoding="utf-8", newline="\n")
    return [f"{FOLDER}/{name}" for name in files]


def variables() -> str:
    """The colours and the type of the course's pages in JupyterLab, as variables for light and dark."""
    course = COURSE_CSS.read_text(encoding="utf-8")
    light, dark = re.findall(r"^body\.ot-course[^{]*\{([^}]*--ink:[^}]*)\}", course, re.M)
    return f":root {{{light}}}\n@media (prefers-color-scheme: dark) {{ :root {{{dark}}} }}\n"


def words() -> dict[str, Any]:
    """All words and numbers of the course that the clinic uses, as plain JSON."""
    places: dict[tuple[str, str, bool], int] = {}  # lines that reasons share stand once
    reasons = [_reason(catalogue.reason(number), places) for number in catalogue.teaching_order()]
    return {
        "kinds": kinds.vocabulary(),
        "usual": kinds.USUAL,
        "reasons": reasons,
        "places": [list(place) for place in places],
        "actKinds": rooms.KINDS,
        "again": finding.AGAIN,
        "z": {
            str(level): NormalDist().inv_cdf((1 + level) / 2) for level in (LEVEL, finding.LEANS)
        },
        "points": self_score.POINTS,
        "decide": decide.FIELDS,
        "heads": scorecard.HEADS,
        "checkIns": {str(day): text for day, text in actions.CHECK_INS.items()},
        "weeks": WEEKS,
        "planStyle": sheet.STYLE,
        "wide": _wide(),
        "file": progress.NAME,
        "kind": {
            "key": organisation.KEY,
            "wording": organisation.WORDING,
            "seal": fingerprint(organisation.WORDING),
        },
        "plan": {"key": saved_plan.KEY, "seal": fingerprint(saved_plan.WORDING)},
        "decideSeal": fingerprint(decide.WORDING),
    }


def _reason(reason: rooms.Reason, places: dict[tuple[str, str, bool], int]) -> dict[str, Any]:
    """A reason's own words, with those for other kinds of organisation beside them."""
    raw = rooms.read_words(catalogue.ROOMS / f"r{reason.number:02}_{reason.slug}")
    taken = {name: _table(name, raw[name]) for name in _TAKEN if name in raw}
    for name, kind in _DEFAULTS.items():
        if name in taken:
            taken[name] = _defaults(kind) | taken[name]
    others = {
        kind: {name: table for name, table in raw[kind].items() if name in _TAKEN}
        for kind in kinds.vocabulary()
        if kind in raw
    }
    rows = ((row["place"], row["line"], row.get("seen", False)) for row in raw.get("where", ()))
    where = [places.setdefault(row, len(places)) for row in rows]
    slug = reason.slug.replace("_", "-")
    return {
        "number": reason.number,
        "id": slug,
        "seals": _seals(reason),
        "where": where,
        **taken,
        **others,
    }


def _table(name: str, value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: inside for key, inside in value.items() if key not in _DROPPED.get(name, ())}


def _defaults(kind: Any) -> dict[str, Any]:
    """The values that a dataclass gives what is left out, unless that is nothing."""
    return {
        one.name: one.default
        for one in fields(kind)
        if one.default not in (MISSING, None, (), False)
    }


def _seals(reason: rooms.Reason) -> dict[str, str]:
    """The fingerprints of what a reason asks, by which the progress file knows its answers."""
    statements = {one.id: fingerprint(one.text) for one in reason.statements}
    return {"gate": fingerprint(entries.wording(reason)), **statements}


def _wide() -> list[list[int]]:
    """The first and last code of every run of signs that are set twice as wide, for the plan's page.

    A code that stands for no sign ends no run.
    """
    runs: list[list[int]] = []
    is_run = False
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if unicodedata.category(sign) == "Cn":
            continue
        if sheet.is_wide(sign) and is_run:
            runs[-1][1] = code
        elif is_run := sheet.is_wide(sign):
            runs.append([code, code])
    return runs
