"""The phone's settings, from the environment only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from phone.errors import SettingsError
from phone.numbers import Number, number


@dataclass(frozen=True)
class Settings:
    """How to reach the bot and what both sides must know.

    Args:
        webhook_url: where webhooks go.
        access_token: what the bot must send as its bearer.
        secret: the app secret that signs webhooks.
        numbers: the WhatsApp numbers that this phone can write to.
        port: where to listen on 127.0.0.1; 0 takes a free one.
        waba: id of the WhatsApp Business Account.
        run: what all ids of this run have in common; without it, the start time.
        pair_limit: `strict`, `lenient` or `off` (contract, section 9).
    """

    webhook_url: str
    access_token: str = field(repr=False)
    secret: str = field(repr=False)
    numbers: tuple[Number, ...]
    port: int = 8090
    waba: str = "300111222333444"
    run: str | None = None
    pair_limit: str = "strict"


def from_environment(environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings; raises `SettingsError` with what is missing."""
    rasa = environment.get("RASA_URL", "http://127.0.0.1:5005").rstrip("/")
    return Settings(
        webhook_url=f"{rasa}/webhooks/whatsapp/webhook",
        access_token=_required(environment, "WHATSAPP_ACCESS_TOKEN"),
        secret=_required(environment, "WHATSAPP_APP_SECRET").split(",")[0].strip(),
        numbers=parse_numbers(_required(environment, "WHATSAPP_NUMBERS")),
        port=_port(environment.get("PHONE_PORT", "8090")),
        run=environment.get("PHONE_RUN"),
        pair_limit=_pair_limit(environment.get("PHONE_PAIR_LIMIT", "strict")),
    )


def parse_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of ``jurisdiction=phone_number_id,…``; raises `SettingsError`."""
    pairs = [part.strip().partition("=") for part in text.split(",") if part.strip()]
    if not pairs or not all(name and sign and value for name, sign, value in pairs):
        raise SettingsError("WHATSAPP_NUMBERS must read like mp-jhabua=510000000000001,ap=510000000000002.")
    return tuple(number(name.strip(), value.strip()) for name, _, value in pairs)


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise SettingsError(f"Set {name}: the phone needs it to speak with the bot.")
    return value


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise SettingsError("PHONE_PORT must be a port number.")
    return int(text)


def _pair_limit(text: str) -> str:
    if text not in ("strict", "lenient", "off"):
        raise SettingsError("PHONE_PAIR_LIMIT must be strict, lenient or off.")
    return text
