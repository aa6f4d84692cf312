"""Charts that are looked at together can be compared, and no word of theirs hides what it is about."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from course_lib import catalogue, style, tables
from course_lib.simulate.business import business

SHARED = [
    room.number
    for room in catalogue.reasons()
    if hasattr(catalogue._module(room, "chart"), "reach")
]


@pytest.fixture(scope="module")
def shops():
    return tables.shop("oak-street"), tables.shop("maple-street")


@pytest.fixture
def axes_of(monkeypatch):
    """The axes of a chart's upper part, those inside it among them, in place of its picture."""

    def axes(number, shop, beside=(), form=style.NOTEBOOK):
        figure = Figure(figsize=(form.width, form.height), layout="constrained")
        FigureCanvasAgg(figure)
        upper = figure.subplots(2, 1, height_ratios=[2.9, 1.1])[0]

        def picture(reason, view, finding, draw, guess, verdict, form):
            return style.Picture(b"", draw(upper, view, finding), finding.sentence)

        monkeypatch.setattr(style, "picture", picture)
        chart = catalogue.chart(number, shop, beside=beside)
        return [upper, *upper.child_axes], chart

    return axes


@pytest.fixture(scope="module")
def large():
    return business("Large", 3)


def ends(axes):
    """Where each of the axes ends on the right."""
    return [one.get_xlim()[1] for one in axes]


def test_the_charts_that_hide_an_axis_are_among_those_that_share_one():
    assert {1, 12, 17} <= set(SHARED)


@pytest.mark.parametrize("number", SHARED)
def test_shops_beside_each_other_are_drawn_to_one_scale(number, shops, axes_of):
    oak, maple = shops
    alone = [ends(axes_of(number, shop)[0]) for shop in shops]
    together = [ends(axes_of(number, oak, maple)[0]), ends(axes_of(number, maple, [oak])[0])]
    assert together[0] == together[1]
    assert alone[0] != alone[1]
    assert together[0] == [max(pair) for pair in zip(*alone, strict=True)]


@pytest.mark.parametrize("number", SHARED)
def test_more_than_one_other_shop_shares_the_scale_and_the_chart_says_so(
    number, shops, large, axes_of
):
    oak, maple = shops
    three = [
        axes_of(number, one, [other for other in (oak, maple, large) if other is not one])
        for one in (oak, maple, large)
    ]
    assert ends(three[0][0]) == ends(three[1][0]) == ends(three[2][0])
    assert three[0][1].caption.endswith(
        "Drawn to the same scale as the other charts of this lesson."
    )
    assert "scale" not in axes_of(number, oak)[1].caption


def test_a_shop_without_the_tables_shares_no_scale(shops, axes_of):
    oak, _ = shops
    bare = tables.Shop.of("Bare", {})
    assert ends(axes_of(1, oak, bare)[0]) == ends(axes_of(1, oak)[0])
    assert "scale" not in axes_of(1, oak, bare)[1].caption


@pytest.mark.parametrize("severity", [None, 1.0])
def test_no_word_hides_a_week(severity, shops, axes_of):
    shop = shops[0] if severity is None else business("Loud", 3, {7: severity})
    [axes], _ = axes_of(7, shop)
    axes.figure.canvas.draw()  # which lays the words out
    dots = np.concatenate(
        [
            axes.transData.transform(line.get_xydata())
            for line in axes.lines
            if line.get_linestyle() == "None" or line.get_marker() == "o"
        ]
    )
    assert len(dots) > 40
    for words in axes.texts:
        box = words.get_window_extent()
        assert not [dot for dot in dots if box.contains(*dot)], words.get_text()
        assert box.x1 <= axes.figure.bbox.x1, words.get_text()


@pytest.mark.parametrize("form", [style.NOTEBOOK, style.PHONE], ids=["laptop", "phone"])
def test_no_name_of_a_ray_touches_another(form, shops, axes_of):
    for shop in shops:
        [axes], _ = axes_of(7, shop, form=form)
        axes.figure.canvas.draw()
        names = [words for words in axes.texts if words.get_text().endswith("a post")]
        boxes = sorted((words.get_window_extent() for words in names), key=lambda box: box.x0)
        above = [box for box in boxes if box.y0 > axes.bbox.y1]
        gaps = [right.x0 - left.x1 for left, right in itertools.pairwise(above)]
        assert gaps
        assert min(gaps) > 6, shop.name  # pixels: a letter


def test_leads_and_things_done_share_an_axis_with_a_name(shops, large, axes_of):
    for shop in (*shops, large):
        (_, _, weeks), _ = axes_of(16, shop)
        assert weeks.get_ylabel() == "things done, and leads"


def test_two_totals_say_that_each_is_drawn_to_its_own_end(shops, axes_of):
    for shop in shops:
        (_, totals, _), chart = axes_of(15, shop)
        assert "each drawn to its own end" in totals.get_title()
        assert "each drawn to its own end" in chart.alt


def test_where_no_bar_is_without_a_why_words_say_so(axes_of, large):
    (axes,), chart = axes_of(1, large)
    assert "No account is without a why." in [words.get_text() for words in axes.texts]
    assert "No account is without a why." in chart.alt
    failing = axes_of(1, business("Aimless", 3, {1: 1.0}))[1]
    assert "No account" not in failing.alt
    assert "no why" in failing.alt
