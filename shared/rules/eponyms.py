"""Diseases, theorems and scales named after people, in fifteen languages: "maladie de Lyme", "パーキンソン病".

Knows whose names they are and the words that make a thing of them; "Maria's disease" is somebody's. A name that many
bear ("Richter", "Murphy") is a thing only with the words of that one thing.
"""

import re
from functools import cache

from shared.rules.around import expressions
from shared.rules.claim import Claim
from shared.rules.vocabulary import listed

_EPONYMS = listed(
    "parkinson|alzheimer|crohn|hodgkin|huntington|cushing|hashimoto|raynaud|ménière|meniere|behçet|behcet|sjögren|"
    "sjogren|tourette|asperger|kaposi|klinefelter|reye|guillain-barré|guillain-barre|creutzfeldt-jakob|lyme|chagas|"
    "hirschsprung|charcot|ehlers-danlos|munchausen|münchhausen|gaucher|fabry|pompe|wernicke|korsakoff|korsakow|dupuytren|lewy|apgar|bechterew|basedow|likert|"
    "babinski|rorschach|stroop|heimlich|ohm|bayes|bernoulli|markov|gauss|gaussian|gauß|euler|fourier|laplace|kepler|"
    "godwin|zipf|poisson|pareto|dijkstra|fibonacci|pythagoras|pitágoras|pitagora|pitagoras|pythagoraa|thalès|talete|"
    "fermat|goodhart|amdahl|nyquist|kalman|chebyshev|cauchy|lagrange|riemann|hilbert|noether|gödel|faraday|coulomb|"
    "planck|boltzmann|schrödinger|heisenberg|doppler|avogadro|mendel|pavlov|maslow|occam|hanlon|navier-stokes|"
    "black-scholes|levenshtein|bellman-ford|mercalli|beaufort|nobel|nobl|pulitzer|erlenmeyer|bunsen|pisagor|archimedes|"
    "archimede|arquímedes|arquimedes|archimède|turing|hubble"
)
_CASES = "(?:'?(?:a|ego)|in|n|en|owi|em)?"
"""As names are bent in Polish and Finnish."""

_OF = r"(?:de la |de l'|de |d'|di |do |da |del |van |von )"
_BEFORE = (
    rf"(?:(?:enfermedad|mal|síndrome|demencia|escala|teorema|ley|leyes|constante|número|efecto|algoritmo|distribución|"
    r"ecuación|ecuaciones|principio|transformada|serie|premios?|telescopio|"
    r"maladie|syndrome|démence|échelle|théorème|lois?|nombre|effet|algorithme|équations?|principe|transformée|prix|"
    r"malattia|morbo|sindrome|demenza|scala|legge|leggi|costante|numero|effetto|distribuzione|equazion[ei]|premi|"
    r"trasformata|doença|leis?|efeito|distribuição|equaç(?:ão|ões)|prêmios?|prémios?|telescópio|"
    rf"ziekte|syndroom|schaal|stelling|wet|wetten|getal|effect|algoritme|vergelijking|verdeling|satz|gesetz) {_OF}|"
    r"(?:escala|échelle|scala|schaal|premios?|premi|prix|prêmios?|prémios?|morbus|"
    r"chorob(?:a|y|ie|ę|ą)|zesp(?:ół|ołu|ołem)|skal[aięą]|twierdzeni[ae]m?|praw[aoe]m?|stał(?:a|ej|ą)|"
    r"nagrod(?:a|y|ę|zie)|liczb[ay]|efekt|algorytm|równani[ae]|rozkład|teleskop) )"
)
"""Without a little word in between fewer: "Lois Kepler" and "Mal Pavlov" are somebody."""
_SURE = (
    r"(?:disease|syndrome|palsy|dementia|lymphoma|sarcoma|theorem|lemma|conjecture|inequality|paradox|laws?|razor|"
    r"equilibrium|constant|equations?|algorithm|principle|telescope|last theorem|hastalığı|sendromu)"
)
"""After a name with or without "'s"."""
_AFTER = (
    r"(?:[ -](?:bodies|scale|score|index|sign|test|manoeuvre|maneuver|distribution|distance|chains?|process|"
    r"transform|filter|blur|number|sequence|code|coding|tree|diagram|effect|machine|series|curve|sort|"
    r"coefficient|limit|optimum|model|prizes?|flask|burner|"
    r"krankheit|syndrom|demenz|skala|zahl|gleichung|gleichungen|verteilung|algorithmus|effekt|konstante|"
    r"transformation|prozess|ketten?|gesetze?|reihe|filter|preis|preise|preisträger|preisträgerin|teleskop|brenner|"
    r"ziekte|prijs|wet|getal|schaal|"
    r"teoremi|yasası|kanunu|kanunları|ölçeği|sabiti|etkisi|dağılımı|denklemi|ödülü|teleskobu|"
    r"tauti|taudin|tautia|oireyhtymä|oireyhtymän|lause|laki|lain|palkinto|palkinnon|asteikko|asteikolla|vakio|ilmiö)"
    r"|(?:ziekte|krankheit|syndrom|preis|prijs|pris))(?!\w)"
)
_NOT_LAW = r"(?! (?:firm|firms|school|office|practice|suit|degree|book|books|exam|partner))"
_PAIRS = (
    # Of names that many bear: only the one thing that everybody calls so.
    rf"(?:murphy|moore|conway|hooke|boyle|stokes|newton|maxwell)'?s? (?:laws?|razor)(?!\w){_NOT_LAW}",
    r"(?:wilson|addison|graves|paget|kawasaki|hansen|still|pott)(?:'?s|')?[ -]disease(?!\w)|"
    r"(?:turner|marfan|barrett|down)(?:'?s)?[ -](?:syndrome|oesophagus|esophagus)(?!\w)|bell(?:'?s)?[ -]palsy(?!\w)",
    r"(?:enfermedad|maladie|malattia|doença|ziekte|chorob[aęy]) (?:de |di |van )?"
    r"(?:addisona?|graves|basedowa?|kawasaki|paget|hansena?|hodgkina?)(?!\w)",
    r"(?:síndrome|syndrome|sindrome|syndroom|zesp(?:ół|ołu|ołem)) (?:de |di |do |van )?"
    r"(?:turnera?|marfana?|edwardsa?|patau|hornera?|brugada|angelmana?|rett|retta|noonan|lynch|prader-willi)(?!\w)",
    r"(?:escala|échelle|scala|schaal|skala) (?:de |di |van )?glasgow(?!\w)",
    r"(?:simpson'?s? paradox|nash equilibri\w+|cantor'?s? (?:theorem|set)|stokes'?s? (?:theorem|equations?)|"
    r"maxwell'?s? equations|"
    r"hubble'?s? (?:telescope|constant|law)|shannon'?s? theorem|newton'?s? method)(?!\w)",
    r"(?:turner|booker|fields|pulitzer|nobel|abel|turing|hugo|oscar|palme|costa|nebula|lasker|templeton)"
    r" (?:prizes?|awards?|medals?|medallists?|laureates?)(?!\w| money| winnings)",
    r"(?:ley|loi|legge|lei|wet|prawo|prawa) (?:de |di |van )?(?:murphy|moore|hooke|boyle|newton)(?:'?(?:ego|a))?(?!\w)",
    r"(?:murphy|mooren?|newton)(?:n|in)? (?:laki|lait|yasası|kanunu|kanunları)(?!\w)",
    r"(?:murphys?|mooresches?|newtonsches?) gesetz(?:e)?(?!\w)",
    r"richter[ -](?:scale|skala|ölçeği\w*)|(?:escala|échelle|scala|schaal|skal[aięą]) (?:de |di |van )?richtera?(?!\w)|"
    r"richterin asteik\w+",
    r"down(?:'s|in|a)?[ -](?:syndrome?|sendromu|oireyhtymä\w*)(?!\w)|"
    r"(?:síndrome|syndrome|sindrome|syndroom|zesp(?:ół|ołu|ołem)) (?:de |di |van |do )?downa?(?!\w)",
    r"(?:medalla|médailles?|medaglia|medalha|medaille) fields(?!\w)|fields[ -]med\w+",
    r"(?:planu?|piano|plano) marshalla?(?!\w)|marshall[ -]plan(?!\w)|(?:loi|ley|legge|lei) (?:de |di )?benford(?!\w)|"
    r"benford'?s? law(?!\w)|alzheimer's(?!\w)|an? stanley knife(?!\w)|lei maria da penha(?!\w)|"
    r"(?:an?|the) (?:positive |negative |indwelling )?"
    r"(?:foley catheter|romberg sign|hough transform|fermi level)(?!\w)",
    r"(?:barthel index|petri dish(?:es)?|petrischale|geiger counter|geigerzähler|venn diagrams?|halley'?s comet|"
    r"phillips screwdriver|mariana trench|bering strait|van allen belts?|glasgow coma scale|nash equilibri\w+|"
    r"huffman (?:code|coding|tree)|hamming (?:code|distance)|cantor set|apache cassandra)(?!\w)",
)
_CYRILLIC = re.compile(
    r"(?:(?:болезн|синдром|теорем|закон|постоянн|шкал|алгоритм|преми|эффект|уравнени|числ|принцип|распределени|"
    r"преобразовани|опыт|телескоп|комет|проб|симптом|машин|парадокс|диаграмм|цеп|процесс|лимфом|автомат|план|пролив)"
    r"\w{0,4}) (?:паркинсона|альцгеймера|дауна|крона|лайма|туретта|аспергера|бехтерева|меньера|рейно|хашимото|"
    r"ходжкина|кушинга|пифагора|ферма|виета|ома|кулона|фарадея|архимеда|планка|больцмана|авогадро|рихтера|апгар|"
    r"дейкстры|маркова|гаусса|бернулли|пуассона|фурье|лапласа|эйлера|фибоначчи|нобеля|доплера|шрёдингера|шредингера|"
    r"оккама|мерфи|паскаля|хаббла|галлея|роршаха|тьюринга|венна|маршалла|беринга|калашникова)(?!\w)"
)
"""Not "премия Ивановой", nor "болезнь Анны"."""
_UNSPACED = re.compile(
    r"(?:帕金森|阿尔茨海默|阿茲海默|唐氏|克罗恩|亨廷顿|川崎|橋本|桥本|抽动秽语|梅尼埃|阿斯伯格|パーキンソン|アルツハイマー|ダウン|クローン|"
    r"バセドウ|ベーチェット|メニエール|ハンチントン|ギラン・バレー|アスペルガー|高安|ハンセン)(?:氏)?(?:病|症候群|综合征|综合症|症)"
    r"(?![気院状人室欠棟房假床情历史了])|"
    r"(?:诺贝尔|普利策|菲尔兹|图灵|鲁迅文学|茅盾文学|ノーベル|フィールズ|ピューリッツァー|芥川|直木|沢村|ガウス)"
    r"(?:文学|和平|物理学?|化学|经济学|医学|生理学・医学|龍之介|栄治)?(?:奖|獎|賞)(?![与金状味罰励勵])|"
    r"(?:摩尔|欧姆|墨菲|牛顿|毕达哥拉斯|普朗克|玻尔兹曼|里希特|高斯|泊松|傅里叶|多普勒|哈勃|贝叶斯|马尔可夫|"
    r"ムーア|オーム|マーフィー|ニュートン|ピタゴラス|プランク|リヒター|ポアソン|フーリエ|ドップラー|ハッブル|ベイズ|ダイクストラ)"
    r"(?:的|の)?(?:第[一二三])?(?:定律|定理|法则|法則|常数|定数|方程|效应|効果|分布|变换|変換|望远镜|宇宙望遠鏡|震级|法)|"
    r"(?:白求恩|中山|同济|湘雅|鲁迅|宋庆龄)(?:医院|大学(?!生)|公园|纪念馆|故居|基金会)|"
    r"(?:파킨슨|알츠하이머|다운|크론|베체트|메니에르|루게릭|가와사키|하시모토|헌팅턴|아스퍼거) ?"
    r"(?:병|증후군)(?![원실가문상])|"
    r"(?:노벨|퓰리처|필즈|튜링) ?(?:문학|평화|물리학|화학|경제학)?상(?![가-힣]{2})|(?:이상|김수영|동인|김유정) ?문학상|"
    r"(?:피타고라스|옴|무어|머피|뉴턴|플랑크|볼츠만|가우스|푸리에|도플러)(?:의)? ?"
    r"(?:정리|법칙|방정식|상수|효과|분포|변환)"
)


def is_eponym(claim: Claim) -> bool:
    """Whether the finding is in the name of a disease, a law of nature, a prize or an instrument."""
    if any(expressions(claim, _known())) or any(expressions(claim, _CYRILLIC)):
        return True
    return not claim.text.isascii() and any(expressions(claim, _UNSPACED))


@cache
def _known() -> re.Pattern[str]:
    names = "|".join(map(re.escape, sorted(_EPONYMS, key=len, reverse=True)))
    choices = (
        rf"{_BEFORE}(?:{names}){_CASES}(?!\w)(?: de (?:la )?\w{{3,12}})?",
        rf"(?:{names})(?:(?:'?s|{_CASES})[ -]{_SURE}(?!\w){_NOT_LAW}|{_CASES}{_AFTER}{_NOT_LAW})",
        *_PAIRS,
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(choices)})")
