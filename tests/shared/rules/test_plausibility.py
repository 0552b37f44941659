"""What a model may have called something: «…» cannot be it in the first list, and can be in the second."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.rules.plausibility import CHECKS, is_plausible
from shared.spans import LABELS
from tests.shared.rules.marked import unmark


def plausible(label: str, marked: str) -> bool:
    text, ((start, end),) = unmark(marked)
    return is_plausible(text, start, end, label)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        # has_no_letters, is_program_text
        ("private_person", "«14 / 3» done"),
        ("private_person", "TAP::Parser::Iterator::«Stream»"),
        ("private_person", "--«length» of the list"),
        ("private_person", "use mdbook_summary; «parse_summary»(text)"),
        ("private_person", "INFO c.m.warehouse.sync.«StockSyncJob» : run"),
        ("private_person", "edit «Cargo».toml"),
        ("private_address", "options:\n  --«addr-no-randomize»"),
        ("secret", "impl<T> Send for «PeekMut»&lt;T&gt;"),
        # is_technical_value, is_technical_word, is_namesake
        ("private_person", '{"license": "«MIT»", "files": []}'),
        ("private_person", '{"name": "«node»",\n "version": "20.1"}'),
        ("private_address", '{"alg": "«SHA-256»"}'),
        ("private_date", '{"minimum": «1»}'),
        ("private_person", "in compliance with the «License»"),
        ("private_person", "the «Stream Trait»"),
        ("private_person", "«Parkinson»'s disease"),
        ("private_person", "«Markov» chains"),
        ("private_person", "escala de «Glasgow»"),
        ("private_person", "библиотека имени «Ленина»"),
        ("private_person", "enfermedad de «Crohn»"),
        ("private_person", "the «Sandoval» syndrome"),
        ("private_person", "shares of «Goldman Sachs» fell"),
        ("private_person", "«Johnson» & Johnson"),
        ("private_person", "Santa «Barbara» reported"),
        ("private_person", "«Victoria»’s Secret opened"),
        ("private_person", "die «Heinrich Bauer» Verlag KG"),
        ("private_person", "slag bij «Waterloo»"),
        ("private_person", "«Hurricane Ida» made landfall"),
        ("private_person", "the «Lovelace» Medal"),
        ("private_person", "<family>«Vera» Sans</family>"),
        ("private_person", "the «Jane Addams» Award went to others"),
        ("private_person", "la temporada del Premio «Goya»"),
        ("private_person", "die «Müller» AG wächst"),
        ("private_person", "a «Turing» test"),
        ("private_person", "«Wilson»'s disease"),
        ("private_person", "the recipe of Dr. «Oetker»"),
        # is_code_name
        ("private_address", "in region «us-central1»"),
        ("private_address", "see «TRANS109»"),
        # is_version_of_a_package
        ("private_email", "uses: «actions/checkout@v4»"),
        ("private_email", "SMTP_FROM=«noreply@acme.org»"),
        ("private_email", "«Use `you@example.com»`"),
        ("secret", "DATABASE_URL=«postgres://user:password@localhost:5432/app»"),
        ("secret", "key-store: classpath:«keystore.p12»"),
        ("secret", "token: «<your-api-key>»"),
        ("secret", "password: «changeme»"),
        ("secret", "token = «your_api_token_here»"),
        ("private_person", "Die Firma «Paul Hartmann» liefert"),
        ("private_person", "La ditta «Fratelli Rossi» ha"),
        ("private_email", "- _REF_: «googlecloudsdk.command»_lib.flags"),
        ("secret", "typedef enum {\n\t«P11_KIT_PIN_FLAGS_»USER_LOGIN = 1<<0,\n"),
        ("secret", "USER_LOGIN = 1<<0,\n\t«P11_KIT_PIN_FLAGS_»SO_LOGIN = 1<<1,\n"),
        ("private_date", "Start-Date: «2026-10-16»  23:03:57"),
        ("private_email", "npm WARN deprecated «inflight@1.0.6»"),
        # has_no_digits, is_hexadecimal_constant, is_stamp
        ("private_phone", "«Hotline»: open"),
        ("private_phone", "#define MASK «0x00000001»"),
        ("account_number", "«081110 014132 2211» INFO dfs.DataNode: done"),
        ("account_number", "20171223-22:15:29:606|Step_LSC|«30002312»|onStand"),
        ("account_number", "drwxr-xr-x  2 root root «4096» Nov 14 08:12 bin"),
        ("private_date", "-rw-r--r-- 1 root root 812 «Jan 3 2023» Makefile"),
        ("private_date", "R02-M1 «2005-06»-03-15.42.50.675872 RAS"),
        # is_no_web_address, is_public_address
        ("private_url", "link /usr/share/man/man1/«jar.1.gz»"),
        ("private_url", "install libjs:all «~1.11.4-3»"),
        ("private_url", 'export * from "«./astnav.js»"'),
        ("private_url", "«libssh2-1:amd64» (1.10.0)"),
        ("private_url", '"resolved": "«https://registry.npmjs.org/lodash/-/lodash-4.17.21.tgz»"'),
        ("private_url", "see «https://docs.python.org/3/library/re.html»"),
        ("private_url", '"url": "https://github.com/«python-pillow/Pillow»"'),
        ("private_url", "listening on «http://127.0.0.1:8080/health»"),
        # is_bare_year, is_fraction, is_product_number, is_nobodys_date
        ("private_date", "Communications Decency Act of «1996»"),
        ("private_date", "accuracy | «81.07» |"),
        ("private_date", "firmware (build «20231104»)"),
        ("private_date", "The Treaty was signed on «24 October 1648»."),
        ("private_date", "La Constitución fue aprobada el «6 de diciembre de 1978»."),
        ("private_date", "Федеральный закон от «27.07.2006» № 152-ФЗ"),
        ("private_date", "个人信息保护法自«2021年11月1日»起施行"),
        ("private_date", "«2024-03-11» 08:14:02,113 INFO started"),
        # is_no_phone
        ("private_phone", "The call took «1234567890» ns"),
        ("private_phone", "Function call count: «987654321»"),
        ("private_url", "next hop «10.0.0.1» is down"),
        # is_version, is_object_identifier, is_product_number
        ("account_number", "OID «1.3.6.1.2.1.1.3.0» = 12"),
        ("account_number", "North;1204;«88201.40»"),
        ("secret", "DER_P_OBJECT, 9, «0x60», 0x86"),
        ("account_number", "google-cloud-cli=«528.0.0-0»"),
        ("account_number", "linux-libc-dev («6.1.187-1»)"),
        ("account_number", "SKU «99-2041-BLK», size 42"),
        ("account_number", '"memory": «74625056768»'),
        ("account_number", "Artikel-Nr. «0 986 494 104»"),
        # is_service, is_digest, is_identifier, is_amount
        ("secret", "CELERY_BROKER=«redis://cache:6379/0»"),
        ("secret", "at «amqp://queue.internal:5672»"),
        ("secret", "a/b.py,sha256=47DEQpj8HBSa-_TImW-«5JCeuQeRkm5NMpJWZG3hSuFU»,0"),
        ("secret", 'ETag: "«33a64df551425fcc55e4d42a148795d9f25f89d4»"'),
        ("secret", "commit «9fceb02d0ae598e95dc970b74767f19372d61af8»"),
        ("secret", "#ifndef «OSSL_CRYPTO_BN_CONF_H»"),
        ("secret", "sk_find_ex(«ossl_check_OSSL_CMP_ITAV_sk_type»(sk), ptr)"),
        ("secret", "EVP_KDF_CTX *«EVP_KDF_CTX_dup»(const EVP_KDF_CTX *src);"),
        ("private_url", "at L<«https://metacpan.org/release/PerlIO-via-QuotedPrint»>"),
        ("secret", "-----BEGIN CERTIFICATE-----\n«MIIB8jCCAXmgAwIBAgIQ»\nfUrZ+0=\n-----END CERTIFICATE-----"),
        ("secret", "ca: |\n  «-----BEGIN PUBLIC KEY-----\n  MFkwEwYHKoZIzj0CAQYI\n  -----END PUBLIC KEY-----»\n"),
        ("private_email", "see https://docs.«palletsprojects.com»/donate"),
        ("secret", "\tP11_KIT_PIN_«FLAGS_»SO_LOGIN = 1<<1"),
        ("secret", "LSC|30002312|x «onStandStepChanged» 3579"),
        ("secret", "ssh -v root@host -p «2222» uptime"),
        ("secret", "valid for «60 minutes»"),
        ("secret", "| resnet50 | «25.6M» |"),
    ],
)
def test_what_cannot_be_what_it_is_called(label: str, text: str) -> None:
    assert not plausible(label, text)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("private_person", "written by «Dean Roehrich»"),
        ("private_person", "thanks to «stefan»"),
        ("private_person", '"name": "«john»", "age": 12'),
        ("private_person", "«Hope» left"),
        ("private_person", "«DeShawn» called"),
        ("private_person", "«McDonald» (the manager)"),
        ("private_person", "CV_«Smith».pdf"),
        ("private_person", "RT «@»AshleyNickels"),
        ("private_person", "«山田» 太郎"),
        ("private_person", "«김철수»는 집에"),
        ("private_person", "«Иванова» Мария"),
        ("private_person", "«سارة» أحمد"),
        ("private_person", "«अमित» कुमार"),
        ("private_person", "Patient has the disease, says «Parker»"),
        ("private_person", "«Maria»'s disease got worse"),
        ("private_person", "la enfermedad de «María» empeoró"),
        ("private_person", "«Anna»'s awards"),
        ("private_person", "«Wilson» called"),
        ("private_person", "«Turner» said so"),
        ("private_person", "от имени «Ивановой»"),
        ("private_person", "девушка по имени «Анна»"),
        ("private_person", "«Robert Bosch» was born there"),
        ("private_person", "Attending: «Lopez» Hospital: St. Mary"),
        ("private_person", "Dra. «Carmen Ruiz» Hospital Central"),
        ("private_person", "«Francisco» moved to San Diego"),
        ("private_person", "MARIA «LOPEZ» SE FUE"),
        ("private_address", "moved to «Köln»"),
        ("private_address", "«SW1A 2AA»"),
        ("private_address", "«D-10115» Berlin"),
        ("private_address", "«北京市朝阳区»建国路"),
        ("private_email", "«jane.doe@acme.io»"),
        ("private_email", "«jane.doeGgmail.com»"),
        ("private_email", "«noreply@acme.org, jane@acme.org»"),
        ("private_email", "«you.doe@example.com»"),
        ("secret", "«redis://cache:6379/Zk39dkQmA81xQpLw7s»"),
        ("secret", "«redis://mysecret»@cache:6379"),
        ("private_url", "from «10.0.0.12» port 51022"),
        ("secret", "postgres://app:«S3cr3t!x@db.acme.org/app»"),
        ("secret", "«postgres://user:w1nter-Rose@localhost/app»"),
        ("secret", "password: «changeme99»"),
        ("secret", "password: «thelma-7»"),
        ("secret", "password: «your-mother-was-88»"),
        ("private_person", "in der Firma arbeitet «Paul Hartmann»"),
        ("private_email", "«jane.doe»@acme.io"),
        ("secret", "PASSWORD\n«MY_SECRET_PASS»"),
        ("private_date", "start-date: «2026-10-16»"),
        ("private_email", "«john at acme dot io»"),
        ("private_email", "«o.kiska27@kalvenas.c0m»"),
        ("private_phone", "«four one five, five five»"),
        ("private_phone", "هاتف «٠٥٠١٢٣٤٥٦٧»"),
        ("private_phone", "«4.0.0-0.9.1-8.5.9.3»"),
        ("private_url", "login failed for «e_murray»"),
        ("private_url", "from «100.181.250.Z2»"),
        ("private_url", "ip=«193.232,199.244»"),
        ("private_url", "«fe80:12::9a1b»"),
        ("private_url", "profile: «https://harunakabir.com»"),
        ("private_url", "«linkedin.com/in/m-daoud»"),
        ("private_url", "«https://github.com/janedoe»"),
        ("private_url", "@«wintermomberg»"),
        ("private_date", "born in «1985»"),
        ("private_date", "生年 «1985»"),
        ("private_date", "4 मई, «2023» को"),
        ("private_date", "aged «70»"),
        ("private_date", "am «3.12» um acht"),
        ("private_date", "The law firm wrote: born «12.03.1985»"),
        ("private_date", "Mühlbacher (* «23.09.47» in Bruchsal) war dort"),
        ("private_date", "RFC «15-08-1940»"),
        ("private_date", "<td>«1966/09/28»</td>"),
        ("account_number", "CPF «529.982.247-25»"),
        ("account_number", "«85.07.30-033.28»"),
        ("account_number", "«7.5.9.5.2.9.9.1.3»"),
        ("account_number", "RUT «12.531.909-3»"),
        ("account_number", "passport «CJLJCQBRC»"),
        ("account_number", "السجل «١٠٢٣٤٥٦٧٨٩»"),
        ("secret", "password «5nP8yBSVI!HXyQq!»"),
        ("secret", "mysql -u root -p«Monkey-winter» shop"),
        ("secret", "password: «my_secret_pass»"),
        ("secret", "vault holds «London_football6701» now"),
        ("secret", "wachtwoord «oktXV1E»"),
        ("secret", "PIN | «347537»"),
        ("secret", "mysql -h db -p «2222»"),
        ("secret", "API_KEY=«33a64df551425fcc55e4d42a148795d9»"),
        ("secret", "Passwort «sommerwind»"),
        ("secret", "-----BEGIN EC PRIVATE KEY-----\n«MHcCAQEEIIrYSSNQFaA2»\n-----END EC PRIVATE KEY-----"),
        ("secret", "-----BEGIN CERTIFICATE-----\nMIIB8jCC\n-----END CERTIFICATE-----\n«MHcCAQEEIIrYSSNQFaA2»"),
        ("secret", "-----BEGIN CERTIFICATE-----\n«hunter2!»\n-----END CERTIFICATE-----"),
        ("secret", "-----BEGIN CERTIFICATE-----\n«MIIB8jCCAXmgAwIBAgIQ»"),
        ("private_email", "https://mail.example.com/?to=«jane@example.org»"),
        ("private_email", "jane.doe «gmail.com»"),
        ("secret", "密码«abc123»"),
    ],
)
def test_what_can_be_what_it_is_called(label: str, text: str) -> None:
    assert plausible(label, text)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("private_person", "«Wendy»'s sister called"),
        ("private_person", "«Christie»'s phone is off"),
        ("private_person", "«Levi»’s birthday is on Friday"),
        ("private_person", "«Denny»'s new address"),
        ("private_person", "invite «Harry» & David to dinner"),
        ("private_person", "«Jack Daniel»'s mother called"),
        ("private_person", "«Johnnie Walker» signed the lease"),
        ("private_person", "After the storm «Anna» called her mother"),
        ("private_person", "at the lake «Peter Miller» fell"),
        ("private_person", "in the fort «Maria» slept"),
        ("private_person", "reported by «Storm Hansen»"),
        ("private_person", "«Lake Bell» signed"),
        ("private_person", "Recibió el premio «María López Díaz»"),
        ("private_person", "a reçu le prix «Marie Dupont»"),
        ("private_person", "au collège «Marie Dupont» était seule"),
        ("private_person", "«Wilson»'s test came back positive"),
        ("private_person", "«Turner»'s score was 71 %"),
        ("private_person", "«Moore»'s code is 4711"),
        ("private_person", "«Bell»'s number is 555 0142"),
        ("private_person", "«Hansen»'s model of the house"),
        ("private_person", "«Newton»'s limit is 500 EUR"),
        ("private_person", "Employee: «Jane Doe» Award: 500 EUR"),
        ("private_person", "Estate of «John Smith» distribution of assets"),
        ("private_person", "Patient: «Garcia» Hospital Number 12345"),
        ("private_person", "Surname «Smith» County Kent"),
        ("private_person", "Student: «Miller» College ID 123"),
        ("private_person", "la Sra. «García» Hospital Clínic"),
        ("private_person", "Kläger: «Hans Müller» AG Köln 123 C 45/20"),
        ("private_person", "Mr. «Root» was seen"),
        ("private_person", "Ms «Fine» called"),
        ("private_person", "Dr. «Still»"),
        ("private_person", "Name: «Daily»"),
        ("private_person", '{"task": "Call «Jane Doe» at noon"}'),
        ("private_person", '{"target": "«anna.schmidt»"}'),
        ("private_person", '{"channel": "«Anna Schmidt»"}'),
        ("account_number", '{"name": "Jane", "license": "«D1234567»"}'),
        ("private_person", "Author::«Anna Schmidt»"),
        ("private_person", "Name::«Anna»"),
        ("private_person", "From: «John Smith»&lt;john@x.org&gt;"),
        ("private_person", "assigned->«Anna Schmidt»"),
        ("private_person", "who comes?\n-«anna»\n-peter"),
        ("private_person", "кто придёт?\n-«анна»\n-пётр"),
        ("secret", "john::«Passw0rd»"),
        ("secret", "password->«hunter2»"),
        ("secret", "unzip -«Phunter2» a.zip"),
        ("secret", "7z x -«psommerwind» a.7z"),
        ("secret", "mongo -u root -«phunter»"),
        ("secret", "sasha1:«Passw0rd»"),
        ("secret", "AUTH1=«s3cr3tvalue»"),
        ("secret", "natasha-«hunter»"),
        ("secret", "Password\n«correctHorse»"),
        ("secret", "Passwort für das Postfach:\n«sommer_wind»"),
        ("private_phone", "电话«一三八零零一三八零零零»"),
        ("private_phone", "☎ «①③⑧⓪⓪①③⑧»"),
        ("private_address", "---------- «12 Main Street, Springfield»"),
        ("private_url", "host «anna-mueller.xn--p1ai» is hers"),
        ("private_url", "MAC «aabb.ccdd.eeff» of her phone"),
        ("private_url", "Discord: «jane.doe»"),
        ("private_url", "https://«cloud.meinverein.de/s/x8KdYbTq3»"),
        ("private_url", "«https://cloud.meinverein.de/index.php/s/x8KdYbTq3»"),
        ("private_url", "«https://example.com/uploads/jane-doe-passport.jpg»"),
        ("private_url", "«https://static.firma.de/users/jane»"),
        ("private_date", "Jahrgang «1985»"),
        ("private_date", "Mario Rossi, classe «1985»"),
        ("private_date", "Anna Müller (* «1985» in Köln)"),
        ("private_date", "Anna Müller, *«1985»"),
        ("private_date", "Peter, † «2010»"),
        ("private_date", "rocznik «1985»"),
        ("private_date", "nacimiento: «1985»"),
        ("private_date", "b. «1985»"),
        ("private_date", "She slipped on the wet floor on «12 March 2024»"),
        ("private_date", "my daughter-in-law arrived on «12 March 2024»"),
        ("private_date", "he moved into the building on «12 March 2021»"),
        ("private_date", "committed to hospital on «12 March 2024»"),
        ("private_date", "Patient released on «12 March 2024»"),
        ("private_date", "Diagnosis established «12.03.2024»"),
        ("private_date", "deployed to Iraq on «12 March 2004»"),
        ("private_date", "Appointment updated to «12 March 2024» with her doctor"),
        ("private_date", "Kündigung des Mietverhältnisses zum «31.12.2023» nach dem Gesetz"),
        ("private_date", "Release date from custody: «12 March 2024»"),
        ("private_date", "Her committee meeting is on «12 March 2024»"),
        ("private_date", "signed the contract on «12 March 2024» under the law of Delaware"),
        ("private_date", "J'ai signé le bail le «12 mars 2024» selon la loi"),
        ("private_date", "firmó el contrato el «12 de marzo de 2024» conforme a la ley"),
        ("private_date", "died in the civil war on «12 March 1995», her brother"),
        ("account_number", "account «00123.45»"),
        ("account_number", "Mandant «4711234567.01»"),
        ("private_phone", "The call took place, then «1234567890»"),
        ("private_phone", "serial 12, phone «4155552671»"),
        ("private_phone", "call «+1 415 555 2671» times"),
        ("private_person", "Mme «Saint-Denis» a appelé"),
        ("private_person", "Sr. «Santa Cruz»"),
        ("private_person", "Frau «Fresenius» wohnt dort"),
        ("private_person", "Frau «Liebherr»"),
        ("private_person", "Herr «Bertelsmann»"),
        ("private_person", "Captain «Morgan» reported at 9"),
        ("private_person", "Traktat «Jan Kowalski»"),
        ("secret", "part «ZnCjm1XVW7vRze4b7Cq4se7kKWs»"),
        ("secret", "MTk4NjIyNDgz.Cl2FMQ.«ZnCjm1XVW7vRze4b7Cq4se7kKWs»"),
        ("secret", '{"mode": "pw «hunter2secret»"}'),
    ],
)
def test_somebody_stays_found_beside_words_of_programs_laws_and_firms(label: str, text: str) -> None:
    assert plausible(label, text)


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("private_address", "size: «12 Main Street»"),
        ("private_address", '{"image": "«12 Main Street»"}'),
        ("secret", "Passwort lautet sha256-«hunter»"),
        ("secret", "tree house wifi «9fceb02d0ae598e95dc970b74767f193»"),
    ],
)
def test_an_address_or_a_key_stays_found_after_a_word_of_machines(label: str, text: str) -> None:
    assert plausible(label, text)


def test_every_category_has_its_doubts_and_no_other_word_has_any() -> None:
    assert set(CHECKS) == set(LABELS)
    assert is_plausible("x", 0, 1, "something else")


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize(
    "word", ["a" + "A" * 80 + "-", "0_" * 60 + "-", "AAa" + "A" * 80 + "-", "a.b-" * 40, "::a->" * 40]
)
def test_a_word_that_can_be_read_in_many_ways_is_read_once(word: str, label: str) -> None:
    """With patterns whose parts overlap, eighty letters took longer than anybody waits."""
    started = time.process_time()
    is_plausible(f"x {word} y", 2, 2 + len(word), label)

    assert time.process_time() - started < 5


def test_what_is_longer_than_any_word_stays_found() -> None:
    assert is_plausible("a." + "0" * 200_000, 0, 200_002, "private_url")
    assert is_plausible("--" + "a" * 200_000, 2, 200_002, "private_person")
    assert is_plausible("-----BEGIN CERTIFICATE-----\n" + "a" * 200_000, 28, 200_028, "secret")


@given(st.text(min_size=1, max_size=120), st.data())
def test_no_text_is_too_strange_to_be_judged(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for label in LABELS:
        assert is_plausible(text, start, end, label) in (True, False)
