"""The one family of errors that an attendee, a student or an instructor may meet."""


class CourseError(Exception):
    """Something went wrong, said in one sentence for the person who reads it.

    `str(error)` is the whole sentence. In a notebook it is shown alone, without a traceback:
    the reader can act on the sentence, and on nothing in our code.
    """

    def _render_traceback_(self) -> list[str]:  # IPython looks for this name
        return [str(self)]
