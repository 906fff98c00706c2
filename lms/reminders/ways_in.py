"""How somebody who cannot sign in yet gets in: a paragraph for a letter, a sentence for a short text; pure.

A link to a password is a key to the account: it stands only in the letter that goes to its owner alone. A letter that
names others is shown to them, and a short text goes through other hands: there stands whom to ask, or where she asks
for a link herself, which then goes to her own address.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lms.reminders import invitation_letters
from lms.reminders.facts import WayIn
from lms.reminders.letters import isolate
from lms.reminders.words import ENGLISH


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language; `who` is a coordinator by name, or `coordinator` where there is none."""

    locked: str
    alone: str
    by_herself: str
    ask: str
    ask_pin: str
    ask_invitation: str
    coordinator: str


def write_link(link: str, *, days: int, language: str) -> str:
    """Return the paragraphs that invite her in a letter to her alone: the link, how long it works, whose it is."""
    code, words = _words(language)
    invitation = invitation_letters.WORDS[code]
    how_long = invitation.once.format(days=isolate(str(days), code))
    return f"{words.locked} {invitation.choose}\n{link}\n{how_long} {words.alone}"


def write_by_herself(link: str, *, language: str) -> str:
    """Return the paragraph for a letter that others may see: where she asks for a link of her own."""
    return f"{_words(language)[1].by_herself}\n{link}"


def write_ask(coordinator: str, *, language: str) -> str:
    """Return the paragraph for who can be let in by a person alone."""
    code, words = _words(language)
    return f"{words.locked} {words.ask.format(who=_who(coordinator, code, words))}"


def ask_sentence(way_in: WayIn, coordinator: str, *, language: str) -> str:
    """Return whom to ask, for a short text; empty for who can sign in."""
    code, words = _words(language)
    if way_in in (WayIn.OPEN, WayIn.PIN):
        return ""
    sentence = words.ask_pin if way_in is WayIn.NEEDS_PIN else words.ask_invitation
    return sentence.format(who=_who(coordinator, code, words))


def _words(language: str) -> tuple[str, Words]:
    code = language if language in WORDS else ENGLISH
    return code, WORDS[code]


def _who(coordinator: str, code: str, words: Words) -> str:
    return isolate(" ".join(coordinator.split()), code) if coordinator else words.coordinator


WORDS: Mapping[str, Words] = {
    ENGLISH: Words(
        locked="You cannot sign in yet.",
        alone="It is for you alone: do not pass this letter on.",
        by_herself="You have no password yet. Ask for a link to choose one here; it comes to this address:",
        ask="Ask {who} to let you in.",
        ask_pin="To sign in, ask {who} for a PIN",
        ask_invitation="To sign in, ask {who} for an invitation",
        coordinator="the coordinator of your training",
    ),
    "fr": Words(
        locked="Vous ne pouvez pas encore vous connecter.",
        alone="Il est pour vous seul : ne transmettez pas cette lettre.",
        by_herself="Vous n’avez pas encore de mot de passe. Demandez ici un lien pour en choisir un ; "
        "il arrive à cette adresse :",
        ask="Pour avoir accès, adressez-vous à {who}.",
        ask_pin="Pour vous connecter, demandez un code PIN à {who}",
        ask_invitation="Pour vous connecter, demandez une invitation à {who}",
        coordinator="la coordination de votre formation",
    ),
    "es": Words(
        locked="Todavía no puede iniciar sesión.",
        alone="Es solo para usted: no reenvíe esta carta.",
        by_herself="Todavía no tiene contraseña. Pida aquí un enlace para elegir una; llega a esta dirección:",
        ask="Para tener acceso, diríjase a {who}.",
        ask_pin="Para iniciar sesión, pida un PIN a {who}",
        ask_invitation="Para iniciar sesión, pida una invitación a {who}",
        coordinator="la coordinación de su capacitación",
    ),
    "ru": Words(
        locked="Вы ещё не можете войти.",
        alone="Она только для вас: не пересылайте это письмо.",
        by_herself="У вас ещё нет пароля. Запросите здесь ссылку, чтобы выбрать его; она придёт на этот адрес:",
        ask="Доступ вам даст координатор: {who}.",
        ask_pin="PIN для входа даст координатор: {who}",
        ask_invitation="Приглашение для входа даст координатор: {who}",
        coordinator="ответственный за ваше обучение",
    ),
    "ar": Words(
        locked="لا يمكنك تسجيل الدخول بعد.",
        alone="هو لك وحدك: لا ترسل هذه الرسالة إلى غيرك.",
        by_herself="ليست لك كلمة مرور بعد. اطلب هنا رابطًا لاختيارها، ويصل إلى هذا العنوان:",
        ask="للدخول اطلب ذلك من {who}.",
        ask_pin="لتسجيل الدخول اطلب رمز PIN من {who}",
        ask_invitation="لتسجيل الدخول اطلب دعوة من {who}",
        coordinator="منسق تدريبك",
    ),
    "pt": Words(
        locked="Ainda não pode iniciar sessão.",
        alone="É só para si: não reencaminhe esta carta.",
        by_herself="Ainda não tem palavra-passe. Peça aqui uma ligação para escolher uma; chega a este endereço:",
        ask="Para ter acesso, fale com {who}.",
        ask_pin="Para iniciar sessão, peça um PIN a {who}",
        ask_invitation="Para iniciar sessão, peça um convite a {who}",
        coordinator="a coordenação da sua formação",
    ),
}
