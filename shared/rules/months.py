"""The names of the months in sixteen languages and more, full and short, as dates use them. Data alone."""

from functools import cache

_MONTHS = (
    # January to December, separated by spaces; variants by a slash
    "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sept/sep "
    "october/oct november/nov december/dec",
    "januar/jan/jänner/jän februar/feb/feber märz/mär/maerz/mrz april/apr mai juni/jun juli/jul "
    "august/aug september/sep/sept oktober/okt november/nov dezember/dez",
    "janvier/janv février/févr/fév/fevrier mars avril/avr mai juin juillet/juil août/aout septembre/sept "
    "octobre/oct novembre/nov décembre/déc/decembre",
    "enero/ene febrero/feb marzo/mar abril/abr mayo/may junio/jun julio/jul agosto/ago "
    "septiembre/setiembre/sep/sept/set octubre/oct noviembre/nov diciembre/dic",
    "gennaio/gen febbraio/feb marzo/mar aprile/apr maggio/mag giugno/giu luglio/lug agosto/ago "
    "settembre/set/sett ottobre/ott novembre/nov dicembre/dic",
    "janeiro/jan fevereiro/fev março/mar/marco abril/abr maio/mai junho/jun julho/jul agosto/ago "
    "setembro/set outubro/out novembro/nov dezembro/dez",
    "januari/jan februari/feb maart/mrt april/apr mei juni/jun juli/jul augustus/aug september/sep/sept "
    "oktober/okt november/nov december/dec",
    "styczeń/stycznia/sty luty/lutego/lut marzec/marca/mar kwiecień/kwietnia/kwi maj/maja "
    "czerwiec/czerwca/cze lipiec/lipca/lip "
    "sierpień/sierpnia/sie wrzesień/września/wrz październik/października/paź listopad/listopada/lis "
    "grudzień/grudnia/gru",
    "январь/января/янв февраль/февраля/фев март/марта/мар апрель/апреля/апр май/мая июнь/июня/июн "
    "июль/июля/июл август/августа/авг "
    "сентябрь/сентября/сен/сент октябрь/октября/окт ноябрь/ноября/ноя декабрь/декабря/дек",
    "ocak/oca şubat/şub mart/mar nisan/nis mayıs/may haziran/haz temmuz/tem ağustos/ağu eylül/eyl "
    "ekim/eki kasım/kas aralık/ara",
    "जनवरी/जन फ़रवरी/फरवरी/फ़र मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर अक्टूबर/अक्तूबर नवंबर/नवम्बर दिसंबर/दिसम्बर",
    "يناير/كانون_الثاني فبراير/شباط مارس/آذار أبريل/إبريل/ابريل/نيسان مايو/أيار يونيو/يونيه/حزيران "
    "يوليو/يوليه/تموز أغسطس/اغسطس/آب سبتمبر/أيلول أكتوبر/اكتوبر/تشرين_الأول نوفمبر/تشرين_الثاني ديسمبر/كانون_الأول",
    "január február/feb marec/marca apríl/apríla máj/mája jún/júna júl/júla august/augusta "
    "september/septembra október/októbra november/novembra december/decembra",
    "leden/ledna únor/února březen/března duben/dubna květen/května červen/června červenec/července "
    "srpen/srpna září říjen/října listopad/listopadu prosinec/prosince",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "tammikuu/tammikuuta helmikuu/helmikuuta maaliskuu/maaliskuuta huhtikuu/huhtikuuta "
    "toukokuu/toukokuuta kesäkuu/kesäkuuta heinäkuu/heinäkuuta "
    "elokuu/elokuuta syyskuu/syyskuuta lokakuu/lokakuuta marraskuu/marraskuuta joulukuu/joulukuuta",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "januar februar marts april maj juni juli august september oktober november december/desember",
    "січня/січень лютого/лютий березня/березень квітня/квітень травня/травень червня/червень "
    "липня/липень серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень",
)


@cache
def months() -> dict[str, int]:
    """The number of each month's name, in lower case and without a dot."""
    table: dict[str, int] = {}
    for language in _MONTHS:
        for month, names in enumerate(language.split(), start=1):
            for name in names.split("/"):
                table.setdefault(name.replace("_", " "), month)
    return table
