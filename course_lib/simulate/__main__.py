"""`python -m course_lib.simulate [FOLDER]`: write the sample shops, into datasets/ unless told otherwise."""

from __future__ import annotations

import sys
from pathlib import Path

from course_lib import paths
from course_lib.errors import CourseError
from course_lib.simulate.samples import write_samples
from course_lib.tables import samples_folder


def main(arguments: list[str]) -> int:
    """Write the sample shops; return the exit code. A folder that will not do is a sentence and code 1."""
    try:
        with paths.explained():
            folder = (
                Path(paths.folder(arguments[0])).expanduser() if arguments else samples_folder()
            )
            write_samples(folder)
    except CourseError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The sample shops are in {folder}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
