"""The strip under every chart: verdict, bar, estimate and guess, all of them within the picture."""

from __future__ import annotations

import io
from dataclasses import replace

import matplotlib.style
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from course_lib import catalogue, style
from course_lib.finding import NOT_SURE
from tests.findings import count_finding

WIDEST_LEFT = 0.22  # of the figure: what the labels of lesson 5's chart take


def test_no_words_of_a_verdict_run_out_of_its_chart():
    longest = replace(count_finding(4, 10, 20), ruling=NOT_SURE)
    with matplotlib.style.context(style.STYLE):
        figure = Figure(figsize=(8, 5.2))
        renderer = FigureCanvasAgg(figure).get_renderer()
        axes = figure.add_axes((WIDEST_LEFT, 0.1, 0.96 - WIDEST_LEFT, 0.2))
        for room in catalogue.reasons():
            style.verdict_strip(axes, room, longest, None)
            ends = [one.get_window_extent(renderer).x1 for one in axes.findobj(Text)]
            assert max(ends) <= figure.bbox.x1, room.title
            axes.clear()


@pytest.mark.parametrize(("spent", "guess"), [(960, None), (500, None), (2400, None), (500, 2.0)])
def test_more_than_was_planned_is_still_in_the_picture(spent, guess):
    finding = count_finding(13, spent, 960)
    low, high = style.limits(finding, guess)
    marks = [finding.bar, finding.estimate, *([guess] if guess else [])]
    assert all(low <= mark < high for mark in marks)


@pytest.mark.parametrize("number", [4, 5, 16])
def test_the_scale_of_a_share_is_all_of_it(number):
    assert style.limits(count_finding(number, 3, 20), 0.9) == (0, 1)


@pytest.mark.parametrize("name", [r"$\foo$", "costs $5 or $6", "$100 a month, $9_a^b"])
def test_a_dollar_in_a_name_is_a_dollar(name):
    with matplotlib.style.context(style.STYLE):
        figure = Figure()
        figure.subplots().set_yticks([0], [name])
        image = io.StringIO()
        figure.savefig(image, format="svg")
    assert f">{name}<" in image.getvalue()
