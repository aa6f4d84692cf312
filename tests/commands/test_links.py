from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from course_lib.commands.links import LinkTrouble, launch, lesson_links


def unpacked(url: str) -> dict[str, str]:
    """What nbgitpuller finds in its query, after Binder has unpacked its own."""
    inner = parse_qs(urlsplit(url).query)["urlpath"][0]
    return {key: values[0] for key, values in parse_qs(urlsplit(inner).query).items()}


def test_a_link_builds_the_environment_branch() -> None:
    url = urlsplit(launch("me/off-target", "lessons/00-start-here.ipynb"))
    assert (url.netloc, url.path) == ("mybinder.org", "/v2/gh/me/off-target/environment")


def test_a_link_pulls_the_content_and_opens_the_lesson() -> None:
    assert unpacked(launch("me/off-target", "lessons/00-start-here.ipynb")) == {
        "repo": "https://github.com/me/off-target",
        "branch": "main",
        "targetPath": "off-target",
        "urlpath": "lab/tree/off-target/lessons/00-start-here.ipynb",
    }


def test_another_branch_can_be_pulled() -> None:
    assert unpacked(launch("me/x", "lessons/a.ipynb", "autumn"))["branch"] == "autumn"


def test_a_blank_or_an_ampersand_in_a_name_survives() -> None:
    assert unpacked(launch("me/x", "lessons/a & b.ipynb"))["urlpath"].endswith("/a & b.ipynb")


@pytest.mark.parametrize("repo", ["", "off-target", "a/b/c", "https://github.com/a/b", "a b/c"])
def test_a_repository_that_is_not_owner_and_name_is_refused(repo: str) -> None:
    with pytest.raises(LinkTrouble, match="Expected the GitHub repository as OWNER/NAME"):
        launch(repo, "lessons/a.ipynb")


def test_every_lesson_has_a_link_and_a_badge_in_order(tmp_path: Path) -> None:
    for name in ("02-no-target.ipynb", "00-start-here.ipynb", "notes.txt"):
        (tmp_path / name).touch()
    links = lesson_links(tmp_path, "me/x")
    assert [link.lesson for link in links] == ["00-start-here", "02-no-target"]
    assert links[0].badge.startswith("[![Open 00-start-here on Binder](https://mybinder.org/badge")
    assert links[0].badge.endswith(f"({links[0].url})")
