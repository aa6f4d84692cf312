"""JupyterLab's own program without what it does not use, which saves half of its start: `python -m` this."""

import sys

from course_lib.loading import lean


def main() -> None:
    """Serve, with the options of `python -m jupyterlab`, until JupyterLab is stopped."""
    with lean():
        from jupyterlab.labapp import LabApp
    sys.exit(LabApp.launch_instance())


if __name__ == "__main__":
    main()
