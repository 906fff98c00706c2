"""The words within the rows of a list, in six languages: months, sums, “as above”, titles, who has gone, branches.

All but the signs are compared folded.
"""

import re
from collections.abc import Mapping

from lms.institutions.roster_words import fold


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.replace("\n", "|").split("|") if word.strip())


# What begins a line of sums below a list.
SUM_WORDS = _folded(
    """total|totals|grand total|sub total|subtotal|sum|total staff|total employees|no of staff|headcount|sous total
    totaux|total général|effectif|effectif total|somme|total general|suma|total personal|total de empleados
    total trabajadores|итого|всего|итог|итого человек|المجموع|الاجمالي|الاجمالي العام|العدد الاجمالي|soma|total geral"""
)

_MONTHS = """january jan janvier janv enero ene январь января янв يناير جانفي كانون_الثاني janeiro|february feb février
fevr fev febrero февраль февраля фев فبراير فيفري شباط fevereiro|march mar mars marzo март марта мар مارس اذار
março|april apr avril avr abril abr апрель апреля апр ابريل افريل نيسان|may mai mayo май мая مايو ماي ايار maio|june
jun juin junio июнь июня июн يونيو جوان حزيران junho|july jul juillet juil julio июль июля июл يوليو جويليه تموز
julho|august aug août aou agosto ago август августа авг اغسطس اوت اب |september sep sept septembre septiembre set
setiembre сентябрь сентября сен сент سبتمبر ايلول setembro|october oct octobre octubre октябрь октября окт اكتوبر
تشرين_الاول outubro out|november nov novembre noviembre ноябрь ноября ноя نوفمبر تشرين_الثاني novembro |december dec
décembre diciembre dic декабрь декабря дек ديسمبر كانون_الاول dezembro dez"""
MONTHS: Mapping[str, int] = {
    fold(word.replace("_", " ")): number
    for number, words in enumerate(_MONTHS.split("|"), start=1)
    for word in words.split()
}

WEEKDAYS = _folded(
    """monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|lundi|mardi
    mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|понедельник|вторник
    среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعة|السبت|الاحد
    segunda feira|terça feira|quarta feira|quinta feira|sexta feira|segunda|terça|quarta|quinta|sexta|feira"""
)

# What stands for the cell above, as it is written and folded.
DITTO_SIGNS = frozenset(
    ('"', "''", "”", "“", "〃", "״", ",,", "„", "-//-", '-"-', '-"-', "--//--", "//", '""', "↑", "''-")
)
DITTO_WORDS = _folded(
    """ditto|do|d o|idem|id|as above|same|same as above|ibid|ídem|el mismo|la misma|igual|comme ci dessus|de même
    le même|то же|тоже|так же|там же|كذلك|نفسه|نفس|كما اعلاه|como acima|o mesmo|a mesma"""
)

# Lines around the people, of which the first words tell what they are.
ASIDE = re.compile(
    r"(page|página|pagina|стр|страница|صفحة)\s*:?\s*[0-9]+|"
    r"(prepared|checked|approved|verified|compiled|printed|generated|certified|reviewed|authori[sz]ed) (by|on)\b|"
    r"(préparé|établi|vérifié|approuvé|validé|imprimé|fait|édité) (par|le|à)\b|"
    r"(elaborado|revisado|aprobado|aprovado|preparado|impreso|impresso|emitido|gerado|generado) (por|el|em)\b|"
    r"(подготовил|составил|проверил|утвердил|утверждаю|исполнитель|дата печати)|"
    r"(اعداد|إعداد|اعتماد|مراجعة|تاريخ الطباعة)\b|"
    r"(note|notes|nb|n\.b\.|source|end of (list|report|file))\b\s*[:.*]?",
    re.IGNORECASE,
)

# Titles of courtesy are no part of a name; those of a profession are, and stand before it. Letters need a sign.
COURTESY = _folded(
    """mr|mrs|ms|miss|mister|madam|mme|mlle|monsieur|madame|mademoiselle|sr|sra|srta|señor|señora|señorita|shri|smt|г н
    г жа|господин|госпожа|السيد|السيدة|الانسة|الاستاذ|الاستاذة|senhor|senhora|bwana"""
)
PROFESSION = _folded("dr|dra|prof|eng|engr|ing|arq|lic|rev|الدكتور|الدكتورة|المهندس|المهندسة")
# “M.” is an initial as often as it is monsieur.
COURTESY_LETTERS, PROFESSION_LETTERS = frozenset("أا"), frozenset("دم")

# Heads of columns in which lists that have no better one say who has left.
REMARK_WORDS = _folded(
    """remark|remarks|comment|comments|observation|observations|remarque|remarques|commentaire|commentaires|observación
    observaciones|примечание|примечания|комментарий|ملاحظات|ملاحظة|observação|observações|obs"""
)

# A word of somebody who works here no more.
GONE = re.compile(
    r"\b(resign(ed|s|ation)?|terminated?|termination|dismissed|sacked|fired|retired|retirement|deceased|died|left|"
    r"dead|exited|separated|absconded|deserted|discharged|inactive|not active|ex-staff|contract (ended|expired)|"
    r"relieved|démission\w*|licenci(é|ée|és|ement)|parti|partie|retraité\w*|retraite|décéd\w*|inactif|sorti|sortie|radi(é|ée)|"
    r"fin de contrat|renunci(ó|a|o)|cesad[oa]|cese|retirad[oa]|despedid[oa]|jubilad[oa]|fallecid[oa]|inactiv[oa]|baja|"
    r"de baja|liquidad[oa]|уволен\w*|уволил\w*|ушел|ушёл|ушла|на пенсии|умер\w*|неактив\w*|не работает|"
    r"demitid[oa]|desligad[oa]|aposentad[oa]|falecid[oa]|inativ[oa]|pediu demissão|saiu)\b|"
    r"استقال|استقالة|مستقيل|مفصول|متقاعد|متوفى|متوفي|انتهت خدمته|غير نشط|ترك العمل",
    re.IGNORECASE,
)
# “Has not resigned”, “left on maternity leave”, “sick leave” and the like say that she is here.
STAYS = re.compile(
    r"\b(leave|médica|fait partie|congé|licencia|descanso|отпуск\w*|декрет\w*|licença|withdrawn|annulé\w*)\b|"
    r"اجازة|إجازة",
    re.IGNORECASE,
)

# Words that say only what a place is: “Mombasa Branch” and “Mombasa” are nearly one name.
PLACE_WORDS = _folded(
    """branch|br|brn|office|off|outlet|station|agence|ag|succursale|bureau|antenne|point de service|agencia|sucursal
    oficina|suc|of|de|d|du|la|le|el|филиал|отделение|офис|ф л|فرع|مكتب|وكالة|agência|filial|balcão|posto|unidade|tawi"""
)
HEAD_OFFICE = _folded(
    """head office|ho|h o|hq|h q|headquarters|head quarters|main office|corporate office|headoffice|siège|siège social
    siège central|direction générale|oficina principal|sede central|sede principal|casa matriz|oficina central|matriz
    sede|головной офис|центральный офис|головное отделение|го|цо|المركز الرئيسي|الادارة العامة|المقر الرئيسي|المقر"""
)
