"""Passwords in calls, commands, directives and pairs; ports, paths, roles and references are none."""

import pytest

from shared.rules import find
from tests.shared.rules.marked import expected, found


@pytest.mark.parametrize(
    "text",
    [
        'smtp.login("bob", "«coffee»")',
        "auth=HTTPBasicAuth('bob', '«coffee99»')",
        'let creds = Credentials::new("svc", "«Tr0ub4dor»");',
        'new NetworkCredential("svc", "«Tr0ub4dor»")',
        'DriverManager.getConnection("jdbc:h2:x", "sa1", "«Tr0ub4dor»")',
        "echo '«Tr0ub4dor»' | sudo -S ls",
        "podman login -u bob -p «hunter22» registry.acme.io",
        "requirepass «foobared»",
        "snmp-server community «n0tPublic» RO",
        "login is bob/«Blume77!»",
        "账号密码：bob/«Xia2024!»",
        "user bob, password «Hunter22»",
        'mysqli_connect("localhost", "app", "«Kd83nfQz!»", "db1")',
        "new PDO($dsn, 'app', '«Kd83nfQz!»');",
        'DriverManager.getConnection(url, "app", "«Kd83nfQz!»")',
        "CREATE USER app IDENTIFIED BY «Kd83nfQz»;",
        'ConvertTo-SecureString "«Kd83nfQz!»" -AsPlainText -Force',
        "WIFI:T:WPA;S:home;P:«blaueKatze42»;;",
        "smbclient //srv/share -U bob%«Kd83nfQz»",
        "xfreerdp /u:bob /p:«Kd83nfQz» /v:h1",
        "7z a -p«Kd83nfQz» x.7z f",
        "psexec -u bob -p «Kd83nfQz» cmd",
    ],
)
def test_a_password_where_one_belongs_is_found(text: str) -> None:
    assert found(text) == expected(text, "password")


@pytest.mark.parametrize(
    "text",
    [
        'login("username", "password")',
        'create_user("bob", "editor")',
        'authorize("read", "write")',
        'auth("Bearer", "scheme")',
        'page.login("bob", os.environ["X"])',
        "docker run -u root -p 8080:80 nginx",
        "docker login -u $USER -p $TOKEN",
        "sudo -u postgres mkdir -p data/base2",
        "ssh -u bob -p 2222 host",
        'echo "hello world1" | sudo tee /etc/motd',
        "openssl rsa -passin env:PW1 -in k.pem",
        "a single -pass algorithm2",
        "user.password mismatch",
        "self.password is not None",
        "snmp-server community public",
        "login: yesterday / 10:30",
        "credentials are rotated every 90 days",
        "see credentials: read-only / read-write",
        "user: admin, password required",
        "- [x] login / signup page2",
        "getConnection(url, user, password)",
        "new PDO($dsn, $user, $password);",
        'mysqli_connect($host, $user, $pass, "database1")',
        'getConnection("jdbc:h2:mem", "sa", "")',
        "7z a out1.7z -r dir1",
        "WIFI:T:nopass;S:guest1;;",
        "unzip -p archive1.zip",
    ],
)
def test_what_only_looks_like_a_login_is_left(text: str) -> None:
    assert [text[span.start : span.end] for span in find(text) if span.label == "secret"] == []


@pytest.mark.parametrize(
    "text",
    [
        "password: the quick start guide",
        "passphrase: must be at least twelve",
        "Password: click reset link below",
        "seed phrase: twelve words",
        "password for users is required",
        "password for the account: see below",
        "the mountain pass is 2500m",
        "'password' => 'required|min:8|confirmed'",
        "password\n  value returned by the call",
    ],
)
def test_a_sentence_about_passwords_is_left(text: str) -> None:
    assert find(text) == []
