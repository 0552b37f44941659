"""Firms, brands, places and clubs that read like people: "Goldman Sachs", a bottle of "Jack Daniel's", "San Diego".

Some are nobody wherever they stand. A brand that is also a name somebody may bear ("Robert Bosch", "Calvin Klein") is
one only beside what it sells.
"""

import re
from functools import cache

from shared.rules.around import expressions
from shared.rules.called import is_called
from shared.rules.claim import Claim
from shared.rules.vocabulary import listed, words

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
    "brooklyn nets|phoenix suns|chelsea fc|preston north end|sankt augustin|st. augustine|santa ana|santiago de chile|"
    "george town|jackson hole|martha's vineyard|prince edward island|"
    "victoria station|washington square|lincoln memorial|lincoln center|victoria falls|"
    "victoria line|santiago de compostela"
)
_FIRMS = words(
    "johnson & johnson|procter & gamble|smith & wesson|ernst & young|marks & spencer|abercrombie & fitch|"
    "crate & barrel|bang & olufsen|black & decker|briggs & stratton|bausch & lomb|moët & chandon|martini & rossi|"
    "ben & jerry's|dolce & gabbana|tiffany & co|van cleef & arpels|barnes & noble|simon & schuster|pratt & whitney|"
    "heckler & koch|villeroy & boch|peek & cloppenburg|standard & poor's|kirkland & ellis|arm & hammer|"
    "dun & bradstreet|mckinsey & company|rohde & schwarz|giesecke & devrient|fortnum & mason|barnum & bailey|"
    "goldman sachs|morgan stanley|jpmorgan|jpmorgan chase|j.p. morgan|jp morgan|merrill lynch|lehman brothers|"
    "wells fargo|deutsche bank|warner bros|warner bros.|harley-davidson|harley davidson|rolls-royce|"
    "rolls royce|mercedes-benz|mercedes benz|aston martin|alfa romeo|land rover|hewlett-packard|hewlett packard|"
    "lockheed martin|northrop grumman|mcdonnell douglas|general dynamics|massey ferguson|eli lilly and company|"
    "boehringer ingelheim|booz allen hamilton|baker hughes|baker mckenzie|thomson reuters|houghton mifflin|dow jones|"
    "louis vuitton|yves saint laurent|yves rocher|leroy merlin|albert heijn|ferrero rocher|red bull|stella artois|"
    "dr. oetker|dr. martens|dr martens|dr pepper|mr. clean|mr. coffee|"
    "trader joe's|little caesars|victoria's secret|madame tussauds|carnegie mellon|"
    "johns hopkins|audemars piguet|patek philippe|jaeger-lecoultre|vacheron constantin|faber-castell|"
    "estée lauder|fisher-price|mary kay cosmetics|siemens energy|tata motors|tata steel|berkshire hathaway|"
    "charles schwab corporation|kraft heinz|anheuser-busch|colgate-palmolive|bristol-myers squibb|"
    "bristol myers squibb|stanley black & decker|smurfit kappa|saint-gobain|thyssenkrupp|krauss-maffei|"
    "liebherr|fresenius|bertelsmann|beiersdorf|volkswagen|"
    "sotheby's|domino's|barclays|lloyd's of london|kimberly-clark|otis elevator|tim hortons|magazine luiza|casas bahia|"
    "douwe egberts|möbel höffner|juvé y camps|fisher & paykel|johnson controls|deloitte touche|smith & nephew|"
    "procter and gamble|johnson and johnson|marks and spencer|ernst and young|pricewaterhousecoopers|legal & general|"
    "松下電器|本田技研|豊田自動織機|鈴木自動車|マツモトキヨシ|李宁专卖店|周大福|老干妈|"
    "newman's own|aunt jemima|uncle ben's|dr. scholl's|dr scholl's|"
    "johnson's baby|estrella damm|laurent-perrier|laurent perrier|martha stewart living|"
    "lou gehrig's disease|peach melba|pêche melba|oysters rockefeller"
)
_DESIGNERS = listed(
    "christian dior|giorgio armani|calvin klein|ralph lauren|tommy hilfiger|hugo boss|jean paul gaultier|"
    "salvatore ferragamo|carolina herrera|roberto cavalli|gianni versace|michael kors|marc jacobs|tom ford|kate spade|"
    "tory burch|jimmy choo|manolo blahnik|jil sander|karl lagerfeld|adolfo domínguez|pierre cardin|guy laroche|"
    "nina ricci|paco rabanne|thierry mugler|christian louboutin|jack wolfskin|philipp plein|levi's|gucci|michelin|"
    "elizabeth arden|paul mitchell|sara lee|helena rubinstein|bobbi brown|tommy bahama|"
    "vera wang|ann taylor|eddie bauer|donna karan|oscar de la renta|peter hahn|max factor"
)
_WORN_BEFORE = (
    r"(?:parfum|crème|crema|perfume|perfume by|bag by|bag from|dress by|suit by|shoes by|profumo|sac|robe|borsa|scarpe|"
    r"boutique|tienda|negozio|magasin|marque|marca|marchio|marke|actions de|maison|tasche von|kleid von|anzug von)"
)
_WORN_AFTER = (
    r"(?:perfume|fragrance|cologne|jeans|handbags?|bag|dress|suit|sneakers|sunglasses|boutique|outlet|underwear|shirts?|jackets?|dresses|"
    r"eyewear|store|shop|shampoo|conditioner|cream|lipstick|mascara|make-up|cheesecake|jacke|kleid|tasche|parfum|anzug)"
)
_DRINKS = listed(
    "jack daniel's|jack daniel|jack daniels|johnnie walker|jim beam|captain morgan|josé cuervo|jose cuervo|"
    "evan williams|tom collins|john collins|bloody mary|shirley temple|earl grey|harvey wallbanger|dom pérignon|"
    "bellini|rossini|margarita|veuve clicquot|samuel adams|arnold palmer|averna"
)
_POURED_BEFORE = (
    r"(?:(?:bottles?|glass|shots?|cups?) of|(?:ordered|drank|drinks?|mixed|sipped) (?:a|an)|cocktail|"
    r"(?:verre|bouteille|copa|botella|garrafa|taza|tasse|coupe) (?:de|d')|(?:bottiglia|bicchiere) di|"
    r"whiske?y|rhum|cerveza|bière|birra|champagne|spumante|amaro|flasche|glas|fles|butelk[aęi]|бутылк[аи])"
)
_POURED_AFTER = r"(?:whiske?y|bourbon|rum|tequila|black label|red label|cocktails?|tea|gin|lager|beer|ale)"
_THINGS = re.compile(
    r"(?<!\w)(?:granny smith(?: apples?| äpfel|-äpfel)|an? granny smith(?= apple)|"
    r"jack russells?(?: terriers?|-terrier)|an? (?:bloody mary|tom collins|shirley temple)(?! \w+ed)|"
    r"(?:shares|stock) (?:of|in) (?:john deere|eli lilly|estée lauder|charles schwab|raymond james|philip morris)|"
    r"john deere (?:tractors?|dealers?)|"
    r"king charles spaniels?|poires? belle[ -]hélène|belle[ -]hélène|crêpes? suzette|eggs benedict|fürst[ -]pückler|"
    r"(?:salade|ensalada|insalata|salada|salat|caesar) (?:césar|cesar|caesar|salad)|салат цезарь|pizza margherita|"
    r"charles schwab(?= (?:lowered its|raised its|corp|account|reported|&))|"
    r"the julia (?:programming )?language|"
    r"(?:ported|rewritten|migrated) from (?:ada|pascal|haskell|julia|ruby|cobol|java)"
    r" to (?:ada|pascal|haskell|julia|ruby|rust|java)|"
    r"(?:written|implemented|coded|programmed) in (?:ada|pascal|haskell|julia|ruby|elm|scala)|"
    r"apache (?:cassandra|maven)|(?:jenkins|cassandra) (?:pipeline|plugin|cluster|jobs?|nodes?)|"
    r"(?:ate|eat|eating) at (?:mcdonald|hardee|wendy|denny)'s(?! \w*(?:house|place|flat|home|party|wedding)))(?!\w)"
)


def is_brand(claim: Claim) -> bool:
    """Whether everybody knows the finding as a firm, a place, a drink or a dish."""
    return _is_known(claim) or (
        not is_called(claim) and (any(expressions(claim, _sold())) or any(expressions(claim, _THINGS)))
    )


def _is_known(claim: Claim) -> bool:
    """Whether the name of a firm or place that everybody knows covers the finding. After a title it has to begin there:
    "Dr. Oetker", but not "Frau Bertelsmann"; and "Victoria's secret" is hers."""
    return any(
        (start < claim.start or not is_called(claim)) and not _is_half_large(claim.text[start:end])
        for pattern in (_FIRMS, _SAINTS, _PLACES)
        for start, end in expressions(claim, pattern)
    )


def _is_half_large(name: str) -> bool:
    """A name whose first word is written large and whose last word is not."""
    first, _, last = name.rpartition(" ")
    return first[:1].isupper() and last[:1].islower()


@cache
def _sold() -> re.Pattern[str]:
    worn, poured = ("|".join(map(re.escape, sorted(names, key=len, reverse=True))) for names in (_DESIGNERS, _DRINKS))
    return re.compile(
        rf"(?<!\w)(?:{_WORN_BEFORE} (?:{worn})|(?:{worn})[ -]{_WORN_AFTER}|"
        rf"{_POURED_BEFORE} (?:{poured})|(?:{poured})[ -]{_POURED_AFTER})(?!\w)"
    )
