"""What WhatsApp itself writes into a chat, by language: notices, and words in place of what it left out."""

from __future__ import annotations

import re

# In place of a message that was taken back, without its full stop.
DELETED = frozenset(
    {
        "this message was deleted",
        "you deleted this message",
        "diese nachricht wurde gelöscht",
        "du hast diese nachricht gelöscht",
        "se eliminó este mensaje",
        "este mensaje fue eliminado",
        "este mensaje se eliminó",
        "eliminaste este mensaje",
        "has eliminado este mensaje",
        "ce message a été supprimé",
        "vous avez supprimé ce message",
        "tu as supprimé ce message",
        "questo messaggio è stato eliminato",
        "hai eliminato questo messaggio",
        "mensagem apagada",
        "esta mensagem foi apagada",
        "esta mensagem foi eliminada",
        "você apagou esta mensagem",
        "apagou esta mensagem",
        "eliminou esta mensagem",
        "dit bericht is verwijderd",
        "dit bericht werd verwijderd",
        "je hebt dit bericht verwijderd",
        "u hebt dit bericht verwijderd",
        "bu mesaj silindi",
        "bu mesajı sildiniz",
        "ta wiadomość została usunięta",
        "usunięto tę wiadomość",
        "usunąłeś tę wiadomość",
        "usunęłaś tę wiadomość",
        "сообщение удалено",
        "данное сообщение удалено",
        "вы удалили данное сообщение",
        "вы удалили это сообщение",
        "це повідомлення видалено",
        "ви видалили це повідомлення",
        "det här meddelandet raderades",
        "det här meddelandet togs bort",
        "du raderade det här meddelandet",
        "du tog bort det här meddelandet",
        "denne besked blev slettet",
        "du slettede denne besked",
        "denne meldingen ble slettet",
        "du slettet denne meldingen",
        "tämä viesti poistettiin",
        "tämä viesti on poistettu",
        "poistit tämän viestin",
        "tato zpráva byla odstraněna",
        "tato zpráva byla smazána",
        "tuto zprávu jste odstranili",
        "tuto zprávu jste smazali",
        "acest mesaj a fost șters",
        "ai șters acest mesaj",
        "ezt az üzenetet törölték",
        "törölted ezt az üzenetet",
        "αυτό το μήνυμα διαγράφηκε",
        "διαγράψατε αυτό το μήνυμα",
        "تم حذف هذه الرسالة",
        "لقد حذفت هذه الرسالة",
        "הודעה זו נמחקה",
        "מחקת הודעה זו",
        "pesan ini telah dihapus",
        "pesan ini dihapus",
        "anda menghapus pesan ini",
        "यह मैसेज डिलीट कर दिया गया है",
        "यह संदेश मिटा दिया गया",
        "此消息已删除",
        "此消息已被删除",
        "您删除了此消息",
        "你删除了此消息",
        "此訊息已刪除",
        "你已刪除此訊息",
        "このメッセージは削除されました",
        "このメッセージを削除しました",
        "삭제된 메시지입니다",
        "이 메시지는 삭제되었습니다",
        "이 메시지를 삭제했습니다",
        "이 메시지를 삭제하셨습니다",
    }
)
_DELETED_BY = (
    "this message was deleted by admin",
    "diese nachricht wurde von admin",
    "este mensaje fue eliminado por",
    "esta mensagem foi apagada pelo",
    "ce message a été supprimé par",
    "dit bericht is verwijderd door",
)
DELETED_BY = re.compile(rf"(?:{'|'.join(_DELETED_BY)}) .{{1,80}}")
# The first words of all these, by which nearly every other message is told from them at once.
DELETED_FIRST = frozenset({sentence.split(" ")[0] for sentence in (*DELETED, *_DELETED_BY)})
# What only a notice says; asked of lines that nobody sent, and of those that bear WhatsApp's own mark.
ENCRYPTED = re.compile(
    r"end-to-end|ende-zu-ende|extremo a extremo|bout en bout|ponta a ponta|ponto a ponto|eind-tot-eind"
    r"|uçtan uca|szyfrowan|сквозн|наскрізн|totalsträck|päästä päähän|koncov|criptat|végponttól|διατερματικ"
    r"|مشفر|מקצה לקצה|terenkripsi|एंड-टू-एंड|端到端|端對端|エンドツーエンド|종단간|종단 간"
    r"|security code|sicherheitsnummer|sicherheitscode|código de seguridad|code de sécurité|codice di sicurezza"
    r"|código de segurança|beveiligingscode|güvenlik kodu|kod zabezpieczeń|код безопасности|säkerhetskod"
)
GROUP = re.compile(
    r"\bgroup|\bgruppe|\bgrupo|\bgroupe|\bgruppo|\bgroep|\bgrup|\bgrubu|\bгрупп|\bгруп|\bgrupp|\bskupin|\bryhmä"
    r"|\bcsoport|ομάδα|المجموعة|קבוצה|ग्रुप|समूह|群组|群組|グループ|그룹|\badmin|\bjoined using|\binvite link"
    r"|einladungslink|enlace de invitación|lien d.invitation|link di invito|link de convite|uitnodigingslink"
)
# A line without a sender whose words hold ": " is told from one with a sender by these.
NOTICE = re.compile(
    r"changed (?:the|this|their)|created|added|removed|\bleft\b|now an admin|disappearing messages|pinned"
    r"|geändert|erstellt|hinzugefügt|entfernt|verlassen|selbstlöschende|angeheftet"
    r"|cambió|creó|añadió|agregó|salió|eliminó a|temporales|fijó"
    r"|a (?:modifié|changé|créé|ajouté|retiré|quitté|épinglé)|éphémères"
    r"|ha (?:cambiato|modificato|creato|aggiunto|rimosso|abbandonato|fissato)|effimeri"
    r"|mudou|alterou|criou|adicionou|removeu|saiu|temporárias|fixou"
    r"|heeft .*(?:gewijzigd|gemaakt|toegevoegd|verwijderd|verlaten)|verdwijnende"
    r"|değiştirdi|oluşturdu|ekledi|çıkardı|ayrıldı|zmieni|utworzy|doda[łl]|usun[ąę]|opuści"
    r"|изменил|создал|добавил|удалил|покинул"
)
CALL = re.compile(
    r"\bcall\b|anruf|llamada|\bappel\b|chiamata|chamada|ligação|oproep|\barama|połączeni|звонок|дзвінок|samtal"
    r"|opkald|anrop|puhelu|hovor|\bapel|hívás|κλήση|مكالمة|שיחה|panggilan|कॉल|通话|通話|통화"
)
# Of lines with the mark, what stands for a picture, a recording, a file, a place or a contact.
OMITTED = re.compile(
    r"omitted|weggelassen|ausgelassen|ausgeschlossen|omiti?d[oa]s?\b|omis[e]?\b|absente?\b|omess[oiae]\b"
    r"|ocult|ocultad|não incluíd|weggelaten|dahil edilmedi|pominięt|пропущен|отсутств|utelämn|udelad|utelat"
    r"|poistet|jätetty pois|vynechán|omis[ăa]?\b|kihagy|παραλείφθ|محذوف|الوسائط|הושמט|disertakan|छोड़"
    r"|省略|略過|已忽略|생략|maps\.google|maps\.apple|google\.com/maps|foursquare"
)
ATTACHED = re.compile(  # "<attached: 00000012-PHOTO.jpg>", "IMG-2026-WA0001.jpg (file attached)"
    r"<[^<>:]{2,30}:\s*[^<>/\\]+\.\w{2,5}>|[^/\\\n]{1,120}\.\w{2,5} \([^()]{4,40}\)"
)
PLACEHOLDER = re.compile(r"<[^<>]{4,60}>|null")  # "<Media omitted>" in any language
EDITED = re.compile(
    r"\s*\u200e?<[^<>]*(?:edit|bearbeit|modifi|bewerkt|düzenl|отредакт|змінен|edytow|redigera|redigeret|redaig"
    r"|muokat|uprav|szerkeszt|επεξεργ|تعديل|נערך|已编辑|已編輯|編集|수정|diedit)[^<>]*>\s*$",
    re.I,
)
HALVES = {  # of the day, without dots and spaces: hours to add
    "am": 0, "a": 0, "오전": 0, "上午": 0, "午前": 0, "凌晨": 0, "清晨": 0, "早上": 0, "ص": 0, "πμ": 0, "пп": 0,
    "pm": 12, "p": 12, "오후": 12, "下午": 12, "午後": 12, "中午": 12, "晚上": 12, "م": 12, "μμ": 12, "сп": 12,
}  # fmt: skip
