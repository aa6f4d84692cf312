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
    if business.folder and not business.synthetic and not files.tables(business.folder):
        business = _downloaded(business)
    elif not business.synthetic:
        print("\n".join(f"{business.name}: {sentence}" for sentence in report(business).sentences))
    business.forgiving = True
    return business


def _downloaded(business: Shop) -> Shop:
    """The shop of a folder of downloads; the same business where nothing in it can be used."""
    from course_lib.exports import answers, clinic, download_folder

    assert business.folder is not None
    file = business.folder / answers.FILE
    downloads = download_folder.read(business.folder, file)
    print("\n".join(downloads.lines))
    if not downloads.usable:
        return business
    own = download_folder.shop(downloads, download_folder.name(answers.read(file)), file.parent)
    return clinic.answered(own, answers.read(file))
