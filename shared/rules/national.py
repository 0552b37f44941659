"""The national, tax, social, health and bank numbers the rules know: how each is written, checked and spoken of.

Data alone; `shared.rules.identity` reads it. `layouts` are lengths of groups of digits with the signs between them
(`3-2-4` is 123-45-6789), with commas between layouts. A layout with `!` is so peculiar that, with its checksum, it
needs no word near it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from shared.rules import checks


@dataclass(frozen=True, slots=True)
class Number:
    """A number of digits. `check` is a module of python-stdnum or a function; `near` the words that speak of it."""

    check: str | Callable[[str], bool]
    kind: str
    layouts: str
    near: str


@dataclass(frozen=True, slots=True)
class Code:
    """A number with letters in it, by its pattern; `alone` when its pattern and check need no word near it."""

    check: str | Callable[[str], bool]
    kind: str
    pattern: str
    near: str
    alone: bool = False


_ID = "national id|id no|id number|identity number|identity no|id card|identification"

NUMBERS = (
    Number(
        "us.ssn",
        "ssn",
        "3-2-4!, 3 2 4, 3.2.4, 9",
        "ssn|ssn*|social|social security|soc sec|ss#|tax id|tin|seguro social",
    ),
    Number("us.itin", "tax_id", "3-2-4!, 9", "itin|taxpayer|tax id|tin"),
    Number("us.ein", "tax_id", "2-7, 9", "ein|fein|employer identification|tax id|federal id"),
    Number("us.rtn", "bank_routing_number", "9, 4-4-1, 4 4 1", "routing*|aba|rtn|transit"),
    Number("ca.sin", "national_id", "3-3-3, 3 3 3, 9", "sin|social insurance|nas|assurance sociale"),
    Number("br.cpf", "national_id", "3.3.3-2!, 11, 3 3 3 2", "cpf|cpf/mf|contribuinte"),
    Number("br.cnpj", "tax_id", "2.3.3/4-2!, 14", "cnpj"),
    Number(
        "fr.nir",
        "national_id",
        "1 2 2 2 3 3 2!, 15!, 13 2!, 1.2.2.2.3.3.2!, 1-2-2-2-3-3-2!",
        "sécurité sociale|nir|sécu|insee",
    ),
    Number("fr.nif", "tax_id", "2 2 3 3 3, 13", "numéro fiscal|n° fiscal|spi|nif|référence fiscale|identifiant fiscal"),
    Number("de.idnr", "tax_id", "2 3 3 3!, 11", "steuer*|idnr|id-nr|tin|identifikationsnummer|ident-nr"),
    Number(
        "de.stnr",
        "tax_id",
        "3/3/5, 2/3/5, 3/4/4, 5/5, 10, 11, 13",
        "steuernummer|steuer-nr|st.-nr|stnr|st-nr|steuernr",
    ),
    Number("at.vnr", "national_id", "4 6, 10, 4-6", "sozialversicherung*|svnr|sv-nr|vsnr|versicherungsnummer"),
    Number("ch.ssn", "national_id", "3.4.4.2!, 13", "ahv*|avs|oasi|sozialversicherung*"),
    Number("it.iva", "tax_id", "11", "partita iva|p.iva|p. iva|piva|p.i|vat"),
    Number("pt.nif", "tax_id", "9, 3 3 3, 3.3.3", "nif|contribuinte|identificação fiscal|nif/nipc"),
    Number("nl.bsn", "national_id", "9, 3.3.3, 4.2.3, 3 3 3, 4 2 3", "bsn|bsn*|burgerservice*|sofi*|burger service"),
    Number("be.nn", "national_id", "2.2.2-3.2!, 2.2.2-3-2, 11", "rijksregister*|national*|nn|insz|niss|registre"),
    Number("pl.pesel", "national_id", "11", "pesel*"),
    Number("pl.nip", "tax_id", "3-3-2-2!, 3-2-2-3!, 10", "nip"),
    Number("pl.regon", "tax_id", "9, 14", "regon"),
    Number("ru.inn", "tax_id", "10, 12", "инн|inn|инн/кпп"),
    Number(checks.snils, "national_id", "3-3-3 2!, 3-3-3-2!, 11", "снилс|snils|страховой номер|пенсионн*"),
    Number("ua.rntrc", "tax_id", "10", "рнокпп|іпн|ідентифікаційний|rnokpp"),
    Number("tr.tckimlik", "national_id", "11, 3 3 3 2", "tc|t.c|tckn|tck|kimlik*|vatandaşlık|tc no|tc kimlik"),
    Number("tr.vkn", "tax_id", "10", "vergi*|vkn"),
    Number(checks.chinese_id, "national_id", "18!, 6 8 4!", "身份证|身份证号|公民身份|身分证|id card"),
    Number("jp.in_", "national_id", "12, 4 4 4, 4-4-4", "マイナンバー|個人番号|my number|mynumber"),
    Number("kr.rrn", "national_id", "6-7!, 13", "주민등록번호|주민번호|주민등록|외국인등록번호|rrn"),
    Number(checks.korean_id, "national_id", "6-7", "주민등록번호|주민번호|주민등록|외국인등록번호|외국인등록"),
    Number("kr.brn", "tax_id", "3-2-5!, 10", "사업자등록번호|사업자번호|사업자"),
    Number("in_.aadhaar", "national_id", "4 4 4, 4-4-4, 12", "aadhaar*|aadhar*|adhar|आधार|uidai|uid"),
    Number("gb.nhs", "health_number", "3 3 4, 3-3-4, 10", "nhs|national health|health service"),
    Number("gb.utr", "tax_id", "10, 5 5", "utr|unique taxpayer|self assessment|tax reference"),
    Number(
        "se.personnummer",
        "national_id",
        "6-4!, 8-4!, 10, 12",
        "personnummer|pnr|person nr|personnr|pers.nr|födelsenummer",
    ),
    Number("dk.cpr", "national_id", "6-4, 10", "cpr*|personnummer"),
    Number("no.fodselsnummer", "national_id", "6 5, 11", "fødselsnummer|personnummer|fnr|fødselsnr"),
    Number("is_.kennitala", "national_id", "6-4, 10", "kennitala|kt"),
    Number("ee.ik", "national_id", "11", "isikukood"),
    Number("lt.asmens", "national_id", "11", "asmens kodas|a.k"),
    Number("cz.rc", "national_id", "6/4!, 6/3, 10", "rodné číslo|rodne cislo|r.č|rč"),
    Number("ro.cnp", "national_id", "13", "cnp|cod numeric"),
    Number("bg.egn", "national_id", "10", "егн"),
    Number("gr.amka", "national_id", "11", "αμκα|amka"),
    Number("gr.vat", "tax_id", "9", "αφμ|afm"),
    Number("hr.oib", "national_id", "11", "oib"),
    Number("si.emso", "national_id", "13", "emšo|emso|jmbg|јмбг"),
    Number("za.idnr", "national_id", "13, 6 4 2 1, 6 4 3", f"{_ID}|sa id|rsa id"),
    Number("il.idnr", "national_id", "9", "ת.ז|תעודת זהות|תז|teudat|israeli id"),
    Number("id.nik", "national_id", "16", "nik|ktp|no. ktp"),
    Number("my.nric", "national_id", "6-2-4!, 12", "nric|mykad|ic no|kad pengenalan|no. kp"),
    Number("th.pin", "national_id", "1-4-5-2-1!, 1 4 5 2 1, 13", "เลขประจำตัว|บัตรประชาชน|thai id"),
    Number("pk.cnic", "national_id", "5-7-1!, 13", "cnic|nic"),
    Number("cl.rut", "national_id", "2.3.3-1!, 1.3.3-1!, 8-1, 7-1, 9", "rut|run|r.u.t"),
    Number("ar.cuit", "tax_id", "2-8-1!, 11", "cuit|cuil|c.u.i.t"),
    Number("co.nit", "tax_id", "3.3.3-1!, 9-1, 10", "nit|n.i.t"),
    Number("pe.ruc", "tax_id", "11", "ruc"),
    Number("ec.ci", "national_id", "10, 9-1", "cédula|cedula|c.i"),
    Number("do.cedula", "national_id", "3-7-1!, 11", "cédula|cedula"),
    Number("au.tfn", "tax_id", "3 3 3, 9", "tfn|tax file"),
    Number("au.abn", "tax_id", "2 3 3 3, 11", "abn|business number"),
    Number("nz.ird", "tax_id", "2-3-3, 3-3-3, 8, 9", "ird"),
    Number(
        checks.saudi_id,
        "national_id",
        "10",
        f"هوية|الهوية|رقم الهوية|الإقامة|إقامة|السجل المدني|سجل مدني|iqama|saudi id|{_ID}",
    ),
    Number(checks.emirates_id, "national_id", "3-4-7-1!, 15!, 3 4 7 1!", "الهوية|emirates id|eid"),
    Number(checks.egyptian_id, "national_id", "14", f"الرقم القومي|رقم قومي|القومي|بطاقة|{_ID}"),
    Number(
        checks.spanish_social, "national_id", "2 8 2, 2/8/2, 12, 2 10", "nass|seguridad social|nuss|ss|afiliación|n.s.s"
    ),
    Number(checks.clabe, "bank_account", "18, 3 3 11 1", "clabe|cuenta|interbancaria"),
    Number("es.ccc", "bank_account", "4 4 2 10!, 4-4-2-10!, 20", "ccc|cuenta|c/c|número de cuenta"),
    Number("ar.cbu", "bank_account", "22, 8 14", "cbu|cvu"),
    Number("no.kontonr", "bank_account", "4.2.5!, 4 2 5, 11", "kontonummer|konto|kontonr"),
    Number("nz.bankaccount", "bank_account", "2-4-7-2!, 2-4-7-3!", "account*|bank*"),
    Number("at.tin", "tax_id", "2-3/4, 2 3/4, 9", "abgabenkontonummer|steuernummer|steuer-nr|steuernr|st.nr|stnr"),
    Number("au.acn", "tax_id", "3 3 3, 9", "acn|company number"),
    Number("az.voen", "tax_id", "10", "vöen|voen"),
    Number("be.ssn", "national_id", "2.2.2-3.2, 2.2.2-3-2, 11", "insz|niss|bis-nummer|bisnummer|numéro bis|registre*"),
    Number("be.vat", "tax_id", "4.3.3, 10", "btw*|tva|ondernemingsnummer|kbo|bce|numéro d'entreprise"),
    Number("bg.pnf", "national_id", "10", "лнч"),
    Number("bg.vat", "tax_id", "9, 10", "еик|булстат|ддс"),
    Number("by.unp", "tax_id", "9", "унп|unp"),
    Number("ca.bc_phn", "health_number", "4 3 3, 10", "phn|personal health|health number"),
    Number("cr.cpj", "tax_id", "1-3-6, 10", "cédula jurídica|cédula juridica|cedula juridica"),
    Number("cr.cpf", "national_id", "1-4-4, 10", "cédula|cedula"),
    Number("cz.dic", "tax_id", "8, 9, 10", "dič|dic|ičo|ič"),
    Number("dk.cvr", "tax_id", "8, 2 2 2 2", "cvr*|se-nr"),
    Number("do.rnc", "tax_id", "9, 1-2-5-1, 3-5-1", "rnc"),
    Number("ec.ruc", "tax_id", "13", "ruc"),
    Number("ee.kmkr", "tax_id", "9", "kmkr"),
    Number("ee.registrikood", "tax_id", "8", "registrikood"),
    Number("fi.veronumero", "tax_id", "12", "veronumero"),
    Number("fi.ytunnus", "tax_id", "7-1", "y-tunnus|ytunnus"),
    Number("fr.siren", "tax_id", "3 3 3, 9", "siren|rcs"),
    Number("fr.siret", "tax_id", "3 3 3 5, 14", "siret"),
    Number("gb.vat", "tax_id", "3 4 2, 9", "vat*"),
    Number(checks.hungarian_tax, "tax_id", "8-1-2, 8, 11", "adószám*|adoszam*"),
    Number("id.npwp", "tax_id", "2.3.3.1-3.3!, 15", "npwp"),
    Number("in_.vid", "national_id", "4 4 4 4, 16", "virtual id|aadhaar vid|aadhaar*"),
    Number("jp.cn", "tax_id", "13", "法人番号|corporate number"),
    Number("lv.pvn", "national_id", "6-5, 11", "personas kods|personas kodu|pers. kods|pvn"),
    Number("ma.ice", "tax_id", "15", "ice|التعريف الموحد"),
    Number("md.idno", "national_id", "13", "idno|idnp|cod fiscal"),
    Number("mk.edb", "tax_id", "13", "едб"),
    Number("mz.nuit", "tax_id", "9, 3 3 3", "nuit"),
    Number("nl.onderwijsnummer", "national_id", "9", "onderwijsnummer"),
    Number("no.orgnr", "tax_id", "3 3 3, 9", "org.nr|orgnr|organisasjonsnummer"),
    Number("pe.cui", "national_id", "8-1", "dni|cui"),
    Number("py.ruc", "tax_id", "8-1, 7-1", "ruc"),
    Number("ro.cui", "tax_id", "8, 9, 10", "cui|cif|cod fiscal|cod de identificare"),
    Number("rs.pib", "tax_id", "9", "pib|пиб"),
    Number("ru.ogrn", "tax_id", "13, 15", "огрн|огрнип|ogrn"),
    Number("se.orgnr", "tax_id", "6-4, 10", "org.nr|orgnr|org nr|organisationsnummer"),
    Number("si.ddv", "tax_id", "8", "davčna*|ddv"),
    Number("sk.dph", "tax_id", "10", "ič dph|dič"),
    Number("sv.nit", "tax_id", "4-6-3-1, 14", "nit|n.i.t"),
    Number("th.tin", "tax_id", "13, 1 4 5 2 1", "ผู้เสียภาษี"),
    Number("tw.ubn", "tax_id", "8", "統一編號|統編|ubn"),
    Number("ua.edrpou", "tax_id", "8", "єдрпоу|edrpou"),
    Number("us.atin", "tax_id", "3-2-4, 9", "atin"),
    Number("uy.rut", "tax_id", "12, 2-6-3-1", "rut"),
    Number("vn.mst", "tax_id", "10, 10-3", "mã số thuế|mst"),
    Number("za.tin", "tax_id", "10", "tax number|tax reference|income tax|sars"),
)

CODES = (
    Code(
        "es.dni",
        "national_id",
        r"[0-9]{2}\.?[0-9]{3}\.?[0-9]{3}[ -]?[A-HJ-NP-TV-Za-hj-np-tv-z]",
        "dni|nif|d.n.i|n.i.f|documento|identidad|d.n.i.|nif/nie",
        True,
    ),
    Code("es.nie", "national_id", r"[XYZxyz][ -]?[0-9]{7}[ -]?[A-Za-z]", "nie|n.i.e|extranjero|nif|dni", True),
    Code("es.cif", "tax_id", r"[ABCDEFGHJNPQRSUVW]-?[0-9]{7}-?[0-9A-J]", "cif|c.i.f|nif"),
    Code(
        "it.codicefiscale",
        "tax_id",
        r"[A-Za-z]{6} ?[0-9LMNPQRSTUV]{2} ?[A-EHLMPR-Ta-ehlmpr-t]"
        r"[0-9LMNPQRSTUV]{2} ?[A-Za-z][0-9LMNPQRSTUV]{3} ?[A-Za-z]",
        "codice fiscale|c.f|cf|cod. fisc|cod.fisc",
        True,
    ),
    Code("mx.curp", "national_id", r"[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]", "curp", True),
    Code("mx.rfc", "tax_id", r"[A-ZÑ&]{3,4}[ -]?[0-9]{6}[ -]?[A-Z0-9]{3}", "rfc|r.f.c|registro federal"),
    Code(
        "in_.pan",
        "tax_id",
        r"[A-Z]{3}[ABCFGHJLPT][A-Z][0-9]{4}[A-Z]",
        "pan|pan card|permanent account|पैन|पैन कार्ड|income tax",
        True,
    ),
    Code("in_.epic", "national_id", r"[A-Z]{3}[0-9]{7}", "voter*|epic|मतदाता"),
    Code("in_.gstin", "tax_id", r"[0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z]", "gst|gstin", True),
    Code(
        checks.nino,
        "national_id",
        r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:[0-9]{6}| [0-9]{2} [0-9]{2} [0-9]{2} )[A-D]",
        "ni|nino|national insurance|n.i|nin",
        True,
    ),
    Code(
        checks.nino,
        "national_id",
        r"[A-Za-z]{2} ?(?:[0-9]{6}|[0-9]{2} [0-9]{2} [0-9]{2}|[0-9]{2}-[0-9]{2}-[0-9]{2}) ?[A-Da-d]",
        "ni|nino|national insurance|n.i|nin",
    ),
    Code(
        checks.corsican_nir,
        "national_id",
        r"[12] ?[0-9]{2} ?[0-9]{2} ?2[ABab] ?[0-9]{3} ?[0-9]{3} ?[0-9]{2}",
        "sécurité sociale|nir|sécu|insee",
        True,
    ),
    Code("ie.pps", "national_id", r"[0-9]{7}[A-W][A-IW]?", "pps|ppsn|pps no|personal public"),
    Code("fi.hetu", "national_id", r"[0-9]{6}[-+A-FU-Y][0-9]{3}[0-9A-FHJ-NPR-Y]", "hetu|henkilötunnus", True),
    Code(checks.chinese_id, "national_id", r"[1-9][0-9]{16}[Xx]", "身份证", True),
    Code(
        checks.russian_passport,
        "passport",
        r"[0-9]{2} ?[0-9]{2},? ?(?:номер|№|n|N) ?[0-9]{6}",
        "паспорт*|серия",
    ),
    Code(
        "pt.cc", "national_id", r"[0-9]{8} ?[0-9] ?[A-Z0-9]{2}[0-9]", "cc|cartão de cidadão|cidadão|cartão do cidadão"
    ),
    Code("cl.rut", "national_id", r"[0-9]{1,2}\.[0-9]{3}\.[0-9]{3}-[Kk]|[0-9]{7,8}-[Kk]", "rut|run|r.u.t", True),
    Code("ve.rif", "tax_id", r"[VEJPG]-?[0-9]{8}-?[0-9]", "rif"),
    Code(
        checks.german_health,
        "health_number",
        r"[A-Z][0-9]{9}",
        "versicherten*|krankenvers*|kvnr|kv-nr|krankenkasse*|egk|gesundheitskarte",
    ),
    Code(
        checks.german_pension,
        "national_id",
        r"[0-9]{2} ?[0-3][0-9][0-1][0-9][0-9]{2} ?[A-Z] ?[0-9]{3}",
        "rentenvers*|sozialvers*|rvnr|sv-nummer|sv-nr|versicherungsnummer",
        True,
    ),
    Code(checks.polish_card, "national_id", r"[A-Z]{3} ?[0-9]{6}", "dowód|dowodu|dowod*|seria i numer|nr dowodu"),
    Code(checks.singapore_id, "national_id", r"[STFGM][0-9]{7}[A-Z]", "nric|fin|singapore", True),
    Code(checks.hong_kong_id, "national_id", r"[A-Z]{1,2}[0-9]{6}\([0-9A]\)", "hkid|香港身份证|身份證", True),
    Code(checks.taiwanese_id, "national_id", r"[A-Z][12][0-9]{8}", "身分證|身份證|身分證字號|taiwan"),
    Code(
        "eu.vat",
        "tax_id",
        r"(?:AT ?U|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|"
        r"SK) ?[0-9A-Z](?:[ .]?[0-9A-Z]){6,11}",
        "vat*|ust*|umsatzsteuer*|tva|iva|btw*|uid|tax|mwst*|moms|nif|nip|steuer*|dic|dič|alv",
    ),
    Code("ch.uid", "tax_id", r"CHE ?-? ?[0-9]{3}\.?[0-9]{3}\.?[0-9]{3}", "uid|mwst|tva|iva|ide|idi", True),
    Code(
        "cn.uscc",
        "tax_id",
        r"[159Y][1239][0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}",
        "统一社会信用代码|信用代码|税号|纳税人识别号|统一代码",
    ),
    Code("ca.bn", "tax_id", r"[0-9]{9} ?R[CMPT][0-9]{4}", "business number|bn|gst*|hst|payroll"),
    Code("es.cups", "customer_id", r"ES ?[0-9]{4} ?[0-9]{4} ?[0-9]{4} ?[0-9]{4} ?[A-Z]{2}(?:[0-9][CFPRXYZ])?", "cups"),
    Code("gb.upn", "national_id", r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]", "upn|unique pupil"),
    Code("ke.pin", "tax_id", r"[AP][0-9]{9}[A-Z]", "kra|kra pin|pin"),
    Code("gh.tin", "tax_id", r"[PCGQV]00[0-9]{7}[0-9X]", "tin|gra"),
    Code("al.nipt", "tax_id", r"[A-M][0-9]{8}[A-Z]", "nipt|nuis"),
    Code("ad.nrt", "tax_id", r"[ACDEFGLOPU]-?[0-9]{6}-?[A-Z]", "nrt"),
    Code("tn.mf", "tax_id", r"[0-9]{7} ?/?[A-Z] ?/?[A-Z] ?/?[A-Z] ?/?[0-9]{3}", "matricule fiscal*|mf"),
    Code("us.ptin", "tax_id", r"P-?[0-9]{8}", "ptin"),
    Code("gt.nit", "tax_id", r"[0-9]{7,8}-[0-9Kk]", "nit|n.i.t"),
    Code("cz.bankaccount", "bank_account", r"(?:[0-9]{2,6}-)?[0-9]{6,10}/[0-9]{4}", "účet|účtu|č.ú|č. ú|ucet|konto"),
    Code("mu.nid", "national_id", r"[A-Z][0-9]{12}[0-9A-Z]", "nic|national identity"),
    Code("sg.uen", "tax_id", r"[0-9]{8,9}[A-Z]|[TSR][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z]", "uen"),
    Code(
        checks.vin,
        "vin",
        r"[A-HJ-NPR-Z0-9]{17}",
        "vin|vehicle*|chassis|fahrgestell*|fin|fahrzeug*|châssis|bastidor|telaio|шасси|车架|車台",
        True,
    ),
)
