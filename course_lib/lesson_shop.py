"""The business that a lesson looks at: a sample, somebody's own tables, or somebody's downloads."""

from __future__ import annotations

from pathlib import Path

from course_lib.tables import Shop, files
from course_lib.tables import shop as open_shop
from course_lib.tables.report import report


def shop(name_or_folder: str | Path) -> Shop:
    """A shop for a lesson, opened as `tables.shop` does; of your own, it prints what `course check` would.

    A folder without a single table of the course is read as one of downloads, and it prints what
    `course clinic` says of its files. Where a table is missing or cannot be read, an empty one stands in for
    it, so that the lesson runs to its end; `measure` and `chart` tell it from one that was read.
    """
    business = open_shop(name_or_folder)
    downloaded = None
    if business.folder and not business.synthetic and not files.tables(business.folder):
        downloaded = _downloaded(business.folder)
    if downloaded:
        business = downloaded
    elif not business.synthetic:
        print("\n".join(f"{business.name}: {sentence}" for sentence in report(business).sentences))
    business.forgiving = True
    return business


def _downloaded(folder: Path) -> Shop | None:
    """The shop of a folder of downloads; None where nothing in it can be used."""
    from course_lib.exports import answers, clinic, download_folder

    file = folder / answers.FILE
    downloads = download_folder.read(folder, file)
    if not downloads.usable:
        return None
    print("\n".join(downloads.lines))
    said = answers.read(file)
    own = download_folder.shop(downloads, download_folder.name(said), folder)
    own.withheld = clinic.withheld(said)
    if downloads.picked:
        print(clinic.PICKED)
        own.doubts = {clinic.MESSAGES: clinic.PICKED}
    return clinic.answered(own, said)
