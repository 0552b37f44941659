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
    "verstorben|gestorben|décédé*|fallec*|昭和|평성|태어*|syntyi"
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
    "retrieved|accessed|archived|backport*|last revised|revised on|"
    "stand:|stand vom|zuletzt geändert|zuletzt aktualisiert|aktualisiert am|letzte änderung|"
    "dernière mise à jour|mis à jour le|última actualización|actualizado el|ultimo aggiornamento|aggiornato il|"
    "última atualização|atualizado em|laatst bijgewerkt|laatst gewijzigd|ostatnia aktualizacja|zaktualizowano|"
    "последнее обновление|обновлено|son güncelleme|最后更新|最近更新|最終更新|최종 업데이트|마지막 업데이트|päivitetty|"
    "veröffentlich*|gegründet|fondée|publié*|publicad*|fundad*|pubblicat*|fondat*|опубликован*|основан*|"
    "发布|成立|创建|公開|リリース|設立|출시|설립"
)
OFFICIAL = words(
    "law|act of|constitution|enacted|in force|into force|treaty|decree|directive|amendment|"
    "gesetz*|verordnung|in kraft|grundgesetz|verfassung|richtlinie|loi|décret|ordonnance|constitution|en vigueur|"
    "ley|decreto|constitución|vigor|reglamento|legge|costituzione|regolamento|da lei|a lei de|lei n|lei federal|"
    "constituição|"
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
AFFAIRS = words(
    "parliament|senate|house of representatives|government|ministry|election*|referendum|voters|legislat*|council|"
    "municipal*|summit|conference|trade fair|exhibition|museum|opening hours|public holiday|bank holiday|tournament|"
    "championship*|world cup|olympic*|league|premiere*|aired|episode|album|film|the war|invasion|reign|empire|troops|"
    "earthquake|eruption|spacecraft|comet|eclipse|stock exchange|went public|the standard|press release|newsletter|"
    "strike|timetable|outage|downtime|maintenance|sprint|roadmap|backup|certificate of the server|ssl certificate|"
    "bundestag|bundesrat|landtag|*regierung|*ministerium|*wahl|*wahlen|volksabstimmung|gemeinderat*|stadtrat*|sitzung|"
    "gipfel|messe|ausstellung|feiertag|anmeldeschluss|turnier|meisterschaft*|erdbeben|ausbruch|krieg*|schlacht|"
    "die mauer|norm|wetterdienst|wartung|pressemitteilung|streik|"
    "parlement|sénat|assemblée|gouvernement|ministère|élection*|référendum|conseil municipal|sommet|salon|exposition|"
    "musée|jour férié|tournoi|championnat*|séisme|guerre|bataille|mur de berlin|communiqué|grève|"
    "parlamento|congreso|senado|gobierno|ministerio|eleccion*|referéndum|ayuntamiento|pleno|cumbre|feria|exposición|"
    "museo|torneo|campeonato*|terremoto|guerra|batalla|huelga|nota de prensa|versión|"
    "camera dei deputati|senato|governo|ministero|elezion*|consiglio comunale|fiera|mostra|torneo|campionat*|"
    "battaglia|sciopero|versione|congresso|ministério|eleiç*|câmara municipal|feira|exposição|museu|campeonato|batalha|"
    "greve|versão|tweede kamer|regering|ministerie|verkiezing*|gemeenteraad|beurs|tentoonstelling|toernooi|"
    "kampioenschap*|aardbeving|oorlog|staking|versie|sejm|senat|rząd|ministerstw*|wybory|wyborów|rada miasta|targi|"
    "wystaw*|muzeum|turniej|mistrzostw*|trzęsienie|wojn*|bitw*|strajk|wersj*|госдум*|правительств*|министерств*|выборы|выборов|"
    "референдум*|выставк*|музей|турнир|чемпионат*|землетрясени*|войн*|битв*|забастовк*|верси*|seçim*|meclis*|bakanlı*|sergi|"
    "müze|turnuva|şampiyona*|deprem|savaş*|grev|sürüm*|国会|选举|政府|博物馆|展览|地震|战争|会议于|選挙|国会|政府|博物館|展覧会|"
    "総会|戦争|バージョン|국회|선거|정부|박물관|전시회|지진|전쟁|버전|eduskun*|vaalit|museo|näyttely|maanjäristys|sota|versio"
)
"""Public affairs: what happened then concerns everybody, where nobody is spoken of."""
OF_LIFE = words(
    "patient*|vaccinat*|blood test|surgery|funeral|buried|birthday|graduat*|wedding|married|divorce*|"
    "pregnan*|gave birth|custody|tenant|"
    "geimpft|impfung|blutabnahme|beerdigung|bestattung|beisetzung|geburtstag|hochzeit|geheiratet|heirat*|geschieden|"
    "schwanger|krankgeschrieben|zur welt|operation am|"
    "vacciné*|obsèques|enterrement|mariage|marié*|mariés|pacsé*|divorcé*|enceinte|accouch*|"
    "vacunad*|funeral|entierro|cumpleaños|boda|casamos|casó|casaron|divorci*|embarazad*|dio a luz|"
    "vaccinat*|funerale|compleanno|matrimonio|sposat*|incinta|partorito|"
    "vacinad*|enterro|casamento|casamos|casou|grávida|"
    "gevaccineerd|begrafenis|uitvaart|verjaardag|bruiloft|getrouwd|gescheiden|zwanger|bevallen|"
    "zaszczepi*|pogrzeb*|urodziny|ślub*|wesele|rozwód|rozwod*|ciąż*|"
    "привит*|похорон*|день рождения|свадьб*|поженил*|развел*|развод*|беремен*|из больницы|роддом*|"
    "aşı*|cenaze*|doğum günü|düğün*|evlen*|boşan*|hamile*|"
    "接种|葬礼|葬禮|生日|婚礼|结婚|离婚|怀孕|分娩|接種|葬儀|告別式|誕生日|結婚|離婚|妊娠|出産|"
    "접종|장례*|생일|결혼*|이혼*|임신|출산|rokot*|hautajai*|syntymäpäiv*|häät|naimisiin|eronn*|raskaana"
)
"""What befalls somebody: a date beside it is theirs, whatever else the line speaks of."""
SOMEBODY = words(
    "admitted|discharged|appointment|hired|signed|diagnos*|prescri*|interview|termin|aufnahme|unterschrift|rendez-vous|"
    "cita|ricovero|appuntamento|consulta|afspraak|wizyt*|приём|прием|randevu|voted|"
    "i was|i am|i'm|i have|i've|i had|i will|we|mr|mrs|ms|dr|miss|herr|herrn|frau|monsieur|madame|mme|m.|señor|señora|"
    "don|doña|sr.|sra.|signor|signora|senhor|senhora|meneer|mevrouw|pan|pani|pana|господин|госпожа|bay|bayan|hanım|"
    "先生|女士|さん|様|씨|님|herra|rouva"
)
