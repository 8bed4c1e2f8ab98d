"""What the connector reads from the environment at start; what is missing stops it with a sentence."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from sevamitra import keys

JURISDICTIONS = ("mp-jhabua", "ap")
DEFAULT_API_URL = "https://graph.facebook.com"
DEFAULT_API_VERSION = "v25.0"


class WhatsAppError(Exception):
    """Base of all errors of this package; its text is a sentence for people."""


class SettingsError(WhatsAppError):
    """The environment does not describe a connector that could work."""


class Secret:
    """A value that never prints.

    Args:
        value: the secret text.
    """

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """Return the secret itself, for the one place that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__


@dataclass(frozen=True)
class Settings:
    """The connector's settings.

    `numbers` maps a phone number id to its jurisdiction. `app_secrets` holds two during a rotation.
    `desk_token` and `events_key` are keys in hex.
    `pair_seconds` is Meta's pause between messages to one person (contract 5.4).
    """

    api_url: str
    api_version: str
    access_token: Secret
    app_secrets: tuple[Secret, ...]
    verify_token: Secret
    numbers: Mapping[str, str]
    desk_url: str
    desk_token: Secret
    events_key: Secret
    database_url: str
    pair_seconds: float = 6.0


def load(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        environment: the variables; the process's own by default.

    Raises:
        SettingsError: a variable is missing or senseless; the text says which and what it should be.
    """
    env = os.environ if environment is None else environment
    try:
        desk_token, events_key = keys.derive("desk-api").hex(), keys.derive("events").hex()
    except keys.MissingSecret as error:
        raise SettingsError(str(error)) from error
    return Settings(
        api_url=_url(env, "WHATSAPP_API_URL", DEFAULT_API_URL),
        api_version=env.get("WHATSAPP_API_VERSION") or DEFAULT_API_VERSION,
        access_token=Secret(_need(env, "WHATSAPP_ACCESS_TOKEN", "the token of the Meta app's system user")),
        app_secrets=_secrets(env),
        verify_token=Secret(_need(env, "WHATSAPP_VERIFY_TOKEN", "the word that Meta's App Dashboard has")),
        numbers=_numbers(_need(env, "WHATSAPP_NUMBERS", "e.g. mp-jhabua=<number id>,ap=<number id>")),
        desk_url=_url(env, "DESK_URL", None),
        desk_token=Secret(desk_token),
        events_key=Secret(events_key),
        database_url=_database_url(env),
        pair_seconds=_seconds(env, "WHATSAPP_PAIR_SECONDS", 6.0),
    )


def _need(env: Mapping[str, str], name: str, meaning: str) -> str:
    value = env.get(name, "").strip()
    if not value:
        raise SettingsError(f"Set {name}: {meaning}.")
    return value


def _url(env: Mapping[str, str], name: str, default: str | None) -> str:
    value = env.get(name, "").strip() or default or ""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise SettingsError(f"Set {name} to a web address such as https://example.org.")
    return value.rstrip("/")


def _secrets(env: Mapping[str, str]) -> tuple[Secret, ...]:
    text = _need(env, "WHATSAPP_APP_SECRET", "the Meta app's secret; two with a comma during rotation")
    found = tuple(Secret(part.strip()) for part in text.split(",") if part.strip())
    if not found:
        raise SettingsError("WHATSAPP_APP_SECRET holds nothing but commas.")
    return found


def _numbers(text: str) -> dict[str, str]:
    numbers: dict[str, str] = {}
    for pair in text.split(","):
        jurisdiction, _, number = (part.strip() for part in pair.partition("="))
        if jurisdiction not in JURISDICTIONS or not number.isdecimal():
            raise SettingsError(
                f"WHATSAPP_NUMBERS: {pair.strip()!r} is not <jurisdiction>=<phone number id>; "
                f"jurisdictions are {', '.join(JURISDICTIONS)}."
            )
        if number in numbers:
            raise SettingsError(f"WHATSAPP_NUMBERS: the number {number} stands there twice.")
        numbers[number] = jurisdiction
    return numbers


def _seconds(env: Mapping[str, str], name: str, default: float) -> float:
    try:
        value = float(env.get(name) or default)
    except ValueError as error:
        raise SettingsError(f"{name} must be a number of seconds.") from error
    if value < 0:
        raise SettingsError(f"{name} must not be negative.")
    return value


def _database_url(env: Mapping[str, str]) -> str:
    """Return an SQLAlchemy address; without `DATABASE_URL` a SQLite file below `SEVAMITRA_VAR`."""
    url = env.get("DATABASE_URL", "").strip()
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    if url and not url.startswith(("postgresql", "sqlite")):
        raise SettingsError("DATABASE_URL must begin with postgresql:// or sqlite:///.")
    return url or f"sqlite:///{Path(env.get('SEVAMITRA_VAR') or 'var').resolve() / 'whatsapp.db'}"
