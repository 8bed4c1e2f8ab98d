"""Every setting of every process: its name, what it is for, and its value in the demo."""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from dataclasses import dataclass

DEMO_SECRET = "demonstration-only-never-use-this-in-earnest"


@dataclass(frozen=True)
class Setting:
    """One environment variable.

    Attributes:
        name: of the variable.
        purpose: in a sentence.
        default: what holds if it is not set; None where there is no safe default.
        demo: what the demo sets; the default if None.
    """

    name: str
    purpose: str
    default: str | None = None
    demo: str | None = None


SETTINGS = (
    Setting(
        "SEVAMITRA_SECRET_KEY",
        "Random text of 32 characters or more; other keys derive from it.",
        None,
        DEMO_SECRET,
    ),
    Setting(
        "DESK_SECRET_KEY", "Random text of 32 characters or more, for the desk's sessions.", None, DEMO_SECRET
    ),
    Setting(
        "WHATSAPP_ACCESS_TOKEN",
        "Token of the system user in Meta's Business settings.",
        None,
        "demo-access-token",
    ),
    Setting(
        "WHATSAPP_APP_SECRET",
        "App secret; two with a comma between them while it is being changed.",
        None,
        "demo-app-secret",
    ),
    Setting(
        "WHATSAPP_VERIFY_TOKEN",
        "Your own word, typed also into Meta's webhook form.",
        None,
        "demo-verify-token",
    ),
    Setting(
        "WHATSAPP_NUMBERS",
        "Jurisdiction and phone number id of each number, with commas between.",
        None,
        "mp-jhabua=100000000000001,ap=100000000000002",
    ),
    Setting(
        "WHATSAPP_API_URL",
        "Where Meta's Graph API is.",
        "https://graph.facebook.com",
        "http://127.0.0.1:{PHONE_PORT}",
    ),
    Setting("WHATSAPP_API_VERSION", "Version of the Graph API.", "v25.0"),
    Setting("WHATSAPP_PAIR_SECONDS", "Pause between messages to one person that Meta asks for.", "6", "0"),
    Setting("PHONE_PAIR_LIMIT", "How the phone holds to it: strict, lenient, off.", "strict", "lenient"),
    Setting("SEVAMITRA_VAR", "Folder for everything that is written.", "var"),
    Setting(
        "DATABASE_URL", "Conversations, inbox and outbox.", "sqlite:///{SEVAMITRA_VAR}/sevamitra.sqlite3"
    ),
    Setting("DESK_DATABASE_URL", "The desk's database.", "sqlite:///{SEVAMITRA_VAR}/desk.sqlite3"),
    Setting("RASA_PORT", "Port of the bot.", "5005"),
    Setting("ACTIONS_PORT", "Port of the actions server.", "5055"),
    Setting("DESK_PORT", "Port of the desk.", "8000"),
    Setting("PHONE_PORT", "Port of the phone (demo only).", "8090"),
    Setting("RASA_URL", "Where the desk finds the bot.", "http://127.0.0.1:{RASA_PORT}"),
    Setting("ACTIONS_URL", "Where the bot finds its actions.", "http://127.0.0.1:{ACTIONS_PORT}/webhook"),
    Setting(
        "DESK_URL",
        "Where the desk is, also printed into the QR of certificates.",
        "http://127.0.0.1:{DESK_PORT}",
    ),
    Setting("SANIC_HOST", "Address that the actions server listens on.", "127.0.0.1"),
    Setting("RASA_TELEMETRY_ENABLED", "Rasa reports to its makers unless this is false.", "false"),
    Setting("DESK_HOST", "Address that the desk listens on.", "127.0.0.1"),
    Setting("DESK_HOSTS", "Further host names of the desk, with commas between.", ""),
    Setting("DESK_BEHIND_PROXY", "1: a proxy in front ends HTTPS and says so in X-Forwarded-Proto.", "0"),
    Setting("DESK_WORKERS", "Processes of the desk.", "1"),
    Setting("DESK_THREADS", "Threads of each of them.", "8"),
    Setting("DESK_LOG_LEVEL", "How much the desk logs: INFO, WARNING or ERROR.", "INFO"),
    Setting("SEVAMITRA_DEMO", "1: everything says that it is a demonstration.", "0", "1"),
    Setting("DESK_DEMO_PASSWORD", "Password of the officer `demo` (demo only).", "", "demo-officer"),
)


class MissingSettings(RuntimeError):
    """Settings without a safe default are not set."""


def fill(environment: MutableMapping[str, str], demo: bool) -> None:
    """Set what is not set yet: defaults, and in the demo made-up secrets.

    Args:
        environment: usually `os.environ`.
        demo: whether made-up values may stand for secrets.

    Raises:
        MissingSettings: names every setting that has no safe default and is not set.
    """
    missing = []
    for setting in SETTINGS:
        if environment.get(setting.name):
            continue
        value = setting.demo if demo and setting.demo is not None else setting.default
        if value is None:
            missing.append(setting.name)
        else:
            environment[setting.name] = value
    if missing:
        raise MissingSettings("Please set: " + ", ".join(missing) + ". `.env.example` says what each is.")
    environment["SEVAMITRA_VAR"] = os.path.abspath(environment["SEVAMITRA_VAR"])
    for setting in SETTINGS:
        environment[setting.name] = _filled(environment[setting.name], environment)


def _filled(value: str, environment: MutableMapping[str, str]) -> str:
    """Put other settings into a value; braces that name no setting stay, since a secret may hold some."""
    for setting in SETTINGS:
        value = value.replace("{" + setting.name + "}", environment[setting.name])
    return value


def example() -> str:
    """Return the text of `.env.example`."""
    lines = ["# Settings of SevaMitra. Copy to .env and fill in; what has no value here must be set.", ""]
    for setting in SETTINGS:
        lines += [f"# {setting.purpose}", f"{setting.name}={setting.default or ''}", ""]
    return "\n".join(lines)
