"""Connection strings with a password in them, and sample ones."""

import pytest

from shared.rules import find
from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        "«postgres://bob:s3cr3tP4ss@db.acme.io:5432/app»",
        "url=«mysql+pymysql://app:Tr0ub4dor@10.2.3.4/prod?charset=utf8»",
        '"«mongodb+srv://svc:9xQm2LpV@cluster0.ab12c.mongodb.net/x»"',
        "«redis://:h7Kq2mZx9@cache:6379/0»",
        "«amqps://worker:Zx81LpQm@mq.acme.io/vhost»;",
        "«jdbc:postgresql://svc:9xQm2LpV@db/app»",
        "«https://deploy:9xQm2LpV@git.acme.io/site.git»",
        "(«ftp://bob:hunter22@files.acme.io/x»)",
        "连接串为«postgres://app:Vn83kfQz@db:5432/app»，请保密",
        "«mysql://app:Vn83kfQz@db/app»に接続してください",
        "«oracle+cx_oracle://scott:Kd83nfQz@db:1521/?service_name=x»",
        'sql.Open("mysql", "«app:Kd83nfQz!@tcp(db:3306)/app»")',
    ],
)
def test_a_connection_string_is_found(text: str) -> None:
    assert found(text) == expected(text, "connection_string")


@pytest.mark.parametrize(
    "text",
    [
        "postgres://user:password@localhost/db",
        "postgres://${USER}:${PASS}@db/app",
        "mysql://root:<password>@host/x",
        "redis://localhost:6379/0",
        "http://user:pass@example.com",
        'sql.Open("mysql", "user:password@tcp(localhost:3306)/db")',
        'fmt.Sprintf("%s:%s@tcp(%s:%d)/%s", u, p, h, port, db)',
        "mongodb://{user}:{pw}@host",
        "https://host:8080/a@b",
    ],
)
def test_a_sample_connection_is_left(text: str) -> None:
    assert [span for span in find(text) if span.label == "secret"] == []
