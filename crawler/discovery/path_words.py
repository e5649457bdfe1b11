"""Words in the paths of news sites, in the languages of the larger ones.

Whole path segments, lower case; NEXT_TEXTS are whole texts of links.
"""
# ruff: noqa: RUF001 - the words stand in their own scripts

from __future__ import annotations

# Lists by tag, author, topic or day.
_LISTS = """
tag tags topic topics thema themen sujet sujets tema temas category categories categoria
kategorie author authors autor autoren autores auteur auteurs autore autori profile profil user
users search suche recherche buscar busca buscador cerca zoeken szukaj arama sok rss feed feeds
sitemap etiket yazarlar etikett onderwerp tagi tagy autorzy page archive archives archiv
"""
# Readers' accounts and subscriptions.
_ACCOUNTS = """
login logout signin sign-in signup sign-up register registration anmelden registrieren connexion
inscription iniciar-sesion entrar cadastro account konto compte cuenta my-account mein-konto
subscribe subscription subscriptions abo abos abonnement abonnements suscripcion suscripciones
assinatura assine member members membership newsletter newsletters donate spenden
"""
# The paper itself, and what the law wants it to say.
_HOUSE = """
privacy privacy-policy privacypolicy datenschutz confidentialite privacidad privacidade gizlilik
cookies cookie-policy cookie terms terms-of-use terms-of-service terms-and-conditions agb cgu
cgv impressum imprint legal mentions-legales aviso-legal regulamin about about-us aboutus
ueber-uns uber-uns a-propos sobre sobre-nosotros quem-somos quienes-somos chi-siamo over-ons
om-oss contact contact-us contactus contacts kontakt kontakty contacto contato contatti iletisim
kunye advertise advertising advertisement mediadaten publicidad publicidade pubblicita
adverteren annonsera reklama reklam jobs careers karriere stellenmarkt emploi help hilfe aide
ayuda ajuda faq faqs faq-s feedback accessibility o-nas
"""
# Media without text, games, services, the shop.
_MEDIA = """
video videos videot podcast podcasts audio gallery galleries galerie galerias galeria fotos
photos photo fotostrecke fotostrecken bilder slideshow tv live-tv livestream epaper e-paper
weather wetter meteo tiempo clima hava-durumu horoscope horoscopes horoskop horoscopo crossword
crosswords games spiele jeux juegos jogos puzzles quiz shop store boutique tienda loja cart
checkout events calendar kalender agenda tv-programm programme apps app
"""
# Addresses for programs.
_MACHINERY = """
comments comment kommentare share print drucken cdn-cgi wp-admin wp-content wp-json wp-login.php
xmlrpc.php ajax api amp-story widget widgets embed redirect out
"""
# The same in other scripts.
_OTHER_SCRIPTS = """
тег теги автор авторы контакты реклама о-нас
поиск подписка видео 标签 作者 登录 关于我们 联系我们 隐私政策
视频 タグ 著者 会社概要 お問い合わせ 動画 태그 기자 회사소개 وسم كاتب
اتصل-بنا من-نحن فيديو
"""
NOT_ARTICLES = frozenset(
    (_LISTS + _ACCOUNTS + _HOUSE + _MEDIA + _MACHINERY + _OTHER_SCRIPTS).split()
)

# A segment that says: what follows is an article.
_ARTICLES = """
article articles artikel articulo articulos articolo articoli artigo artigos story stories
noticia noticias nachricht haber berita artykul wiadomosc clanek nieuws nyheter statya novosti
news-story 文章 記事 기사 статья новости
"""
ARTICLES = frozenset(_ARTICLES.split())

# Files that are no page.
_MEDIA_EXTENSIONS = """
jpg jpeg png gif webp avif svg ico bmp tif tiff mp3 m4a ogg wav mp4 m4v webm mov avi mpg mpeg
flv pdf doc docx xls xlsx ppt pptx odt ods csv epub zip gz tar rar 7z exe dmg apk css js mjs
json xml rss atom txt ics vcf woff woff2 ttf eot swf m3u8 mpd
"""
MEDIA_EXTENSIONS = frozenset(_MEDIA_EXTENSIONS.split())

# Words of a link to the following page of a listing; without arrows.
NEXT_TEXTS = frozenset(
    (
        "next",
        "next page",
        "older",
        "older posts",
        "older stories",
        "older articles",
        "more",
        "load more",
        "show more",
        "more stories",
        "more articles",
        "weiter",
        "nächste",
        "nächste seite",
        "ältere beiträge",
        "mehr laden",
        "suivant",
        "suivante",
        "page suivante",
        "articles plus anciens",
        "siguiente",
        "página siguiente",
        "siguientes",
        "más noticias",
        "próxima",
        "próximo",
        "próxima página",
        "seguinte",
        "mais notícias",
        "successiva",
        "successivo",
        "pagina successiva",
        "avanti",
        "volgende",
        "volgende pagina",
        "nästa",
        "nästa sida",
        "neste",
        "næste",
        "seuraava",
        "następna",
        "następna strona",
        "další",
        "următoarea",
        "következő",
        "sonraki",
        "sonraki sayfa",
        "επόμενη",
        "далее",
        "вперёд",
        "вперед",
        "следующая",
        "следующая страница",
        "наступна",
        "التالي",
        "الصفحة التالية",
        "הבא",
        "بعدی",
        "अगला",
        "अगला पेज",
        "次へ",
        "次のページ",
        "下一页",
        "下一頁",
        "다음",
        "다음 페이지",
        "ถัดไป",
        "berikutnya",
        "selanjutnya",
        "tiếp theo",
        "trang sau",
    )
)
