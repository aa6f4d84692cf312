"""WhatsApp's chats: the same messages in whatever form, language and order of dates a telephone wrote them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from course_lib.exports.owner import Owner
from course_lib.exports.readers import whatsapp
from course_lib.exports.records import Message, Taken
from tests.exports.readers.downloads import head, member, of, owner, read, said

US, DANA = "Oak & Nail", "Dana"
NB, NNB, LRM = "\u00a0", "\u202f", "\u200e"
NAME = "WhatsApp Chat with Dana.txt"


def chat(*texts: str, name: str = NAME, who: Owner | None = None) -> Taken:
    """What is read of one chat, or of several."""
    names = [name] if len(texts) == 1 else [f"{n}.txt" for n in range(len(texts))]
    files = [member(path, text) for path, text in zip(names, texts, strict=True)]
    return read(whatsapp, files, who or owner(US, zone="Europe/London"))


def times(taken: Taken) -> list[str]:
    return [f"{m.ts:%Y-%m-%d %H:%M:%S}" for m in of(taken, Message)]


# One talk, with a 13th in it, as telephones of many kinds write it: the stamps of its three messages.
FORMS = {
    "android, en-GB": ("04/01/2026, 19:02 - ", "05/01/2026, 09:00 - ", "13/01/2026, 00:05 - "),
    "ios, en-GB": ("[04/01/2026, 19:02:00] ", "[05/01/2026, 09:00:00] ", "[13/01/2026, 00:05:00] "),
    "ios, two-digit year": ("[04/01/26, 19:02:00] ", f"{LRM}[05/01/26, 09:00:00] ", "[13/01/26, 00:05:00] "),
    "android, US": ("1/4/26, 7:02 PM - ", "1/5/26, 9:00 AM - ", "1/13/26, 12:05 AM - "),
    "android, US since 2023": (f"1/4/26, 7:02{NNB}PM - ", f"1/5/26, 9:00{NNB}AM - ", f"1/13/26, 12:05{NNB}AM - "),
    "ios, US": ("[1/4/26, 7:02:00 PM] ", "[1/5/26, 9:00:00 AM] ", "[1/13/26, 12:05:00 AM] "),
    "android, India": ("04/01/26, 7:02 pm - ", "05/01/26, 9:00 am - ", "13/01/26, 12:05 am - "),
    "android, Spanish": (f"4/1/26, 7:02{NB}p.{NB}m. - ", f"5/1/26, 9:00{NB}a.{NB}m. - ",
                         f"13/1/26, 12:05{NB}a.{NB}m. - "),
    "ios, Spanish": ("[4/1/26, 19:02:00] ", "[5/1/26, 9:00:00] ", "[13/1/26, 0:05:00] "),
    "android, Canadian": ("2026-01-04, 7:02 p.m. - ", "2026-01-05, 9:00 a.m. - ", "2026-01-13, 12:05 a.m. - "),
    "android, German": ("04.01.26, 19:02 - ", "05.01.26, 09:00 - ", "13.01.26, 00:05 - "),
    "ios, German": ("[04.01.26, 19:02:00] ", "[05.01.26, 09:00:00] ", "[13.01.26, 00:05:00] "),
    "android, Brazilian": ("04/01/2026 19:02 - ", "05/01/2026 09:00 - ", "13/01/2026 00:05 - "),
    "ios, Brazilian": ("[04/01/2026 19:02:00] ", "[05/01/2026 09:00:00] ", "[13/01/2026 00:05:00] "),
    "android, French": ("04/01/2026 à 19:02 - ", "05/01/2026 à 09:00 - ", "13/01/2026 à 00:05 - "),
    "android, Dutch": ("04-01-2026 19:02 - ", "05-01-2026 09:00 - ", "13-01-2026 00:05 - "),
    "android, Swedish": ("2026-01-04 19:02 - ", "2026-01-05 09:00 - ", "2026-01-13 00:05 - "),
    "android, Danish": ("04.01.2026 19.02 - ", "05.01.2026 09.00 - ", "13.01.2026 00.05 - "),
    "android, Finnish": ("4.1.2026 klo 19.02 - ", "5.1.2026 klo 9.00 - ", "13.1.2026 klo 0.05 - "),
    "android, Czech": ("4. 1. 2026 19:02 - ", "5. 1. 2026 9:00 - ", "13. 1. 2026 0:05 - "),
    "android, Hungarian": ("2026. 01. 04. 19:02 - ", "2026. 01. 05. 9:00 - ", "2026. 01. 13. 0:05 - "),
    "android, Bulgarian": ("4.01.2026 г., 19:02 - ", "5.01.2026 г., 9:00 - ", "13.01.2026 г., 0:05 - "),
    "android, Korean": ("2026. 1. 4. 오후 7:02 - ", "2026. 1. 5. 오전 9:00 - ", "2026. 1. 13. 오전 12:05 - "),
    "android, Chinese": ("2026/1/4 下午7:02 - ", "2026/1/5 上午9:00 - ", "2026/1/13 上午12:05 - "),
    "ios, Japanese": ("[2026/01/04 19:02:00] ", "[2026/01/05 9:00:00] ", "[2026/01/13 0:05:00] "),
    "android, Arabic": ("٤\u200f/١\u200f/٢٠٢٦، ٧:٠٢ م - ", "٥\u200f/١\u200f/٢٠٢٦، ٩:٠٠ ص - ",
                        "١٣\u200f/١\u200f/٢٠٢٦، ١٢:٠٥ ص - "),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_chat_is_the_same_in_every_form_of_its_stamps(form: str, ends: str) -> None:
    one, two, three = FORMS[form]
    lines = [f"{one}Dana: Offen um 9?", f"{two}Oak & Nail: Ja: ab neun", f"{three}Dana: Danke", ""]
    taken = chat("\ufeff" + ends.join(lines))
    assert times(taken) == ["2026-01-04 19:02:00", "2026-01-05 09:00:00", "2026-01-13 00:05:00"]
    assert [(m.ours, m.text) for m in of(taken, Message)] == [
        (False, "Offen um 9?"),
        (True, "Ja: ab neun"),
        (False, "Danke"),
    ]
    assert not taken.questions


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("03/04/2026", "05/04/2026", "13/04/2026"), "2026-04-03"),
        (("03/04/2026", "03/05/2026", "03/13/2026"), "2026-03-04"),
        (("01/02/2026", "01/03/2026", "02/01/2026"), "2026-01-02"),  # only so it never goes back
        (("02/01/2026", "03/01/2026", "01/02/2026"), "2026-01-02"),
        (("05/11/2025", "05/12/2025", "07/01/2026"), "2025-11-05"),  # else it would end after today
    ],
)
def test_whether_the_day_stands_first_is_settled_by_the_whole_file(
    days: tuple[str, ...], first: str
) -> None:
    taken = chat("".join(f"{day}, 19:02 - Dana: Hallo\n" for day in days))
    assert times(taken)[0] == f"{first} 1{'8' if '-04-' in first else '9'}:02:00"
    assert "first: no other order fits" in said(taken)


UNSETTLED = "03/04/2026, 19:02 - Dana: Hallo\n04/05/2026, 09:00 - Oak & Nail: Ja\n"


def test_where_the_file_cannot_tell_day_from_month_it_is_asked_and_nothing_taken() -> None:
    taken = chat(UNSETTLED)
    assert not taken.records
    assert taken.questions == ("day_first",)
    assert "3rd of April or the 4th of March" in said(taken)


@pytest.mark.parametrize(("answer", "day"), [(True, "2026-04-03"), (False, "2026-03-04")])
def test_the_answer_settles_it(answer: bool, day: str) -> None:
    taken = chat(UNSETTLED, who=owner(US, zone="UTC", day_first=answer))
    assert times(taken)[0] == f"{day} 19:02:00"
    assert "first, as you answered." in said(taken)
    assert not taken.questions


def test_another_chat_of_the_same_form_settles_it_too() -> None:
    taken = chat(UNSETTLED, UNSETTLED.replace("04/05", "04/25"), who=owner(US, zone="UTC"))
    assert {moment[:10] for moment in times(taken)} == {"2026-03-04", "2026-04-05", "2026-04-25"}


def test_stamps_and_colons_within_a_text_begin_no_message() -> None:
    text = (
        "04/01/2026, 19:02 - Dana: Are you open on 13/01/2026, 10:00 - or later: at 11?\n"
        "13/05/2026, 10:00 - Holiday: closed\n"
        "14/05/2026, 10:00 - Fair: open\n"
        "[05/01/2026, 08:00:00] Bo: forwarded\n"
        "01/01/2019, 10:00 - long ago: closed\n"
        "\n"
        "see you: Tuesday\n"
        "05/01/2026, 09:00 - Oak & Nail: Yes\n"
        "13/01/2026, 09:00 - Dana: Thanks\n"
    )
    taken = chat(text)
    assert times(taken) == ["2026-01-04 19:02:00", "2026-01-05 09:00:00", "2026-01-13 09:00:00"]
    question, answer, thanks = (m.text for m in of(taken, Message))
    assert question.count("\n") == 6
    assert (answer, thanks) == ("Yes", "Thanks")


def test_a_chat_after_the_day_that_is_said_to_be_today_is_read_all_the_same() -> None:
    taken = chat("13/07/2027, 19:02 - Dana: Offen?\n14/07/2027, 09:00 - Oak & Nail: Ja\n")
    assert [m.text for m in of(taken, Message)] == ["Offen?", "Ja"]


NOTICES = [
    "Messages and calls are end-to-end encrypted. No one outside of this chat can read them.",
    "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
    "Los mensajes y las llamadas están cifrados de extremo a extremo.",
    "As mensagens e ligações são protegidas com a criptografia de ponta a ponta.",
    "Your security code with Dana changed. Tap to learn more.",
    "Dana changed their phone number to a new number.",
    'Dana changed the subject from "A: b" to "C: d"',
    "Dana hat den Betreff in „Holz: Frühling“ geändert",
]


@pytest.mark.parametrize("notice", NOTICES)
@pytest.mark.parametrize("form", ["android", "ios"])
def test_what_nobody_sent_is_no_message(notice: str, form: str) -> None:
    if form == "android":
        text = (
            f"13/01/2026, 19:02 - {notice}\n13/01/2026, 19:03 - Dana: Offen?\n"
            "14/01/2026, 09:00 - Oak & Nail: Ja\n15/01/2026, 09:00 - Dana: Gut\n"
        )
    else:
        text = (
            f"[13/01/2026, 19:02:00] Dana: {LRM}{notice}\n[13/01/2026, 19:03:00] Dana: Offen?\n"
            "[14/01/2026, 09:00:00] Oak & Nail: Ja\n[15/01/2026, 09:00:00] Dana: Gut\n"
        )
    taken = chat(text)
    assert [m.text for m in of(taken, Message)] == ["Offen?", "Ja", "Gut"]
    assert "1 notice of WhatsApp's own was left out." in taken.notes


def test_a_notice_with_a_name_is_none_at_the_beginning_and_such_words_later_are_somebodys() -> None:
    secret = "Messages to this chat and calls are now secured with end-to-end encryption."
    taken = chat(
        f"[13/01/2026, 19:02:00] Dana: {secret}\n[13/01/2026, 19:03:00] Dana: Offen?\n"
        f"[13/01/2026, 19:04:00] Dana: {secret}\n"
    )
    assert [m.text for m in of(taken, Message)] == ["Offen?", secret]


GONE = [
    "This message was deleted",
    "You deleted this message.",
    "Diese Nachricht wurde gelöscht.",
    "Eliminaste este mensaje.",
    "Ce message a été supprimé",
    "Questo messaggio è stato eliminato",
    "Mensagem apagada",
    "Dit bericht is verwijderd.",
    "Bu mesaj silindi",
    "Сообщение удалено",
    "このメッセージは削除されました",
]


@pytest.mark.parametrize("gone", GONE)
@pytest.mark.parametrize("mark", ["", LRM])
def test_a_deleted_message_is_none_in_any_language(gone: str, mark: str) -> None:
    taken = chat(
        f"13/01/2026, 19:02 - Dana: {mark}{gone}\n14/01/2026, 09:00 - Oak & Nail: Wie bitte?\n"
    )
    assert [m.text for m in of(taken, Message)] == ["Wie bitte?"]
    assert "1 deleted message was left out." in taken.notes


MEDIA = [
    "<Media omitted>",
    "<Medien ausgeschlossen>",
    "<Multimedia omitido>",
    "<Mídia oculta>",
    "<Médias omis>",
    f"{LRM}image omitted",
    f"{LRM}Bild weggelassen",
    f"{LRM}imagen omitida",
    f"{LRM}音声は省略されました",
    f"{LRM}<attached: 00000012-PHOTO-2026-01-13.jpg>",
    f"{LRM}<Anhang: 00000012-AUDIO-2026-01-13.opus>",
    "IMG-20260113-WA0001.jpg (file attached)",
    "PTT-20260113-WA0002.opus (Datei angehängt)",
    f"{LRM}Katalog 2026.pdf • {LRM}1 page {LRM}document omitted",
    f"{LRM}Location: https://maps.google.com/?q=1.2,3.4",
]


@pytest.mark.parametrize("media", MEDIA)
def test_a_picture_or_recording_is_a_message_without_words_but_for_its_caption(media: str) -> None:
    taken = chat(
        f"13/01/2026, 19:02 - Dana: {media}\nfür euch\n14/01/2026, 09:00 - Oak & Nail: Danke\n"
    )
    assert [m.text for m in of(taken, Message)] == ["für euch", "Danke"]


def test_calls_are_no_messages_and_the_mark_of_a_changed_one_is_not_its_text() -> None:
    taken = chat(
        f"[13/01/2026, 19:02:00] Dana: {LRM}Missed voice call, {LRM}Tap to call back\n"
        f"[13/01/2026, 19:03:00] Dana: {LRM}Verpasster Sprachanruf\n"
        f"[13/01/2026, 19:04:00] Dana: Offen? {LRM}<This message was edited>\n"
        "[13/01/2026, 19:05:00] Oak & Nail: Ruf an, ein Anruf genügt\n"
    )
    assert [m.text for m in of(taken, Message)] == ["Offen?", "Ruf an, ein Anruf genügt"]
    assert "2 calls were left out." in taken.notes


TWO = "13/01/2026, 19:02 - Dana: Offen?\n14/01/2026, 09:00 - Oak & Nail: Ja\n"


@pytest.mark.parametrize(
    "name",
    [
        "WhatsApp Chat with Dana.txt",
        "WhatsApp-Chat mit Dana.txt",
        "Chat de WhatsApp con Dana (1).txt",
        "Dana ile WhatsApp Sohbeti.txt",
        "WhatsApp Chat - Dana.zip/_chat.txt",
        "chats/WhatsApp Chat - Dana/_chat.txt",
    ],
)
def test_the_name_of_the_file_tells_who_the_other_is_and_so_who_we_are(name: str) -> None:
    taken = chat(TWO, name=name, who=owner())
    assert [m.ours for m in of(taken, Message)] == [False, True]
    assert "names of the files" in said(taken)


@pytest.mark.parametrize(
    "name", ["chat.txt", "WhatsApp Chat - Kunde.zip/_chat.txt", "export 2026.txt"]
)
def test_where_nothing_tells_who_we_are_nobody_guesses(name: str) -> None:
    taken = chat(TWO, name=name, who=owner())
    assert not taken.records
    assert taken.questions == ("names",)
    assert "holds 2 messages, but nothing tells which name in it is yours" in said(taken)


def test_the_one_name_in_all_chats_of_two_is_ours_but_not_one_of_a_group_or_a_chat_of_one() -> None:
    other = TWO.replace("Dana", "Bo")
    assert [m.ours for m in of(chat(TWO, other, who=owner()), Message)] == [False, True] * 2
    silent = "13/01/2026, 19:02 - Dana: Offen?\n"
    assert chat(silent, silent, who=owner()).questions == ("names",)
    groups = [
        f"13/01/2026, 19:01 - Bo created group “Holz”\n{TWO.replace('Oak & Nail', who)}"
        for who in ("Bo", "Cy")
    ]
    assert chat(*groups, who=owner()).questions == ("names",)


@pytest.mark.parametrize("answer", ["oak & nail", " Oak\u00a0& Nail", "~Oak & Nail"])
def test_our_name_is_known_however_it_is_spaced_and_written(answer: str) -> None:
    taken = chat(TWO, name="chat.txt", who=owner(answer))
    assert [m.ours for m in of(taken, Message)] == [False, True]
    assert "read in your answers" in said(taken)


def test_a_number_is_a_name_however_it_is_spaced() -> None:
    text = TWO.replace("Dana", "\u202a+44\u00a07700 900123\u202c")
    taken = chat(text, name="WhatsApp Chat with +44 7700 900123.txt", who=owner())
    assert [m.ours for m in of(taken, Message)] == [False, True]


def test_who_never_got_an_answer_is_another_and_whom_we_wrote_in_vain_is_a_person_too() -> None:
    asked = chat("13/01/2026, 19:02 - Dana: Offen?\n")
    assert [(m.ours, m.person) for m in of(asked, Message)] == [(False, "Dana")]
    pitched = chat("13/01/2026, 19:02 - Oak & Nail: 20 % auf alles\n")
    assert [(m.ours, m.person) for m in of(pitched, Message)] == [(True, "dana")]


def test_in_a_group_everybody_is_a_person_and_notices_of_it_are_no_messages() -> None:
    taken = chat(
        "13/01/2026, 19:00 - Bo created group “Holz”\n"
        "13/01/2026, 19:01 - Bo added you\n"
        "13/01/2026, 19:02 - Dana: Offen?\n"
        "13/01/2026, 19:03 - Oak & Nail: Ja\n"
        "13/01/2026, 19:04 - Bo: Wo?\n"
        "13/01/2026, 19:05 - Cy left\n"
        "13/01/2026, 19:06 - Oak & Nail: Hier\n",
        name="WhatsApp Chat with Holz.txt",
    )
    assert [(m.person, m.ours) for m in of(taken, Message)] == [
        ("Dana", False),
        ("Dana", True),
        ("Bo", False),
        ("Bo", True),
    ]
    assert "3 notices of WhatsApp's own were left out." in taken.notes
    assert "whoever wrote last" in said(taken)


def test_a_chat_saved_twice_counts_once_and_the_same_words_in_one_minute_as_often_as_they_were_sent() -> (
    None
):
    first = "13/01/2026, 19:02 - Dana: Ja\n13/01/2026, 19:02 - Dana: Ja\n"
    later = first + "14/01/2026, 09:00 - Oak & Nail: Gut\n"
    taken = chat(first, later)
    assert [m.text for m in of(taken, Message)] == ["Ja", "Ja", "Gut"]
    assert "2 messages lay in two files" in said(taken)
    assert "holds 2 messages of 13 January 2026." in said(chat(first, first, who=owner(US)))


def test_thai_years_are_read_and_those_of_a_calendar_that_is_not_known_are_said_to_be_so() -> None:
    thai = chat("13/1/2569 19:02 - Dana: Offen?\n14/1/2569 09:00 - Oak & Nail: Ja\n")
    assert times(thai) == ["2026-01-13 19:02:00", "2026-01-14 09:00:00"]
    persian = chat("1404/10/14, 19:02 - Dana: Offen?\n1404/10/15, 09:00 - Oak & Nail: Ja\n")
    assert not persian.records
    assert "a calendar that is not known here" in said(persian)


def test_the_zone_that_was_taken_is_said_and_summer_time_is_kept() -> None:
    text = "13/01/2026, 19:02 - Dana: a\n13/05/2026, 19:02 - Dana: b\n"
    assert times(chat(text)) == ["2026-01-13 19:02:00", "2026-05-13 18:02:00"]
    assert "Europe/London was taken, the one this computer is set to" in said(chat(text))
    known = chat(text, who=owner(US, zone="America/New_York", zone_asked=True))
    assert times(known)[0] == "2026-01-14 00:02:00"
    assert "America/New_York was taken, your answer" in said(known)


def test_chats_are_said_to_be_chosen_unless_they_are_all_there_are() -> None:
    assert "You chose which chats" in said(chat(TWO))
    assert "You chose" not in said(chat(TWO, who=owner(US, answers={"chats": "all"})))


def test_other_text_is_not_claimed() -> None:
    files = [
        member("notes.txt", "buy milk"),
        member("log.txt", "2026-01-04 19:02 something happened\n"),
        member("empty.txt", ""),
        member("prices.txt", "10 - 12 Euro: gut\n"),
        member("x.txt", b"\x00\x01\x02"),
        member("chat.json", TWO),
    ]
    assert whatsapp.groups(files, head) == []


def test_a_chat_that_a_program_saved_anew_is_read_in_its_encoding() -> None:
    text = "13/01/2026, 19:02 - Dana: Schöne Grüße\n14/01/2026, 09:00 - Oak & Nail: Ja\n"
    for data in (text.encode("cp1252"), text.encode("utf-16"), text.encode("utf-8-sig")):
        taken = read(whatsapp, [member(NAME, data)], owner(US))
        assert of(taken, Message)[0].text == "Schöne Grüße"


def test_moments_are_aware_and_nothing_said_holds_a_name_or_a_text() -> None:
    taken = chat(TWO)
    assert of(taken, Message)[0].ts == datetime(2026, 1, 13, 19, 2, tzinfo=UTC)
    words = " ".join([*taken.notes, *(sentence for _, sentence in taken.files)])
    assert not [text for text in (US, DANA, "Offen") if text in words]
