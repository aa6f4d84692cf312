"""`python -m course_lib.simulate [FOLDER]`: write the sample shops, into datasets/ unless told otherwise."""

from __future__ import annotations

import sys
from pathlib import Path

from course_lib.simulate import write_samples
from course_lib.tables import samples_folder

if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else samples_folder()
    write_samples(folder)
    print(f"The sample shops are in {folder}.")
