"""Secrets by format and by the word before them; placeholders, references and sample keys are none."""

import pytest

from shared.rules import find
from tests.shared.rules.marked import expected, found

KEY = "7f3Kd9QmZx2LpVtY8wRb4NcHs6JgAeUo"
"""Letters and digits as a machine draws them; belongs to nobody."""

HEX = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"

UUID = "7c9e6679-7425-40de-944b-e07fc1f90ae7"


@pytest.mark.parametrize(
    "key",
    [
        "AKIAI44QH8DHBZ3KQ7PL",
        "ASIAI44QH8DHBZ3KQ7PL",
        f"ghp_{KEY}Qz81",
        f"github_pat_{KEY}_{KEY}",
        f"glpat-{KEY[:20]}",
        f"xoxb-123456789012-{KEY}",
        f"sk_live_{KEY}",
        f"rk_test_{KEY}",
        f"AIza{KEY}a-9",
        f"sk-proj-{KEY}{KEY}",
        f"sk-ant-api03-{KEY}{KEY}",
        f"sk-{KEY}{KEY[:16]}",
        f"npm_{KEY}Ab12",
        f"pypi-AgEIcHlwaS5vcmc{KEY}{KEY}",
        f"SG.{KEY[:22]}.{KEY}{KEY[:11]}",
        f"AC{HEX}",
        f"SK{HEX}",
        f"hf_{KEY}Zq",
        f"dop_v1_{HEX}{HEX}",
        f"shpat_{HEX}",
        f"123456789:AA{KEY}x",
        f"hvs.{KEY}",
        f"https://hooks.slack.com/services/T0AB12CD3/B0EF45GH6/{KEY[:24]}",
        f"key-{HEX}",
        f"GOCSPX-{KEY[:28]}",
        f"dckr_pat_{KEY[:27]}",
        f"gsk_{KEY}{KEY[:20]}",
        "ABIAI44QH7DHBZ3KQ7PL",
        f"glagent-{KEY}{KEY[:18]}",
        f"GR1348941{KEY[:20]}",
        f"xoxc-123456789012-123456789012-{HEX}",
        f"https://acme.webhook.office.com/webhookb2/{UUID}@{UUID}/IncomingWebhook/{HEX}/{UUID}",
        f"1//0{KEY}{KEY}",
        f"sk-ant-oat01-{KEY}{KEY}",
        f"rk_prod_{KEY}",
        f"dckr_oat_{KEY}",
        f"NRII-{KEY}",
        f"{HEX}9f8eNRAL",
        f"ATBB{KEY[:24]}9F8E7D6C",
        f"nfp_{KEY}Ab12",
        f"pat-eu1-{UUID}",
        f"tskey-auth-{KEY[:17]}-{KEY}",
        f"CCIPAT_{KEY[:22]}_{HEX}9f8e7d6c",
        f"re_{KEY[:8]}_{KEY[:24]}",
        f"lsv2_pt_{HEX}_9f8e7d6c5b",
        f"sb_secret_{KEY[:31]}",
        f"dt0c01.{KEY.upper()[:24]}.{KEY.upper()}{KEY.upper()}",
        f"squ_{HEX}9f8e7d6c",
        f"sha256~{KEY}{KEY[:11]}",
        f"oy2{KEY.lower()}{KEY.lower()[:11]}",
        f"AKCp8{KEY}{KEY}Ab12",
        f"sk_{HEX}{HEX[:16]}",
        f"access-sandbox-{UUID}",
        f"v1.0-{HEX[:24]}-{HEX * 4}{HEX[:18]}",
        f"nvapi-{KEY}{KEY}",
    ],
)
def test_a_key_shows_what_it_is(key: str) -> None:
    for text in (f"key «{key}» leaked", f"见«{key}»。", f'export X="«{key}»"'):
        assert found(text) == expected(text, "api_key")


@pytest.mark.parametrize(
    "text",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "sk_live_your_key_here",
        "sk-xxxxxxxxxxxxxxxxxxxxxxxx",
        "npm_install",
        "AKIA",
        f"x{KEY}",
        "task-force-one-two-three",
        "SG.something",
        "AC/DC",
        "hf_hub_download",
        "sk-learn",
        HEX,
        "eyJ.eyJ.",
        "xoxo-love-and-kisses",
        "sdk-tools-linux-4333796",
        "API-GATEWAYTIMEOUTEXCEPTIONCL",
        "access-control-allow-origin",
        "rnd_generator_state_for_all_of_it",
        "re_compile_pattern_list_of_all_names",
        "GR1348941",
        "v1.0-rc1",
        "sha256~",
        f"ico-{KEY.lower()}x",
        "ABIAxxxxxxxxxxxxxxxx",
        "/bot123456:AA",
    ],
)
def test_a_sample_or_a_lookalike_is_no_key(text: str) -> None:
    assert found(text) == []


def test_a_jwt_is_found() -> None:
    token = (
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U"
    )
    text = f"cookie jwt «{token}»; path=/"

    assert found(text) == expected(text, "jwt")


def test_an_encrypted_jwt_is_found_to_its_end() -> None:
    for key in (f"{KEY}{KEY}", ""):
        text = f"jwt «eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.{key}.{KEY[:16]}.{KEY}{KEY}.{KEY[:22]}» sent"
        assert found(text) == expected(text, "jwt")


def test_the_private_parts_of_a_json_web_key_are_found_and_the_public_ones_left() -> None:
    public = f'{{"kty":"RSA","n":"{KEY * 6}","e":"AQAB","kid":"{HEX}"}}'
    private = f'{{"kty": "EC", "crv": "P-256", "x": "{KEY}q1", "d": "«{KEY}q2»"}}'

    assert found(public) == []
    assert found(private) == expected(private, "private_key")


def test_a_key_of_putty_is_found_and_its_public_lines_left() -> None:
    text = (
        f"PuTTY-User-Key-File-3: ssh-rsa\nPublic-Lines: 1\n{KEY}{KEY}\n"
        f"Private-Lines: 2\n«{KEY}{KEY}\n{KEY}=»\nPrivate-MAC: x"
    )

    assert found(text) == expected(text, "private_key")


@pytest.mark.parametrize(
    "kind", ["RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"]
)
def test_a_private_key_is_found_whole_and_torn(kind: str) -> None:
    body = "\n".join([f"{KEY}{KEY}"] * 4)

    whole = f"a\n«-----BEGIN {kind}-----\n{body}\n-----END {kind}-----»\nb"
    torn = f"a\n«-----BEGIN {kind}-----\n{body}»"

    assert found(whole) == expected(whole, "private_key")
    assert found(torn) == expected(torn, "private_key")
    assert found(f"-----BEGIN {kind}-----\n...\n-----END {kind}-----") == []
    assert found("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----") == []


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


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("password", 'password = "«hunter22»"'),
        ("password", "$password = '«L3tMe1n!»';"),
        ("password", '<property name="password" value="«Winter#2023»"/>'),
        ("api_key", f'<add key="ApiKey" value="«{HEX}»" />'),
        ("password", 'variable "db_password" { default = "«hunter2!»" }'),
        ("password", 'variable "db_password" {\n  type    = string\n  default = "«hunter2!»"\n}'),
        ("api_key", f"ENV SECRET_KEY_BASE «{HEX}»"),
        ("password", "redis-cli -h cache -a «Zx81LpQm9d» ping"),
        ("password", "mysql -u root -p«Zx81LpQm9d» app"),
        ("password", "credentials: bob/«Xk29fLq8»"),
        ("private_key", "tls.key: «LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tTUlJRXZ3SUJB»"),
        ("password", "logged in with password «Winter2023!» at noon"),
        ("password", "DB_PASSWORD=«Tr0ub4dor&3»".replace("&3", "3")),
        ("password", "password: «Sommer2024!»"),
        ("password", "Password: «S3cret#99»."),
        ("password", "my password is «Sommer2024!», ok?"),
        ("password", "pwd:«qwertz99»"),
        ("password", "Passwort: «Sommer2024»"),
        ("password", "Das Passwort lautet «Sommer2024»."),
        ("password", "Mot de passe : «Soleil!2024»"),
        ("password", "Contraseña: «Verano2024*»"),
        ("password", "senha: «Verao#2024»"),
        ("password", "Wachtwoord: «Zomer2024!»"),
        ("password", "Hasło: «Lato2024!»"),
        ("password", "Пароль: «Leto2024!»"),
        ("password", "Şifre: «Yaz2024!x»"),
        ("password", "密码：«Xia2024!tian»"),
        ("password", "パスワードは«Natsu2024!»です".replace("です", "")),
        ("password", "비밀번호: «Yeoreum24!»"),
        ("password", "पासवर्ड: «Garmi@2024»"),
        ("password", "كلمة المرور: «Sayf@2024»"),
        ("password", '{"password": "«correct-horse-9»"}'),
        ("password", "<password>«hunter22»</password>"),
        ("password", "mysql --password=«Tr0ub4dor3» -h db"),
        ("password", "--password «Tr0ub4dor3»"),
        ("password", "Server=db;User Id=app;Password=«Tr0ub4dor3»;Database=x"),
        ("password", "jdbc:x://h/db?user=a&password=«Tr0ub4dor3»&ssl=1"),
        ("password", "CREATE USER a IDENTIFIED BY '«Tr0ub4dor3»'"),
        ("password", "curl -u admin:«Tr0ub4dor3» https://acme.io"),
        ("password", "machine h login bob password «Tr0ub4dor3»"),
        ("password", 'if (password == "«letmein99»") {'),
        ("password", "root:«$2b$12$EixZaYVK1fsbw1ZfbX3OXePaWxn96p36WQoeG6Lruj3vjPGga31lW»"),
        ("api_key", f'api_key = "«{KEY}»"'),
        ("api_key", f"SECRET_KEY: «{KEY}»"),
        ("api_key", f"aws_secret_access_key = «{KEY}+/Zq81Lp»"),
        ("api_key", f"token: «{HEX}»"),
        ("api_key", f'"client_secret": "«{KEY}»"'),
        ("api_key", "client_secret: «7c9e6679-7425-40de-944b-e07fc1f90ae7»"),
        ("api_key", f"Authorization: Bearer «{KEY}»"),
        ("api_key", "Authorization: Basic «Ym9iOmh1bnRlcjIy»"),
        ("api_key", f"-H 'X-Api-Key: «{KEY}»'"),
        ("api_key", f"const apiKey = '«{KEY}»';"),
        ("password", "PIN and password: «x9!kQ2zz»"),
        ("password", "Votre mot de passe provisoire : «Xk9-pl2Z»"),
        ("password", "contraseña del wifi: «casa1234azul»"),
        ("password", "пароль - «Zima2023»"),
        ("password", "パスワード「«sakura0401»」"),
        ("password", "Şifreniz: «Yaz2024!»"),
        ("password", "Adgangskode: «Sommer2024!»"),
        ("password", "Κωδικός πρόσβασης: «Kalo2024!»"),
        ("password", "รหัสผ่าน: «Ron2024!»"),
        ("password", "Mật khẩu: «MuaHe2024!»"),
        ("password", "סיסמה: «Kayitz2024!»"),
        ("password", "pasword: «Sommer2024!»"),
        ("password", 'var password string = "«Kd83nfQz!»"'),
        ("password", "stringData:\n  password: |\n    «Kd83nfQz!»"),
        ("api_key", f'env.get("SECRET_KEY", default="«{KEY}»")'),
        ("password", "jdbc:sqlserver://db:1433;databaseName=app;user=sa;password=«Kd83nfQz!»;encrypt=true"),
        ("password", "bob:«$apr1$x8Kd83nf$V7iB3m03nbqnsGpWLuqIA1»"),
        ("password", f"root:«$6$rounds=5000${KEY[:16]}${KEY}{KEY}{KEY[:22]}»:19000:0:99999:7:::"),
        ("password", f"«pbkdf2_sha256$600000${KEY[:22]}${KEY}{KEY[:11]}=»"),
        ("password", f"userPassword: «{{SSHA}}{KEY}»"),
        ("api_key", f"Authorization: SSWS «00{KEY}»"),
        ("api_key", f"Cookie: sid=«{KEY}»; theme=dark"),
        ("api_key", f"Set-Cookie: JSESSIONID=«{HEX.upper()}»; Path=/"),
    ],
)
def test_a_secret_with_a_word_before_it_is_found(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text",
    [
        'password = os.environ["X"]',
        "password: ${DB_PASSWORD}",
        'password: "{{ vault }}"',
        "password = getpass()",
        "password=<password>",
        "password: changeme",
        "password: string",
        "password is required",
        "Password must contain 8 characters",
        "forgot your password?",
        "password=None",
        "self.password = password",
        "token: abc123",
        "token = request.headers['x']",
        "secret: my-app-secret",
        "the secret is out",
        "token expired after 3600 seconds",
        'name="password"',
        "passwordField.value",
        "PASSWORD_HASHERS = ['django.contrib']",
        "password: xxxxxxxx",
        "password: ********",
        'api_key = "YOUR_API_KEY"',
        "api_key: str",
        "secretName: tls-cert",
        "token_type: bearer",
        "pass the salt: now",
        "passing tests: 1482",
        "tokenizer = AutoTokenizer.from_pretrained",
        "Authorization: Bearer <token>",
        "password: required",
        "import secrets",
        "compass: north123",
        "max_tokens: 4096",
        "secret/data/app1",
        "password - the password of the user",
        "パスワード「英数字8文字以上」で設定",
        "var password string = os.Getenv(KEY1)",
        "password: |\n  The password of the user.",
        'env.get("SECRET_KEY", default=None)',
        "sessionid=0x14a2b3c4d5e60000 closed",
        "Cookie: consent=accepted; theme=dark",
        "passwordHash = bcrypt.hash(password, 10)",
        "/etc/passwd:1:root",
        "{SHA256} checksum of $P$ and $1$",
        "password_file: /run/secrets/db1",
        "token_count=128000",
        "DB_PASSWORD=${DB_PASSWORD:-changeme}",
        'private_key_id = "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c"',
        "echo $PASSWORD1",
        "bypass = enabled1x",
        "auth=merge_setting(auth, self.auth),",
        ":param auth: (optional) Auth",
        "c->password = gnome_strdup(password_data->password);",
        "Passwords are stored hashed",
        "key: value1234",
        "authority: localhost1",
        "author = Smith2000x",
        "password sha256, password v2",
        "the password field1 and password input2 are required",
        '"md5", "password", "scram-sha-256"',
        "((--cdc-password=CDC_PASSWORD --cdc-username=CDC_USERNAME)",
        'cache_key = "9f8e7d6c5b4a39281706f5e4d3c2b1a0"',
        'public_key: "2b7e151628aed2a6abf7158809cf4f3c"',
        "key: sha256:603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
        "commit key = 2b7e151628aed2a6abf7158809cf4f3c",
        '"key": "settings.page.size"',
        "s.getElementsByTagNameNS2a() and s.AbstractSingletonProxy12(",
        "The seed phrase is the master secret of a wallet. Write it down on paper, twice, and keep both copies safe.",
        "mnemonic: a short word that is easier to remember than the bytes it stands for and shown in upper case",
        "Recovery codes: print them and keep them",
        "backup code path: use 2 of 10",
        "14:02:33:worker:pool:started",
        "jdbc:oracle:thin:user/password@localhost:1521:XE",
        "jdbc:oracle:thin:@db01:1521:ORCL",
        "5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTK",
    ],
)
def test_a_reference_or_a_placeholder_is_no_secret(text: str) -> None:
    assert [span for span in find(text) if span.label == "secret"] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("phone_number", "my phone is «four one five, five five five, two six seven one»"),
        ("phone_number", "call «double five five one two three four six»"),
        ("phone_number", "Telefon: «null eins sieben eins zwei drei vier fünf»"),
        ("phone_number", "My number is «five five five, zero one three four, nine two»."),
        ("phone_number", "Phone: «4 1 5 5 5 5 2 6 7 1»"),
        ("ssn", "SSN «5 3 6 9 0 4 3 9 9»"),
        ("ssn", "social security number «five three six nine zero four three nine nine»"),
        ("bank_account", "account «one two three seven eight nine zero»"),
    ],
)
def test_a_number_spelled_out_is_found(kind: str, text: str) -> None:
    assert found(text) == expected(text, kind)


@pytest.mark.parametrize(
    "text", ["one, two, three, four, five, six, seven", "1 2 3 4 5 6 7 8 9", "un deux trois quatre cinq six sept"]
)
def test_counting_is_no_number(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Instagram: «@jane.doe»",
        "Twitter: «jdoe_84»",
        "follow «@jane_doe» on Twitter",
        "微信号：«zhang_wei88»",
        "Telegram «@janedoe»",
    ],
)
def test_a_social_name_is_found(text: str) -> None:
    assert found(text) == expected(text, "social_handle")


@pytest.mark.parametrize(
    "text", ["@Override", "@media screen", "twitter: yes", "github: @types/node", "instagram is fine", "x=120, y=4"]
)
def test_what_is_no_social_name_is_left(text: str) -> None:
    assert found(text, "social_handle") == []
