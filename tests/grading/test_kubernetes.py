"""The values for a cluster: keys that the chart has, of the types that it takes, and enough for 300 people.

The schema here is our own, written down from the documentation of Zero to JupyterHub for the keys that we
use. It is not the chart's: no package that our tests may install brings that along.
"""

import copy
import re
from urllib.parse import parse_qs, urlsplit

import jsonschema
import pytest
import yaml

from course_lib.commands import links
from tests.grading.conftest import ROOT

VALUES = yaml.safe_load((ROOT / "docs" / "kubernetes.yaml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "kubernetes.md").read_text(encoding="utf-8")

SIZE = {"type": "string", "pattern": "^[0-9]+([.][0-9]+)?[KMGT]$"}
YES_OR_NO = {"type": "boolean"}
TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}


def only(**properties):
    """An object with these keys and no others."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


SWITCH = only(enabled=YES_OR_NO)
SCHEMA = only(
    hub=only(
        config={"type": "object", "additionalProperties": {"type": "object"}},
        concurrentSpawnLimit=COUNT,
        consecutiveFailureLimit=COUNT,
    ),
    proxy=only(
        https=only(
            enabled=YES_OR_NO,
            hosts={"type": "array", "items": TEXT},
            letsencrypt=only(contactEmail=TEXT),
        )
    ),
    singleuser=only(
        image=only(name=TEXT, tag=TEXT),
        memory=only(guarantee=SIZE, limit=SIZE),
        cpu=only(guarantee={"type": "number"}, limit={"type": "number"}),
        storage=only(
            type={"enum": ["dynamic", "static", "none"]},
            capacity={"type": "string", "pattern": "^[0-9]+[MG]i$"},
        ),
        defaultUrl=TEXT,
        startTimeout=COUNT,
        extraEnv={"type": "object", "additionalProperties": TEXT},
    ),
    prePuller=only(hook=SWITCH, continuous=SWITCH),
    scheduling=only(
        userScheduler=SWITCH,
        podPriority=SWITCH,
        userPlaceholder=only(enabled=YES_OR_NO, replicas=COUNT),
    ),
    cull=only(enabled=YES_OR_NO, timeout=COUNT, every=COUNT),
)


def test_every_value_is_one_that_the_chart_takes():
    jsonschema.validate(VALUES, SCHEMA)


@pytest.mark.parametrize(
    ("place", "wrong"),
    [
        (("singleuser", "memory", "limit"), "lots"),
        (("scheduling", "userPlaceholder", "replica"), 30),
        (("prepuller",), {}),
    ],
)
def test_a_slip_in_a_key_or_a_value_would_be_seen(place, wrong):
    values = copy.deepcopy(VALUES)
    inner = values
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = wrong
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(values, SCHEMA)


def test_everybody_has_512_mb_for_sure_and_1_gb_at_most():
    assert VALUES["singleuser"]["memory"] == {"guarantee": "512M", "limit": "1G"}


def test_the_image_lies_on_every_node_and_places_are_held_free():
    assert all(kind["enabled"] for kind in VALUES["prePuller"].values())
    assert VALUES["scheduling"]["userPlaceholder"]["replicas"] >= 300 / 10
    # Without these two, nobody would be given the place that a placeholder holds.
    assert VALUES["scheduling"]["podPriority"]["enabled"]
    assert VALUES["scheduling"]["userScheduler"]["enabled"]


def test_the_link_pulls_what_binders_link_pulls():
    (link,) = re.findall(r"^https://HUB\S+", PAGE, re.MULTILINE)
    asked = parse_qs(urlsplit(link).query)
    binder = links.launch("OWNER/NAME", "lessons/00-start-here.ipynb")
    inner = parse_qs(urlsplit(parse_qs(urlsplit(binder).query)["urlpath"][0]).query)
    assert asked == inner
    assert (ROOT / "lessons" / "00-start-here.ipynb").is_file()


def test_the_image_is_made_of_what_course_links_publishes():
    assert f"--ref {links.ENVIRONMENT_BRANCH} " in PAGE
    assert "nbgitpuller" in (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8")


def test_what_is_to_be_filled_in_is_named_on_the_page():
    text = (ROOT / "docs" / "kubernetes.yaml").read_text(encoding="utf-8")
    for word in ("HUB", "YOU", "REGISTRY", "TAG"):
        assert re.search(rf"\b{word}\b", text.split("hub:", 1)[1]) and word in PAGE
