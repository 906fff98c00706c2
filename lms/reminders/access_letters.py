"""The letters that let somebody in: to a workshop, and to a new password; in her language; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.mail import LONGEST_SUBJECT, Mail
from lms.reminders.letters import isolate
from lms.reminders.words import ENGLISH


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language; values stand in braces. `then` follows a link to a password, `seat` none."""

    hello: str
    workshop_subject: str
    invited: str
    choose: str
    once: str
    then: str
    seat: str
    reset_subject: str
    reset: str
    reset_once: str


def compose_workshop_invitation(
    *,
    to_address: str,
    name: str,
    workshop: str,
    join_link: str,
    password_link: str,
    days: int,
    language: str = ENGLISH,
) -> Mail:
    """Write to somebody how she comes into a workshop; `password_link` is empty for who has a password."""
    code, words = _words(language)
    who, where = _line(name, code), _line(workshop, code)
    first = (f"{words.choose}\n{password_link}", words.once.format(days=isolate(str(days), code)))
    return _mail(
        to_address,
        code,
        words.workshop_subject.format(workshop=where),
        words.hello.format(name=who),
        words.invited.format(workshop=where),
        *(first if password_link else ()),
        f"{words.then if password_link else words.seat}\n{join_link}",
    )


def compose_reset(*, to_address: str, name: str, link: str, hours: int, language: str = ENGLISH) -> Mail:
    """Write the letter to somebody who forgot the password."""
    code, words = _words(language)
    return _mail(
        to_address,
        code,
        words.reset_subject,
        words.hello.format(name=_line(name, code)),
        f"{words.reset}\n{link}",
        words.reset_once.format(hours=isolate(str(hours), code)),
    )


def _words(language: str) -> tuple[str, Words]:
    code = language if language in WORDS else ENGLISH
    return code, WORDS[code]


def _line(text: str, code: str) -> str:
    """Return a name on one line: a line break in it must not begin a header of its own."""
    return isolate(" ".join(text.split()), code)


def _mail(to_address: str, code: str, subject: str, *paragraphs: str) -> Mail:
    return Mail(to_address, subject[:LONGEST_SUBJECT], "\n\n".join(paragraphs) + "\n", code)


WORDS: Mapping[str, Words] = {
    ENGLISH: Words(
        hello="Hello {name},",
        workshop_subject="Your workshop: {workshop}",
        invited="You are invited to the workshop “{workshop}”.",
        choose="First choose a password here:",
        once="This link works once, for {days} days. After that, ask for a new one on the sign-in page.",
        then="Then take your seat here, the code is filled in:",
        seat="Sign in and take your seat here, the code is filled in:",
        reset_subject="A new password for CPP Training",
        reset="Choose a new password here:",
        reset_once="The link works once, for {hours} hours. If you did not ask for it, do nothing: "
        "your password stays as it is.",
    ),
    "fr": Words(
        hello="Bonjour {name},",
        workshop_subject="Votre atelier : {workshop}",
        invited="Cette lettre vous invite à l’atelier « {workshop} ».",
        choose="Choisissez d’abord un mot de passe ici :",
        once="Ce lien sert une seule fois, durant {days} jours. Ensuite, demandez-en un autre à la page de connexion.",
        then="Prenez ensuite votre place ici, le code est déjà rempli :",
        seat="Connectez-vous et prenez votre place ici, le code est déjà rempli :",
        reset_subject="Un nouveau mot de passe pour CPP Training",
        reset="Choisissez un nouveau mot de passe ici :",
        reset_once="Le lien sert une seule fois, durant {hours} heures. Si vous ne l’avez pas demandé, "
        "ne faites rien : votre mot de passe reste le même.",
    ),
    "es": Words(
        hello="Hola, {name}:",
        workshop_subject="Su taller: {workshop}",
        invited="Recibe esta invitación al taller «{workshop}».",
        choose="Primero elija aquí una contraseña:",
        once="Este enlace sirve una sola vez, durante {days} días. Después, pida otro "
        "en la página de inicio de sesión.",
        then="Después ocupe aquí su lugar; el código ya está puesto:",
        seat="Inicie sesión y ocupe aquí su lugar; el código ya está puesto:",
        reset_subject="Una contraseña nueva para CPP Training",
        reset="Elija aquí una contraseña nueva:",
        reset_once="El enlace sirve una sola vez, durante {hours} horas. Si usted no lo pidió, no haga nada: "
        "su contraseña sigue igual.",
    ),
    "ru": Words(
        hello="Здравствуйте, {name}!",
        workshop_subject="Ваш семинар: {workshop}",
        invited="Приглашаем Вас на семинар «{workshop}».",
        choose="Сначала выберите здесь пароль:",
        once="Эта ссылка действует один раз, срок в днях: {days}. Потом попросите новую на странице входа.",
        then="Затем займите своё место здесь, код уже вписан:",
        seat="Войдите и займите своё место здесь, код уже вписан:",
        reset_subject="Новый пароль для CPP Training",
        reset="Выберите здесь новый пароль:",
        reset_once="Ссылка действует один раз, срок в часах: {hours}. Если Вы её не просили, ничего не делайте: "
        "Ваш пароль останется прежним.",
    ),
    "ar": Words(
        hello="مرحبًا {name}،",
        workshop_subject="ورشتك: {workshop}",
        invited="ندعوك إلى ورشة العمل «{workshop}».",
        choose="اختر أولًا كلمة مرور هنا:",
        once="يعمل هذا الرابط مرة واحدة، وعدد أيام صلاحيته: {days}. بعد ذلك اطلب رابطًا جديدًا من صفحة تسجيل الدخول.",
        then="ثم خذ مكانك هنا، والرمز مكتوب مسبقًا:",
        seat="سجّل الدخول وخذ مكانك هنا، والرمز مكتوب مسبقًا:",
        reset_subject="كلمة مرور جديدة للتدريب",
        reset="اختر كلمة مرور جديدة هنا:",
        reset_once="يعمل الرابط مرة واحدة، وعدد ساعات صلاحيته: {hours}. إن لم تطلبه فلا تفعل شيئًا: "
        "تبقى كلمة مرورك كما هي.",
    ),
    "pt": Words(
        hello="Olá, {name},",
        workshop_subject="O seu workshop: {workshop}",
        invited="Recebe este convite para o workshop “{workshop}”.",
        choose="Primeiro escolha aqui uma palavra-passe:",
        once="Esta ligação funciona uma só vez, durante {days} dias. Depois, peça outra na página de início de sessão.",
        then="Depois ocupe aqui o seu lugar; o código já está preenchido:",
        seat="Inicie sessão e ocupe aqui o seu lugar; o código já está preenchido:",
        reset_subject="Uma nova palavra-passe para CPP Training",
        reset="Escolha aqui uma nova palavra-passe:",
        reset_once="A ligação funciona uma só vez, durante {hours} horas. Se não a pediu, não faça nada: "
        "a sua palavra-passe fica como está.",
    ),
}
