"""Every setting, read once from the environment and checked; `docs/operating.md` lists the same table."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit


class ConfigError(Exception):
    """Settings that cannot be used; the text has one line per setting, with the cure."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator may set. Every field is the environment variable of the same name in capitals."""

    instance_dir: Path
    database_url: str
    secret_key: str
    base_url: str
    host: str
    port: int
    workers: int
    threads: int
    secure_cookies: bool
    session_hours: int
    smtp_url: str
    mail_from: str
    mail_dir: Path
    log_level: str
    log_format: str
    content_dirs: tuple[Path, ...]
    preview_dir: Path | None
    trusted_proxies: int
    sign_in_limit: str
    store_megabytes: int
    ledger_key_file: Path

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")


DEFAULTS: Mapping[str, str] = {
    "INSTANCE_DIR": "instance",
    "DATABASE_URL": "",
    "SECRET_KEY": "",
    "BASE_URL": "",
    "HOST": "127.0.0.1",
    "PORT": "8000",
    "WORKERS": "1",
    "THREADS": "8",
    "SECURE_COOKIES": "",
    "SESSION_HOURS": "336",
    "SMTP_URL": "",
    "MAIL_FROM": "CPP Training <training@localhost>",
    "MAIL_DIR": "",
    "LOG_LEVEL": "info",
    "LOG_FORMAT": "json",
    "CONTENT_DIRS": "",
    "PREVIEW_DIR": "",
    "TRUSTED_PROXIES": "0",
    "SIGN_IN_LIMIT": "10 per 5 minutes",
    "STORE_MEGABYTES": "500",
    "LEDGER_KEY_FILE": "",
}

MINIMUM_SECRET = 32
LIMIT = re.compile(r"[1-9][0-9]* per ([1-9][0-9]* )?(second|minute|hour|day)s?")


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Return the settings of an environment; raise `ConfigError` naming every one that is wrong."""
    raw = {name: environ.get(name, "").strip() or default for name, default in DEFAULTS.items()}
    faults: list[str] = []
    whole = {name: _whole(name, raw[name], low, high, faults) for name, low, high in WHOLE_NUMBERS}
    instance = Path(raw["INSTANCE_DIR"]).absolute()
    raw["BASE_URL"] = raw["BASE_URL"] or f"http://127.0.0.1:{whole['PORT']}"
    secure = raw["SECURE_COOKIES"] or ("yes" if raw["BASE_URL"].startswith("https:") else "no")
    _one_of("SECURE_COOKIES", secure, ("yes", "no"), faults)
    _one_of("LOG_LEVEL", raw["LOG_LEVEL"], ("debug", "info", "warning", "error"), faults)
    _one_of("LOG_FORMAT", raw["LOG_FORMAT"], ("json", "text"), faults)
    if not LIMIT.fullmatch(raw["SIGN_IN_LIMIT"]):
        faults.append(f"SIGN_IN_LIMIT is {raw['SIGN_IN_LIMIT']!r}: write it like {DEFAULTS['SIGN_IN_LIMIT']}.")
    _url("BASE_URL", raw["BASE_URL"], ("http", "https"), faults)
    if raw["SMTP_URL"]:
        _url("SMTP_URL", raw["SMTP_URL"], ("smtp", "smtps"), faults)
    settings = Settings(
        instance_dir=instance,
        database_url=_database_url(raw["DATABASE_URL"], instance, faults),
        secret_key=_secret(raw["SECRET_KEY"], instance, faults),
        base_url=raw["BASE_URL"].rstrip("/"),
        host=raw["HOST"],
        port=whole["PORT"],
        workers=whole["WORKERS"],
        threads=whole["THREADS"],
        secure_cookies=secure == "yes",
        session_hours=whole["SESSION_HOURS"],
        smtp_url=raw["SMTP_URL"],
        mail_from=raw["MAIL_FROM"],
        mail_dir=Path(raw["MAIL_DIR"]).absolute() if raw["MAIL_DIR"] else instance / "mail",
        log_level=raw["LOG_LEVEL"],
        log_format=raw["LOG_FORMAT"],
        content_dirs=tuple(Path(part).absolute() for part in raw["CONTENT_DIRS"].split(":") if part),
        preview_dir=Path(raw["PREVIEW_DIR"]).absolute() if raw["PREVIEW_DIR"] else None,
        trusted_proxies=whole["TRUSTED_PROXIES"],
        sign_in_limit=raw["SIGN_IN_LIMIT"],
        store_megabytes=whole["STORE_MEGABYTES"],
        ledger_key_file=_ledger_key_file(raw["LEDGER_KEY_FILE"], instance),
    )
    if faults:
        raise ConfigError("\n".join(faults))
    return settings


WHOLE_NUMBERS = (
    ("PORT", 1, 65535),
    ("WORKERS", 1, 64),
    ("THREADS", 1, 256),
    ("SESSION_HOURS", 1, 24 * 366),
    ("TRUSTED_PROXIES", 0, 5),
    ("STORE_MEGABYTES", 10, 1_000_000),
)


def setting_names() -> tuple[str, ...]:
    """Return the names of all environment variables that are read."""
    return tuple(field.name.upper() for field in fields(Settings))


def _whole(name: str, text: str, low: int, high: int, faults: list[str]) -> int:
    if text.isascii() and text.isdecimal() and low <= int(text) <= high:
        return int(text)
    faults.append(f"{name} is {text!r}: give a whole number from {low} to {high}.")
    return low


def _one_of(name: str, text: str, allowed: tuple[str, ...], faults: list[str]) -> None:
    if text not in allowed:
        faults.append(f"{name} is {text!r}: give one of {', '.join(allowed)}.")


def _url(name: str, text: str, schemes: tuple[str, ...], faults: list[str]) -> None:
    parts = urlsplit(text)
    if parts.scheme not in schemes or not parts.hostname:
        faults.append(f"{name} is not an address: begin it with {' or '.join(s + '://' for s in schemes)} and a host.")


def _database_url(text: str, instance: Path, faults: list[str]) -> str:
    if not text:
        return f"sqlite:///{instance / 'cpp-training.sqlite3'}"
    for prefix in ("postgresql://", "postgres://"):
        if text.startswith(prefix):
            return "postgresql+psycopg://" + text.removeprefix(prefix)
    if text.startswith(("sqlite:///", "postgresql+psycopg://")):
        return text
    faults.append("DATABASE_URL is not understood: begin it with postgresql:// or sqlite:///, or leave it empty.")
    return ""


def _ledger_key_file(text: str, instance: Path) -> Path:
    return Path(text).absolute() if text else instance / "keys" / "ledger.key"


def _secret(text: str, instance: Path, faults: list[str]) -> str:
    """Return the key given, or the one kept in the instance folder; `lms serve` writes that one at the first start."""
    if text:
        if len(text) < MINIMUM_SECRET:
            faults.append(f"SECRET_KEY has {len(text)} characters: give at least {MINIMUM_SECRET}, or leave it empty.")
        return text
    kept = instance / "secret-key"
    return kept.read_text().strip() if kept.is_file() else ""
