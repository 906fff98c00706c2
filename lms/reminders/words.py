"""The words of reminders in six languages; values stand in braces. English where a language is not among them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

ENGLISH = "en"
RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language. Counts stand after a colon, so that no plural is needed."""

    months: tuple[str, ...]
    day: str
    hello: str
    subject_due: str
    subject_late: str
    subject_escalation: str
    subject_week: str
    open_items: str
    own_items: str
    due: str
    late: str
    renew: str
    expired: str
    go_on: str
    escalation: str
    week: str
    figures: str
    late_people: str
    person: str
    nobody_late: str
    more: str
    unreached: str
    stop: str
    short: str
    short_due: str
    short_late: str
    short_group: str

    def write_day(self, day: date) -> str:
        """Return a day in words."""
        return self.day.format(d=day.day, month=self.months[day.month - 1], y=day.year)


def words_for(*languages: str) -> tuple[str, Words]:
    """Return the first language of these that there are words in, and the words."""
    code = next((one for one in languages if one in WORDS), ENGLISH)
    return code, WORDS[code]


_EN = Words(
    months=tuple(
        "January February March April May June July August September October November December".split()  # noqa: SIM905
    ),
    day="{d} {month} {y}",
    hello="Hello {name},",
    subject_due="Your training at {institution}: what is due",
    subject_late="Your training at {institution}: late",
    subject_escalation="Late for some time: {branch}",
    subject_week="The week in training: {branch}",
    open_items="This is open in your training on the Client Protection Principles:",
    own_items="And in your own training:",
    due="{module}: by {day}",
    late="{module}: late, it was due by {day}",
    renew="{module}: renew it by {day}",
    expired="{module}: it counted until {day}, please do it again",
    go_on="Go on here:",
    escalation="These people have been late for some time. A word from you helps most:",
    week="Where {branch} stands today, {day}:",
    figures="{branch}: people: {members}, complete: {complete}, late: {late}",
    late_people="Late:",
    person="{name}: {module}, by {day}",
    nobody_late="Nobody is late.",
    more="and others: {count}",
    unreached="People with something open whom no letter reaches: {count}. Short texts for them:",
    stop="You do not want these letters? Stop them here:",
    short="{name}, your training at {institution}: {items}. {link}",
    short_due="“{module}” by {day}",
    short_late="“{module}” is late, it was due by {day}",
    short_group="{branch}, open in training: {items}. {link}",
)
_FR = Words(
    months=tuple("janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()),  # noqa: SIM905
    day="{d} {month} {y}",
    hello="Bonjour {name},",
    subject_due="Votre formation chez {institution} : à faire",
    subject_late="Votre formation chez {institution} : en retard",
    subject_escalation="En retard depuis un certain temps : {branch}",
    subject_week="La semaine de formation : {branch}",
    open_items="Voici ce qui reste à faire dans votre formation sur les Principes de protection des clients :",
    own_items="Et dans votre propre formation :",
    due="{module} : jusqu’au {day}",
    late="{module} : en retard, à faire jusqu’au {day}",
    renew="{module} : à renouveler jusqu’au {day}",
    expired="{module} : valable jusqu’au {day}, à refaire",
    go_on="Continuer ici :",
    escalation="Ces personnes sont en retard depuis un certain temps. Un mot de votre part aide le plus :",
    week="Où en est {branch} aujourd’hui, {day} :",
    figures="{branch} : personnes : {members}, complètes : {complete}, en retard : {late}",
    late_people="En retard :",
    person="{name} : {module}, jusqu’au {day}",
    nobody_late="Personne n’est en retard.",
    more="et d’autres : {count}",
    unreached="Personnes en attente qu’aucune lettre n’atteint : {count}. Textes courts pour elles :",
    stop="Vous ne voulez plus de ces lettres ? Les arrêter ici :",
    short="{name}, votre formation chez {institution} : {items}. {link}",
    short_due="« {module} » jusqu’au {day}",
    short_late="« {module} » en retard, à faire jusqu’au {day}",
    short_group="{branch}, à faire en formation : {items}. {link}",
)
_ES = Words(
    months=tuple(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()  # noqa: SIM905
    ),
    day="{d} de {month} de {y}",
    hello="Hola, {name}:",
    subject_due="Su capacitación en {institution}: lo pendiente",
    subject_late="Su capacitación en {institution}: con retraso",
    subject_escalation="Con retraso desde hace tiempo: {branch}",
    subject_week="La semana de capacitación: {branch}",
    open_items="Esto está pendiente en su capacitación sobre los Principios de Protección al Cliente:",
    own_items="Y en su propia capacitación:",
    due="{module}: hasta el {day}",
    late="{module}: con retraso, era hasta el {day}",
    renew="{module}: renovar hasta el {day}",
    expired="{module}: valía hasta el {day}, hay que hacerlo de nuevo",
    go_on="Continuar aquí:",
    escalation="Estas personas llevan tiempo con retraso. Una palabra suya es lo que más ayuda:",
    week="Cómo está {branch} hoy, {day}:",
    figures="{branch}: personas: {members}, completas: {complete}, con retraso: {late}",
    late_people="Con retraso:",
    person="{name}: {module}, hasta el {day}",
    nobody_late="Nadie tiene retraso.",
    more="y otras: {count}",
    unreached="Personas con algo pendiente a las que no llega ninguna carta: {count}. Textos breves para ellas:",
    stop="¿No quiere recibir estas cartas? Deténgalas aquí:",
    short="{name}, su capacitación en {institution}: {items}. {link}",
    short_due="«{module}» hasta el {day}",
    short_late="«{module}» con retraso, era hasta el {day}",
    short_group="{branch}, pendiente en la capacitación: {items}. {link}",
)
_RU = Words(
    months=tuple(
        "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
    ),
    day="{d} {month} {y} г.",
    hello="Здравствуйте, {name}!",
    subject_due="Ваше обучение, {institution}: что нужно пройти",
    subject_late="Ваше обучение, {institution}: просрочено",
    subject_escalation="Давно просрочено: {branch}",
    subject_week="Неделя обучения: {branch}",
    open_items="Вот что осталось пройти в вашем обучении принципам защиты клиентов:",
    own_items="А также в вашем собственном обучении:",
    due="{module}: до {day} включительно",
    late="{module}: просрочено, срок был {day}",
    renew="{module}: обновить до {day} включительно",
    expired="{module}: действовало до {day}, нужно пройти снова",
    go_on="Продолжить здесь:",
    escalation="У этих людей давно просрочено обучение. Больше всего поможет ваше слово:",
    week="Состояние на сегодня, {day}: {branch}",
    figures="{branch}: людей: {members}, всё пройдено: {complete}, просрочено: {late}",
    late_people="Просрочено:",
    person="{name}: {module}, срок {day}",
    nobody_late="Просроченного нет.",
    more="и другие: {count}",
    unreached="Люди с незавершённым обучением, до которых не доходят письма: {count}. Короткие тексты для них:",
    stop="Не хотите получать эти письма? Отключить их здесь:",
    short="{name}, ваше обучение, {institution}: {items}. {link}",
    short_due="«{module}» до {day} включительно",
    short_late="«{module}» просрочено, срок был {day}",
    short_group="{branch}, осталось пройти: {items}. {link}",
)
_AR = Words(
    months=tuple("يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split()),  # noqa: SIM905
    day="{d} {month} {y}",
    hello="مرحبًا {name}،",
    subject_due="تدريبك في {institution}: المطلوب إنجازه",
    subject_late="تدريبك في {institution}: متأخر",
    subject_escalation="تأخر منذ مدة: {branch}",
    subject_week="أسبوع التدريب: {branch}",
    open_items="ما بقي مطلوبًا في تدريبك على مبادئ حماية العملاء:",
    own_items="وفي تدريبك أنت:",
    due="{module}: حتى {day}",
    late="{module}: متأخر، كان الموعد {day}",
    renew="{module}: يُجدَّد حتى {day}",
    expired="{module}: كان ساريًا حتى {day}، يلزم إنجازه من جديد",
    go_on="للمتابعة:",
    escalation="تأخر هؤلاء منذ مدة، وكلمة منك هي أكثر ما يفيد:",
    week="وضع {branch} اليوم، {day}:",
    figures="{branch}: الأشخاص: {members}، المكتملون: {complete}، المتأخرون: {late}",
    late_people="المتأخرون:",
    person="{name}: {module}، حتى {day}",
    nobody_late="لا أحد متأخر.",
    more="وآخرون: {count}",
    unreached="أشخاص لديهم ما هو مطلوب ولا تصلهم الرسائل: {count}. نصوص قصيرة لهم:",
    stop="لا تريد هذه الرسائل؟ أوقفها هنا:",
    short="{name}، تدريبك في {institution}: {items}. {link}",
    short_due="«{module}» حتى {day}",
    short_late="«{module}» متأخر، كان الموعد {day}",
    short_group="{branch}، المطلوب في التدريب: {items}. {link}",
)
_PT = Words(
    months=tuple(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro".split()  # noqa: SIM905
    ),
    day="{d} de {month} de {y}",
    hello="Olá, {name},",
    subject_due="A sua formação em {institution}: o que falta",
    subject_late="A sua formação em {institution}: em atraso",
    subject_escalation="Em atraso há algum tempo: {branch}",
    subject_week="A semana de formação: {branch}",
    open_items="Isto está por fazer na sua formação sobre os Princípios de Proteção do Cliente:",
    own_items="E na sua própria formação:",
    due="{module}: até {day}",
    late="{module}: em atraso, era até {day}",
    renew="{module}: renovar até {day}",
    expired="{module}: valia até {day}, é preciso fazer de novo",
    go_on="Continuar aqui:",
    escalation="Estas pessoas estão em atraso há algum tempo. Uma palavra sua é o que mais ajuda:",
    week="Como está {branch} hoje, {day}:",
    figures="{branch}: pessoas: {members}, completas: {complete}, em atraso: {late}",
    late_people="Em atraso:",
    person="{name}: {module}, até {day}",
    nobody_late="Ninguém está em atraso.",
    more="e outras: {count}",
    unreached="Pessoas com algo por fazer a quem nenhuma carta chega: {count}. Textos curtos para elas:",
    stop="Não quer receber estas cartas? Pare-as aqui:",
    short="{name}, a sua formação em {institution}: {items}. {link}",
    short_due="«{module}» até {day}",
    short_late="«{module}» em atraso, era até {day}",
    short_group="{branch}, por fazer na formação: {items}. {link}",
)
WORDS: Mapping[str, Words] = {"en": _EN, "fr": _FR, "es": _ES, "ru": _RU, "ar": _AR, "pt": _PT}
