"""E-mail addresses, as they are and as people hide them."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "Write to «jane.doe@example.com».",
        "Contact: «j.o'brien+news@mail.example.co.uk», please",
        "mailto:«a_b-c@sub.domain.museum»?subject=hi",
        "<«JANE@EXAMPLE.ORG»>",
        "«pedro.martínez.garcía@juntadeandalucia.es»",
        "邮箱«zhang.wei@qq.com»请查收",
        "メール：«tanaka@example.co.jp»です",
        "이메일은 «kim@naver.com»입니다",
        "البريد: «ahmed@mail.ae»",
        "email=«x1@y2.io»;name=Bob",
        '"email":"«bob@corp.internal»"',
        "| «bob@example.net» |",
        "«jane.doe@example.com»,«john@example.org»",
        "Pisz na «jan@przykład.pl» dziś",
        "OCR: «jane.doe @example.com»",
        "OCR: «jane.doe®example.com»",
        "OCR: «jane.doe(D)example.com» x",
        "OCR: «jane.doeGgmail.com»",
        "Ｍａｉｌ «jane＠example．com»",
        "«jane.doe@example.com».Please answer",
    ],
)
def test_an_address_is_found_to_the_character(text: str) -> None:
    assert found(text) == expected(text, "email_address")


@pytest.mark.parametrize(
    "text",
    [
        "reach me: «john dot smith at example dot com»",
        "«john.smith [at] example [dot] com» works",
        "«john(at)example.com»",
        "Reach out to me at «jane (dot) doe (at) example (dot) com»",
        "«john.smith AT example DOT com» please",
        "schreib an «max punkt muster (at) beispiel punkt de»",
        "escribe a «ana arroba ejemplo punto es»",
        "«jane_doe {at} example {dot} org»",
        "«jane_doe(Klammeraffe)acme(Punkt)de»",
        "메일은 «jane골뱅이naver.com» 입니다",
        "«jane 골뱅이 naver 점 com»",
        "E-Mail: «jane at acme.de»",
        "it is «mary dot jones at mail dot example dot co dot uk», thanks",
    ],
)
def test_an_address_that_hides_is_found(text: str) -> None:
    assert found(text) == expected(text, "email_address")


@pytest.mark.parametrize(
    "text",
    [
        "git clone git@github.com:acme/site.git",
        "pip install package@1.2.3",
        "@Override public void run()",
        "Windows® or Acme®, see acme.com",
        "the KGmail.com domain",
        "page © 2024",
        "y = x @ W.T + b",
        "Meet me at example dot com",
        "she works at example.com now",
        "you@example.com, your.name@company.com",
        "foo@bar",
        "a@b.notatld",
        "look at dot com bubbles",
        "mail: me at acme.de",
        "kukac is Hungarian for worm.com",
        "e-mail: works at noon",
        "root@10.0.0.0/8",
        "price @ 3.50 each",
    ],
)
def test_what_only_looks_like_an_address_is_left(text: str) -> None:
    assert found(text, "email_address") == []


@pytest.mark.parametrize(
    "text",
    [
        "noreply@example.com",
        "From: no-reply@github.com",
        "sender=e2scrub@host.domain.name",
        "pkg%401.2.3",
        "we arrived at acme.com",
        "main.py at acme.io runs",
    ],
)
def test_nobodys_address_is_left(text: str) -> None:
    assert found(text, "email_address") == []
