"""How the tests are spread over several workers."""


def test_a_file_of_tests_keeps_to_one_worker(request):
    # pytest-xdist goes by what it appends to the names; where it does not, every server starts twice.
    if getattr(request.config.option, "loadgroup", False):
        assert request.node.nodeid.endswith("@tests/test_workers.py")
