"""Lines that stand in articles and are no part of them, in about ten languages.

Whole lines only, and short ones: a sentence of the text that begins alike stays.
"""

from __future__ import annotations

from crawler.extraction.phrases import any_of
from crawler.extraction.related import HEADING

_MAX_CHARS = 200
_ADVERTISEMENT = any_of(r"""
    advertisements?(?: - .{1,40})?
    (?:article|story|content) continues (?:after|below).{0,40}
    anzeige
    werbung
    publicit[ée]
    publicidade?
    publicidad
    pubblicit[àa]
    reklama?
    annons
    advertentie
    реклама
    広告
    广告
    sponsored(?: content)?
    paid content
    continue reading(?: below)?
    article content
    (?:passer|fermer) la publicit[ée]
    scroll to continue.{0,40}
""")
_CALL = any_of(r"""
    (?:sign|subscribe) (?:up|now|here|today).{0,100}
    subscribe(?: to .{1,80})?[.!]?
    share(?: this)?(?: (?:article|story))?.{0,20}
    follow us.{0,80}
    (?:click|tap) here (?:to|for) .{1,100}
    download (?:our|the) .{0,40}app.{0,60}
    get (?:our|the) (?:free )?.{0,40}newsletter.{0,60}
    (?:jetzt|hier) .{0,40}(?:abonnieren|anmelden)[.!]?
    newsletter
    follow .{1,80} on (?:twitter|x|facebook|instagram|youtube|linkedin|telegram|whatsapp).{0,60}
    (?:get|receive) .{1,80} in(?:to)? your inbox.{0,60}
    (?:artikel )?teilen
    merken
    drucken
    partager
    compartir
    condividi
    compartilhar
    abonnez-vous.{0,80}
    inscrivez-vous.{0,80}
    suscr[íi]b[ea]te.{0,80}
    s[íi]guenos.{0,80}
    iscriviti.{0,80}
    assine .{0,60}
    подписывайтесь.{0,80}
""")
_LEAD_AWAY = any_of(r"""
    (?:read more|read also|also read|see also|related)\s*:.{0,120}
    (?:more from .{1,40}|watch|listen|recommended)\s*:.{0,120}
    lesen sie (?:auch|mehr|hier).{0,120}
    mehr (?:zum thema|lesen|dazu).{0,60}
    (?:à|a) lire (?:aussi|[ée]galement).{0,120}
    lire aussi.{0,120}
    lea tambi[ée]n.{0,120}
    leia (?:tamb[ée]m|mais).{0,120}
    leggi anche.{0,120}
    lees ook.{0,120}
    l[äa]s (?:mer|också).{0,80}
    les også.{0,80}
    czytaj (?:też|także|więcej).{0,120}
    читайте также.{0,120}
    関連記事.{0,80}
""")
_MACHINERY = any_of(r"""
    (?:loading|please wait)(?:\.{3}|…)?
    (?:view|show|load|read|see) (?:all )?comments?.{0,20}
    leave a comment
    (?:your browser|javascript) .{0,80}(?:support|enable).{0,60}
    (?:play|watch|pause) (?:the )?(?:video|audio)
    0? ?comments?
    kommentare?
    commentaires?
    comentarios
    back to top
    nach oben
    skip to .{1,40}
    (?:on|in) this (?:page|article)
    most read in .{1,30}
    our standards: .{1,80}
    fehler gefunden\?.{0,40}
    (?:report|found|spotted) an? (?:error|typo|correction).{0,60}
    il vous reste [\d.,]+ ?% de cet article.{0,100}
    this article (?:also )?(?:first |originally )?appear(?:s|ed) in .{1,100}
    (?:reporting|writing|editing) by .{1,160}
    分享让更多人看到
    (?:photo|image|bild|foto|picture) ?(?:credit|quelle|source)?s?\s*:.{0,100}
    (?:©|copyright).{0,120}
    all rights reserved\.?
    alle rechte vorbehalten\.?
    tous droits r[ée]serv[ée]s\.?
""")
_LISTS = (_ADVERTISEMENT, _CALL, _LEAD_AWAY, _MACHINERY, HEADING)


def is_boilerplate(line: str) -> bool:
    text = line.removeprefix("- ").strip(" *>\u00bb\u203a|.-")
    if not 0 < len(text) <= _MAX_CHARS:
        return not text
    return any(phrases.fullmatch(text) for phrases in _LISTS)
