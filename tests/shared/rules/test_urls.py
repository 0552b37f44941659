"""Web addresses that lead to a person, and those that lead to the public."""

import pytest

from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "see «https://www.linkedin.com/in/jane-doe-123», thanks",
        "«https://facebook.com/jane.doe.5»",
        "见«https://weibo.com/u/1234567890»。",
        "请访问«weibo.com/u/1234567890»。",
        "«https://cloud.acme.io/s/x8KdYbTq3»",
        "meine Seite: «www.jane-mueller.de»",
        "profile: «linkedin.com/in/janedoe».",
        "(«https://portal.example.com/reset?token=8f3a91bc7d»)",
        "«https://clinic.example/patients/48211/records»",
        "«https://app.example.com/users/jane.doe»!",
        "Website: «https://www.mueller-familie.de/»",
        "网站：«http://www.zhangwei.cn/»",
        "«https://docs.google.com/document/d/1aBcD3fGh1JkLmN0pQrStUv/edit»",
        "«https://example.zoom.us/j/93412345678?pwd=abc»",
        "«https://janedoe.wordpress.com/about»",
        "[me](«https://github.com/janedoe»)",
        "«https://bank.example/statement?account=12345678&name=Doe»",
        "«www.instagram.com/jane.doe»",
        "«https://share.example.com/f/9f8e7d6c5b4a39281706abcd»",
        "see «https://jane@files.example.com/x»",
        "«http://203.0.113.77/admin»",
    ],
)
def test_an_address_that_leads_to_a_person_is_found(text: str) -> None:
    assert found(text) == expected(text, "url")


@pytest.mark.parametrize(
    "text",
    [
        "The docs are on https://docs.python.org/3/library/re.html.",
        "https://github.com/acme/acme/blob/main/src/app.py",
        "visit example.com or www.example.com",
        "https://www.wikipedia.org/",
        "dfs.DataNode, file.name, package.module, os.path.join, index.html",
        "http://localhost:8080/users/42",
        "https://api.example.com/users/{id}",
        "https://registry.npmjs.org/lodash/-/lodash-4.17.21.tgz",
        "and/or, km/h, 1/2, src/main.rs/",
        "https://fonts.example.com/css/3f2a9d7c1b0e4a58b6c9.css",
        "https://cloud.acme.io/s/release-notes",
        "https://files.acme.io/d/documents",
        "https://github.com/settings/tokens",
        '"homepage": "https://acme.dev"',
        "http://127.0.0.1:9090/metrics",
    ],
)
def test_a_public_address_is_left(text: str) -> None:
    assert found(text, "url") == []


@pytest.mark.parametrize(
    "text",
    [
        "http://user@hostname:8080/",
        "git+ssh://git@github.com/acme/site.git",
        "https://docs.python.org/3/library/argparse.html#the-add-argument-method",
        "https://registry.npmjs.org/color-convert/-/color-convert-2.0.1.tgz",
    ],
)
def test_the_place_of_a_name_and_public_pages_are_left(text: str) -> None:
    assert found(text) == []
