"""Names that somebody introduces, in many languages; what else may follow the words is no name."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "Hi, my name is «Jane Doe» and I live here.",
        "My name is «Mary-Ann O'Neil».",
        "Ich heiße «Mehmet» und wohne in Berlin",
        "Mein Name ist «Jürgen von Stein».",
        "Je m’appelle «Chloé», j'habite à Nantes",
        "Me llamo «Jorge del Río» y vivo en León",
        "Mi chiamo «Chiara Rossi»",
        "Ik heet «Anouk van Dijk»",
        "Nazywam się «Łukasz Żak».",
        "Меня зовут «Анна Петрова», мне 30 лет",
        "Jag heter «Åsa»",
        "我叫«王小明»，今年三十岁",
        "私の名前は«山田太郎»です。",
        "제 이름은 «김철수»입니다",
        "اسمي «محمد أحمد»، أسكن هنا",
        "मेरा नाम «राहुल शर्मा» है",
    ],
)
def test_a_name_that_is_introduced_is_found(text: str) -> None:
    assert found(text, "person") == expected(text, "person")


@pytest.mark.parametrize(
    "text",
    [
        "My name is on the list.",
        "my name is not important",
        "The dummy name is Foo",
        "Wie ich heiße, weißt du",
        "se llama a esto fraude",
        "我叫了一辆车去机场",
        "Mein Name ist hier egal",
    ],
)
def test_other_words_are_no_name(text: str) -> None:
    assert found(text, "person") == []
