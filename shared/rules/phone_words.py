"""The words of telephones in sixteen languages, and how each country writes its numbers. Data alone.

`shared.rules.phones` reads it.
"""

from shared.rules.reading import CONTEXT, FORMAT
from shared.rules.vocabulary import listed, words

FAX = listed("fax|faxnummer|telefax|fax no|fax number|télécopie|факс|传真|傳真|ファックス|fax番号|팩스|faks|फैक्स|فاكس")
LABELS = FAX + listed(
    "phone|telephone|tel|tel no|telno|phone no|phone nr|mobile|mobile no|mob|cell|cellphone|cell no|"
    "landline|ph|phone number|mobile number|"
    "telephone number|cell number|contact number|contact no|contact|phonenumber|phone_number|phone_no|"
    "mobile_number|telephone_number|"
    "phone1|caller id|hotline|whatsapp|signal|sms|imessage|call|text|dial|ring|work|"
    "telefon|telefonnummer|telefonnr|tel.-nr|tel-nr|handy|handynummer|handynr|mobil|mobilnummer|mobilnr|"
    "mobiltelefon|festnetz|rufnummer|"
    "téléphone|telephone|tél|numéro de téléphone|n° de téléphone|n de téléphone|portable|fixe|numéro de portable|"
    "teléfono|telefono|número de teléfono|móvil|movil|celular|tfno|tlf|tlfno|tfn|telf|telfs|tlfs|tels|teléfonos|"
    "número de celular|número de contacto|"
    "cellulare|numero di telefono|numero di cellulare|recapito telefonico|recapito|telefone|telemóvel|"
    "telemovel|número de telefone|fone|"
    "telefoon|telefoonnummer|telefoonnr|mobiel|mobiele nummer|gsm|gsm-nummer|numer telefonu|nr telefonu|"
    "nr tel|numer tel|komórka|kom|"
    "tel. kom|telefon komórkowy|телефон|тел|моб|мобильный|мобильный телефон|сотовый|номер телефона|"
    "моб. тел|контактный телефон|"
    "cep|cep telefonu|cep tel|telefon numarası|telefon no|gsm no|irtibat|电话|手机|联系电话|手机号|"
    "手机号码|电话号码|座机|联系方式|電話|手機|"
    "電話番号|携帯|携帯電話|携帯番号|連絡先|携帯電話番号|전화|전화번호|휴대폰|휴대전화|핸드폰|연락처|"
    "휴대폰번호|휴대폰 번호|핸드폰 번호|전화 번호|"
    "फ़ोन|फोन|मोबाइल|दूरभाष|संपर्क|फोन नंबर|फ़ोन नंबर|मोबाइल नंबर|संपर्क नंबर|फ़ोन नंबर|هاتف|الهاتف|جوال|"
    "الجوال|موبايل|الموبايل|رقم الهاتف|رقم الجوال|"
    "محمول|المحمول|رقم هاتف|رقم الموبايل|الهاتف المحمول|telepon|điện thoại|telefonszám|telefón|"
    "telefonní číslo|puhelin|puh|telefonnummer|τηλέφωνο|"
    "τηλ|κινητό|טלפון|נייד|โทร|โทรศัพท์|تلفن|موبایل|شماره تماس|sđt|số điện thoại|zadzwoń|dzwoń"
)
NEAR = words(
    "phone*|telep*|telef*|téléph*|tel|mobile|cell|cellphone|call|calls|called|callback|dial*|reach|text me|texted|"
    "whatsapp|sms|ring me|voicemail|fax|handy*|"
    "mobil*|anruf*|ruf|ruft|rufen|marca|marcar|márcame|márquenos|erreich*|tél|portable|appel*|joindre|teléfono*|móvil|llam*|llám*|celular|contact*|"
    "cellulare|chiam*|recapito|telefone|"
    "ligar|ligue|liga-me|telemóvel|chamada|bel|bellen|bereik*|mobiel|gsm|komórk*|zadzwo*|dzwoni*|dzwoń|тел|телеф*|звон*|позвон*|моб*|"
    "сотов*|cep|ara|arayın|ulaş*|"
    "电话|手机|致电|拨打|联系|電話|手機|携帯|連絡|전화|휴대|연락|핸드폰|फोन|फ़ोन|मोबाइल|कॉल|संपर्क|هاتف*|"
    "اتصل*|جوال|موبايل|للتواصل|الهاتف|رقم الجوال"
)
OTHER_NUMBERS = listed(
    "order|order no|order number|invoice|invoice no|invoice number|ref|reference|isbn|issn|serial|"
    "serial no|serial number|sku|part|part no|"
    "article|version|id|no|nr|case|ticket|tracking|tracking number|account|account no|account number|"
    "iban|rev|build|item|lot|batch|"
    "bestellnummer|rechnungsnummer|commande|facture|pedido|factura|ordine|fattura|nota fiscal|zamówienie|"
    "faktura|заказ|sipariş|订单号|注文番号|"
    "주문번호|timestamp|ts|epoch|time|seq|pid|offset|size|bytes|length|count|total|"
    "model|error code|exit code|value|depth|序列号|製造番号|일련번호|hash|checksum|id_str|uid|gid|inode"
)

REGIONS = listed(
    "US GB DE FR ES IT PT NL PL RU TR CN JP KR IN SA EG AE MX BR AR CO CL PE CH AT BE SE DK NO FI CZ SK "
    "HU RO GR IE AU NZ ZA UA IL HK TW SG "
    "MY TH VN ID PH PK MA DZ TN NG KE",
    " ",
)
"""Where a number without a country code is looked up, when the words near it speak of telephones."""

WAYS_TO_WRITE = (
    # (how the number is written, where it must exist, how sure that makes us)
    (r"(?:1[ .-])?\([2-9][0-9]{2}\)[ -]?[2-9][0-9]{2}[ .-][0-9]{4}", "NANP", CONTEXT),
    (r"(?:1[ .-])?[2-9][0-9]{2}(?:-[2-9][0-9]{2}-|\.[2-9][0-9]{2}\.)[0-9]{4}", "NANP", CONTEXT),
    (r"(?:1[ .-])?[2-9][0-9]{2} [2-9][0-9]{2}[ -][0-9]{4}", "US", FORMAT),
    (r"0[1-9](?:[ .-][0-9]{2}){4}", "FR BE", CONTEXT),
    (
        r"(?:\(0[0-9]{2,4}\) ?|0[0-9]{2,4}[ -])[0-9]{3,4}[ -][0-9]{3,4}",
        "GB JP KR CN AU TR SA DE CH AT SE AE IN NL",
        CONTEXT,
    ),
    (r"07[0-9]{3}[ -][0-9]{6}|0[0-9]{4} [0-9]{5,6}", "GB", CONTEXT),
    (
        r"(?:\(0[0-9]{1,5}\) ?|0[1-9][0-9]{0,3} ?[ /-] ?|0[1-9][0-9]{4} ?/ ?)[0-9]{5,9}(?:-[0-9]{1,4})?",
        "DE AT NL IT JP KR CN TR GB CH BE SE IN AR EG AU",
        FORMAT,
    ),
    (
        r"(?:\(0[0-9]{1,5}\) ?|0[1-9][0-9]{0,3}(?: ?/ ?|[ -])|"
        r"0[1-9][0-9]{4} ?/ ?)[0-9]{2,4}(?:[ -][0-9]{2,4}){1,3}",
        "DE AT CH TR FR NL IT SE JP KR GB BE EG AE AU",
        FORMAT,
    ),
    (r"0 ?\([0-9]{3}\) ?[0-9]{3}[ -][0-9]{2}[ -]?[0-9]{2}", "TR", CONTEXT),
    (
        r"8[ -]?\(?[0-9]{3,5}\)?[ -]?[0-9]{1,3}[ -][0-9]{2}[ -]?[0-9]{2}|"
        r"\([0-9]{3}\) [0-9]{3}-[0-9]{2}-[0-9]{2}",
        "RU",
        CONTEXT,
    ),
    (r"(?:\([1-9][0-9]\) ?|[1-9][0-9] )9?[0-9]{4}-[0-9]{4}", "BR", CONTEXT),
    (r"(?:\([0-9]{2,3}\) ?|[0-9]{2}[ -])[0-9]{3,4}[ -][0-9]{4}", "MX BR AR", FORMAT),
    (r"1[3-9][0-9][ -][0-9]{4}[ -][0-9]{4}", "CN", CONTEXT),
    (r"[6-9][0-9]{4}[ -][0-9]{5}", "IN", FORMAT),
    (
        r"[6789][0-9]{2}(?: [0-9]{2}){3}|9[0-9](?: [0-9]{3})(?: [0-9]{2}){2}|"
        r"9[0-9]{2}-[0-9]{2}-[0-9]{2}-[0-9]{2}",
        "ES",
        FORMAT,
    ),
    (r"5[0-9]{2} [0-9]{3} [0-9]{2} [0-9]{2}", "TR", FORMAT),
    (r"3[0-9]{2}[ .-][0-9]{6,7}|3[0-9]{2}[ .-][0-9]{3}[ .-][0-9]{4}", "IT", FORMAT),
    (r"[1-9][0-9] [0-9]{3} [0-9]{2} [0-9]{2}", "PL", FORMAT),
)
