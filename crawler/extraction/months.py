"""Names of months and zones as they stand in bylines → numbers.

Twenty-six languages of news pages; short forms are those in print, without their full stop.
"""
# ruff: noqa: RUF001  # names of months in Cyrillic and Greek are meant to be so

from __future__ import annotations

_NAMES = """
1 january jan januar jänner jaenner janvier janv enero ene
1 janeiro gennaio gen januari styczeń stycznia sty leden ledna
1 ocak января янв січня январь januára január januari tammikuuta ianuarie ianuarie ιανουαρίου gener
2 february feb februar février fevrier févr fevr febrero
2 fevereiro fev febbraio februari luty lutego lut únor února
2 şubat февраля фев лютого февраль február februára helmikuuta februarie φεβρουαρίου febrer
3 march mar märz maerz mär mrz mars marzo março marco maart mrt marzec marca březen března
3 mart марта мар березня март március maaliskuuta martie μαρτίου març
4 april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna
4 nisan апреля апр квітня апрель április apríla huhtikuuta aprilie απριλίου
5 may mai mayo maio maggio mag mei maj maja květen
5 května mayıs мая май травня május mája toukokuuta μαΐου maig
6 june jun juni juin junio junho giugno giu czerwiec czerwca cze červen června haziran
6 июня июн червня июнь június júna kesäkuuta iunie ιουνίου juny
7 july jul juli juillet juil julio julho luglio lug lipiec lipca lip červenec července temmuz
7 июля июл липня июль július júla heinäkuuta iulie ιουλίου juliol
8 august aug août aout agosto ago augustus augusti sierpień sierpnia sie srpen srpna ağustos
8 августа авг серпня август augusztus augusta elokuuta αυγούστου agost
9 september sept sep septembre septiembre setembro set settembre wrzesień września wrz září eylül
9 сентября сен сент вересня сентябрь szeptember septembra syyskuuta septembrie σεπτεμβρίου setembre
10 october oct oktober okt octobre octubre outubro out
10 ottobre ott październik października paź říjen října ekim
10 октября окт жовтня октябрь október októbra lokakuuta octombrie οκτωβρίου
11 november nov novembre noviembre novembro listopad listopada lis listopadu kasım
11 ноября ноя листопада ноябрь novembra marraskuuta noiembrie νοεμβρίου
12 december dec dezember dez décembre decembre déc diciembre
12 dic dezembro dicembre desember des grudzień grudnia gru
12 prosinec prosince aralık декабря дек грудня
12 декабрь decembra joulukuuta decembrie δεκεμβρίου desembre
1 януари студзеня січ siječnja siječanj enero janúar
2 fév февруари лютага лют veljače veljača pebrero peb
3 сакавіка берез бер ožujka ožujak maret marso
4 април красавіка кві квіт travnja travanj
5 svibnja svibanj
6 юни чэрвеня чер черв lipnja lipanj iun hunyo
7 юли ліпеня лип srpnja srpanj iul hulyo
8 жніўня сер серп kolovoza kolovoz agustus
9 септември верасня вер верес rujna rujan setyembre
10 октомври кастрычніка жов жовт oktubre
11 ноември лістапада лис листоп studenoga studenog studenom studeni noi nobyembre nopember
12 декември снежня гру груд prosinca prosinac disyembre
"""
MONTHS = {
    name: int(line.split()[0]) for line in _NAMES.strip().splitlines() for name in line.split()[1:]
}

# Hours east of UTC. A name that means several zones has the one that news pages mean by it;
# ET, CT, MT and PT are left out: they change with the season.
ZONE_HOURS = {
    "z": 0.0,
    "utc": 0.0,
    "gmt": 0.0,
    "wet": 0.0,
    "west": 1.0,
    "bst": 1.0,
    "cet": 1.0,
    "mez": 1.0,
    "wat": 1.0,
    "cest": 2.0,
    "mesz": 2.0,
    "eet": 2.0,
    "sast": 2.0,
    "cat": 2.0,
    "eest": 3.0,
    "msk": 3.0,
    "eat": 3.0,
    "gst": 4.0,
    "pkt": 5.0,
    "ist": 5.5,
    "wib": 7.0,
    "hkt": 8.0,
    "sgt": 8.0,
    "awst": 8.0,
    "pht": 8.0,
    "jst": 9.0,
    "kst": 9.0,
    "acst": 9.5,
    "aest": 10.0,
    "aedt": 11.0,
    "nzst": 12.0,
    "nzdt": 13.0,
    "brt": -3.0,
    "art": -3.0,
    "adt": -3.0,
    "nst": -3.5,
    "ast": -4.0,
    "edt": -4.0,
    "est": -5.0,
    "cdt": -5.0,
    "cst": -6.0,
    "mdt": -6.0,
    "mst": -7.0,
    "pdt": -7.0,
    "pst": -8.0,
    "akdt": -8.0,
    "akst": -9.0,
    "hst": -10.0,
}
