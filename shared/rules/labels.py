"""The words, in sixteen languages, that name a number in a form: what stands before the colon. Data alone.

All in lower case, without the colon. A label that a number with a checksum has to itself (IBAN, card, CPF, BSN, …) is
with `shared.rules.claimed`, which says how such a number is written.
"""

from functools import cache

from shared.rules.claimed import claims
from shared.rules.vocabulary import listed, stands_alone

_NUMBER = ("number", "no", "nr", "num", "id", "#", "code", "ref")


def _english(*names: str) -> tuple[str, ...]:
    """Each name with every English word for "number", joined in the ways people and programs join them."""
    joined = [f"{name}{sign}{word}" for name in names for word in _NUMBER for sign in (" ", "_", "-")]
    return tuple(joined) + tuple(f"{name.replace(' ', '')}{word}" for name in names for word in ("id", "number", "no"))


LABELS: dict[str, tuple[str, ...]] = {
    "pin": _english("pin")
    + listed(
        "pin|pin code|pincode number|atm pin|card pin|security code|cvv|cvc|cvv2|cvc2|otp|one-time code|"
        "one time password|verification code|"
        "access code|passcode|door code|gate code|alarm code|unlock code|entry code|lock code|garage code|safe code|"
        "login code|tan|pin-code|geheimzahl|code pin|"
        "code secret|código pin|codice pin|pincode|"
        "kod pin|пин|пин-код|пинкод|код подтверждения|pin kodu|şifre kodu|验证码|密码|pin码|暗証番号|"
        "認証コード|비밀번호|인증번호|핀번호|पिन|ओटीपी|"
        "رمز التحقق|الرقم السري|رمز pin|code d'accès|código de acceso|código de seguridad|"
        "codice di sicurezza|código de segurança|"
        "sicherheitscode|bestätigungscode|freischaltcode|einmalcode|verifizierungscode|code de vérification|"
        "code de confirmation|código de verificación|código de confirmación|codice di verifica|código de verificação|"
        "verificatiecode|kod weryfikacyjny|doğrulama kodu|onay kodu|确认码|校验码|动态码|确认代码|確認コード|인증 번호|"
        "सत्यापन कोड|कोड ओटीपी|prüfziffer|code de sécurité|beveiligingscode|kod cvv|güvenlik kodu"
    ),
    "passport": _english("passport", "travel document")
    + listed(
        "passport|passeport n|passeport no|passeport nº|pasaporte n|pasaporte nº|"
        "passnummer|pass-nr|passnr|reisepass|reisepassnummer|reisepass-nr|reisepassnr|passeport|"
        "numéro de passeport|n° de passeport|"
        "n de passeport|pasaporte|número de pasaporte|nº de pasaporte|nº pasaporte|no. de pasaporte|"
        "passaporto|numero passaporto|numero di passaporto|"
        "passaporto n|passaporto nr|passaporte|número do passaporte|nº do passaporte|nº passaporte|"
        "número de passaporte|paspoort|paspoortnummer|"
        "paszport|paszportu|numer paszportu|nr paszportu|seria i numer paszportu|паспорт|номер паспорта|"
        "серия и номер паспорта|серия, номер|"
        "паспорт серия|загранпаспорт|pasaport|pasaport no|pasaport numarası|护照|护照号|护照号码|"
        "護照號碼|旅券番号|パスポート|パスポート番号|여권|여권번호|여권 번호|"
        "पासपोर्ट|पासपोर्ट नंबर|पासपोर्ट संख्या|पासपोर्ट सं|جواز السفر|رقم جواز السفر|رقم الجواز|جواز سفر رقم"
    ),
    "driving_licence": _english(
        "driver license",
        "driver licence",
        "driver's license",
        "driver's licence",
        "drivers license",
        "drivers licence",
        "driving license",
        "driving licence",
        "dl",
        "license",
        "licence",
    )
    + listed(
        "driver's license|driver license|drivers license|driving licence|driving license|führerschein|"
        "führerscheinnummer|führerschein-nr|"
        "führerscheinnr|permis de conduire|permis|numéro de permis|n° de permis|n permis|permiso de conducir|"
        "licencia de conducir|nº de carnet|"
        "carné de conducir|patente|patente di guida|numero patente|patente n|carta de condução|cnh|"
        "nº cnh|registro cnh|rijbewijs|rijbewijsnummer|"
        "prawo jazdy|nr prawa jazdy|numer prawa jazdy|водительское удостоверение|"
        "водительского удостоверения|номер водительского удостоверения|"
        "в/у|ehliyet|ehliyet no|sürücü belgesi no|驾驶证|驾驶证号|驾照|驾照号|運転免許証番号|免許証番号|"
        "免許番号|운전면허|운전면허번호|면허번호|운전면허 번호|"
        "ड्राइविंग लाइसेंस|ड्राइविंग लाइसेंस नंबर|लाइसेंस नंबर|رخصة القيادة|رقم رخصة القيادة|رقم الرخصة"
    ),
    "national_id": _english(
        "national id",
        "national identity",
        "identity card",
        "id card",
        "identity document",
        "resident",
        "alien",
        "citizen",
        "government id",
        "personal id",
        "state id",
        "nin",
    )
    + listed(
        "national id|id card|identity card|nin|id no|id number|identity number|identification number|"
        "personal number|personal no|alien registration number|"
        "a-number|personalausweis|personalausweisnummer|ausweisnummer|ausweis-nr|ausweisnr|ausweis|"
        "perso-nr|personalausweis-nr|"
        "carte d'identité|numéro de carte d'identité|n° carte d'identité|cni|n° cni|numéro cni|"
        "carte nationale d'identité|cédula de ciudadanía|"
        "cédula de identidad|documento de identidad|número de documento|nº de documento|clave de elector|"
        "ine|número de identidad|nss|nuss|nass|"
        "número de seguridad social|número seguridad social|nº seguridad social|nº ss|"
        "núm. seguridad social|número de afiliación|carta d'identità|carta identità|"
        "numero carta d'identità|documento d'identità|documento n|rg|registro geral|nº do rg|"
        "bilhete de identidade|niss|cartão de cidadão|"
        "documento de identidade|identidade|identiteitskaart|identiteitskaartnummer|id-kaart|"
        "documentnummer|id-nummer|dowód osobisty|"
        "numer dowodu|nr dowodu|numer dowodu osobistego|seria i numer dowodu|удостоверение личности|"
        "номер удостоверения|"
        "kimlik seri no|seri no|nüfus cüzdanı|身份证件号|证件号码|证件号|在留カード番号|在留カード|"
        "外国人登録番号|신분증번호|"
        "पहचान पत्र|पहचान संख्या|मतदाता पहचान पत्र|वोटर आईडी|रेज़िडेंट|رقم الهوية|الهوية|رقم البطاقة|"
        "رقم الإقامة|بطاقة الهوية|الرقم الوطني|رقم السجل"
    ),
    "tax_id": _english("tax", "tax id", "taxpayer", "tax identification", "vat", "vat registration")
    + listed(
        "tax file number|taxpayer identification number|steuernummer|steuer-nr|steuernr|numéro fiscal|"
        "numéro d'identification fiscale|n° tva|"
        "numéro de tva|identificación fiscal|número de identificación fiscal|codice tributo|"
        "numero fiscale|inscrição estadual|btw-nummer|"
        "numer identyfikacji podatkowej|vergi numarası|vergi no|税号|纳税人识别号|統一編號|納税者番号|"
        "कर संख्या|الرقم الضريبي"
    ),
    "health_number": _english(
        "medical record",
        "mrn",
        "patient",
        "health insurance",
        "health card",
        "medicare",
        "medicaid",
        "health plan",
        "insurance member",
        "chart",
        "prescription",
        "hospital",
        "beneficiary",
    )
    + listed(
        "mrn|medical record|medical record number|medicare|medicaid|patient id|chart|"
        "krankenversicherungsnummer|versichertennummer|versicherten-nr|"
        "versichertennr|patientennummer|patienten-nr|patientennr|patienten-id|fallnummer|aufnahmenummer|"
        "numéro de patient|numéro patient|n° patient|"
        "ipp|numéro d'assuré|numéro de mutuelle|nhc|historia clínica|número de historia|nº historia|"
        "nº de historia clínica|número de historia clínica|"
        "historia|n.h.c|cipa|cip|nº tarjeta sanitaria|tarjeta sanitaria|número de paciente|episodio|"
        "nº episodio|número de episodio|ncol|nºcol|n.col|nº col|"
        "nº colegiado|núm. col|número de colegiado|nº de colegiado|colegiado|col|tessera sanitaria|"
        "numero tessera sanitaria|codice paziente|numero paziente|"
        "cartella clinica|cartão sus|cns|número do paciente|prontuário|nº utente|número de utente|"
        "patiëntnummer|patientnummer|zorgverzekeringsnummer|"
        "polisnummer zorg|numer pacjenta|nr pacjenta|nr karty pacjenta|номер полиса|полис омс|омс|полис|"
        "номер карты пациента|медицинская карта|hasta no|"
        "hasta numarası|protokol no|sgk no|sgk sicil no|病历号|病案号|住院号|门诊号|社保号|社会保障号|"
        "医保卡号|医保号|患者番号|患者id|診察券番号|保険証番号|"
        "被保険者番号|健康保険証番号|환자번호|환자 번호|등록 번호|건강보험번호|건강보험증번호|차트번호|"
        "रोगी संख्या|रोगी आईडी|मरीज आईडी|स्वास्थ्य आईडी|बीमा संख्या|"
        "رقم المريض|رقم الملف الطبي|رقم الملف|رقم التأمين الصحي|رقم التأمين"
    ),
    "bank_account": _english(
        "account", "bank account", "acct", "a/c", "checking account", "savings account", "checking", "savings"
    )
    + listed(
        "account|acct|bank account|a/c|checking|savings|account no.|kontonummer|konto-nr|kontonr|konto|"
        "kto|kto-nr|kto.-nr|ktonr|"
        "acc no|acc. no|acc number|р/сч|к/с|корр. счет|корр. счёт|корреспондентский счет|"
        "口座番号 普通|普通口座|当座預金|支店 普通|"
        "bankkonto|numéro de compte|n° de compte|"
        "n compte|compte bancaire|compte|rib|número de cuenta|cuenta|cuenta bancaria|nº de cuenta|"
        "nº cuenta|no. de cuenta|cta|numero di conto|"
        "conto corrente|numero conto|conto|c/c|número da conta|conta|conta corrente|nº da conta|"
        "conta bancária|rekeningnummer|rekening|"
        "bankrekening|bankrekeningnummer|numer konta|nr konta|konto bankowe|nr rachunku|numer rachunku|"
        "rachunek|расчетный счет|расчётный счёт|р/с|счет|счёт|"
        "номер счета|номер счёта|лицевой счет|лицевой счёт|hesap no|hesap numarası|banka hesap no|hesap|"
        "账号|银行账号|银行卡号|卡号|账户|银行账户|帳號|"
        "口座番号|銀行口座|普通預金|口座|계좌번호|계좌|은행계좌|계좌 번호|खाता संख्या|खाता नंबर|"
        "बैंक खाता|खाता|बैंक खाता संख्या|रقम الحساب|رقم الحساب|الحساب البنكي|حساب رقم|الحساب"
    ),
    "employee_id": _english("employee", "staff", "personnel", "worker", "badge", "payroll", "emp", "employee badge")
    + listed(
        "employee|badge|emp. no|emp. number|emp. id|"
        "personalnummer|personal-nr|personalnr|mitarbeiternummer|mitarbeiter-nr|mitarbeiternr|"
        "mitarbeiter-id|pers.-nr|matricule|"
        "numéro d'employé|n° employé|numéro de salarié|numéro de matricule|n° matricule|"
        "número de empleado|nº empleado|nº de empleado|no. de empleado|"
        "id empleado|id de empleado|legajo|número de nómina|matricola|numero di matricola|"
        "numero dipendente|id dipendente|matrícula|"
        "número de funcionário|nº funcionário|id do funcionário|personeelsnummer|medewerkernummer|"
        "werknemersnummer|numer pracownika|nr pracownika|"
        "id pracownika|nr ewidencyjny|табельный номер|табельный №|таб. номер|номер сотрудника|"
        "id сотрудника|sicil no|sicil numarası|personel no|çalışan no|"
        "personel sicil no|工号|员工编号|员工号|职工编号|社員番号|従業員番号|職員番号|社員id|사번|"
        "사원번호|직원번호|사원 번호|직원 번호|कर्मचारी आईडी|कर्मचारी संख्या|"
        "कर्मचारी कोड|कर्मचारी क्रमांक|الرقم الوظيفي|رقم الموظف|رقم وظيفي"
    ),
    "customer_id": _english(
        "customer",
        "client",
        "member",
        "membership",
        "policy",
        "insurance policy",
        "insurance",
        "subscriber",
        "loyalty",
        "frequent flyer",
        "contract",
        "student",
        "policyholder",
        "library card",
        "participant",
        "applicant",
        "candidate",
        "cardholder",
        "license plate",
        "booking",
        "reservation",
        "meter",
        "subscription",
    )
    + listed(
        "booking|reservation|réservation|reservierung|buchung|reserva|prenotazione|rezervasyon|rezerwacja|бронь|"
        "бронирование|boeking|reservering|予約|예약|预订|बुकिंग|حجز|"
        "confirmation code|confirmation number|booking reference|booking code|record locator|reservation code|"
        "user id|registration number|registration no|certificate number|"
        "certificate no|policy|license plate|licence plate|plate|number plate|pnr|kundennummer|kunden-nr|"
        "kundennr|kd-nr|kd.-nr|kunden-id|mitgliedsnummer|"
        "mitglieds-nr|mitgliedsnr|versicherungsnummer|versicherungsschein-nr|versicherungsscheinnummer|"
        "policennummer|vertragsnummer|vertrags-nr|"
        "vertragsnr|matrikelnummer|kennzeichen|kfz-kennzeichen|amtliches kennzeichen|buchungsnummer|"
        "zählernummer|teilnehmernummer|"
        "numéro client|numéro de client|n° client|n° de client|n client|référence client|réf. client|"
        "code client|numéro d'adhérent|n° adhérent|"
        "numéro de contrat|n° de contrat|n° contrat|numéro de police|n° de police|numéro étudiant|"
        "immatriculation|plaque d'immatriculation|"
        "numéro de réservation|número de cliente|nº de cliente|nº cliente|no. de cliente|id de cliente|"
        "id cliente|código de cliente|cliente nº|"
        "número de socio|nº de socio|nº socio|número de póliza|nº de póliza|nº póliza|póliza|"
        "número de contrato|nº de contrato|contrato|matrícula del vehículo|"
        "placa|placas|localizador|codice cliente|numero cliente|id cliente|n. cliente|numero di polizza|"
        "polizza n|polizza|numero polizza|numero tessera|"
        "tessera n|numero contratto|contratto n|targa|número de sócio|número do cliente|nº do cliente|"
        "código do cliente|nº cliente|apólice|nº da apólice|"
        "número da apólice|nº do contrato|placa do veículo|klantnummer|klantnr|klant-id|"
        "lidmaatschapsnummer|lidnummer|polisnummer|contractnummer|"
        "kenteken|studentnummer|numer klienta|nr klienta|id klienta|numer polisy|nr polisy|numer umowy|"
        "nr umowy|numer rejestracyjny|nr rejestracyjny|"
        "nr albumu|номер клиента|клиентский номер|id клиента|номер договора|договор №|номер страховки|"
        "госномер|гос. номер|номер автомобиля|"
        "müşteri no|müşteri numarası|üye no|üye numarası|poliçe no|poliçe numarası|sözleşme no|"
        "öğrenci no|plaka|plaka no|abone no|"
        "客户编号|客户号|会员号|会员卡号|会员编号|保单号|合同编号|合同号|学号|用户编号|车牌号|车牌|"
        "顧客番号|お客様番号|会員番号|証券番号|契約番号|学籍番号|"
        "顧客id|会員id|車両番号|ナンバープレート|고객번호|고객 번호|회원번호|회원 번호|증권번호|계약번호|"
        "학번|차량번호|보험증권번호|ग्राहक संख्या|ग्राहक आईडी|ग्राहक क्रमांक|"
        "सदस्यता संख्या|पॉलिसी संख्या|पॉलिसी नंबर|अनुबंध संख्या|वाहन संख्या|رقم العميل|رقم الزبون|"
        "رقم العضوية|رقم الوثيقة|رقم البوليصة|رقم العقد|رقم اللوحة|رقم المشترك"
    ),
    "bank_routing_number": _english("branch", "bank", "transit", "institution", "bsb", "bank branch")
    + listed(
        "agência|nº da agência|"
        "blz|bankleitzahl|bsb|abi|cab|codice abi|codice cab|code banque|code guichet|código del banco|"
        "código do banco|banco nº|bankcode|бик|бик банка|银行代码|支行号|联行号|支店番号|支店コード|銀行コード|"
        "은행코드|शाखा कोड|رمز البنك"
    ),
    "case_id": _english(
        "case",
        "claim",
        "docket",
        "matter",
        "incident",
        "complaint",
        "dossier",
        "support case",
        "visa",
        "permit",
        "warrant",
        "police report",
        "damage",
    )
    + listed(
        "application number|application no|file number|file no|request number|case|claim|docket|"
        "aktenzeichen|az|geschäftszeichen|fallnummer|vorgangsnummer|schadennummer|schaden-nr|"
        "schadensnummer|"
        "antragsnummer|numéro de dossier|n° de dossier|n° dossier|dossier n|référence dossier|"
        "numéro de sinistre|n° de sinistre|número de expediente|"
        "nº de expediente|nº expediente|expediente|expediente nº|número de caso|nº de caso|caso nº|"
        "número de siniestro|nº de siniestro|folio|"
        "numero pratica|numero di pratica|pratica n|pratica|numero sinistro|fascicolo|número do processo|"
        "processo nº|nº do processo|"
        "número do protocolo|protocolo|nº de protocolo|zaaknummer|dossiernummer|schadenummer|"
        "numer sprawy|nr sprawy|sygnatura akt|sygn. akt|sygnatura|"
        "numer szkody|nr szkody|номер дела|дело №|номер обращения|номер заявки|номер заявления|dosya no|"
        "dosya numarası|esas no|başvuru no|talep no|"
        "hasar dosya no|案号|案件编号|受理编号|申请编号|事件番号|案件番号|受付番号|整理番号|"
        "申請番号|사건번호|접수번호|사건 번호|접수 번호|민원번호|"
        "केस नंबर|केस संख्या|मामला संख्या|आवेदन संख्या|शिकायत संख्या|رقم القضية|رقم الملف|رقم الطلب|"
        "رقم البلاغ|رقم الشكوى|رقم المعاملة"
    ),
}
"""What names a number, by its kind. The first kind whose label fits speaks."""

THINGS = (
    _english("tracking", "shipment", "parcel", "waybill", "consignment", "airway bill", "awb")
    + _english("order", "purchase order", "invoice", "ticket", "support ticket", "reference", "order reference")
    + listed(
        "tracking|awb|sendungsnummer|sendungs-nr|sendungsnr|paketnummer|sendungsverfolgung|"
        "numéro de suivi|n° de suivi|n suivi|colis|número de seguimiento|"
        "nº de seguimiento|número de envío|número de guía|guía|numero di tracciamento|numero spedizione|"
        "codice spedizione|tracking number|código de rastreio|"
        "código de rastreamento|rastreio|trackingnummer|track-and-trace|track & trace|zendingsnummer|"
        "barcode pakket|numer przesyłki|nr przesyłki|"
        "numer śledzenia|трек-номер|трек номер|номер отправления|takip no|takip numarası|kargo takip no|"
        "gönderi no|快递单号|运单号|物流单号|包裹单号|"
        "追跡番号|お問い合わせ番号|伝票番号|送り状番号|운송장번호|송장번호|운송장 번호|배송번호|"
        "ट्रैकिंग नंबर|ट्रैकिंग संख्या|رقم التتبع|رقم الشحنة|رقم تتبع الشحنة|"
        "bestellnummer|bestell-nr|auftragsnummer|rechnungsnummer|rechnungs-nr|ticketnummer|ticket-nr|"
        "numéro de commande|n° de commande|numéro de facture|n° de facture|número de pedido|nº de pedido|"
        "número de factura|nº de factura|numero ordine|numero d'ordine|numero fattura|número do pedido|"
        "nº do pedido|número da fatura|bestelnummer|ordernummer|factuurnummer|numer zamówienia|numer faktury|"
        "номер заказа|номер счёта-фактуры|sipariş no|fatura no|订单号|订单编号|发票号|工单号|注文番号|ご注文番号|"
        "請求書番号|주문번호|문의번호|송장 번호|청구서번호|ऑर्डर नंबर|ऑर्डर संख्या|बिल संख्या|رقم الفاتورة"
    )
)
"""What names the number of a thing: an order, an invoice, a parcel, a ticket. It is nobody's."""


def label_at_end(words: str) -> str:
    """The longest label that the words end with; empty when none."""
    if words[-3:] not in _endings() and words[-2:] not in _endings():
        return ""
    every, name = kinds(), ""
    for start in range(len(words) - 1, max(-1, len(words) - 44), -1):
        if words[start:] in every and stands_alone(words, words[start:]):
            name = words[start:]
    return name


@cache
def kinds() -> dict[str, str]:
    """What each label names, where two kinds share it the first one's; empty where
    only the number's shape tells, or where it is a thing's."""
    table: dict[str, str] = {}
    for kind, labels in LABELS.items():
        for label in labels:
            table.setdefault(label.rstrip(" .º°"), kind)
    return dict.fromkeys((*claims(), *(label.rstrip(" .º°") for label in THINGS)), "") | table


@cache
def _endings() -> frozenset[str]:
    """How labels end: most words before a number end otherwise, and are done with."""
    return frozenset(label[-3:] for label in kinds())
