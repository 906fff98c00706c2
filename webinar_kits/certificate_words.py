"""The fixed words of certificates in six languages; a name is only named, so that nobody's gender is needed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from courses.model import Tier
from webinar_kits.certificate import CertificateKind

FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on every certificate in one language; `{…}` are filled in."""

    series: str
    introduction: str
    principle: str
    title: Mapping[CertificateKind, str]
    issued_to: str
    earned: Mapping[CertificateKind, str]
    earned_on: Mapping[CertificateKind, str]
    issued_on: str
    last_day: str
    no_end: str
    tier: str
    tiers: Mapping[Tier, str]
    code: str
    edition: str
    verify: str
    qr: str
    limits: Mapping[CertificateKind, str]
    attachment: str
    criteria: Mapping[CertificateKind, str]
    criteria_marked: str
    months: tuple[str, ...]
    day: str


def words_of(language: str) -> Words:
    """Return the words of a language; English where we have none."""
    return _WORDS.get(language, _WORDS[FALLBACK])


def written_day(day: date, language: str) -> str:
    """Return a day as that language writes it in a sentence."""
    found = words_of(language)
    return found.day.format(day=day.day, month=found.months[day.month - 1], year=day.year)


def series_line(principle: int, language: str) -> str:
    """Return where in the series a module stands; zero is the introduction."""
    found = words_of(language)
    return found.principle.format(number=principle) if principle else found.introduction


def _both(competence: str, attendance: str) -> Mapping[CertificateKind, str]:
    return MappingProxyType({CertificateKind.COMPETENCE: competence, CertificateKind.ATTENDANCE: attendance})


def _tiers(*names: str) -> Mapping[Tier, str]:
    return MappingProxyType(dict(zip(Tier, names, strict=True)))


_ENGLISH = Words(
    series="Client Protection Principles",
    introduction="Introduction",
    principle="Principle {number}",
    title=_both("Certificate of competence", "Certificate of attendance"),
    issued_to="Issued to",
    earned=_both(
        "who passed the test of the training module",
        "who attended {minutes} of {total} minutes of the training session on",
    ),
    earned_on=_both("Test passed on", "Session held on"),
    issued_on="Issued on",
    last_day="Valid until",
    no_end="without limit",
    tier="Tier",
    tiers=_tiers("Board", "Senior management", "Middle management", "Support functions", "Field staff"),
    code="Code",
    edition="Edition",
    verify="Check this certificate at",
    qr="QR code that leads to {address}",
    limits=_both(
        "A learning certificate. It is not a certification of the institution.",
        "Attendance only: it does not say that a test was passed. It is not a certification of the institution.",
    ),
    attachment="The same certificate as a signed Open Badges credential",
    criteria=_both(
        "To earn it: pass the quiz of the module “{module}”, edition {edition}.",
        "To earn it: attend {minutes} of {total} minutes of a session on “{module}”, edition {edition}.",
    ),
    criteria_marked="To earn it: pass the quiz of the module “{module}”, edition {edition}, with at least {mark} %.",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    day="{day} {month} {year}",
)

_FRENCH = Words(
    series="Principes de protection des clients",
    introduction="Introduction",
    principle="Principe {number}",
    title=_both("Attestation de réussite", "Attestation de présence"),
    issued_to="Délivrée à",
    earned=_both(
        "pour la réussite du test du module de formation",
        "pour {minutes} minutes de présence sur {total} à la session de formation sur",
    ),
    earned_on=_both("Test réussi le", "Session tenue le"),
    issued_on="Délivrée le",
    last_day="Valable jusqu’au",
    no_end="sans limite",
    tier="Fonction",
    tiers=_tiers(
        *("Conseil d’administration", "Direction générale", "Encadrement intermédiaire"),
        *("Fonctions support", "Personnel de terrain"),
    ),
    code="Code",
    edition="Édition",
    verify="Vérifier cette attestation :",
    qr="Code QR qui mène à {address}",
    limits=_both(
        "Une attestation de formation. Elle ne certifie pas l’institution.",
        "Présence seulement : elle ne dit pas qu’un test a été réussi. Elle ne certifie pas l’institution.",
    ),
    attachment="La même attestation sous forme de justificatif Open Badges signé",
    criteria=_both(
        "Condition : réussir le test du module « {module} », édition {edition}.",
        "Condition : {minutes} minutes de présence sur {total} à une session sur « {module} », édition {edition}.",
    ),
    criteria_marked="Condition : réussir le test du module « {module} », édition {edition}, avec au moins {mark} %.",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    day="{day} {month} {year}",
)

_SPANISH = Words(
    series="Principios de Protección al Cliente",
    introduction="Introducción",
    principle="Principio {number}",
    title=_both("Certificado de aprovechamiento", "Certificado de asistencia"),
    issued_to="Otorgado a",
    earned=_both(
        "por aprobar la prueba del módulo de capacitación",
        "por asistir {minutes} de {total} minutos a la sesión de capacitación sobre",
    ),
    earned_on=_both("Prueba aprobada el", "Sesión celebrada el"),
    issued_on="Emitido el",
    last_day="Válido hasta el",
    no_end="sin límite",
    tier="Nivel",
    tiers=_tiers("Junta directiva", "Alta dirección", "Mandos medios", "Funciones de apoyo", "Personal de campo"),
    code="Código",
    edition="Edición",
    verify="Compruebe este certificado en",
    qr="Código QR que lleva a {address}",
    limits=_both(
        "Un certificado de aprendizaje. No certifica a la institución.",
        "Solo asistencia: no dice que se aprobó una prueba. No certifica a la institución.",
    ),
    attachment="El mismo certificado como credencial Open Badges firmada",
    criteria=_both(
        "Requisito: aprobar la prueba del módulo «{module}», edición {edition}.",
        "Requisito: asistir {minutes} de {total} minutos a una sesión sobre «{module}», edición {edition}.",
    ),
    criteria_marked="Requisito: aprobar la prueba del módulo «{module}», edición {edition}, con al menos {mark} %.",
    months=(
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
    day="{day} de {month} de {year}",
)

_RUSSIAN = Words(
    series="Принципы защиты клиентов",
    introduction="Введение",
    principle="Принцип {number}",
    title=_both("Свидетельство о сдаче теста", "Справка об участии"),
    issued_to="Выдано:",
    earned=_both(
        "за успешную сдачу теста по учебному модулю",
        "за участие в учебном занятии ({minutes} из {total} минут) по теме",
    ),
    earned_on=_both("Тест сдан", "Занятие проведено"),
    issued_on="Дата выдачи",
    last_day="Действительно по",
    no_end="бессрочно",
    tier="Уровень",
    tiers=_tiers(
        *("Совет директоров", "Высшее руководство", "Среднее звено управления"),
        *("Вспомогательные службы", "Сотрудники на местах"),
    ),
    code="Код",
    edition="Редакция",
    verify="Проверить документ:",
    qr="QR-код, который ведёт на {address}",
    limits=_both(
        "Документ об обучении. Он не является сертификацией учреждения.",
        "Только участие: документ не говорит о сдаче теста. Он не является сертификацией учреждения.",
    ),
    attachment="Тот же документ в виде подписанного свидетельства Open Badges",
    criteria=_both(
        "Условие: сдать тест по модулю «{module}», редакция {edition}.",
        "Условие: {minutes} из {total} минут на занятии по теме «{module}», редакция {edition}.",
    ),
    criteria_marked="Условие: сдать тест по модулю «{module}», редакция {edition}, не менее чем на {mark} %.",
    months=(
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    day="{day} {month} {year} г.",
)

_ARABIC = Words(
    series="مبادئ حماية العملاء",
    introduction="المقدمة",
    principle="المبدأ {number}",
    title=_both("شهادة اجتياز اختبار", "شهادة حضور"),
    issued_to="مُنحت إلى",
    earned=_both(
        "لاجتياز اختبار الوحدة التدريبية",
        "لحضور {minutes} من {total} دقيقة من الجلسة التدريبية حول",
    ),
    earned_on=_both("تاريخ اجتياز الاختبار", "تاريخ الجلسة"),
    issued_on="تاريخ الإصدار",
    last_day="صالحة حتى",
    no_end="بلا تاريخ انتهاء",
    tier="الفئة",
    tiers=_tiers("مجلس الإدارة", "الإدارة العليا", "الإدارة الوسطى", "وظائف الدعم", "العاملون في الميدان"),
    code="الرمز",
    edition="الطبعة",
    verify="للتحقق من هذه الشهادة:",
    qr="رمز استجابة سريعة يقود إلى {address}",
    limits=_both(
        "شهادة تعلّم، وهي ليست اعتمادًا للمؤسسة.",
        "حضور فقط: لا تعني اجتياز اختبار، وهي ليست اعتمادًا للمؤسسة.",
    ),
    attachment="الشهادة نفسها على هيئة وثيقة Open Badges موقّعة",
    criteria=_both(
        "الشرط: اجتياز اختبار الوحدة «{module}»، الطبعة {edition}.",
        "الشرط: حضور {minutes} من {total} دقيقة من جلسة حول «{module}»، الطبعة {edition}.",
    ),
    criteria_marked="الشرط: اجتياز اختبار الوحدة «{module}»، الطبعة {edition}، بنسبة {mark}% على الأقل.",
    months=(
        *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
        *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
    ),
    day="{day} {month} {year}",
)

_PORTUGUESE = Words(
    series="Princípios de proteção ao cliente",
    introduction="Introdução",
    principle="Princípio {number}",
    title=_both("Certificado de aprovação", "Certificado de presença"),
    issued_to="Emitido para",
    earned=_both(
        "pela aprovação no teste do módulo de capacitação",
        "pela presença em {minutes} de {total} minutos da sessão de capacitação sobre",
    ),
    earned_on=_both("Aprovação no teste em", "Sessão realizada em"),
    issued_on="Emitido em",
    last_day="Válido até",
    no_end="sem limite",
    tier="Nível",
    tiers=_tiers(
        *("Conselho de administração", "Alta direção", "Gestão intermédia", "Funções de apoio", "Equipe de campo"),
    ),
    code="Código",
    edition="Edição",
    verify="Verifique este certificado em",
    qr="Código QR que leva a {address}",
    limits=_both(
        "Um certificado de aprendizagem. Não certifica a instituição.",
        "Apenas presença: não diz que um teste foi aprovado. Não certifica a instituição.",
    ),
    attachment="O mesmo certificado como credencial Open Badges assinada",
    criteria=_both(
        "Condição: ser aprovado no teste do módulo “{module}”, edição {edition}.",
        "Condição: {minutes} de {total} minutos de presença numa sessão sobre “{module}”, edição {edition}.",
    ),
    criteria_marked="Condição: ser aprovado no teste do módulo “{module}”, edição {edition}, com pelo menos {mark} %.",
    months=(
        *("janeiro", "fevereiro", "março", "abril", "maio", "junho"),
        *("julho", "agosto", "setembro", "outubro", "novembro", "dezembro"),
    ),
    day="{day} de {month} de {year}",
)

_WORDS: Mapping[str, Words] = MappingProxyType(
    {"en": _ENGLISH, "fr": _FRENCH, "es": _SPANISH, "ru": _RUSSIAN, "ar": _ARABIC, "pt": _PORTUGUESE}
)
LANGUAGES = tuple(_WORDS)
