"""Streets, schools, airports, prizes, storms and ships that bear a person's name: "Theodor-Heuss-Brücke".

A street with a number, or where somebody is said to live, is no matter of this module: it is somebody's address.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain

from shared.rules.around import expressions
from shared.rules.claim import Claim
from shared.rules.vocabulary import listed, words

_HONOURED = listed(
    "abraham lincoln|george washington|john f. kennedy|john f kennedy|martin luther king|martin luther king jr|"
    "franklin d. roosevelt|theodore roosevelt|benjamin franklin|thomas jefferson|rosa parks|arthur ashe|"
    "james webb|nelson mandela|mahatma gandhi|albert einstein|isaac newton|charles darwin|marie curie|"
    "winston churchill|florence nightingale|simón bolívar|simon bolivar|josé martí|benito juárez|emiliano zapata|"
    "miguel hidalgo|san martín|cristóbal colón|christopher columbus|miguel de cervantes|federico garcía lorca|"
    "adolfo suárez|santiago bernabéu|gregorio marañón|rey juan carlos|reina sofía|joan gamper|"
    "ramón y cajal|nahuel huapi|robinson crusoe|francisco de vitoria|carlos iii|"
    "victor hugo|jean jaurès|charles de gaulle|jean moulin|jules ferry|léon blum|louis pasteur|pierre curie|"
    "georges clemenceau|alexandre iii|geoffroy-guichard|louis-le-grand|abbé pierre|georges pompidou|pompidou|"
    "simone veil|françois mitterrand|émile zola|jean bouin|"
    "giuseppe garibaldi|garibaldi|cavour|giuseppe mazzini|vittorio emanuele|vittorio emanuele ii|camillo cavour|"
    "leonardo da vinci|giuseppe meazza|galileo galilei|dante alighieri|alessandro manzoni|guglielmo marconi|"
    "marco polo|cristoforo colombo|giovanni xxiii|umberto i|matteotti|giacomo matteotti|aldo moro|"
    "getúlio vargas|santos dumont|vasco da gama|mané garrincha|tiradentes|dom pedro|pedro álvares cabral|"
    "luís de camões|calouste gulbenkian|marquês de pombal|juscelino kubitschek|"
    "franz josef strauß|franz-josef-strauß|willy brandt|konrad adenauer|helmut schmidt|theodor heuss|ernst reuter|"
    "friedrich ebert|rosa luxemburg|karl marx|johann wolfgang goethe|georg büchner|heinrich heine|karl may|"
    "fritz walter|geschwister scholl|robert koch|robert schuman|anne frank|johan cruijff|johan cruyff|"
    "van gogh|erasmus|willem de zwijger|willem van oranje|wilhelmina|michiel de ruyter|"
    "kościuszki|tadeusza kościuszki|piłsudskiego|józefa piłsudskiego|mickiewicza|adama mickiewicza|słowackiego|"
    "sienkiewicza|kopernika|mikołaja kopernika|chopina|fryderyka chopina|poniatowskiego|dmowskiego|wilsona|"
    "jana pawła ii|jagielloński|sobieskiego|wita stwosza|lecha wałęsy|marii skłodowskiej-curie|"
    "пушкина|ленина|гагарина|кирова|горького|чехова|толстого|льва толстого|лермонтова|гоголя|маяковского|жукова|"
    "маршала жукова|суворова|кутузова|чайковского|карла маркса|фрунзе|калинина|свердлова|дзержинского|"
    "шевченко|вахтангова|шереметьево|менделеева|ломоносова|королёва|королева|чкалова|сахарова|"
    "atatürk|mustafa kemal|sabiha gökçen|adnan menderes|fatih sultan mehmet|yavuz sultan selim|mimar sinan|"
    "şükrü saracoğlu|cemal gürsel|paavo nurmi|mannerheim|runeberg"
)
_PLACES_BEFORE = (
    r"(?:aeropuerto|estadio|hospital|universidad|instituto|colegio|teatro|museo|puente|avenida|avda\.|calle|plaza|"
    r"paseo|isla|lago|parque|biblioteca|fundación|trofeo|premio|estación|metro|portaaviones|"
    r"aéroport|stade|hôpital|université|lycée|collège|école|théâtre|musée|pont|avenue|rue|boulevard|place|quai|"
    r"gare|station|fondation|centre|parc|bibliothèque|porte-avions|"
    r"aeroporto|stadio|ospedale|università|liceo|scuola|teatro|museo|ponte|via|viale|corso|piazza|largo|parco|"
    r"galleria|stazione|estádio|universidade|escola|praça|rua|rodovia|viaduto|fundação|"
    r"flughafen|stadion|schule|klinikum|universität|fregatte|stiftung|gymnasium|"
    r"universiteit|ziekenhuis|luchthaven|museum|"
    r"ulic(?:a|y|ę|ą)|ale(?:ja|i|ję)|plac(?:u|em)?|most(?:u|em)?|lotnisk(?:o|a|u|iem)|rond(?:o|a|em)|"
    r"uniwersytet(?:u|em)?|uniwersytecie|szpital(?:a|u)?|szkoł[ay]|licem?um|pomnik(?:a|iem)?|muzeum|osiedl[eau]|"
    r"(?:улиц|проспект|площад|мост|бульвар|набережн|станци|театр|музе|аэропорт|библиотек|университет|парк|"
    r"памятник|школ|больниц|сквер|имени)\w{0,3})"
)
_PLACES_AFTER = (
    r"(?:international |memorial |space |national )?(?:airport|bridge|street|avenue|boulevard|square|station|stadium|"
    r"arena|university|college|school|library|hospital|foundation|institute|museum|theatre|theater|tunnel|highway|"
    r"expressway|telescope|day|prize|award|festspiele|ausstellung|tentoonstelling|huis|brücke|platz|straße|strasse|"
    r"stiftung|preis|stadion|schule|gymnasium|haus|museum|halle|universität|koulu|katu|palkinto|"
    r"caddesi|bulvarı|sokağı|meydanı|köprüsü|havalimanı|havaalanı|stadyumu|stadı|üniversitesi|lisesi|hastanesi)"
)
_OPENING = re.compile(
    r"(?:\A|[.!?] )(?:(?:(?:der|das) (?:sturm|sturmtief|orkan|orkantief|hurrikan|taifun|tief|hoch|flughafen)|"
    r"(?:le |la |l['’])(?:loi|pont|hôpital|lycée|rue|avenue|gare|station|stade|fondation|musée|tempête|ouragan|"
    r"cyclone|théâtre|clinique)|"
    r"(?:el |la |los |las )(?:ley|calle|avenida|plaza|hospital|aeropuerto|estadio|huracán|borrasca|lago|isla|trofeo|"
    r"fundación|universidad|instituto|teatro|museo|puente)|"
    r"(?:il |la |lo |l['’])(?:legge|decreto|liceo|ospedale|aeroporto|stadio|ponte|uragano|lago|fondazione|teatro|museo|"
    r"piazza)|"
    r"(?:o |a )(?:lei|rua|avenida|praça|hospital|aeroporto|estádio|ponte|furacão|fundação|teatro)|"
    r"(?:el |la |il |lo |o |a |le |l['’])(?:aeropuerto|estadio|puente|ponte|pont|"
    r"aeroporto|stadio|estádio|aéroport|stade|metro|ley|lei|"
    r"rodovia|autopista|autostrada) (?P<first>[^\W\d_][\w'’-]{1,20}(?: [^\W\d_][\w'’-]{1,20})?)|"
    r"de (?:orkaan|storm)|huragan|ураган|тайфун|циклон|hurrikaani) "
    r"|(?:ледокол|крейсер|теплоход|эсминец|линкор|фрегат|сухогруз) (?:(?P<given>[^\W\d_]{2,20}) )?)"
    r"[«\"“„]?[^\W\d_][\w'’-]{1,24}\Z"
)
"""What opens a sentence as its subject: the name beside it belongs to it, where "en el hospital Lucía" may be two."""
_GOES_ON = re.compile(r"[»\"”“]? [^\W\d_]{1,16}(?!\w)")
"""A sentence does, the row of a list does not: "La Rue Claire; 12"."""
_SURNAME = re.compile(r"[.!? ]*(?:L[aeo]|L['’]|Il|El|O|A) ?(?!Le[iy]|Loi)[A-Z]")
"""Written large, such a head is one: "La Rue", "La Calle"."""
_SHIP = re.compile(r"(?<!\w)(?:USS|HMS|RMS|HMAS|HMCS)(?: [A-Z][\w'’.-]{1,20}){1,3}")
_THE = re.compile(
    r"(?<!\w)[Tt]he (?!Hon|Rev|Right|Dr|Mr|Ms|Sir|Lady|Lord|Judge|Capt|Prof)(?:[A-Z][\w.'-]{0,20} ){1,4}"
    r"(?:Bridge|Square|Tower|Cup|Trophy|Act|Doctrine|Prize|Award|Medal|Telescope|Strait|Sea|Trench|Glacier|River|Bay|"
    r"Peninsula|Desert|Dam|Tunnel|Highway|Expressway|Turnpike|Theatre|Theater|Scholarship|Fellowship|Effect|"
    r"Amendment|Accords?|Museum|Observatory)(?!\w| ?[:=#0-9])"
)
_ON_A_STREET = re.compile(
    r"(?<!\w)(?:[Oo]n|onto|[Dd]own|[Aa]long|off|[Aa]cross|over) [A-Z][a-z]{2,20} "
    r"(?:Street|Avenue|Boulevard|Bridge)(?!\w)"
)
_COMPOUND = re.compile(
    r"(?<!\w)(?:(?:[Dd](?:er|ie|as|es|em|en)|[Aa]m|[Ii]m|[Bb]eim|[Zz]um|[Zz]ur|[Vv]om|[Ii]ns|[Dd]e|[Hh]et) (?:Fürst-)?"
    r"(?:[A-ZÄÖÜ][\w.]{0,20}[ -](?:[vV](?:on|an)-)?){0,3}[A-ZÄÖÜ][\w.]{1,20}-"
    r"(?:Preis(?:es)?|Platz(?:es)?|Brücke|Stiftung|Stadion|Halle|Museum|Gymnasium|Gesamtschule|Realschule|Universität|"
    r"Institut|Straße|Strasse|Allee|Krankheit|Syndrom|Skala|Medaille|Pokal|Denkmal|Theater|Bibliothek|Kaserne|Klinik|"
    r"Konstante|Gleichung|Effekt|Motors?|Reform(?:en)?|Ausstellung|Festspiele|Archiv|Kantate|Synthese|Formel|"
    r"prijs|brug|plein|museum|stichting|tentoonstelling|laan|kade)|"
    r"(?:[Dd]as|[Ii]m|[Ii]ns) (?:[A-ZÄÖÜ][\w.]{0,20}-){1,3}(?:Haus|Heim|Zentrum|Center|Bad))(?!\w)"
)
"""The article or the hyphens make one thing of it: "Sabine Müller-Klinik" alone may bear both names."""
_OF_TURKEY = re.compile(
    r" (?:Caddesi|Bulvarı|Sokağı|Meydanı|Köprüsü|Havalimanı|Havaalanı|Stadyumu|Stadı|Üniversitesi|Lisesi|Hastanesi|"
    r"Müzesi|Kütüphanesi|Barajı|Ödülü|Kupası|Kasırgası)(?!\w|['’]n[iıuü](?!\w))"
)
_OF_FINLAND = re.compile(r" -(?:stadion|palkinto|halli|säätiö|museo|turnaus|mitali|instituutti)")
_STORM_AFTER = re.compile(r".{0,2}(?:登陆|登陸|袭击|襲擊|来袭|來襲|过境|肆虐|上陸|襲来|が襲)")
_STORM = re.compile(r"(?:飓风|颶風|台风|颱風|台風|ハリケーン・?)\Z")
_STORMS = re.compile(r"(?:飓风|颶風)卡特里娜袭?|ハリケーン・?[ァ-ヶー]{2,8}|허리케인 ?[가-힣]{2,4}(?:가|이|는|은|를)?")
_PRIZES = re.compile(
    r"(?<!\w)(?:(?:premios?|premi|prix|prêmios?|prémios?|nagrod(?:a|y|ę|zie)) (?:de |do |da )?"
    r"(?:nobel|goncourt|femina|renaudot|médicis|goya|cervantes|planeta|strega|campiello|bancarella|viareggio|camões|"
    r"jabuti|pessoa|nike|nobla|pulitzer)|"
    r"(?:copa|coupe|coppa|taça|trofeo) (?:davis|america|joan gamper|gamper)|"
    r"(?:davis|ryder|stanley|solheim|gordon bennett)[ -]cup|"
    r"orkan (?:lothar|kyrill|wiebke|xaver|christian|ksawery)|"
    r"heisman trophy|gerry weber open)(?!\w)"
)
_LIVED_IN = words(
    "live*|living|resid*|address*|home|house|flat|apartment|wohn*|adresse*|anschrift|habit*|domicil*|demeur*|"
    "vive|viven|vivo|vivía|dirección|abit*|indirizzo|mora|moro|moram|endereço|morada|woon*|adres*|mieszka*|zamieszk*|"
    "жив*|прожив*|адрес*|otur*|ikamet*|asu*|osoite*|住*|地址|주소|거주"
)
_NUMBER_BEFORE = re.compile(r"[0-9][0-9a-zA-Z]{0,3},? {1,2}\Z")
_NUMBER_AFTER = re.compile(r",? {0,2}(?:\w{1,3}[.°º:]? {0,2})?#?[0-9]")


def is_honoured(claim: Claim) -> bool:
    """Whether the finding is in the name of a place, a prize, a storm or a ship."""
    if any(expressions(claim, _PRIZES)) or any(expressions(claim, _SHIP, as_written=True)) or _is_storm(claim):
        return True
    if _LIVED_IN.search(claim.line):
        return False
    places = chain(
        expressions(claim, _honoured()),
        *(expressions(claim, pattern, as_written=True) for pattern in (_THE, _ON_A_STREET, _COMPOUND)),
        _opening(claim),
        _by_its_end(claim),
    )
    return any(not _is_numbered(claim.text, start, end) for start, end in places)


def _is_numbered(text: str, start: int, end: int) -> bool:
    """Whether a house number stands beside it: then it is somebody's address."""
    return bool(_NUMBER_BEFORE.search(text[max(0, start - 8) : start]) or _NUMBER_AFTER.match(text, end))


def _opening(claim: Claim) -> Iterator[tuple[int, int]]:
    if not claim.words.rpartition(" ")[2][:1].isupper():
        return
    match = _OPENING.search(claim.before + claim.words.lower())
    after = _GOES_ON.match(claim.text, claim.end)
    if not match or not after or after[0] != after[0].lower():
        return
    if _SURNAME.match(claim.text, claim.end - len(match[0])):
        return
    given = max(match.start("first"), match.start("given"))
    names = claim.text[claim.end - (match.end() - given) : claim.end].split(" ") if given >= 0 else []
    if all(name[:1].isupper() for name in names):
        yield claim.end - len(match[0]), claim.end


def _by_its_end(claim: Claim) -> Iterator[tuple[int, int]]:
    """By what follows a single name in Turkish, and any name in Finnish."""
    match = _OF_FINLAND.match(claim.text, claim.end)
    if not match and " " not in claim.words:
        match = _OF_TURKEY.match(claim.text, claim.end)
    if match:
        yield claim.start, match.end()


def _is_storm(claim: Claim) -> bool:
    if claim.text.isascii():
        return False
    known = any(expressions(claim, _STORMS))
    return known or bool(_STORM.search(claim.before) and _STORM_AFTER.match(claim.after))


@cache
def _honoured() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_HONOURED, key=len, reverse=True)))
    of = r"(?:de |d'|del |du |di |do |da |von |van )?"
    return re.compile(rf"(?<!\w)(?:{_PLACES_BEFORE} {of}(?:{names})(?!\w)|(?:{names})[ -]{_PLACES_AFTER}(?!\w))")
