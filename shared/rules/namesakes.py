"""What is named after people and is nobody: "Goldman Sachs", "Parkinson's disease", "Treaty of Utrecht", "San Diego".

Knows the words that stand beside such names, and the best-known firms, brands and places that read like names. A firm
that is also a name somebody may bear ("Robert Bosch", "Philip Morris") is not among them: who is in doubt stays found.
"""

import re

from shared.rules.called import is_called
from shared.rules.claim import Claim
from shared.rules.vocabulary import listed, words

_EPONYMS = frozenset(
    listed(
        "parkinson|alzheimer|crohn|hodgkin|huntington|addison|graves|cushing|down|hashimoto|wilson|raynaud|ménière|paget|"
        "behçet|sjögren|tourette|asperger|kaposi|marfan|turner|klinefelter|reye|guillain-barré|creutzfeldt-jakob|lyme|"
        "chagas|hansen|hirschsprung|kawasaki|gaucher|fabry|pompe|wernicke|korsakoff|barrett|dupuytren|bell|lewy|glasgow|"
        "apgar|morbus|moore|ohm|newton|bayes|bernoulli|markov|gauss|euler|fourier|laplace|kepler|hooke|boyle|murphy|godwin|"
        "zipf|poisson|nash|pareto|dijkstra|hamming|huffman|fibonacci|pythagoras|fermat|goodhart|conway|amdahl|cantor|"
        "turing|shannon|nyquist|kalman|chebyshev|cauchy|lagrange|riemann|hilbert|noether|gödel|maxwell|faraday|coulomb|"
        "planck|schrödinger|heisenberg|hubble|doppler|avogadro|mendel|pavlov|maslow|occam|hanlon|bragg|stokes|"
        "navier-stokes|black-scholes|nobel|pulitzer|fields|booker|turing|oscar"
    )
)
"""Those after whom a disease, a law or a prize is named, where "Maria's disease" is somebody's."""
_BORNE = frozenset(
    listed(
        "wilson|turner|bell|moore|murphy|nash|graves|down|addison|cushing|hansen|newton|maxwell|barrett|shannon|booker|"
        "fields|conway|hubble|paget|kawasaki|marfan|hooke|boyle|huffman|cantor|stokes|bragg|oscar|glasgow|hamming"
    )
)
"""Of them, names that many bear: "Turner's score" and "Wilson's test" are theirs."""
_KNOWN_OF_ALL = re.compile(
    r"(?:['’]?s?[ -](?:disease|syndrome|palsy|lymphoma|sarcoma|theorem|lemma|conjecture|inequality|paradox|laws?|razor|"
    r"equilibrium|prize|prizes|telescope)|[ -](?:equations|codes?|coding|tree|transform|coma scale))(?![a-z])"
)
_OF_AN_EPONYM = re.compile(
    r"['’]?s?[ -](?:disease|syndrome|palsy|lymphoma|sarcoma|scale|score|theorem|lemma|conjecture|inequality|paradox|"
    r"laws?|rule|razor|distribution|chains?|transform|filter|equations?|constant|number|"
    r"numbers|sequence|code|coding|tree|diagram|effect|sort|algorithm|machines?|test|principle|curve|"
    r"coefficient|optimum|equilibrium|limit|process|processes|models?|series)(?![a-z])"
)
_EPONYM_BEFORE = re.compile(
    r"(?:enfermedad|maladie|malattia|morbo|doença|ziekte|choroba|morbus|болезнь) (?:de |di |van )?\Z"
)

_HEAD = re.compile(
    r"[ -](?:syndrome|theorem|lemma|conjecture|inequality|paradox|distribution|equations?|"
    r"Prizes?|Awards?|Medals?|Trophy|Scholarships?)(?![\w:]| ?[:=|]| of )"
)
"""After a single name. Not after "'s": "Anna's awards" are somebody's. After a whole name only what is awarded, where
"the" stands before: "the Jane Smith Award", but not "Jane Doe Award 500 EUR" of a table."""
_PLACE = re.compile(
    r"[ -](?:Castle|Gardens|Stadium|Arena|Airport|University|College|Institute|Foundation|Hospital|Museum|Cathedral|"
    r"Observatory|Library|Telescope|County|Falls|Canyon|Islands?|Brands|Holdings|Industries|Motors|Airlines|Aerospace|"
    r"Pharmaceuticals|Energy|Verlag|Stiftung|Universität|Gymnasium|Krankenhaus|Klinikum|Sans|Serif|Mono|Grotesk)"
    r"(?![\w:]| ?:| of | (?:ID|No|Nr|Number|Card|File|MRN)(?!\w)| ?[#0-9])"
)
"""After a single word, in one line with it, and only heads that follow a name in their language: in Spanish, French and
Portuguese a person's name may end where "Hospital" begins, and in a form so may one of two words."""
_FORM = re.compile(
    r" (?:Verlag |Holding |Brands,? |Group,? )?(?:(?:GmbH|KGaA|OHG|Inc|Corp|LLC|LLP|PLC|plc|Ltd|Oyj)"
    r"(?! ?[#0-9])|(?:AG|KG)(?! ?[A-ZÄÖÜ0-9]))(?!\w)"
)
"""Not "Hans Müller AG Köln", where a court follows its party."""

_BEFORE = words(
    "die firma|der firma|modehaus|autohaus|kaufhaus|möbelhaus|la ditta|della ditta|ditta|firmy|firmie|"
    "síndrome de|escala de|teorema de|batalla de|sitio de|tratado de|"
    "syndrome de|théorème de|bataille de|siège de|traité de|"
    "sindrome di|teorema di|battaglia di|trattato di|"
    "síndrome do|teorema do|batalha de|tratado do|"
    "battle of|siege of|treaty of|congress of|edict of|council of|"
    "schlacht bei|schlacht von|schlacht um|slag bij|verdrag van|"
    "bitwa pod|битва при|битва под"
)
"""Before the name, at the end of what stands there."""
_BEFORE_ONE = words(
    "premio|prix|prêmio|lycée|collège|fondation|fondazione|fundação|fundación|traktat|twierdzenie|теорема|"
    "hurricane|typhoon|cyclone|hurrikan|taifun|ouragan|huracán|uragano|furacão|ураган|huragan|kasırgası|"
    "uss|hms|mount|cape|fort|port|storm|lake"
)
"""The same before a single name, and written large: "At the lake Anna fell", "recibió el premio María López"."""
_NAMED_AFTER = re.compile(
    r"(?:библиотек|театр|университет|музе|школ|институт|завод|парк|стадион|академи|консерватори)\w*(?: \w+){0,2} "
    r"(?:имени|им\.) ?\Z"
)
"""Not "от имени Ивановой" (for her), nor "по имени Анна" (called so)."""

_SAINTS = words(
    "santa barbara|santa monica|santa cruz|santa clara|santa fe|santa rosa|san francisco|san diego|san antonio|"
    "san josé|san jose|san juan|san salvador|san marino|san sebastián|san remo|san bernardino|st. louis|st louis|"
    "st. petersburg|saint petersburg|st. gallen|st. moritz|st pancras|st. pancras|st andrews|st. andrews|"
    "são paulo|sao paulo|saint-denis|saint-étienne|saint-tropez|sankt pölten|sankt gallen|san gimignano"
)
_PLACES = words(
    "los angeles|las vegas|baton rouge|buenos aires|rio de janeiro|costa rica|puerto rico|king's cross|charing cross|"
    "kew gardens|hampton court|windsor castle|times square|trafalgar square|wall street|silicon valley|hyde park|"
    "golden gate|mount everest|lake victoria|monte carlo|abu dhabi|tel aviv|"
    "charlotte hornets|orlando magic|dallas cowboys|dallas mavericks|dallas stars|houston rockets|houston astros|"
    "houston texans|austin fc|carolina panthers|jacksonville jaguars|denver broncos|denver nuggets|"
    "brooklyn nets|phoenix suns|chelsea fc|preston north end"
)
_FIRMS = words(
    "johnson & johnson|procter & gamble|smith & wesson|ernst & young|marks & spencer|abercrombie & fitch|"
    "crate & barrel|bang & olufsen|black & decker|briggs & stratton|bausch & lomb|moët & chandon|martini & rossi|"
    "ben & jerry's|dolce & gabbana|tiffany & co|van cleef & arpels|barnes & noble|simon & schuster|pratt & whitney|"
    "heckler & koch|villeroy & boch|peek & cloppenburg|standard & poor's|kirkland & ellis|arm & hammer|"
    "dun & bradstreet|mckinsey & company|rohde & schwarz|giesecke & devrient|fortnum & mason|barnum & bailey|"
    "goldman sachs|morgan stanley|jpmorgan|jpmorgan chase|j.p. morgan|merrill lynch|lehman brothers|wells fargo|"
    "deutsche bank|warner bros|warner bros.|harley-davidson|harley davidson|rolls-royce|rolls royce|mercedes-benz|"
    "mercedes benz|aston martin|alfa romeo|land rover|hewlett-packard|hewlett packard|lockheed martin|"
    "northrop grumman|mcdonnell douglas|general dynamics|massey ferguson|eli lilly and company|boehringer ingelheim|"
    "booz allen hamilton|baker hughes|baker mckenzie|thomson reuters|houghton mifflin|dow jones|"
    "louis vuitton|yves saint laurent|yves rocher|leroy merlin|albert heijn|ferrero rocher|red bull|stella artois|"
    "dr. oetker|dr. martens|dr martens|dr pepper|mr. clean|mr. coffee|"
    "trader joe's|little caesars|victoria's secret|madame tussauds|carnegie mellon|"
    "johns hopkins|audemars piguet|patek philippe|jaeger-lecoultre|vacheron constantin|faber-castell|"
    "estée lauder|fisher-price|mary kay cosmetics|siemens energy|tata motors|tata steel|berkshire hathaway|"
    "charles schwab corporation|kraft heinz|anheuser-busch|colgate-palmolive|bristol-myers squibb|"
    "bristol myers squibb|stanley black & decker|smurfit kappa|saint-gobain|thyssenkrupp|krauss-maffei|"
    "liebherr|fresenius|bertelsmann|beiersdorf|volkswagen|"
    "sotheby's|domino's|barclays|lloyd's of london|kimberly-clark|otis elevator"
)
_GROWTH = 40
"""How far beside the finding what is known may reach: "Santa" of "Santa Barbara"."""


def is_namesake(claim: Claim) -> bool:
    """What is named after somebody, or only sounds so, by the words beside it or as everybody knows it."""
    if _FORM.match(_beside(claim)) or _is_known(claim):
        return True
    return not is_called(claim) and (_is_eponym(claim) or _is_named_by_its_neighbours(claim))


def _beside(claim: Claim) -> str:
    return claim.text[claim.end : claim.end + _GROWTH]


def _is_eponym(claim: Claim) -> bool:
    """ "Parkinson's disease", "enfermedad de Crohn", "the Markov process", but not "Maria's disease"."""
    name = claim.words.lower().removesuffix("'s").removesuffix("’s")
    if name not in _EPONYMS:
        return False
    heads = _KNOWN_OF_ALL if name in _BORNE else _OF_AN_EPONYM
    return bool(heads.match(claim.after) or _EPONYM_BEFORE.search(claim.before))


def _is_named_by_its_neighbours(claim: Claim) -> bool:
    after, is_single = _beside(claim), " " not in claim.words
    if _HEAD.match(after) and (is_single or (after[1].isupper() and claim.before.endswith("the "))):
        return True
    if is_single and _PLACE.match(after):
        return True
    first, _, rest = claim.words.lower().partition(" ")
    if rest and (_BEFORE.fullmatch(first) or (_BEFORE_ONE.fullmatch(first) and first not in ("storm", "lake"))):
        return True
    return _ends_with(_BEFORE, claim.before) or bool(_NAMED_AFTER.search(claim.before)) or _is_after_one(claim)


def _is_after_one(claim: Claim) -> bool:
    """A single name after "Hurricane" or "Prix", written large."""
    if " " in claim.words or not _ends_with(_BEFORE_ONE, claim.before):
        return False
    return claim.text[max(0, claim.start - _GROWTH) : claim.start].split()[-1][:1].isupper()


def _ends_with(pattern: re.Pattern[str], before: str) -> bool:
    bare = before.rstrip(" ")
    return len(bare) < len(before) and any(match.end() == len(bare) for match in pattern.finditer(bare))


def _is_known(claim: Claim) -> bool:
    """Whether the name of a firm or place that everybody knows covers the finding. After a title it has to begin there:
    "Dr. Oetker", but not "Frau Bertelsmann"."""
    left = max(0, claim.start - _GROWTH)
    around = claim.text[left : claim.end + _GROWTH].lower().replace("’", "'")
    start, end = claim.start - left, claim.end - left
    return any(
        match.start() <= start and match.end() >= end and (match.start() < start or not is_called(claim))
        for pattern in (_FIRMS, _SAINTS, _PLACES)
        for match in pattern.finditer(around)
    )
