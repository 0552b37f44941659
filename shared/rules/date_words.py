"""The words beside dates in sixteen languages: what makes a day somebody's, and what makes it a law's or a release's.

All in lower case. Data alone; `shared.rules.dates` reads it.
"""

from shared.rules.vocabulary import words

BIRTH = words(
    "birth*|born|dob|d.o.b|bday|date_of_birth|birthdate|dateofbirth|geb|geb.|geboren*|geburt*|né|née|"
    "né(e)|naissance|ddn|nacid*|nacim*|nac|f. nac|"
    "nato a|nata a|nato il|nata il|nato in|nata in|nato nel|nata nel|nato/a|"
    "nascita|nascimento|nascid*|nasc|geboorte*|gebdat*|ur|urodz*|ur.|data ur|рожд*|родил*|род|"
    "г.р|д.р|doğum*|d.tarihi|出生*|生日|生年月日|誕生日|"
    "生まれ|生年|생년월일|생일|출생*|जन्म*|जन्मतिथि|जन्म तिथि|ميلاد*|الميلاد|تاريخ الميلاد|مواليد|ولد|"
    "ولدت|narozen*|született|född*|født*|syntynyt|died|death|deceased|"
    "verstorben|gestorben|décédé*|fallec*|昭和|평성"
)
PERSONAL = words(
    "date|dated|patient*|admi*|discharge*|visit*|appointment*|hire*|hired|join*|start*|employ*|signed|"
    "sign*|married|wedding|divorce*|issue*|expir*|"
    "valid*|exp|dear|mr|mrs|ms|dr|sincerely|invoice|letter|effective|arriv*|check-in|check-out|departure|"
    "travel*|flight|booking|since|surgery|exam*|"
    "diagnos*|treat*|prescri*|deliver*|interview|contract|lease|payment|paid|due|meeting|scheduled|call|called|"
    "datum|termin|vertrag*|eintritt*|austritt*|gültig*|ausgestellt|unterschrift|rechnung*|den|vom|am|bis|"
    "seit|aufnahme*|entlass*|untersuch*|"
    "fecha*|ingreso|alta|cita|firma*|contrato|visita|consulta|caduc*|expedic*|vence|el|desde|hasta|"
    "date*|le|du|fait|rendez-vous|signé*|contrat|embauch*|délivr*|valable|depuis|entrée|sortie|hospitalis*|"
    "data|dal|al|il|firmato|contratto|scadenza|rilascio|ricovero|assunzione|appuntamento|"
    "em|desde|até|assinad*|validade|emissão|admissão|consulta|internação|vencimento|"
    "op|vanaf|tot|afspraak|ondertekend|geldig|opname|ingang|dnia|od|do|umow*|podpis*|ważn*|wizyt*|"
    "przyję*|wydan*|zatrudni*|"
    "дата|от|до|с|по|договор*|подпис*|приём*|прием*|выдан*|действ*|tarih*|randevu|sözleşme|imza|giriş|"
    "çıkış|başlangıç|bitiş|"
    "日期|时间|入职|签*|有效|到期|预约|就诊|入院|出院|日|日付|発行|有効|入社|契約|予約|受診|入院|날짜|"
    "일자|발급|유효|입사|계약|예약|진료|입원|"
    "दिनांक|तारीख|तिथि|नियुक्ति|वैध|تاريخ*|بتاريخ|موعد|صالح*|توقيع|عقد*|انتهاء|إصدار"
)
FIELD = words(
    "*date|*datum|datum*|fecha*|data|dated|*tarihi|tarih|дата*|*日期|*日|日付|날짜|일자|*일|दिनांक|तारीख|"
    "तिथि|تاريخ*|on|signed|expires|expiry|exp|valid until|valid thru|"
    "valid from|admitted|discharged|hired|joined|issued|start|end|appointment|wedding|anniversary|termin|"
    "fait le|le|vom|am"
)
EXPIRES = words(
    "exp|exp.|expiry|expir*|valid thru|valid until|good thru|gültig bis|gültig*|verfall*|caduc*|vence*|scad*|"
    "validade|vencimento|geldig*|ważn*|срок|"
    "действ*|son kullanma|skt|有效期|有効期限|유효기간|만료|वैध*|समाप्ति|انتهاء|صالحة|"
    "valable|vto"
)
PUBLIC = words(
    "firmware|固件|прошивк*|펌웨어|ファームウェア|"
    "release*|released|version*|changelog|copyright|deprecat*|build|builds|revision|commit|commits|updated|"
    "modified|created_at|updated_at|timestamp*|publish*|"
    "since version|snapshot|migration*|licensed under|@since|founded|established|treaty|battle|world war|civil war|"
    "war of|war ended|war began|revolution|"
    "century|edition|isbn|doi|patch|patches|patched|eol|"
    "end-of-life|internet draft|specification|schema|api|datetime|strptime|interval|"
    "crontab|cutoff|epoch|utc|deploy|deploys|deployment|deployments|"
    "merge*|tagged|upgrade*|last-modified|etag|cache*|lastmod|pubdate|date-released|data set|dataset|"
    "retrieved|accessed|archived|backport*|"
    "veröffentlich*|gegründet|fondée|publié*|publicad*|fundad*|pubblicat*|fondat*|опубликован*|основан*|"
    "发布|成立|创建|公開|リリース|設立|출시|설립"
)
OFFICIAL = words(
    "law|act of|constitution|enacted|in force|into force|treaty|decree|directive|amendment|"
    "gesetz*|verordnung|in kraft|grundgesetz|verfassung|richtlinie|loi|décret|ordonnance|constitution|en vigueur|"
    "ley|decreto|constitución|vigor|reglamento|legge|costituzione|regolamento|da lei|constituição|"
    "de wet|wet op|wet van|wetboek|grondwet|verordening|"
    "ustaw*|konstytucj*|rozporządzeni*|закон*|конституци*|указ|указа|постановлени*|"
    "kanun*|anayasa|yönetmelik|法律|憲法|宪法|施行|条例|民法|法典|该法|법률|헌법|시행|कानून|संविधान|अधिनियम|قانون|دستور|مرسوم"
)
OWN = words(
    "my|our|he|she|his|her|him|your|patient*|hospital|diagnos*|custody|prison|arrest*|jail|bail|lease|tenan*|"
    "employ*|contract|appointment|in-law|wife|husband|daughter|mother|father|brother|sister|accident|funeral|wedding|"
    "ich|mein*|mich|mir|wir|unser*|ihr*|ihn|ihm|patient*|mietverh*|mietvertrag*|kündig*|arbeitsvertrag*|klinik|haft|"
    "entlass*|ehefrau|ehemann|je|j'ai|mon|nous|notre|bail|contrat|licenci*|épou*|locataire|"
    "yo|mi|mis|nosotr*|nuestr*|ella|contrato|contratado|alquiler|despid*|paciente|espos*|hij*|firmó|"
    "mio|mia|miei|noi|nostr*|lei|contratto|licenzia*|affitto|paziente|marito|moglie|"
    "eu|meu|minha|nós|ele|ela|arrendamento|demiti*|locação|"
    "ik|mijn|wij|onze|hij|zij|huurovereenkomst|ontslag*|patiënt*|"
    "mój|moja|moje|mnie|jej|jego|umow*|pacjent*|wypowiedz*|żon*|mąż|"
    "я|мой|моя|мне|меня|мы|наш*|он|она|его|её|пациент*|договор*|аренд*|увол*|жена|муж|"
    "benim|bizim|sözleşme*|kira|eşim|我|他|她|患者|合同|离职|妻|夫|私|彼|彼女|契約|退職|"
    "나는|저는|그는|그녀|환자|계약|퇴사|아내|남편|मैं|मेरा|मेरी|उसका|मरीज*|अनुबंध|أنا|زوج*|عقد|المريض"
)
"""Who is spoken of beside a date is somebody, whatever law stands there too."""
BUILT = words(
    "opened|inaugurat*|built|completed|constructed|demolished|erbaut|eröffnet|errichtet|inauguré*|construit*|achevé*|"
    "inaugurad*|construid*|costruit*|gebouwd|geopend|zbudowan*|otwart*|построен*|открыт*|inşa|açıldı|建成|竣工|開業|준공|개통"
)
