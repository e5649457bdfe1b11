"""What walls and error pages say: a text → how surely it is a consent, bot or login wall.

A marker of weight 2 is a phrase that hardly anything but a wall says; two of weight 1 do as well.
"""

from __future__ import annotations

from crawler.extraction.page import Reason
from crawler.extraction.phrases import any_of

_WALL_SCORE = 2
_BOT_CHECK = any_of(r"""
    just a moment\.\.\.
    verify(?:ing)? (?:that )?you are (?:a )?human
    are you a (?:robot|human)\?
    checking your browser before
    attention required! \| cloudflare
    pardon our interruption
    enable javascript and cookies to continue
    unusual traffic from
    press (?:and|&) hold to confirm
    please complete the security check
    incapsula incident id
    bist du ein (?:mensch|roboter)
    sind sie ein roboter
    v[ée]rifi(?:ez|cation) que vous [êe]tes (?:un )?humain
    je ne suis pas un robot
    no soy un robot
    подтвердите, что (?:вы не робот|запросы)
    请完成安全验证
    ロボットではありません
""")
_BOT_CHECK_HINT = any_of(r"""
    captcha
    access (?:to this page has been )?denied
    ddos protection
    ray id
""")
_CONSENT = any_of(r"""
    before you continue to
    bevor sie (?:zu|fort)
    avant de continuer
    antes de continuar
    (?:mit|weiter mit) werbung (?:und tracking )?(?:lesen|weiterlesen|und cookies)
    accept(?:er)? et (?:continuer|fermer)
    continuer sans accepter
    accetta e continua
    zustimmen (?:und|&) weiter
    we value your privacy
    wir (?:schätzen|respektieren) ihre privatsphäre
    nous respectons votre vie privée
    valoramos tu privacidad
    teniamo alla tua privacy
    we en onze partners
    akceptuj(?:ę)? i przejdź
""")
_CONSENT_HINT = any_of(r"""
    (?:accept|reject) all
    alle akzeptieren
    tout (?:accepter|refuser)
    aceptar (?:todo|y)
    our partners
    unsere partner
    nos partenaires
    nuestros socios
    cookies?
    datenschutz
    consent
""")
_LOGIN = any_of(r"""
    (?:please )?(?:log|sign) in to (?:continue|read|view|access)
    you (?:must|need to) (?:be logged|log) in to (?:continue|read|view|access)
    bitte (?:melden sie sich an|einloggen)
    connectez-vous pour (?:lire|continuer)
    inicia sesi[óo]n para (?:leer|continuar)
    accedi per (?:leggere|continuare)
    войдите, чтобы
""")
_LOGIN_HINT = any_of(r"""
    forgot (?:your )?password
    passwort vergessen
    mot de passe oublié
""")
_MARKERS = (
    (Reason.BOT_CHECK, 2, _BOT_CHECK),
    (Reason.BOT_CHECK, 1, _BOT_CHECK_HINT),
    (Reason.CONSENT_WALL, 2, _CONSENT),
    (Reason.CONSENT_WALL, 1, _CONSENT_HINT),
    (Reason.LOGIN_WALL, 2, _LOGIN),
    (Reason.LOGIN_WALL, 1, _LOGIN_HINT),
)
# Whole titles and headings.
NOT_FOUND = any_of(r"""
    (?:error )?404\b.{0,60}
    .{0,40}\b(?:page|story|article|content) (?:was )?not found.{0,40}
    .{0,40}\b(?:page|story|article|content) can(?:no|')t be found.{0,40}
    .{0,40}\b(?:page|story|article|content) could not be found.{0,40}
    .{0,40}\b(?:page|story|article|content) (?:doesn't|does not) exist.{0,40}
    .{0,40}\b(?:page|story|article|content) (?:is )?no longer (?:exists|available).{0,40}
    .{0,40}\b(?:page|story|article|content) isn't available.{0,40}
    .{0,20}\b(?:seite|artikel) (?:wurde )?(?:leider )?nicht gefunden.{0,40}
    .{0,20}page (?:introuvable|non trouvée).{0,40}
    .{0,20}p[áa]gina no (?:encontrada|existe).{0,40}
    .{0,20}página não (?:encontrada|existe).{0,40}
    .{0,20}pagina non trovata.{0,40}
    .{0,20}pagina niet gevonden.{0,40}
    .{0,20}sidan (?:kunde inte hittas|hittades inte).{0,40}
    .{0,20}strona nie (?:istnieje|została znaleziona).{0,40}
    .{0,20}страница не найдена.{0,40}
    .{0,40}\b(?:page|story|article|content) (?:has been|was) (?:removed|deleted|moved).{0,40}
    .{0,40}\b(?:page|story|article|content) (?:has )?expired.{0,40}
    .{0,20}we (?:can(?:no|')t|couldn't|could not) find th(?:at|is|e) (?:page|story|article).{0,40}
    .{0,20}\b(?:seite|artikel|beitrag) (?:existiert nicht|ist nicht (?:mehr )?verfügbar).{0,40}
    .{0,20}cette page n['\u2019]existe (?:pas|plus).{0,40}
    .{0,20}(?:art[íi]culo|not[íi]cia|nota|contenido) no (?:encontrad[oa]|disponible).{0,40}
    .{0,20}siden (?:ble ikke funnet|blev ikke fundet|finnes ikke|findes ikke).{0,40}
    .{0,20}sivua ei (?:löydy|löytynyt).{0,40}
    .{0,20}stránka (?:nebyla nalezena|neexistuje).{0,40}
    .{0,20}az oldal nem található.{0,40}
    .{0,20}sayfa bulunamad\u0131.{0,40}
    .{0,20}сторінку не знайдено.{0,40}
    .{0,20}η σελίδα δεν βρέθηκε.{0,40}
    .{0,20}הדף לא נמצא.{0,40}
    .{0,20}الصفحة غير موجودة.{0,40}
    페이지를 찾을 수 없습니다.{0,20}
    not found
    nicht gefunden
    ページが見つかりません.{0,20}
    页面不存在.{0,20}
""")


def wall_in(text: str) -> Reason | None:
    scores: dict[Reason, int] = {}
    for reason, weight, words in _MARKERS:
        if words.search(text):
            scores[reason] = scores.get(reason, 0) + weight
    best = max(scores, key=lambda reason: scores[reason], default=None)
    return best if best is not None and scores[best] >= _WALL_SCORE else None
