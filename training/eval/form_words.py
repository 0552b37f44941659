"""What the drawn forms of the evaluation say, in five languages: headings, label words, lines of letters and of items.

Written on 2026-11-22 for these forms alone. `{1}` and its like are filled from training.eval.form_values. Knows
nothing of layouts.
"""

# ruff: noqa: E501 (lists of values, a line a country)

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    titles: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    letters: tuple[str, ...]
    notices: tuple[str, ...]
    items: tuple[str, ...]
    remarks: tuple[str, ...]
    firms: tuple[str, ...]
    thanks: str
    total: str
    unspaced: bool = False


WORDS = {
    "en": Words(
        ("Patient registration", "Application for membership", "Claim for lost luggage", "Change of details", "Visitor record", "Account opening"),
        {
            "1": ("Name", "Applicant", "Surname and given names", "Full legal name", "Policy holder"),
            "2": ("Emergency contact", "Attending physician", "Handled by", "Second signatory"),
            "dob": ("Date of birth", "D.O.B.", "Born"),
            "any": ("Residential address", "Address", "Postal address", "Home"),
            "tel": ("Telephone", "Mobile no.", "Contact number", "Tel (day)"),
            "mail": ("E-mail", "Email address"),
            "id": ("ID no.", "Insurance number", "Tax number"),
            "iban": ("IBAN", "Bank account", "Pay to"),
            "card": ("Card number", "Credit card"),
            "date": ("Admitted on", "Date of visit", "Valid until"),
            "customer": ("Customer no.", "Our reference for you"),
        },
        (
            "Dear {1},\nthank you for your letter. We have noted that you now live at {any} and that we can reach you on {tel}. Your cover continues without a break, and the premium of 48.20 stays as it is.",
            "Dear Sirs,\nplease close my account {customer}. The balance should be sent to {iban}. My sister {2} has my power of attorney and will bring the signed papers to your counter.",
            "To whom it may concern,\n{1}, born on {dob}, was under our care last spring and has fully recovered. For questions please ring {tel} or write to {mail}.",
        ),
        (
            "The general meeting elected {1} as treasurer and {2} as secretary. Members who wish to pay the fee by transfer use {iban}. The hall will be painted in summer.",
            "Lost: a grey cat. Please call {tel} or ring the bell at {any}. Ask for {1}.",
        ),
        ("Copper pipe 15 mm", "Labour, two hours", "Tea and sandwiches", "Bus ticket", "Window cleaning"),
        ("Please write in block capitals.", "For office use only", "Tick where it applies", "Keep this part for your records."),
        ("Marlow Water Board", "Stonegate Insurance plc", "Riverside Clinic", "Pryce & Nolan Solicitors"),
        "Thank you for your custom", "Total",
    ),
    "de": Words(
        ("Anmeldebogen", "Antrag auf Mitgliedschaft", "Schadensmeldung", "Änderungsmitteilung", "Besucherschein", "Aufnahmeblatt der Station"),
        {
            "1": ("Name, Vorname", "Antragsteller", "Versicherte Person", "Familienname / Rufname"),
            "2": ("Notfallkontakt", "Behandelnder Arzt", "Bearbeitet von", "Zweite Unterschrift"),
            "dob": ("Geb. am", "Geburtstag", "geboren"),
            "any": ("Wohnhaft in", "Anschrift", "Straße, PLZ, Ort"),
            "tel": ("Telefon", "Rückruf unter", "Mobil"),
            "mail": ("E-Mail", "elektr. Post"),
            "id": ("Steuer-ID", "Ident.-Nr."),
            "iban": ("IBAN", "Bankverbindung", "Überweisung auf"),
            "card": ("Kartennummer", "Kreditkarte"),
            "date": ("Aufgenommen am", "Tag des Besuchs", "gültig bis"),
            "customer": ("Kundennr.", "Vertragsnummer"),
        },
        (
            "Guten Tag {1},\nIhr Schreiben haben wir erhalten. Wir haben vermerkt, dass Sie nun in {any} wohnen und unter {tel} erreichbar sind. Der Vertrag läuft unverändert weiter, der Beitrag bleibt bei 48,20 Euro.",
            "Sehr geehrte Damen und Herren,\nhiermit kündige ich den Vertrag {customer}. Das Guthaben bitte auf {iban} auszahlen. Meine Schwester {2} ist bevollmächtigt und bringt die Unterlagen an den Schalter.",
            "Bescheinigung\n{1}, geboren am {dob}, befand sich im Frühjahr bei uns in Behandlung und ist wieder gesund. Fragen beantworten wir unter {tel} oder {mail}.",
        ),
        (
            "Die Versammlung wählte {1} zur Kasse und {2} zur Schriftführung. Der Beitrag kann auf {iban} gezahlt werden. Der Saal wird im Sommer gestrichen.",
            "Graue Katze entlaufen! Bitte rufen Sie {tel} an oder klingeln Sie in {any} bei {1}.",
        ),
        ("Kupferrohr 15 mm", "Arbeitszeit 2 Std.", "Kaffee und Kuchen", "Fahrschein", "Fensterreinigung"),
        ("Bitte in Druckschrift ausfüllen.", "Nur für die Verwaltung", "Zutreffendes ankreuzen", "Dieser Abschnitt verbleibt bei Ihnen."),
        ("Wasserwerk Talheim", "Nordstern Versicherung AG", "Klinik am Rosengarten", "Kanzlei Vogt & Partner"),
        "Vielen Dank für Ihren Einkauf", "Summe",
    ),
    "es": Words(
        ("Hoja de ingreso", "Solicitud de alta de socio", "Parte de siniestro", "Cambio de datos", "Registro de visitas", "Apertura de cuenta"),
        {
            "1": ("Nombre y apellidos", "Solicitante", "Titular", "Paciente"),
            "2": ("Persona de contacto", "Médico responsable", "Atendido por", "Segundo firmante"),
            "dob": ("Fecha de nacimiento", "F. nac.", "Nacido/a el"),
            "any": ("Domicilio", "Dirección postal", "Vivienda habitual"),
            "tel": ("Teléfono", "Móvil", "Tfno. de contacto"),
            "mail": ("Correo-e", "Correo electrónico"),
            "id": ("DNI", "NIF", "Documento"),
            "iban": ("IBAN", "Cuenta de abono", "Domiciliación"),
            "card": ("Tarjeta n.º", "Tarjeta de crédito"),
            "date": ("Fecha de ingreso", "Día de la visita", "Válido hasta"),
            "customer": ("N.º de cliente", "Póliza"),
        },
        (
            "Estimado/a {1}:\nHemos recibido su carta y anotado que ahora vive en {any} y que podemos llamarle al {tel}. Su póliza sigue en vigor sin cambios y la cuota se mantiene en 48,20 euros.",
            "Muy señores míos:\nRuego cancelen mi contrato {customer}. El saldo debe abonarse en {iban}. Mi hermana {2} tiene poder notarial y llevará los papeles firmados a su oficina.",
            "A quien corresponda:\n{1}, con fecha de nacimiento {dob}, estuvo en tratamiento en nuestro centro y se encuentra recuperado. Para cualquier duda llame al {tel} o escriba a {mail}.",
        ),
        (
            "La asamblea eligió a {1} para la tesorería y a {2} para la secretaría. La cuota puede ingresarse en {iban}. El salón se pintará en verano.",
            "Se ha perdido una gata gris. Llamen al {tel} o toquen el timbre en {any}. Pregunten por {1}.",
        ),
        ("Tubo de cobre 15 mm", "Mano de obra, 2 h", "Café y bocadillo", "Billete de autobús", "Limpieza de cristales"),
        ("Rellene en letra de imprenta.", "Espacio reservado a la oficina", "Marque lo que proceda", "Conserve este resguardo."),
        ("Aguas del Valle S.A.", "Seguros Poniente", "Clínica Santa Marta", "Gestoría Robles"),
        "Gracias por su compra", "Total",
    ),
    "zh": Words(
        ("住院登记表", "会员申请表", "行李遗失申报单", "信息变更表", "来访登记", "开户申请书"),
        {
            "1": ("姓名", "申请人", "投保人", "患者姓名"),
            "2": ("紧急联系人", "主治医师", "经办人", "第二签字人"),
            "dob": ("出生日期", "生日", "出生年月日"),
            "any": ("现住址", "通讯地址", "家庭住址"),
            "tel": ("联系电话", "手机", "电话号码"),
            "mail": ("电子邮箱", "邮箱"),
            "id": ("身份证号", "证件号码"),
            "iban": ("银行账号", "收款账户", "卡号"),
            "card": ("信用卡号", "银行卡"),
            "date": ("入院日期", "来访日期", "有效期至"),
            "customer": ("客户编号", "保单号"),
        },
        (
            "尊敬的{1}:\n来信收悉。我们已记录您现在住在{any},可以通过{tel}与您联系。您的保险继续有效,每月保费仍为48.20元。",
            "贵公司:\n请注销我的合同{customer}。余额请汇入{iban}。我的姐姐{2}已获授权,会把签好的文件送到柜台。",
            "证明\n{1},{dob}出生,今年春天在我院接受治疗,现已康复。如有疑问请致电{tel}或发邮件至{mail}。",
        ),
        (
            "大会选举{1}负责财务,{2}负责记录。会费可以转入{iban}。礼堂将在夏天重新粉刷。",
            "寻猫启事:灰色小猫走失。请拨打{tel}或到{any}找{1}。",
        ),
        ("铜管15毫米", "人工两小时", "茶水和点心", "公交车票", "擦窗服务"),
        ("请用正楷填写", "以下由工作人员填写", "请在相应处打勾", "请妥善保管本联"),
        ("清河自来水公司", "北辰保险股份有限公司", "河滨医院", "正和律师事务所"),
        "谢谢惠顾", "合计", True,
    ),
    "ja": Words(
        ("入院申込書", "会員登録用紙", "手荷物紛失届", "変更届", "来訪者記録", "口座開設申込書"),
        {
            "1": ("氏名", "お名前", "契約者", "患者氏名"),
            "2": ("緊急連絡先", "主治医", "受付担当", "保証人"),
            "dob": ("生年月日", "誕生日"),
            "any": ("住所", "現住所", "お届け先"),
            "tel": ("電話番号", "携帯", "連絡先TEL"),
            "mail": ("メールアドレス", "Eメール"),
            "id": ("個人番号", "マイナンバー"),
            "iban": ("口座番号", "お振込先"),
            "card": ("カード番号", "クレジットカード"),
            "date": ("入院日", "来訪日", "有効期限"),
            "customer": ("お客様番号", "証券番号"),
        },
        (
            "{1}様\nお手紙を拝受しました。現在のお住まいが{any}であること、お電話は{tel}であることを記録いたしました。ご契約はこのまま続き、保険料も変わりません。",
            "担当者様\n契約{customer}の解約をお願いします。残高は{iban}へお送り願います。姉の{2}に委任しましたので、書類は窓口に持参します。",
            "証明書\n{1}さん({dob}生まれ)は今年の春に当院で治療を受け、現在は回復しています。お問い合わせは{tel}または{mail}まで。",
        ),
        (
            "総会では会計に{1}さん、書記に{2}さんが選ばれました。会費は{iban}へお振り込みください。集会所は夏に塗り替えます。",
            "灰色の猫がいなくなりました。見かけた方は{tel}に電話するか、{any}の{1}までお知らせください。",
        ),
        ("銅管15ミリ", "作業費2時間", "お茶とお弁当", "バス乗車券", "窓の清掃"),
        ("楷書でご記入ください。", "事務処理欄", "該当する欄に印をつけてください", "この控えは大切に保管してください。"),
        ("清流水道局", "北星損害保険株式会社", "川岸クリニック", "松原法律事務所"),
        "お買い上げありがとうございます", "合計", True,
    ),
}  # fmt: skip
