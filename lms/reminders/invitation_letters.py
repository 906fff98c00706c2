"""The letter that invites somebody to choose a password, in her language; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.mail import LONGEST_SUBJECT, Mail
from lms.reminders.letters import isolate
from lms.reminders.words import ENGLISH


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language; values stand in braces. `place` is for who has a place in no institution."""

    subject: str
    hello: str
    place: str
    place_at: str
    choose: str
    once: str


def compose_invitation(
    *, to_address: str, name: str, institution_name: str, link: str, days: int, language: str = ENGLISH
) -> Mail:
    """Write the invitation of a new member or officer; in English where there are no words in her language."""
    code = language if language in WORDS else ENGLISH
    words = WORDS[code]
    who, where = (isolate(" ".join(text.split()), code) for text in (name, institution_name))
    paragraphs = (
        words.hello.format(name=who),
        words.place_at.format(institution=where) if institution_name else words.place,
        f"{words.choose}\n{link}",
        words.once.format(days=isolate(str(days), code)),
    )
    return Mail(to_address, words.subject[:LONGEST_SUBJECT], "\n\n".join(paragraphs) + "\n", code)


WORDS: Mapping[str, Words] = {
    ENGLISH: Words(
        subject="Your place in CPP Training",
        hello="Hello {name},",
        place="You have a place in the training on the Client Protection Principles.",
        place_at="You have a place in the training on the Client Protection Principles at {institution}.",
        choose="Choose a password here, and you are in:",
        once="The link works once, for {days} days. After that, ask for a new one on the sign-in page.",
    ),
    "fr": Words(
        subject="Votre place dans CPP Training",
        hello="Bonjour {name},",
        place="Vous avez une place dans la formation aux Principes de protection des clients.",
        place_at="Vous avez une place dans la formation aux Principes de protection des clients chez {institution}.",
        choose="Choisissez un mot de passe ici, et vous y êtes :",
        once="Le lien sert une seule fois, durant {days} jours. Ensuite, demandez-en un autre à la page de connexion.",
    ),
    "es": Words(
        subject="Su lugar en CPP Training",
        hello="Hola, {name}:",
        place="Tiene un lugar en la capacitación sobre los Principios de Protección al Cliente.",
        place_at="Tiene un lugar en la capacitación sobre los Principios de Protección al Cliente en {institution}.",
        choose="Elija aquí una contraseña y ya puede entrar:",
        once="El enlace sirve una sola vez, durante {days} días. Después, pida otro en la página de inicio de sesión.",
    ),
    "ru": Words(
        subject="Ваше место в CPP Training",
        hello="Здравствуйте, {name}!",
        place="У вас есть место в обучении принципам защиты клиентов.",
        place_at="У вас есть место в обучении принципам защиты клиентов: {institution}.",
        choose="Выберите здесь пароль, и вы сможете войти:",
        once="Ссылка действует один раз, срок в днях: {days}. Потом попросите новую на странице входа.",
    ),
    "ar": Words(
        subject="مكانك في التدريب",
        hello="مرحبًا {name}،",
        place="لك مكان في التدريب على مبادئ حماية العملاء.",
        place_at="لك مكان في التدريب على مبادئ حماية العملاء لدى {institution}.",
        choose="اختر كلمة مرور هنا، ثم يمكنك الدخول:",
        once="يعمل الرابط مرة واحدة، وعدد أيام صلاحيته: {days}. بعد ذلك اطلب رابطًا جديدًا من صفحة تسجيل الدخول.",
    ),
    "pt": Words(
        subject="O seu lugar em CPP Training",
        hello="Olá, {name},",
        place="Tem um lugar na formação sobre os Princípios de Proteção do Cliente.",
        place_at="Tem um lugar na formação sobre os Princípios de Proteção do Cliente em {institution}.",
        choose="Escolha aqui uma palavra-passe e já pode entrar:",
        once="A ligação funciona uma só vez, durante {days} dias. Depois, peça outra na página de início de sessão.",
    ),
}
