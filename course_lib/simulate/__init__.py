"""A small business for a year, with any set of failures planted, from a seed. All of it synthetic."""

from course_lib.simulate.business import business, planted, plants
from course_lib.simulate.clumps import clumpy
from course_lib.simulate.samples import SAMPLES, write_samples
from course_lib.simulate.world import World

__all__ = ["SAMPLES", "World", "business", "clumpy", "planted", "plants", "write_samples"]
