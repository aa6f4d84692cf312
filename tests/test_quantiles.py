"""The quantiles leave on their side the mass that they should, by scipy's distributions."""

import re
from pathlib import Path

import numpy as np
import pytest
from scipy import special

import course_lib
from course_lib.quantiles import ABOVE, BELOW, beta, gamma, student

MASSES = (0.001, 0.025, 0.035, 0.1)
# Of what is counted: a few and many, and what is left of a count that clumps; on both sides of where
# Stirling's series begins.
COUNTS = (0.3, 0.9, 1.0, 1.5, 2.0, 7.0, 12.4, 14.9, 15.1, 40.0, 100.0, 1234.5, 1e6)
NEAR = 1e-9  # of the place itself


def around(places):
    return np.multiply(places, 1 - NEAR), np.minimum(np.multiply(places, 1 + NEAR), 1)


@pytest.mark.parametrize("b", COUNTS)
def test_a_beta_distribution_has_its_mass_on_the_side_of_its_quantile(b):
    for mass in MASSES:
        low, high = around([beta(mass, BELOW, a, b) for a in COUNTS])
        assert (special.betainc(COUNTS, b, low) <= mass).all()
        assert (special.betainc(COUNTS, b, high) >= mass).all()
        low, high = around([beta(mass, ABOVE, a, b) for a in COUNTS])
        assert (special.betaincc(COUNTS, b, low) >= mass).all()
        assert (special.betaincc(COUNTS, b, high) <= mass).all()


def test_a_gamma_distribution_has_its_mass_on_the_side_of_its_quantile():
    for mass in MASSES:
        below = [gamma(mass, BELOW, shape) for shape in COUNTS]
        above = [gamma(mass, ABOVE, shape) for shape in COUNTS]
        assert special.gammainc(COUNTS, below) == pytest.approx(mass, rel=1e-9)
        assert special.gammaincc(COUNTS, above) == pytest.approx(mass, rel=1e-9)


def test_students_t_agrees_with_scipys():
    freedom = np.array([1, 1.5, 2, 3, 6, 7.3, 12, 40, 1000, 1e6])
    for mass in (0.005, 0.025, 0.4):
        assert [student(mass, float(one)) for one in freedom] == pytest.approx(
            special.stdtrit(freedom, 1 - mass), rel=1e-10
        )


def test_no_lesson_waits_for_scipy():
    package = Path(course_lib.__file__).parent
    users = [
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"^\s*(from|import) scipy", path.read_text(encoding="utf-8"), re.M)
    ]
    assert users == ["simulate/clumps.py"]


@pytest.mark.parametrize(
    "quantile", [lambda a: beta(0.025, BELOW, a, 3.5), lambda a: gamma(0.025, ABOVE, a)]
)
def test_what_numpy_asked_for_is_no_less_a_float_for_who_asks_next(quantile):
    assert type(quantile(np.float64(7.25))) is float
    assert type(quantile(7.25)) is float
