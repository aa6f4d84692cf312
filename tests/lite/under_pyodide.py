"""What test_site.py has Pyodide run: the course's modules, widgets and progress file, in a folder of files."""

import importlib
import os
import pkgutil
import sys
from datetime import date
from pathlib import Path

import icalendar

import course_lib
from course_lib import (
    backup,
    certificate,
    decide,
    myth,
    organisation,
    own_numbers,
    parsons,
    progress,
    recall,
    scorecard,
    self_score,
)
from course_lib.teaching.certificate import page

# What instructors, authors and servers run.
ELSEWHERE = {"__main__", "cli", "commands", "content", "exercises", "grading", "lite"}

home = Path("/home/pyodide/site")
(home / "lessons").mkdir(parents=True)
os.chdir(home / "lessons")

imported, lacking = [], {}
for module in pkgutil.walk_packages(course_lib.__path__, "course_lib."):
    if module.name.split(".")[1] in ELSEWHERE:
        continue
    try:
        importlib.import_module(module.name)
    except ModuleNotFoundError as error:
        lacking[module.name] = error.name
    else:
        imported.append(module.name)

panels = [draw(5) for draw in (recall, myth, parsons, self_score, own_numbers, decide)]
panels += [backup(), organisation(), scorecard(), certificate()]

progress.save("05.myth", "?", "Café 😀")
loaded = progress.load("05.myth", "?")
notices = progress.take_notices()
copy = progress.backup()
progress.save("05.myth", "?", "later")
progress.path().unlink()
sentence = progress.restore(copy)
restored = progress.load("05.myth", "?")
progress.path().write_text("{")
damaged = progress.load("05.myth", "?")

outcome = {
    "imported": imported,
    "lacking": lacking,
    "panels": len(panels),
    "path": str(progress.path()),
    "loaded": loaded,
    "notices": notices,
    "sentence": sentence,
    "restored": restored,
    "damaged": [damaged, *progress.take_notices()],
    "files": sorted(file.name for file in home.iterdir()),
    "calendar": icalendar.Calendar().to_ical().decode(),
    "certificate": page("Ana", ["Not engaging"], date(2026, 11, 27)),
    "modules": sorted({name.split(".")[0] for name in sys.modules}),
}
