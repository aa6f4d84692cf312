"""Print the three ratios: `python -m tests.bench`, or `course bench`."""

from tests.bench import first_chart, importing, notebooks

if __name__ == "__main__":
    for bench in (importing, first_chart, notebooks):
        print(bench.ratio(), flush=True)
