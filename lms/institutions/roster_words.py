"""The words that lists of people use in six languages: heads of columns, tiers and titles of jobs, languages.

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
    MIDDLE_NAME = "middle_name"
    SECOND_SURNAME = "second_surname"
    NAME_OTHER = "name_other"
    EMAIL = "email"
    BRANCH = "branch"
    TIER = "tier"
    SINCE = "since"
    JOINED_ON = "joined_on"
    LEFT_ON = "left_on"
    LANGUAGE = "language"
    STATUS = "status"


# What a roster has of its own; the others are only ways in which lists write it.
ROSTER_FIELDS = tuple(
    field for field in Field if field not in (Field.SURNAME, Field.MIDDLE_NAME, Field.SECOND_SURNAME, Field.STATUS)
)


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
        """staff code|staff id|staff no|staff number|staff_code|employee code|employee id|employee no|employee number
        emp id|emp no|emp code|personnel number|personnel no|payroll number|payroll no|p no|pf no|pf number|pj no
        check no|ec no|id number|code|id|no|matricule|n° matricule|mle|matricule agent|matricule employé|code agent
        code employé|code du personnel|n matricule|numéro matricule|numéro d'employé|code personnel|identifiant
        code paie|código|codigo|cod|cód|cod empleado|cod trabajador|código de trabajador|código trabajador
        código del trabajador|nº de personal|legajo n|código de empleado|id de empleado|número de empleado|n empleado
        legajo|clave|código de personal|табельный номер|таб номер|таб №|код|таб|табель|табельный|№ табельный
        код сотрудника|номер сотрудника|id сотрудника|الرمز|الكود|كود|رقم الملف|الرقم التعريفي|الرقم الوظيفي
        رقم الموظف|كود الموظف|رمز الموظف|المعرف|matrícula|código do funcionário|código do colaborador
        código funcionário|cód funcionário|registro|matr|matrícula funcional|id do funcionário|número do funcionário
        nº mecanográfico"""
    ),
    Field.NAME: _folded(
        """name|full name|full names|staff name|staff names|employee name|employee names|emp name|name of staff
        name of employee|names|employee|person|name and surname|first and last name|nom|noms|nom de l'agent
        nom du salarié|nom et prénom s|nom complet|nom et prénom|nom et prénoms|noms et prénoms|prénom et nom
        nom de l'employé|nombre|nombre completo|nombre y apellido|nombre y apellidos|apellidos y nombres
        apellido y nombre|nombres y apellidos|nombre del empleado|nombre del trabajador|trabajador|colaborador
        apellidos y nombre|фио|ф и о|имя|полное имя|фамилия имя отчество|фамилия и имя|сотрудник|имя сотрудника|الاسم
        اسم العامل|الاسم بالكامل|الاسم الكامل|اسم الموظف|الاسم الثلاثي|الاسم الرباعي|nome|nome completo
        nome do funcionário|nome do colaborador|funcionário|servidor|nome e apelido|nome e sobrenome"""
    ),
    Field.SURNAME: _folded(
        """surname|last name|lastname|family name|nom de famille|apellido|apellidos|primer apellido|apellido paterno
        ap paterno|фамилия|اللقب|اسم العائلة|sobrenome|apelido"""
    ),
    Field.MIDDLE_NAME: _folded(
        """middle name|middle names|middle initial|second name|father name|father's name|deuxième prénom|postnom
        post nom|segundo nombre|отчество|اسم الاب|nome do meio"""
    ),
    Field.SECOND_SURNAME: _folded("segundo apellido|apellido materno|ap materno|segundo sobrenome|second surname"),
    Field.STATUS: _folded(
        """status|staff status|employment status|employee status|emp status|current status|statut|statut actuel
        situation|état|estado|situación|situación laboral|condición|estado laboral|статус|состояние|статус сотрудника
        الحالة|حالة الموظف|الحاله الوظيفيه|situação|situação funcional"""
    ),
    Field.NAME_OTHER: _folded(
        """name in another script|other name|name other|name_other|second name script|name in local script|local name
        native name|name in arabic|arabic name|name in latin|latin name|name in english|english name|name in russian
        nom en arabe|nom dans une autre écriture|nom en français|nom latin|autre nom|nombre en otra escritura
        nombre en otro alfabeto|otro nombre|имя латиницей|фио латиницей|имя на английском|имя другим письмом
        фио на английском|другое имя|الاسم بالانجليزية|الاسم باللاتينية|الاسم بالعربية|الاسم بالفرنسية|اسم اخر
        nome noutra escrita|nome em outro alfabeto|nome em outra escrita|outro nome"""
    ),
    Field.EMAIL: _folded(
        """e-mail|email|mail|e-mail address|email address|work email|official email|official e-mail|company email
        corporate email|e mail id|email id|mail id|adresse e-mail|adresse électronique|courriel|e-mail professionnel
        adresse mail|adresse mél|mél|correo|email corporativo|e-mail corporativo|correo corporativo
        correo institucional|correo electrónico|correo-e|dirección de correo|эл почта|e mail адрес|эл почта рабочая
        электронная почта|почта|адрес эл почты|эл адрес|البريد الالكتروني|البريد|الايميل|ايميل|correio eletrónico
        correio eletrônico|endereço de e-mail|e-mail institucional|correio"""
    ),
    Field.BRANCH: _folded(
        """branch|branch name|office|branch office|location|site|unit|duty station|station|work station
        branch department|branch office name|outlet|posting|place of posting|agence|nom de l'agence
        agence d'affectation|affectation|succursale|bureau|lieu|lieu d'affectation|antenne|guichet|site d'affectation
        point de service|sucursal|agencia|agencia u oficina|oficina especial|centro de trabajo|oficina|sede|lugar
        филиал|филиал офис|наименование филиала|отделение|офис|подразделение|место работы|الفرع|فرع|اسم الفرع
        مكان العمل|المكتب|الوكالة|الموقع|agência|filial|balcão|escritório|posto|unidade|lotação|posto de atendimento
        local"""
    ),
    Field.TIER: _folded(
        """tier|level|role|position|job title|title|job|function|grade|designation|designation grade|post|rank
        current position|present designation|staff category|category|niveau|fonction|fonction occupée|poste
        poste occupé|poste actuel|titre|emploi|rôle|catégorie|intitulé du poste|nivel|cargo|cargo actual|puesto
        puesto actual|puesto de trabajo|ocupación|función|rol|categoría|уровень|должность|занимаемая должность
        наименование должности|штатная должность|роль|позиция|категория|функция|المستوى|الوظيفة|المسمى الوظيفي|المسمى
        الوظيفه الحاليه|المهنة|المنصب|الدور|الفئة|الدرجة|nível|função|papel|posto de trabalho|categoria
        título do cargo"""
    ),
    Field.SINCE: _folded(
        """since|in this place since|from|effective from|effective date|start of position|position since
        date of change|date of promotion|promotion date|in position since|date of appointment|appointment date
        appointed on|depuis|depuis le|à partir du|date d'effet|date de promotion|en poste depuis
        date de prise de poste|date de nomination|date de prise de fonction|date d'affectation|nommé le
        fecha de nombramiento|data de nomeação|desde|a partir de|fecha de vigencia|fecha de ascenso
        en el puesto desde|fecha de promoción|fecha del cambio|с|с даты|в должности с|дата назначения|дата перевода
        дата изменения|منذ|اعتبارا من|تاريخ الترقية|تاريخ السريان|تاريخ التغيير|من تاريخ|em função desde
        data de efeito|data de promoção|data da promoção|no cargo desde|data da mudança"""
    ),
    Field.JOINED_ON: _folded(
        """joined on|joined_on|joined|date joined|joining date|date of joining|hire date|hired on|date of hire
        start date|doj|date of 1st appointment|date of first appointment|first appointment date|date engaged
        date employed|date hired|date of engagement|date of entry|employed on|hiring date|d o j|date of employment
        employment date|entry date|date d'embauche|date d'entrée|date de recrutement|date de prise de service
        date d'engagement|prise de service|date embauche|embauché le|entré le|date d'arrivée|fecha de ingreso
        f ingreso|fec ingreso|fecha ingreso|fecha de inicio|inicio de labores|inicio laboral|fecha de contratación
        fecha de alta|fecha de entrada|ingreso|alta|дата приема|дата трудоустройства|дата принятия
        дата приема на работу|принят|дата найма|дата поступления|تاريخ التعيين|تاريخ بدء العمل|تاريخ استلام العمل
        تاريخ الالتحاق|تاريخ التوظيف|تاريخ المباشرة|تاريخ الانضمام|data de admissão|data admissão|dt admissão
        admissao|data de ingresso|data de entrada|data de contratação|admissão|admitido em|data de início"""
    ),
    Field.LEFT_ON: _folded(
        """last day|left on|left_on|left|dol|d o l|date of exit|separation date|date of separation|last working date
        relieving date|date of relieving|date of resignation|date resigned|exit on|date left|leaving date
        date of leaving|end date|exit date|termination date|resigned on|last working day|dernier jour|date de départ
        date de sortie|date de fin de contrat|date de démission|fin de service|date de fin|parti le|sorti le
        último día|ultimo dia|fecha de salida|fecha de baja|fecha de egreso|fecha de cese|f cese|fecha cese|fec cese
        fecha de retiro|fecha de renuncia|baja|salida|последний день|дата увольнения|уволен|дата ухода|дата выбытия
        اخر يوم|تاريخ المغادرة|تاريخ انتهاء الخدمة|تاريخ الاستقالة|تاريخ ترك العمل|último dia|data de saída
        data de demissão|data de desligamento|data desligamento|data de rescisão|dt demissão|data demissão|saída"""
    ),
    Field.LANGUAGE: _folded(
        """language|preferred language|lang|langue|langue préférée|idioma|lengua|idioma preferido|язык
        предпочитаемый язык|اللغة|اللغة المفضلة|língua|idioma preferencial"""
    ),
}

# Beside one of these, a column that merely says "name" holds the surname.
GIVEN_NAME_WORDS = _folded(
    """first name|firstname|first names|forename|given name|other names|given names|prénom|prénoms|nombres
    primer nombre|имя|الاسم الاول|primeiro nome"""
)

TIER_WORDS: Mapping[Tier, frozenset[str]] = {
    Tier.BOARD: _folded(
        """board|board member|member of the board|board of directors|member of the board of directors|board director
        non executive director|independent director|chair of the board|board chair|chairperson|chairman|chairwoman
        chair|vice chairperson|vice chair|board treasurer|director non executive|board secretary|trustee
        supervisory board|governance|conseil d'administration|administrateur indépendant|président du ca|membre du ca
        vice président du conseil|membre du conseil|membre du conseil d'administration|administrateur|administratrice
        président du conseil|présidente du conseil|président du conseil d'administration|pca|consejo
        consejo de administración|consejo directivo|miembro del consejo|miembro del directorio|miembro de directorio
        director independiente|presidente del directorio|miembro de la junta directiva|junta directiva|directorio
        consejero|consejera|presidente del consejo|presidenta del consejo|vocal|совет|совет директоров|член совета
        член совета директоров|председатель совета|председатель совета директоров|наблюдательный совет
        член наблюдательного совета|правление фонда|مجلس الادارة|عضو مجلس اداره|عضو مجلس الادارة|عضو مجلس
        رئيس مجلس الادارة|conselho|conselho de administração|membro do conselho|membro do conselho de administração
        conselheiro|conselheira|presidente do conselho|conselheiro de administração|conselheira de administração
        conselho fiscal|administrador não executivo"""
    ),
    Tier.SENIOR_MANAGEMENT: _folded(
        """senior management|senior_management|senior manager|executive management|executive|top management|ceo|coo
        cfo|cro|cio|cto|chief executive officer|chief operating officer|chief financial officer|chief risk officer
        chief executive|chief credit officer|chief business officer|chief manager|chief audit executive|md|gm|agm|dgm
        avp|vice president|assistant general manager|deputy managing director|company secretary|principal officer
        managing director|executive director|general manager|deputy general manager|deputy ceo|director of operations
        operations director|finance director|head of operations|head of credit|head of risk|head of finance
        head of hr|head of internal audit|director|direction générale|directeur général|directrice générale|dg
        directeur général adjoint|dga|haute direction|direction|cadre supérieur|directeur exécutif
        directeur des opérations|directeur financier|directrice financière|directeur du crédit|comité de direction
        alta dirección|alta gerencia|gerencia general|gerente general|director general|directora general
        director ejecutivo|directora ejecutiva|gerente de operaciones|gerente de finanzas|gerente de riesgos
        gerente central|gerente central de negocios|gerente de negocios|gerente de administración|gerente mancomunado
        subgerente general|высшее руководство|руководство|генеральный директор|исполнительный директор|директор
        заместитель директора|финансовый директор|операционный директор|председатель правления|член правления
        правление|الادارة العليا|المدير العام|مدير عام|المدير التنفيذي|نائب المدير العام|مدير تنفيذي|المدير المالي
        مدير العمليات|alta direção|direção|gestão de topo|diretor geral|diretora geral|diretor executivo
        diretora executiva|administrador executivo|diretor financeiro|diretor de operações|gerência geral"""
    ),
    Tier.MIDDLE_MANAGEMENT: _folded(
        """middle management|middle_management|middle manager|management|manager|branch manager
        assistant branch manager|deputy branch manager|area manager|regional manager|zone manager|zonal manager
        cluster manager|district manager|supervisor|team leader|team lead|credit supervisor|credit manager
        operations manager|unit manager|department manager|head of department|manager operations|bm|abm
        branch in charge|branch incharge|branch head|am|rm|branch supervisor|ag branch manager|acting branch manager
        branch accountant in charge|hr manager|it manager|finance manager|risk manager|encadrement|cadre moyen
        cadre intermédiaire|cadres moyens|encadrement intermédiaire|chef d'agence|cheffe d'agence|chef de guichet
        chef d'antenne|chef de bureau|chef comptable|directeur d'agence|directrice d'agence|responsable d'agence
        gérant d'agence|chef de zone|chef d'équipe|superviseur|superviseuse|responsable régional|chef de service
        chef de département|directeur régional|coordinateur|mandos medios|gerencia media|mando medio
        administrador de agencia|administradora de agencia|administrador de oficina|jefe regional
        coordinador de créditos|jefe de créditos|jefe de operaciones|jefe de agencia|jefa de agencia
        gerente de agencia|gerente de sucursal|jefe de sucursal|jefe de zona|jefe de oficina|supervisor de crédito
        supervisora|coordinador|coordinadora|jefe de equipo|jefe de área|gerente regional|среднее звено
        среднее руководство|менеджер среднего звена|директор филиала|управляющий филиалом|управляющий отделением
        руководитель филиала|начальник отделения|начальник отдела|заведующий филиалом|руководитель отдела|супервайзер
        начальник управления|начальник кредитного отдела|заведующий отделением|региональный менеджер
        руководитель группы|الادارة الوسطى|مدير الفرع|مدير فرع|نائب مدير فرع|مدير قسم|مدير اداره|مشرف فرع
        مدير المنطقة|مدير منطقة|مشرف|المشرف|رئيس قسم|رئيس فريق|مشرف ائتمان|مدير اقليمي|gestão intermédia
        gestão intermediária|gerência intermédia|gerente de agência|gerente de filial|gerente de unidade
        gerente geral de agência|chefe de agência|gerente de balcão|chefe de equipa|chefe de equipe|coordenador
        coordenadora|gerente|chefe de departamento"""
    ),
    Tier.SUPPORT: _folded(
        """support|support staff|back office|administration|administrative staff|admin|accountant|accounting
        finance officer|finance|internal auditor|auditor|hr officer|human resources|it officer|it support|it
        mis officer|secretary|driver|cleaner|guard|security guard|receptionist|compliance officer|risk officer
        legal officer|hr|hr assistant|compliance|compliance manager|internal audit|procurement officer
        administrative officer|administrator|office assistant|responsable conformité|chargé de conformité
        chargée de conformité|responsable rh|chargé rh|chargée rh|responsable juridique|assistant rh
        oficial de cumplimiento|complaints officer|data entry clerk|archivist|assistant|marketing officer
        mis executive|office boy|peon|tea lady|messenger|store keeper|trainer|personnel d'appui|appui
        support administratif|personnel administratif|comptable|aide comptable|agent d'entretien|planton|coursier
        auditeur|auditrice|auditeur interne|secrétaire|chauffeur|gardien|informaticien|ressources humaines
        assistant administratif|assistante de direction|juriste|personal de apoyo|apoyo|vigilante
        personal de limpieza|analista de sistemas|asistente administrativo|asistenta administrativa|administrativo
        administrativa|contador|contadora|contabilidad|auditor interno|secretaria|secretario|conductor|guardia
        recursos humanos|sistemas|auxiliar administrativo|asistente|поддержка|вспомогательный персонал
        административный персонал|бухгалтер|главный бухгалтер|аудитор|секретарь|водитель|охранник|юрист|кадровик
        специалист по кадрам|программист|системный администратор|الدعم|موظفو الدعم|موظف دعم|محاسب|مدقق|مدقق داخلي
        سكرتير|سكرتيره|سائق|حارس|الموارد البشرية|تقنية المعلومات|اداري|موظف اداري|apoio|pessoal de apoio
        administrativo de apoio|contabilista|contabilidade|secretária|motorista|guarda|informático|jurista
        assistente administrativo|assistente"""
    ),
    Tier.FIELD: _folded(
        """field|field staff|field officer|loan officer|lo|co|fo|cso|senior field officer|sr field officer
        sr loan officer|field executive|field assistant|centre manager|center manager|branch credit officer
        senior loan officer|credit officer|senior credit officer|relationship officer|customer service officer
        client officer|client relationship officer|account officer|savings officer|collection officer
        recovery officer|loan agent|credit agent|field agent|promoter|collector|loan collector|debt collector
        field collector|collection agent|teller|cashier|customer service|community officer|front office|terrain
        personnel de terrain|agent de terrain|agent de crédit|agente de crédit|chargé de crédit|chargée de crédit
        chargé de clientèle|chargée de clientèle|gestionnaire de portefeuille|gestionnaire de prêts
        agent de recouvrement|chargé de recouvrement|chargée de recouvrement|recouvreur|caissier|caissier principal
        caissière principale|gestionnaire de crédit|agent commercial|conseillère clientèle|caissière|guichetier
        animateur|animatrice|conseiller clientèle|campo|personal de campo|oficial de crédito|asesor de crédito
        asesora de crédito|asesor de negocios|asesora de negocios|asesor de microcréditos|funcionario de negocios
        analista de créditos|auxiliar de operaciones|auxiliar de caja|recibidor pagador|representante de servicios
        analista de crédito|promotor de crédito|promotor|promotora|ejecutivo de crédito|gestor de cobranza|cobrador
        cobradora|agente de cobranza|cajero|cajera|agente de crédito|полевой персонал|поле|кредитный специалист
        кредитный эксперт|кредитный инспектор|кредитный офицер|кредитный менеджер|кредитный агент
        специалист по кредитам|кассир|операционист|старший кредитный специалист|ведущий кредитный специалист
        младший кредитный специалист|консультант по кредитам|специалист по взысканию|клиентский менеджер|الميدان
        موظف ميداني|موظفو الميدان|ضابط قروض|ضابط ائتمان|موظف قروض|موظف ائتمان|اخصائي قروض|اخصائي ائتمان|مسؤول ائتمان
        مسئول قروض|مسئول ائتمان|مسئولة قروض|موظفة قروض|صراف|امين خزينه|محصل|مسؤول قروض|مندوب|مندوب ميداني|امين صندوق
        خدمه العملاء|pessoal de campo|agente de campo|assessor de crédito|assessora de crédito|técnico de crédito
        agente de microcrédito|assessor de microcrédito|gestor de crédito|agente de cobrança|caixa|operador de caixa"""
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
