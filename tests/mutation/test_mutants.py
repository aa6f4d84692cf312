from tests.mutation.mutants import mutants


def bodies(*lines: str) -> set[str]:
    """The bodies that mutants of a function with these lines have."""
    source = "\n".join(["def f(x, n=24):", *(f"    {line}" for line in lines)])
    return {one.source.split("\n", 1)[1].replace("    ", "") for one in mutants(source, "f")}


def test_comparisons_are_moved_by_a_hair_and_turned_round():
    assert {"return x <= 3", "return x > 3", "return x >= 3"} <= bodies("return x < 3")
    assert "return x != 'a'" in bodies("return x == 'a'")
    assert "return x not in n" in bodies("return x in n")


def test_constants_are_one_more_and_one_less():
    assert {"return x + 2", "return x + 0"} <= bodies("return x + 1")
    assert {"return 'inx'", "return ''"} <= bodies("return 'in'")


def test_the_defaults_of_arguments_are_changed_too():
    first = {one.source.splitlines()[0] for one in mutants("def f(x, n=24):\n    return n", "f")}
    assert {"def f(x, n=25):", "def f(x, n=23):"} <= first


def test_arithmetic_and_logic_are_swapped_and_not_is_lost():
    assert {"return x - n", "return x"} & bodies("return x + n") == {"return x - n"}
    assert "return x / n" in bodies("return x * n")
    assert "return x or n" in bodies("return x and n")
    assert "return x | n" in bodies("return x & n")
    assert "return x" in bodies("return not x")


def test_statements_are_deleted_and_answers_lost():
    assert {"pass\nreturn x", "x = 1\npass", "x = 1\nreturn None"} <= bodies("x = 1", "return x")


def test_calls_are_left_out_and_their_arguments_swapped_or_dropped():
    assert {"return x.strip()", "return x.lower()"} <= bodies("return x.strip().lower()")
    assert {"return x", "return sorted(x)"} <= bodies("return sorted(x, reverse=True)")
    assert "return f(n, x)" in bodies("return f(x, n)")
    assert "return all(x)" in bodies("return any(x)")


def test_slices_and_indices_are_shifted():
    assert {"return x[1]", "return x[-1]"} <= bodies("return x[0]")
    assert {"return x[:n]", "return x[1:]"} <= bodies("return x[1:n]")
    assert {"return x[n + 1]", "return x[n - 1]"} <= bodies("return x[n]")


def test_conditions_are_always_or_never_met():
    both = bodies("return [i for i in x if i > n]")
    assert {"return [i for i in x if True]", "return [i for i in x if False]"} <= both


def test_a_docstring_is_left_alone_and_a_line_is_named_as_it_was_and_as_it_is():
    changed = mutants('def f(x):\n    """Not me, 1 < 2."""\n    return x + 1', "f")
    changes = {(one.was, one.becomes) for one in changed}
    assert ("return x + 1", "return x - 1") in changes
    assert {was for was, _ in changes} == {"return x + 1"}
