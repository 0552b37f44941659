"""What is named after people and is nobody: "Goldman Sachs", "Parkinson's disease", "Treaty of Utrecht", "San Diego".

Knows the words that stand beside such names, and the best-known firms, brands and places that read like names. A firm
that is also a name somebody may bear ("Robert Bosch", "Philip Morris") is not among them: who is in doubt stays found.
"""

import re

from shared.rules.brands import is_brand
from shared.rules.called import is_called
from shared.rules.claim import Claim
from shared.rules.eponyms import is_eponym
from shared.rules.honoured import is_honoured
from shared.rules.vocabulary import words

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
    "teorema de|batalla de|sitio de|tratado de|"
    "théorème de|bataille de|siège de|traité de|"
    "teorema di|battaglia di|trattato di|"
    "teorema do|batalha de|tratado do|"
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

_GROWTH = 40


def is_namesake(claim: Claim) -> bool:
    """What is named after somebody, or only sounds so, by the words beside it or as everybody knows it."""
    if _FORM.match(_beside(claim)) or is_brand(claim):
        return True
    if is_called(claim):
        return False
    return is_eponym(claim) or is_honoured(claim) or _is_named_by_its_neighbours(claim)


def _beside(claim: Claim) -> str:
    return claim.text[claim.end : claim.end + _GROWTH]


def _is_named_by_its_neighbours(claim: Claim) -> bool:
    after, is_single = _beside(claim), " " not in claim.words and not claim.words.endswith(("'s", "’s"))
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
