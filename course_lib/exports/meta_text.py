"""What Meta's downloads say in words of their own: text to be put right, and reactions written as messages."""

from __future__ import annotations

import re
from typing import Any

# Words by which a message only tells of a reaction, by language: what was done, and "message".
_REACTED = (
    (r"liked|reacted", r"message"),
    (r"reagiert|gefällt", r"nachricht"),
    (r"reaccion|gust", r"mensaje"),
    (r"réagi|aim[ée]|j[’']aime", r"message"),
    (r"reagito|reazione|mi piace", r"messaggio"),
    (r"reagiu|curtiu|gost|reação|reacção", r"mensagem"),
    (r"gereageerd|reageerde|leuk", r"bericht"),
    (r"zareagow|polubi|lubi", r"wiadomo"),
    (r"tepki|ifade|beğen", r"mesaj"),
    (r"отреаг|реакци|нрав", r"сообщени"),
    (r"реагу|вподоба|подоба", r"повідомлен"),
    (r"reager|gillade|gillar|likte|liker|synes godt om", r"meddelande|melding|besked"),
    (r"reago|tykkä", r"viesti"),
    (r"zareagov|reagov|líb", r"zpráv|správ"),
    (r"reacționat|apreciat|place", r"mesaj"),
    (r"reagál|kedvel|tetszik", r"üzenet"),
    (r"αντέδρασ|αντίδρασ|αρέσ", r"μήνυμα|μηνύματ"),
    (r"bereaksi|menanggapi|menyukai", r"pesan"),
    (r"リアクション|いいね", r"メッセージ"),
    (r"공감|좋아", r"메시지"),
    (r"回应|赞|心情|讚", r"消息|訊息|讯息"),
    (r"تفاعل|أعجب", r"رسال"),
)
_TOLD = tuple(
    (re.compile(rf"\b(?:{verb})" if verb.isascii() else f"(?:{verb})"), re.compile(noun))
    for verb, noun in _REACTED
)
_NOUNS = re.compile("|".join(noun for _, noun in _REACTED))
_WORD = re.compile(r"[^\W_]+")
_LETTERS_AND_SIGNS = re.compile(r"[\w\s.,:;!?'\"’‘“”„«»()&/\-–]")
_LIKED = re.compile(
    r"(?:liked a message|gefällt eine nachricht|hat eine nachricht mit .{0,3}gefällt mir.{0,3} markiert"
    r"|(?:le )?(?:gusta|gustó|ha gustado) un mensaje|(?:indicó|marcó) que le gusta un mensaje"
    r"|a aimé (?:un|votre|ton) message|ha messo .{0,2}mi piace.{0,2} a(?:l tuo| un) messaggio"
    r"|(?:curtiu|gostou d[ea]) (?:uma|a|tua|sua)(?: tua| sua)? mensagem|vindt een bericht leuk"
    r"|heeft een bericht leuk gevonden|polubił(?:a|\(a\))? wiadomość|bir mesajı beğendi)[ .]*"
)


_NAMED = re.compile(  # behind a person's name: what a platform tells of them
    r"(?:added|removed|left|named|set|changed|cleared|pinned|unpinned|missed|started|joined|created|turned|voted"
    r"|waved|made)\b|hat\b.*(?:hinzugefügt|entfernt|verlassen|benannt|geändert|festgelegt|angeheftet|gestartet"
    r"|verpasst|erstellt)|(?:añadió|agregó|eliminó|salió|abandonó|cambió|fijó|inició|nombró|estableció|creó)\b"
    r"|a (?:ajouté|retiré|quitté|nommé|modifié|changé|défini|épinglé|démarré|manqué|créé|supprimé)\b"
    r"|ha (?:aggiunto|rimosso|lasciato|abbandonato|chiamato|cambiato|modificato|impostato|fissato|avviato)\b"
    r"|(?:adicionou|removeu|saiu|nomeou|mudou|alterou|definiu|fixou|iniciou|criou)\b"
    r"|heeft\b.*(?:toegevoegd|verwijderd|verlaten|genoemd|gewijzigd|ingesteld|vastgemaakt|gestart|gemist)"
)
_ATTACHED = re.compile(
    r"(?:sent|hat|hast|envió|ha|a|avez|enviou|heeft|hebt)\b.*(?:attachment|location|anhang|standort|adjunto|archivo"
    r"|ubicación|pièce jointe|allegato|posizione|anexo|bijlage|locatie)(?: gesendet| verzonden| gestuurd)?\."
)
_YOU = ("You", "Du", "Vous", "Je")
_NOTICE = re.compile(
    r"(?:you )?(?:started|missed|joined) an? (?:video|audio|voice) (?:chat|call)\.?"
    r"|(?:the )?(?:video|audio|voice) (?:chat|call) ended\.?|(?:you )?(?:named|left) the group\b.*"
    r"|(?:you )?changed the (?:group photo|group name|theme|chat theme)\b.*|(?:you )?(?:un)?pinned a message\.?"
    r"|(?:you )?created the group\.?|(?:you )?(?:added|removed) .{1,60} (?:to|from) the group\.?"
    r"|you are now connected on messenger\.?|you can now message and call each other.*"
    r"|(?:du )?hat?s?t? einen (?:videochat|audioanruf|anruf) gestartet\.?|(?:videochat|audioanruf) beendet\.?"
)


def repaired(text: str) -> str:
    """Text that Meta wrote as UTF-8 and escaped byte by byte, as it was; other text as it is."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def tells_of_reaction(text: str) -> bool:
    """Whether a message only tells of a reaction, as "Reacted 👍 to your message", in any of 20 languages.

    Nobody is taken at such words alone: but for the few that are known letter by letter, they are short,
    ask nothing, and hold the sign that was set.
    """
    if not text or len(text) > 90 or "?" in text:
        return False
    plain = text.strip().casefold()
    if _LIKED.fullmatch(plain):
        return True
    if plain.isascii() or not _NOUNS.search(plain):  # without a sign that was set there was none
        return False
    signs = _LETTERS_AND_SIGNS.sub("", plain)
    if not signs or len(signs) > 12 or len(_WORD.findall(plain)) > 10:
        return False
    return any(verb.search(plain) and noun.search(plain) for verb, noun in _TOLD)


def is_notice(text: str, sender: str) -> bool:
    """Whether a message is the platform's own: who came or left, what was renamed, a call."""
    if len(text) > 200 or not text:
        return False
    if text.startswith(sender) and _NAMED.match(text[len(sender) :].strip().casefold()):
        return not text.rstrip().endswith("?")
    return bool(_NOTICE.fullmatch(text.strip().casefold()))


def own_words(text: str, sender: str) -> str:
    """A message's text; none where it only says that somebody sent something, as "Anna sent an attachment."."""
    if len(text) > 120:
        return text
    if not text.startswith((sender, *_YOU)):
        return text
    who = next((name for name in (sender, *_YOU) if text.startswith(f"{name} ")), "")
    rest = text[len(who) :].strip().casefold() if who else ""
    return "" if rest and _ATTACHED.fullmatch(rest) else text


def strings(value: Any) -> list[tuple[str, str]]:
    """The pairs of (label, text) in a profile, whatever its layout and its language."""
    pairs: list[tuple[str, str]] = []
    if isinstance(value, dict):
        label = value.get("label")
        if isinstance(label, str) and isinstance(value.get("value"), str):
            return [(repaired(label), repaired(value["value"]).strip())]
        for key, inner in value.items():
            if isinstance(inner, str):
                pairs.append((repaired(key), repaired(inner).strip()))
            elif isinstance(inner, dict) and isinstance(inner.get("value"), str):
                pairs.append((repaired(key), repaired(inner["value"]).strip()))
            else:
                pairs += strings(inner)
    elif isinstance(value, list):
        for inner in value:
            pairs += strings(inner)
    return [pair for pair in pairs if pair[1]]
