"""The clinic, which needs no Python: its verdicts and plans are the notebook's, and it keeps what is typed."""

from __future__ import annotations

import html
import json
import random
import re
import threading
from collections.abc import Iterator
from datetime import date
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from course_lib import catalogue, progress, progress_data
from course_lib.finding import FINE, PROBLEM
from course_lib.inquiry import COUNT
from course_lib.progress_data import ProgressError
from course_lib.site import clinic
from course_lib.site.clinic import squeeze
from course_lib.widgets import entries, scorecard
from course_lib.widgets.controls import RadioButtons
from course_lib.widgets.own_numbers import own_numbers
from course_lib.widgets.parts import Note
from tests.browser.clinic_cases import (
    JUDGE,
    PLANS,
    cases,
    judged,
    planned,
    progress_file,
    rare_files,
    same,
)
from tests.widgets.test_any_progress_file import mutated

MOST = 150_000  # bytes of all its files


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that holds the clinic alone."""
    folder = tmp_path_factory.mktemp("site")
    clinic.write(folder)
    return folder


@pytest.fixture(scope="module")
def page(browser: Browser, folder: Path) -> Iterator[Page]:
    """The clinic opened from its folder, without any server."""
    page = browser.new_page()
    page.goto((folder / "clinic" / "index.html").as_uri())
    yield page
    page.close()


def test_a_verdict_is_the_notebooks_whatever_was_answered_and_typed(page: Page) -> None:
    grid = cases()
    assert len(grid) >= 5000
    answers = json.loads(page.evaluate(JUDGE, json.dumps(grid)))
    odd = [
        (case, answer, expected)
        for case, answer in zip(grid, answers, strict=True)
        if not same(answer, expected := judged(case))
    ]
    assert not odd, f"{len(odd)} of {len(grid)}, the first: {odd[0]}"
    verdicts = {answer["finding"]["outcome"] for answer in answers if answer["finding"]}
    assert len(verdicts) == 7  # each of the five, and two ways to lean


def test_scorecard_and_plan_are_the_notebooks_word_for_word(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(99)
    files = [*rare_files(), *(progress_file(draw) for _ in range(220))]
    texts = [progress_data.to_bytes(file).decode() for file in files]
    today = date.today().isoformat()
    plans = json.loads(page.evaluate(PLANS, json.dumps({"files": texts, "today": today})))
    bases = set()
    for file, text, plan in zip(files, texts, plans, strict=True):
        expected = planned(file, monkeypatch)
        for name, part in expected.items():
            assert same(plan[name], part), (name, plan[name], part, text)
        bases |= {one["why"].split()[0] for one in plan["actions"]}
    assert len(bases) == 5  # settled, leaning, believed, a beginning, an own choice


FILES = """text => JSON.stringify(JSON.parse(text).map(([mine, theirs]) => {
    const read = file => {
        try {
            const value = progress.fromText(file);
            return value && [value, progress.toText(value)];
        } catch (error) {
            if (!(error instanceof progress.ProgressTrouble)) throw error;
            return [null, error.message];
        }
    };
    const [one, other] = [read(mine), read(theirs)];
    return [one && one[1], one?.[0] && other?.[0] ? progress.toText(progress.merge(one[0], other[0])) : null];
}))"""
DEEP = "[" * 150 + "]" * 150
NO_FILES = [
    "",
    "null",
    "[]",
    "{}",
    "{",
    '{"answers": 5}',
    "5",
    '{"a": 1} x',
    '"\x01"',
    "\ufeff{}",
    "[" * 10_000,
]


def exact(data: str | bytes | None) -> Any:
    """A JSON text as one that is the same for all that Python takes for the same."""
    return None if data is None else json.dumps(json.loads(data), sort_keys=True)


def test_any_file_is_read_mended_merged_and_written_as_python_does_it(page: Page) -> None:
    draw = random.Random(3)
    books = [progress_file(draw) for _ in range(12)]
    texts = [mutated(draw.choice(books), draw) for _ in range(100)]
    texts += [text.replace('"value": ""', f'"value": {DEEP}', 1) for text in texts[:3]]
    newer = json.dumps(books[0] | {"version": 2})
    pairs = [
        *zip(texts, reversed(texts), strict=True),
        *((text, texts[0]) for text in [newer, *NO_FILES]),
    ]
    results = json.loads(page.evaluate(FILES, json.dumps(pairs)))
    for (mine, theirs), (one, both) in zip(pairs, results, strict=True):
        try:
            mended = progress_data.from_bytes(mine.encode())
        except ProgressError as error:
            assert one == str(error)
            continue
        assert exact(one) == (exact(progress_data.to_bytes(mended)) if mended else None)
        other = progress_data.from_bytes(theirs.encode())
        merged = progress_data.merge(mended, other) if mended and other else None
        assert exact(both) == (exact(progress_data.to_bytes(merged)) if merged else None)


TAKE_UP = """async text => {
    const {file, views} = JSON.parse(text), result = {};
    localStorage.setItem(progress.STORE, progress.toText({...progress.fromText(file), answers: {}, earlier: []}));
    result.sentence = progress.restore(file);
    for (const view of views) {
        const turned = new Promise(done => addEventListener("hashchange", done, {once: true}));
        location.hash = view;
        await turned;
        const control = document.querySelector("main :is(input[type=radio]:not(:checked), select)");
        if (control?.type === "radio") control.click();
        else control?.dispatchEvent(new Event("change"));
        result[view] = [document.querySelector("h1").textContent, document.querySelector("#alarm").textContent];
    }
    location.hash = "";
    result.file = localStorage.getItem(progress.STORE);
    return JSON.stringify(result);
}"""


def test_a_file_of_wrong_types_gets_a_sentence_opens_every_page_and_loses_no_answer(
    page: Page,
) -> None:
    draw = random.Random(5)
    kinds = {reason.count.kind: reason for reason in catalogue.reasons() if reason.count}
    views = [reason.slug.replace("_", "-") for reason in kinds.values()] + ["scorecard", "plan"]
    for _ in range(15):
        file = mutated(progress_file(draw), draw)
        before = progress_data.from_bytes(file.encode())
        assert before is not None
        result = json.loads(page.evaluate(TAKE_UP, json.dumps({"file": file, "views": views})))
        assert result["sentence"] == f"Answers restored: {len(before['answers'])}."
        assert all(title and not alarm for title, alarm in (result[view] for view in views)), result
        after = json.loads(result["file"])
        kept = {exact(json.dumps(one)) for one in (*after["answers"].values(), *after["earlier"])}
        for key, entry in before["answers"].items():
            # What a page was clicked in has all that it had in it, or stands among the earlier ones.
            now = after["answers"][key]["value"]
            is_whole = (
                isinstance(now, dict)
                and isinstance(entry["value"], dict)
                and entry["value"].keys() <= now.keys()
            )
            moved = exact(json.dumps({"key": key} | entry))
            assert exact(json.dumps(entry)) in kept or moved in kept or is_whole, key


class Quiet(SimpleHTTPRequestHandler):
    """A server of files that writes no log."""

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """Where the clinic is served by a host that knows nothing but files."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/clinic/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A phone's window at the clinic; nothing may be asked of any other host, and nothing go wrong."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    page = context.new_page()
    strangers: list[str] = []
    page.on(
        "request",
        lambda request: strangers.append(request.url) if address not in request.url else None,
    )
    page.on("pageerror", lambda error: strangers.append(str(error)))
    page.on("console", lambda message: strangers.append(message.text))
    page.goto(address)
    yield page
    context.close()
    assert not [one for one in strangers if not one.startswith(("data:", "blob:"))]


def turn_to(page: Page, view: str) -> None:
    if page.url.endswith(f"#{view}"):
        return
    page.evaluate("view => { location.hash = view }", view)
    expect(page.locator("h1")).to_be_focused()


def press_tab_to(page: Page, name: str) -> None:
    """Tab until the control of this name has the keyboard."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(
            "name => { const one = document.activeElement;"
            "return (one.labels?.[0]?.textContent ?? one.textContent).startsWith(name) }",
            name,
        ):
            return
    raise AssertionError(f"Tab never reached {name}")


def saved(page: Page) -> bytes:
    """The file as somebody saves it."""
    turn_to(page, "home")
    with page.expect_download() as download:
        page.get_by_role("button", name=f"Save {progress.NAME}").press("Enter")
    return Path(download.value.path()).read_bytes()


def test_somebody_with_a_keyboard_goes_from_question_to_verdict_and_on_in_the_notebook(
    phone: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = next(one for one in catalogue.reasons() if one.slug == "not_engaging")
    turn_to(phone, "not-engaging")
    press_tab_to(phone, reason.gate.options[0].text)
    counting = next(place for place, one in enumerate(reason.gate.options) if one.means == COUNT)
    for _ in range(counting):
        phone.keyboard.press("ArrowDown")
    press_tab_to(phone, "Take the course's: 24 hours, 80%, 50 people who asked")
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("I counted")).to_be_focused()
    press_tab_to(phone, "Of those")
    phone.keyboard.type("23")
    phone.keyboard.press("Tab")
    alert = phone.get_by_role("alert").filter(has_text="Problem.")
    expect(alert).to_contain_text("46% (95% interval 33% to 60%)")
    expect(phone.get_by_label("My hours")).to_be_disabled()

    phone.reload()
    expect(phone.get_by_role("status")).to_contain_text("Problem. You answered 23 of 50 people")
    phone.get_by_label("Of those").fill("2x")
    phone.keyboard.press("Tab")
    expect(phone.get_by_role("alert").filter(has_text="23 still counts.")).to_contain_text(
        "Problem."
    )
    # A line that is still being typed in when the page is left is kept as well.
    phone.get_by_label("Of those").fill("24")
    phone.reload()
    expect(phone.get_by_role("status")).to_contain_text("Problem. You answered 24 of 50 people")
    turn_to(phone, "scorecard")
    link = phone.get_by_role("link", name=reason.title, exact=True)
    expect(phone.get_by_role("row").filter(has=link)).to_contain_text("problem")
    turn_to(phone, "plan")
    expect(phone.locator("main h2", has_text="Not engaging")).to_be_visible()

    file = tmp_path / progress.NAME
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(file))
    file.write_bytes(saved(phone))
    verdicts = {row.title: row.verdict for row in scorecard.rows()}
    assert verdicts.pop(reason.title) == PROBLEM and len(set(verdicts.values())) == 1
    # The same file goes on in the notebook, where it takes up what no clinic knows, and comes back.
    two = catalogue.reason(2)
    settled = next(one.id for one in two.gate.options if one.means == FINE)
    entries.verdict_question(two).save({"gate": settled})
    progress.save("05.myth", "?", {"a": [1.0, 12345678901234567890]})
    before = json.loads(file.read_bytes()) | {"of a later course": {"x": 1e400}}
    file.write_text(json.dumps(before))
    phone.get_by_label("Take up a file").set_input_files(file)
    expect(phone.get_by_role("alert").filter(has_text="Answers restored: 3.")).to_be_visible()
    expect(phone.get_by_role("listitem").filter(has_text=two.title)).to_contain_text(FINE)
    after = progress_data.from_bytes(saved(phone))
    assert exact(json.dumps(after)) == exact(
        progress_data.to_bytes(progress_data.mend(progress_data.parse(file.read_bytes())))
    )
    phone.get_by_label("Take up a file").set_input_files(
        {"name": "photo.json", "mimeType": "application/json", "buffer": b"\xff\xd8\xff"}
    )
    expect(phone.locator("#alarm")).to_contain_text(
        "That is not an Off Target progress file, so nothing was changed"
    )


def test_taking_what_the_course_lends_leads_the_keyboard_to_what_is_left_to_type(
    phone: Page,
) -> None:
    for slug, label in (
        ("misjudged-time", "My hours"),  # on which the bar depends, so that none is lent yet
        ("not-human", "I counted"),
        ("too-many-places", "Account"),
    ):
        reason = next(one for one in catalogue.reasons() if one.lesson[3:] == slug)
        turn_to(phone, slug)
        option = next(one for one in reason.gate.options if one.means == COUNT)
        phone.get_by_label(option.text).check()
        phone.get_by_role("button", name="Take the course's").press("Enter")
        expect(phone.get_by_label(label, exact=True)).to_be_focused()


def test_every_page_of_it_fits_a_phone_and_can_be_used_by_everybody(phone: Page) -> None:
    phone.evaluate(
        "file => localStorage.setItem(progress.STORE, file)",
        progress_data.to_bytes(progress_file(random.Random(1))).decode(),
    )
    kinds = {reason.count.kind: reason for reason in catalogue.reasons() if reason.count}
    views = [one.slug.replace("_", "-") for one in kinds.values()]
    for scheme, names in (
        ("light", ["home", *views, "scorecard", "plan"]),
        ("dark", [views[0], "plan"]),
    ):
        phone.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for view in names:
            turn_to(phone, view)
            phone.evaluate(
                "for (const one of document.querySelectorAll('details')) one.open = true"
            )
            assert phone.evaluate("document.documentElement.scrollWidth") <= 390, view
            result = (
                Axe().run(phone, options={"resultTypes": ["violations"]}).response["violations"]
            )
            grave = [one for one in result if one["impact"] in ("serious", "critical")]
            assert not grave, (view, scheme, grave)


def test_it_asks_in_the_words_of_the_notebook(
    phone: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OFF_TARGET_PROGRESS", str(tmp_path / progress.NAME))
    for reason in catalogue.reasons():
        turn_to(phone, reason.slug.replace("_", "-"))
        shown = " ".join(phone.locator("main").text_content().split())
        panel = own_numbers(reason.number)
        gate = next(one for one in panel.children if isinstance(one, RadioButtons))
        for option in reason.gate.options:
            if (
                option.means == COUNT
            ):  # the panel has no widgets for a count that it does not ask for
                gate.value = option.id
        for words in _texts(panel):
            assert words in shown, (reason.title, words)


def _texts(widget: Any) -> Iterator[str]:
    """What a panel of the notebook asks: its paragraphs, labels and options, as plain text."""
    if isinstance(widget, Note):  # says what comes of the answers
        return
    for child in getattr(widget, "children", ()):
        yield from _texts(child)
    if isinstance(value := getattr(widget, "value", None), str) and "<p" in value:
        for part in re.findall(r"<(?:p|summary)\b[^>]*>(.*?)</(?:p|summary)>", value):
            yield " ".join(html.unescape(re.sub(r"<[^>]+>", "", part)).split())
    yield from (label for label, _ in getattr(widget, "options", ()))
    if getattr(widget, "description", ""):
        yield widget.description


def test_all_of_it_is_small_and_names_no_other_host(folder: Path) -> None:
    files = list((folder / "clinic").iterdir())
    assert sorted(f"clinic/{path.name}" for path in files) == sorted(clinic.write(folder))
    assert sum(path.stat().st_size for path in files) < MOST
    page = (folder / "clinic" / "index.html").read_text(encoding="utf-8")
    assert set(re.findall(r'(?:src|href)="(?!#|data:)([^"]*)"', page)) == {
        path.name for path in files
    } - {"index.html"}
    texts = [path.read_text(encoding="utf-8") for path in files]
    addresses = {address for text in texts for address in re.findall(r"https?://[\w.]+", text)}
    assert addresses == {"http://www.w3.org"}  # the name of SVG


TRICKY = r"""
const text = "a // b /* c */", other = 'it\'s  // ';   // a comment with "quotes"
const nested = `x  ${[1, 2].map(n => `${n}  /* no */ ${"`"}`).join(" // ")}  y`;
/* a block
   of two lines */
const pattern = /[/"'`]  \/ +/g, ratio = 8 / 2 / 1;
let a = 1, b = 2
const c = a + +b - -a
const here = typeof a in {number: 1} ? a ++ : 0
return [text, other, nested, "q /  / z".replace(pattern, "!"), ratio, c, here].join("|")
"""


def test_a_shortened_script_does_what_it_did(page: Page) -> None:
    short = squeeze.script(TRICKY)
    assert len(short) < 0.8 * len(TRICKY) and "a comment" not in short
    run = "source => new Function(source)()"
    assert page.evaluate(run, short) == page.evaluate(run, TRICKY)


def test_beside_the_lessons_it_leads_to_them(tmp_path: Path) -> None:
    clinic.write(tmp_path, lessons=True)
    page = (tmp_path / "clinic" / "index.html").read_text(encoding="utf-8")
    assert 'href="../index.html"' in page and 'src="../site.js"' in page
