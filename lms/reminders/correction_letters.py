"""The letter to somebody whose quiz was marked anew because a key was wrong, in her language; pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lms.mail import LONGEST_SUBJECT, Mail
from lms.reminders.letters import isolate
from lms.reminders.words import ENGLISH

# What was done: the key was wrong, it was right and so is more, a correction was taken back.
CORRECTED, WIDENED, UNDONE = "corrected", "widened", "undone"
# Where she has not completed the module as it stands now.
OPEN = frozenset({"lost", "ended"})


@dataclass(frozen=True, slots=True)
class Told:
    """To whom and what: `why` and `news` name sentences of `Words`.

    `has_left`: she may not take a quiz there any more. `link` leads to her training, and who left to her record; empty
    where she left and has no account to see it with.
    """

    address: str
    name: str
    institution_name: str
    why: str
    news: str
    has_left: bool
    link: str


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language; values stand in braces.

    `again` follows where she may take the quiz again, `left` in its place where she has left.
    """

    hello: str
    subject: str
    corrected: str
    widened: str
    undone: str
    passed: str
    lost: str
    stands: str
    covered: str
    ended: str
    again: str
    left: str
    link: str
    record: str
    ask: str


def write_correction_letter(told: Told, languages: Sequence[str], title: Callable[[str], str]) -> Mail:
    """Return the letter in the first of the languages there are words in; `title` names the module in one."""
    code = next((one for one in languages if one in WORDS), ENGLISH)
    words, module = WORDS[code], isolate(title(code), code)
    house = isolate(told.institution_name, code)
    why: str = getattr(words, told.why)
    parts = (
        words.hello.format(name=isolate(told.name, code)),
        why.format(module=module),
        _what_follows(words, told, house=house),
        _way_on(words, told, house=house),
        house,
    )
    subject = " ".join(words.subject.format(module=module).split())[:LONGEST_SUBJECT]
    return Mail(told.address, subject, "\n\n".join(parts) + "\n", code)


def _what_follows(words: Words, told: Told, *, house: str) -> str:
    news: str = getattr(words, told.news)
    if told.news not in OPEN:
        return news
    return f"{news} {words.left.format(institution=house) if told.has_left else words.again}"


def _way_on(words: Words, told: Told, *, house: str) -> str:
    if not told.has_left:
        return f"{words.link}\n{told.link}"
    return f"{words.record}\n{told.link}" if told.link else words.ask.format(institution=house)


_EN = Words(
    hello="Hello {name},",
    subject="Your quiz was marked again: {module}",
    corrected="In the quiz “{module}” the answer we held to be right for one question was wrong. We are sorry. We "
    "corrected it and marked your quiz again.",
    widened="In the quiz “{module}” one question has more right answers than we had counted. We are sorry. We count "
    "them all now and marked your quiz again.",
    undone="In the quiz “{module}” we had corrected the answer to one question. That correction was a mistake, and we "
    "took it back. We are sorry for the trouble. Your quiz was marked again.",
    passed="Your quiz now counts as passed, from the day you handed it in. You need not do anything.",
    lost="As it is marked now, your quiz is not passed, and its certificate no longer counts.",
    stands="What you had completed stays as it was.",
    covered="As it is marked now, that quiz is not passed, and its certificate no longer counts. Something else "
    "you did for this module still counts, so you have completed it all the same. You need not do anything.",
    ended="Your quiz now counts as passed, from the day you handed it in. The time it counted for has ended since.",
    again="You can take the quiz again at any time.",
    left="You are no longer at {institution}, so you cannot take the quiz again there, and nothing is asked of you.",
    link="Your training:",
    record="All that is kept about you, to read and to take along:",
    ask="If you want to see what is kept about you, ask the training coordinator of {institution}.",
)
_FR = Words(
    hello="Bonjour {name},",
    subject="Votre quiz a été corrigé à nouveau : {module}",
    corrected="Dans le quiz « {module} », la réponse que nous tenions pour juste à une question était fausse. Nous "
    "vous prions de nous en excuser. Nous l’avons rectifiée et avons corrigé votre quiz à nouveau.",
    widened="Dans le quiz « {module} », une question a plus de réponses justes que nous n’en avions compté. Nous vous "
    "prions de nous en excuser. Nous les comptons toutes à présent et avons corrigé votre quiz à nouveau.",
    undone="Dans le quiz « {module} », nous avions rectifié la réponse à une question. Cette rectification était une "
    "erreur et nous l’avons annulée. Veuillez nous excuser. Votre quiz a été corrigé à nouveau.",
    passed="Votre quiz compte maintenant comme réussi, depuis le jour où vous l’avez remis. Vous n’avez rien à faire.",
    lost="Avec cette correction, votre quiz n’est pas réussi et son certificat ne compte plus.",
    stands="Ce que vous aviez terminé reste comme c’était.",
    covered="Avec cette correction, ce quiz n’est pas réussi et son certificat ne compte plus. Une autre preuve compte "
    "encore pour ce module : vous l’avez donc terminé. Vous n’avez rien à faire.",
    ended="Votre quiz compte maintenant comme réussi, depuis le jour où vous l’avez remis. Sa durée de validité a "
    "pris fin depuis.",
    again="Vous pouvez refaire le quiz à tout moment.",
    left="Vous ne faites plus partie de l’institution {institution} : vous ne pouvez donc plus y refaire le quiz, et "
    "rien ne vous est demandé.",
    link="Votre formation :",
    record="Tout ce qui est conservé à votre sujet, à lire et à emporter :",
    ask="Pour voir ce qui est conservé à votre sujet, adressez-vous à la personne qui coordonne la formation de "
    "l’institution {institution}.",
)
_ES = Words(
    hello="Hola, {name}:",
    subject="Su cuestionario se calificó de nuevo: {module}",
    corrected="En el cuestionario «{module}», la respuesta que dábamos por correcta en una pregunta estaba equivocada. "
    "Lo sentimos. La hemos corregido y hemos calificado su cuestionario de nuevo.",
    widened="En el cuestionario «{module}», una pregunta tiene más respuestas correctas de las que habíamos contado. "
    "Lo sentimos. Ahora las contamos todas y hemos calificado su cuestionario de nuevo.",
    undone="En el cuestionario «{module}» habíamos corregido la respuesta de una pregunta. Esa corrección fue un error "
    "y la hemos anulado. Disculpe la molestia. Su cuestionario se calificó de nuevo.",
    passed="Su cuestionario cuenta ahora como aprobado, desde el día en que lo entregó. No tiene que hacer nada.",
    lost="Con esta calificación su cuestionario no está aprobado y su certificado ya no cuenta.",
    stands="Lo que había completado queda como estaba.",
    covered="Con esta calificación ese cuestionario no está aprobado y su certificado ya no cuenta. Otra prueba suya "
    "sigue contando para este módulo, así que lo tiene completado. No tiene que hacer nada.",
    ended="Su cuestionario cuenta ahora como aprobado, desde el día en que lo entregó. Desde entonces terminó el "
    "plazo en que contaba.",
    again="Puede hacer el cuestionario de nuevo cuando quiera.",
    left="Usted ya no forma parte de {institution}: allí no puede hacer el cuestionario de nuevo, y no se le pide "
    "nada.",
    link="Su capacitación:",
    record="Todo lo que se guarda sobre usted, para leer y para llevar:",
    ask="Si quiere ver lo que se guarda sobre usted, diríjase a quien coordina la capacitación de {institution}.",
)
_RU = Words(
    hello="Здравствуйте, {name}!",
    subject="Ваш тест оценён заново: {module}",
    corrected="В тесте «{module}» ответ на один вопрос, который мы считали верным, оказался ошибочным. Приносим "
    "извинения. Мы исправили его и оценили ваш тест заново.",
    widened="В тесте «{module}» у одного вопроса больше верных ответов, чем мы засчитывали. Приносим извинения. Теперь "
    "мы засчитываем их все и оценили ваш тест заново.",
    undone="В тесте «{module}» мы исправили ответ на один вопрос. Это исправление было ошибкой, и мы его отменили. "
    "Приносим извинения. Ваш тест оценён заново.",
    passed="Теперь ваш тест считается сданным с того дня, когда вы его завершили. Ничего делать не нужно.",
    lost="По новой оценке тест не сдан, и сертификат больше не действует.",
    stands="То, что вы прошли, остаётся как было.",
    covered="По новой оценке этот тест не сдан, и его сертификат больше не действует. Но у вас есть другое прохождение "
    "этого модуля, и он считается пройденным. Ничего делать не нужно.",
    ended="Теперь ваш тест считается сданным с того дня, когда вы его завершили. Срок, на который он "
    "засчитывался, с тех пор истёк.",
    again="Вы можете пройти тест снова в любое время.",
    left="Вы больше не числитесь в организации {institution}, поэтому пройти тест там снова нельзя, и ничего делать "
    "не нужно.",
    link="Ваше обучение:",
    record="Всё, что о вас хранится, можно прочитать и скачать:",
    ask="Чтобы узнать, что о вас хранится, обратитесь к координатору обучения организации {institution}.",
)
_AR = Words(
    hello="مرحبًا {name}،",
    subject="أُعيد تصحيح اختبارك: {module}",
    corrected="في اختبار «{module}» كانت الإجابة التي عددناها صحيحة لأحد الأسئلة خاطئة. نعتذر عن ذلك. صححناها وأعدنا "
    "تصحيح اختبارك.",
    widened="في اختبار «{module}» لأحد الأسئلة إجابات صحيحة أكثر مما احتسبناه. نعتذر عن ذلك. نحتسبها الآن كلها وأعدنا "
    "تصحيح اختبارك.",
    undone="في اختبار «{module}» كنا قد عدّلنا إجابة أحد الأسئلة. كان ذلك التعديل خطأ فألغيناه. نعتذر عن الإزعاج. "
    "أُعيد تصحيح اختبارك.",
    passed="اختبارك يُحتسب الآن ناجحًا من يوم تسليمه. لا يلزمك فعل شيء.",
    lost="بحسب هذا التصحيح لم يُجتز اختبارك، ولم تعد شهادته سارية.",
    stands="ما أنجزته يبقى كما كان.",
    covered="بحسب هذا التصحيح لم يُجتز ذلك الاختبار، ولم تعد شهادته سارية. لكن إنجازًا آخر لك في هذه الوحدة ما "
    "زال ساريًا، فهي محسوبة لك. لا يلزمك فعل شيء.",
    ended="اختبارك يُحتسب الآن ناجحًا من يوم تسليمه. وقد انتهت مدة سريانه منذ ذلك الحين.",
    again="يمكنك إعادة الاختبار في أي وقت.",
    left="لم تعد ضمن {institution}، فلا يمكنك إعادته هناك، ولا يُطلب منك شيء.",
    link="تدريبك:",
    record="كل ما يُحفظ عنك، للقراءة وللتنزيل:",
    ask="لمعرفة ما يُحفظ عنك، يُرجى التواصل مع منسق التدريب في {institution}.",
)
_PT = Words(
    hello="Olá, {name},",
    subject="O seu questionário foi avaliado de novo: {module}",
    corrected="No questionário «{module}», a resposta que tínhamos por certa numa pergunta estava errada. Pedimos "
    "desculpa. Corrigimo-la e avaliámos o seu questionário de novo.",
    widened="No questionário «{module}», uma pergunta tem mais respostas certas do que tínhamos contado. Pedimos "
    "desculpa. Agora contamo-las todas e avaliámos o seu questionário de novo.",
    undone="No questionário «{module}» tínhamos corrigido a resposta de uma pergunta. Essa correção foi um erro e "
    "anulámo-la. Pedimos desculpa pelo incómodo. O seu questionário foi avaliado de novo.",
    passed="O seu questionário conta agora como aprovado, desde o dia em que o entregou. Não precisa de fazer nada.",
    lost="Com esta avaliação o seu questionário não está aprovado e o seu certificado já não conta.",
    stands="O que tinha concluído fica como estava.",
    covered="Com esta avaliação esse questionário não está aprovado e o seu certificado já não conta. Outra prova sua "
    "continua a contar para este módulo, por isso está concluído. Não precisa de fazer nada.",
    ended="O seu questionário conta agora como aprovado, desde o dia em que o entregou. O prazo em que contava "
    "terminou entretanto.",
    again="Pode fazer o questionário de novo quando quiser.",
    left="Já não faz parte de {institution}: não pode fazer lá o questionário de novo, e nada lhe é pedido.",
    link="A sua formação:",
    record="Tudo o que é guardado sobre si, para ler e levar consigo:",
    ask="Se quiser ver o que é guardado sobre si, dirija-se a quem coordena a formação de {institution}.",
)
WORDS: Mapping[str, Words] = {"en": _EN, "fr": _FR, "es": _ES, "ru": _RU, "ar": _AR, "pt": _PT}
