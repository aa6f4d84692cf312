"""`python3 -m course_lib …`: makes the environment with a bare Python, and goes on inside it."""

import sys


def main():
    """Refuse a Python that is too old (it can read this file), then hand over to the command line."""
    # pyproject.toml asks for the same, but only pip reads that, and an old python3 may start this file.
    if sys.version_info < (3, 11):  # noqa: UP036
        sys.exit(
            "Off Target needs Python 3.11 or newer; this one is {}.{} ({}). Install a newer one "
            "and start the same command with it.".format(*sys.version_info[:2], sys.executable)
        )
    from course_lib import cli
    from course_lib.commands import environment
    from course_lib.errors import CourseError

    try:
        environment.enter(sys.argv[1:])
    except CourseError as error:
        sys.exit(str(error))
    sys.exit(cli.main(sys.argv[1:]))


if __name__ == "__main__":
    main()
