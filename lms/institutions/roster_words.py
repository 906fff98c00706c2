"""The words that lists of people use in six languages: heads of columns, tiers and titles of jobs, months, languages.

All are compared folded (`fold`), so spelling with or without accents, capitals and hyphens is one.
"""

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from courses.model import Tier

NOT_WORD = re.compile(r"[^\w]+|_+")
# Spellings of Arabic that people mix: with and without hamza, dots, and the stretch between letters.
ARABIC = str.maketrans({"ة": "ه", "ى": "ي", "ـ": "", "أ": "ا", "إ": "ا", "آ": "ا"})


class Field(StrEnum):
    """What a column of a list may say of a person; the value is its name for a program and never changes."""

    STAFF_CODE = "staff_code"
    NAME = "name"
    SURNAME = "surname"
    NAME_OTHER = "name_other"
    EMAIL = "email"
    BRANCH = "branch"
    TIER = "tier"
    SINCE = "since"
    JOINED_ON = "joined_on"
    LEFT_ON = "left_on"
    LANGUAGE = "language"


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return the text as it is compared: no accents, no capitals, one space between words, nothing else."""
    plain = unicodedata.normalize("NFKD", text.translate(ARABIC).casefold())
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return NOT_WORD.sub(" ", kept).strip()


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.replace("\n", "|").split("|") if word.strip())


COLUMN_WORDS: Mapping[Field, frozenset[str]] = {
    Field.STAFF_CODE: _folded(
        """staff code|staff id|staff no|staff number|staff_code|employee code|employee id|employee no
        employee number|emp id|emp no|personnel number|personnel no|payroll number|payroll no|code|id|no|matricule
        code agent|code employé|code du personnel|n matricule|numéro matricule|numéro d'employé|code personnel
        identifiant|código|codigo|código de empleado|id de empleado|número de empleado|n empleado|legajo|clave
        código de personal|табельный номер|таб номер|таб №|код|код сотрудника|номер сотрудника|id сотрудника|الرمز
        الرقم الوظيفي|رقم الموظف|كود الموظف|رمز الموظف|المعرف|matrícula|código do funcionário|código do colaborador
        id do funcionário|número do funcionário|nº mecanográfico"""
    ),
    Field.NAME: _folded(
        """name|full name|staff name|employee name|employee|person|name and surname|first and last name|nom
        nom complet|nom et prénom|nom et prénoms|noms et prénoms|prénom et nom|nom de l'agent|nom de l'employé|nombre
        nombre completo|nombre y apellido|nombre y apellidos|apellidos y nombres|apellido y nombre|nombres y apellidos
        nombre del empleado|фио|ф и о|имя|полное имя|фамилия имя отчество|фамилия и имя|сотрудник|имя сотрудника|الاسم
        الاسم الكامل|اسم الموظف|الاسم الثلاثي|الاسم الرباعي|nome|nome completo|nome do funcionário|nome do colaborador
        nome e apelido|nome e sobrenome"""
    ),
    Field.SURNAME: _folded(
        """surname|last name|family name|nom de famille|apellido|apellidos|primer apellido|фамилия|اللقب|اسم العائلة
        sobrenome|apelido"""
    ),
    Field.NAME_OTHER: _folded(
        """name in another script|other name|name other|name_other|second name script|name in local script
        local name|native name|name in arabic|arabic name|name in latin|latin name|name in english|english name
        name in russian|nom en arabe|nom dans une autre écriture|nom en français|nom latin|autre nom
        nombre en otra escritura|nombre en otro alfabeto|otro nombre|имя латиницей|фио латиницей|имя на английском
        имя другим письмом|фио на английском|другое имя|الاسم بالانجليزية|الاسم باللاتينية|الاسم بالعربية
        الاسم بالفرنسية|اسم اخر|nome noutra escrita|nome em outro alfabeto|nome em outra escrita|outro nome"""
    ),
    Field.EMAIL: _folded(
        """e-mail|email|mail|e-mail address|email address|work email|adresse e-mail|adresse électronique
        courriel
        adresse mail|adresse mél|mél|correo|correo electrónico|correo-e|dirección de correo|эл почта|электронная почта
        почта|адрес эл почты|эл адрес|البريد الالكتروني|البريد|الايميل|ايميل|correio eletrónico|correio eletrônico
        endereço de e-mail|correio"""
    ),
    Field.BRANCH: _folded(
        """branch|branch name|office|branch office|location|site|unit|duty station|agence|nom de l'agence
        succursale|bureau|lieu|point de service|sucursal|agencia|oficina|sede|lugar|филиал|отделение|офис|подразделение
        место работы|الفرع|اسم الفرع|المكتب|الوكالة|الموقع|agência|filial|balcão|escritório|posto|unidade|local"""
    ),
    Field.TIER: _folded(
        """tier|level|role|position|job title|title|job|function|grade|designation|staff category|category
        niveau|fonction|fonction occupée|poste|poste occupé|poste actuel
        titre|emploi|rôle|catégorie|intitulé du poste|nivel|cargo|cargo actual|puesto|puesto actual
        puesto de trabajo|función|rol|categoría
        уровень|должность|занимаемая должность
        роль|позиция|категория|функция|المستوى|الوظيفة|المسمى الوظيفي|المنصب|الدور|الفئة|الدرجة|nível
        função|papel|posto de trabalho|categoria|título do cargo"""
    ),
    Field.SINCE: _folded(
        """since|in this place since|from|effective from|effective date|start of position|position since
        date of change|date of promotion|promotion date|in position since|date of appointment|appointment date
        appointed on|depuis|depuis le|à partir du|date d'effet
        date de promotion|en poste depuis|date de prise de poste|date de nomination|date de prise de fonction
        date d'affectation|nommé le|fecha de nombramiento|data de nomeação|desde|a partir de|fecha de vigencia
        fecha de ascenso
        en el puesto desde|fecha de promoción|fecha del cambio|с|с даты|в должности с|дата назначения|дата перевода
        дата изменения|منذ|اعتبارا من|تاريخ الترقية|تاريخ السريان|تاريخ التغيير|من تاريخ|em função desde|data de efeito
        data de promoção|data da promoção|no cargo desde|data da mudança"""
    ),
    Field.JOINED_ON: _folded(
        """joined on|joined_on|joined|date joined|joining date|date of joining|hire date|hired on|date of hire
        start date|date of employment|employment date|entry date|date d'embauche|date d'entrée|date de recrutement
        embauché le|entré le|date d'arrivée|fecha de ingreso|fecha de contratación|fecha de alta|fecha de entrada
        ingreso|alta|дата приема|дата приема на работу|принят|дата найма|дата поступления|تاريخ التعيين|تاريخ الالتحاق
        تاريخ التوظيف|تاريخ المباشرة|تاريخ الانضمام|data de admissão|data de entrada|data de contratação|admissão
        admitido em|data de início"""
    ),
    Field.LEFT_ON: _folded(
        """last day|left on|left_on|left|date left|leaving date|date of leaving|end date|exit date
        termination date|resigned on|last working day|dernier jour|date de départ|date de sortie|date de fin|parti le
        sorti le|último día|ultimo dia|fecha de salida|fecha de baja|fecha de egreso|fecha de cese|baja|salida
        последний день|дата увольнения|уволен|дата ухода|дата выбытия|اخر يوم|تاريخ المغادرة|تاريخ انتهاء الخدمة
        تاريخ الاستقالة|تاريخ ترك العمل|último dia|data de saída|data de demissão|data de desligamento|saída"""
    ),
    Field.LANGUAGE: _folded(
        """language|preferred language|lang|langue|langue préférée|idioma|lengua|idioma preferido|язык
        предпочитаемый язык|اللغة|اللغة المفضلة|língua|idioma preferencial"""
    ),
}

# What begins a line of sums below a list.
SUM_WORDS = _folded(
    """total|totals|grand total|sum|total staff|headcount|totaux|total général|effectif|effectif total|somme
    total general|suma|total de empleados|итого|всего|итог|итого человек|المجموع|الاجمالي|الاجمالي العام|العدد الاجمالي
    soma|total geral"""
)

# Beside one of these, a column that merely says "name" holds the surname.
GIVEN_NAME_WORDS = _folded("first name|given name|given names|prénom|prénoms|nombres|имя|الاسم الاول|primeiro nome")

TIER_WORDS: Mapping[Tier, frozenset[str]] = {
    Tier.BOARD: _folded(
        """board|board member|member of the board|board of directors|member of the board of directors
        board director|non executive director|independent director|chair of the board|board chair|chairperson|chairman
        chairwoman|chair|board secretary|trustee|supervisory board|governance|conseil d'administration
        membre du conseil|membre du conseil d'administration|administrateur|administratrice|président du conseil
        présidente du conseil|président du conseil d'administration|pca|consejo|consejo de administración
        consejo directivo|miembro del consejo|miembro del directorio|miembro de la junta directiva|junta directiva
        directorio|consejero|consejera|presidente del consejo|presidenta del consejo|vocal|совет|совет директоров
        член совета|член совета директоров|председатель совета|председатель совета директоров|наблюдательный совет
        член наблюдательного совета|правление фонда|مجلس الادارة|عضو مجلس الادارة|عضو مجلس|رئيس مجلس الادارة|conselho
        conselho de administração|membro do conselho|membro do conselho de administração|conselheiro|conselheira
        presidente do conselho|administrador não executivo"""
    ),
    Tier.SENIOR_MANAGEMENT: _folded(
        """senior management|senior_management|senior manager|executive management|executive|top management|ceo
        coo|cfo|cro|cio|cto|chief executive officer|chief operating officer|chief financial officer|chief risk officer
        chief executive|managing director|executive director|general manager|deputy general manager|deputy ceo
        director of operations|operations director|finance director|head of operations|head of credit|head of risk
        head of finance|head of hr|head of internal audit|director|direction générale|directeur général
        directrice générale|dg|directeur général adjoint|dga|haute direction|direction|cadre supérieur
        directeur exécutif|directeur des opérations|directeur financier|directrice financière|directeur du crédit
        comité de direction|alta dirección|alta gerencia|gerencia general|gerente general|director general
        directora general|director ejecutivo|directora ejecutiva|gerente de operaciones|gerente de finanzas
        gerente de riesgos|subgerente general|высшее руководство|руководство|генеральный директор
        исполнительный директор|директор|заместитель директора|финансовый директор|операционный директор
        председатель правления|член правления|правление|الادارة العليا|المدير العام|مدير عام|المدير التنفيذي
        نائب المدير العام|مدير تنفيذي|المدير المالي|مدير العمليات|alta direção|direção|gestão de topo|diretor geral
        diretora geral|diretor executivo|diretora executiva|administrador executivo|diretor financeiro
        diretor de operações|gerência geral"""
    ),
    Tier.MIDDLE_MANAGEMENT: _folded(
        """middle management|middle_management|middle manager|management|manager|branch manager
        assistant branch manager|deputy branch manager|area manager|regional manager|zone manager|zonal manager
        cluster manager|district manager|supervisor|team leader|team lead|credit supervisor|credit manager
        operations manager|unit manager|department manager|head of department|hr manager|it manager|finance manager
        risk manager|encadrement|cadre moyen|cadre intermédiaire|cadres moyens|encadrement intermédiaire|chef d'agence
        directeur d'agence|directrice d'agence|responsable d'agence|gérant d'agence|chef de zone|chef d'équipe
        superviseur|superviseuse|responsable régional|chef de service|chef de département|directeur régional
        coordinateur|mandos medios|gerencia media|mando medio|jefe de agencia|jefa de agencia|gerente de agencia
        gerente de sucursal|jefe de sucursal|jefe de zona|jefe de oficina|supervisor de crédito|supervisora|coordinador
        coordinadora|jefe de equipo|jefe de área|gerente regional|среднее звено|среднее руководство
        менеджер среднего звена|директор филиала|управляющий филиалом|управляющий отделением|руководитель филиала
        начальник отделения|начальник отдела|заведующий филиалом|руководитель отдела|супервайзер|региональный менеджер
        руководитель группы|الادارة الوسطى|مدير الفرع|مدير فرع|مدير المنطقة|مدير منطقة|مشرف|المشرف|رئيس قسم|رئيس فريق
        مشرف ائتمان|مدير اقليمي|gestão intermédia|gestão intermediária|gerência intermédia|gerente de agência
        gerente de filial|chefe de agência|gerente de balcão|supervisor de crédito|chefe de equipa|chefe de equipe
        coordenador|coordenadora|gerente regional|gerente|chefe de departamento"""
    ),
    Tier.SUPPORT: _folded(
        """support|support staff|back office|administration|administrative staff|admin|accountant|accounting
        finance officer|finance|internal auditor|auditor|hr officer|human resources|it officer|it support|it
        mis officer|secretary|driver|cleaner|guard|security guard|receptionist|compliance officer|risk officer
        legal officer|hr|hr assistant|compliance|compliance manager|internal audit|procurement officer
        administrative officer|administrator|office assistant|responsable conformité|chargé de conformité
        chargée de conformité|responsable rh|chargé rh|chargée rh|responsable juridique|assistant rh
        oficial de cumplimiento|complaints officer|data entry clerk|archivist|assistant|marketing officer|trainer
        personnel d'appui|appui
        support administratif|personnel administratif|comptable|auditeur|auditrice|auditeur interne|secrétaire
        chauffeur|gardien|informaticien|ressources humaines|assistant administratif|assistante de direction|juriste
        personal de apoyo|apoyo|administrativo|administrativa|contador|contadora|contabilidad|auditor interno
        secretaria|secretario|conductor|guardia|recursos humanos|sistemas|auxiliar administrativo|asistente|поддержка
        вспомогательный персонал|административный персонал|бухгалтер|главный бухгалтер|аудитор|секретарь|водитель
        охранник|юрист|кадровик|специалист по кадрам|программист|системный администратор|الدعم|موظفو الدعم|موظف دعم
        محاسب|مدقق|مدقق داخلي|سكرتير|سكرتيره|سائق|حارس|الموارد البشرية|تقنية المعلومات|اداري|موظف اداري|apoio
        pessoal de apoio|administrativo de apoio|contabilista|contabilidade|auditor interno|secretária|motorista|guarda
        recursos humanos|informático|jurista|assistente administrativo|assistente"""
    ),
    Tier.FIELD: _folded(
        """field|field staff|field officer|loan officer|senior loan officer|credit officer
        senior credit officer|relationship officer|customer service officer|client officer|client relationship officer
        account officer|savings officer|collection officer|recovery officer|loan agent|credit agent|field agent
        promoter|collector|loan collector|debt collector|field collector|collection agent|teller|cashier
        customer service|community officer|front office|terrain|personnel de terrain
        agent de terrain|agent de crédit|agente de crédit|chargé de crédit|chargée de crédit|chargé de clientèle
        chargée de clientèle|gestionnaire de portefeuille|gestionnaire de prêts|agent de recouvrement
        chargé de recouvrement|chargée de recouvrement|recouvreur|caissier
        caissière|guichetier|animateur|animatrice|conseiller clientèle|campo|personal de campo|oficial de crédito
        asesor de crédito|asesora de crédito|asesor de negocios|analista de crédito|promotor de crédito|promotor
        promotora|ejecutivo de crédito|gestor de cobranza|cobrador|cobradora|agente de cobranza|cajero|cajera
        agente de crédito|полевой персонал|поле
        кредитный специалист|кредитный эксперт|кредитный инспектор|кредитный офицер|кредитный менеджер|кредитный агент
        специалист по кредитам|кассир|специалист по взысканию|клиентский менеджер|الميدان|موظف ميداني|موظفو الميدان
        ضابط قروض|ضابط ائتمان|موظف قروض|موظف ائتمان|اخصائي قروض|مسؤول قروض|مندوب|مندوب ميداني|امين صندوق|خدمه العملاء
        pessoal de campo|oficial de crédito|agente de campo|assessor de crédito|assessora de crédito|técnico de crédito
        gestor de crédito|analista de crédito|agente de cobrança|caixa|operador de caixa"""
    ),
}

LANGUAGE_WORDS: Mapping[str, frozenset[str]] = {
    "en": _folded("en|eng|english|anglais|inglés|английский|الانجليزية|انجليزي|inglês"),
    "fr": _folded("fr|fra|fre|french|français|francés|французский|الفرنسية|فرنسي|francês"),
    "es": _folded("es|spa|spanish|espagnol|español|castellano|испанский|الاسبانية|espanhol"),
    "ru": _folded("ru|rus|russian|russe|ruso|русский|الروسية|russo"),
    "ar": _folded("ar|ara|arabic|arabe|árabe|арабский|العربية|عربي"),
    "pt": _folded("pt|por|portuguese|portugais|portugués|португальский|البرتغالية|português"),
}

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
