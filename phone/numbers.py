"""The WhatsApp numbers one can write to, and the made-up people who write."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Profile:
    """How a jurisdiction's number looks on the page: name, language, sentences to try, place to share."""

    name: str
    language: str
    short: str
    suggestions: tuple[tuple[str, str], ...]
    place: dict[str, object]


PROFILES = {
    "mp-jhabua": Profile(
        name="Lok Seva Jhabua – demo",
        language="hi",
        short="झाबुआ",
        suggestions=(
            ("hi", "मुझे आय प्रमाण पत्र बनवाना है"),
            ("hi-Latn", "mera aavedan kahan tak pahuncha?"),
            ("en", "I want to complain about a broken hand pump"),
        ),
        place={
            "latitude": 22.7677,
            "longitude": 74.5905,
            "name": "बस स्टैंड, झाबुआ",
            "address": "Bus stand, Jhabua, Madhya Pradesh",
        },
    ),
    "ap": Profile(
        name="Mana Mitra style – AP demo",
        language="te",
        short="ఆంధ్ర",
        suggestions=(
            ("te", "నాకు ఆదాయ ధ్రువీకరణ పత్రం కావాలి"),
            ("te-Latn", "naa current bill entha vachindi?"),
            ("en", "I want to book a temple darshan"),
        ),
        place={
            "latitude": 16.5062,
            "longitude": 80.648,
            "name": "బెంజ్ సర్కిల్, విజయవాడ",
            "address": "Benz Circle, Vijayawada, Andhra Pradesh",
        },
    ),
}
_UNKNOWN = Profile(
    "SevaMitra – demo", "en", "demo", (("en", "Hello"),), {"latitude": 20.5937, "longitude": 78.9629}
)


@dataclass(frozen=True)
class Number:
    """One of the bot's WhatsApp numbers: jurisdiction, phone number id, number people see, profile."""

    jurisdiction: str
    id: str
    display: str
    profile: Profile


def number(jurisdiction: str, phone_number_id: str) -> Number:
    """Return the number of a jurisdiction; its made-up display number follows from the id."""
    display = f"9199991{int(hashlib.sha256(phone_number_id.encode()).hexdigest(), 16) % 100000:05d}"
    return Number(jurisdiction, phone_number_id, display, PROFILES.get(jurisdiction, _UNKNOWN))


@dataclass
class Citizen:
    """Someone with WhatsApp.

    Args:
        wa_id: the phone number, digits with country code.
        name: the profile name.
        receipts: whether read receipts are on.
        on_whatsapp: false: messages to this number fail with 131026.
    """

    wa_id: str
    name: str
    receipts: bool = True
    on_whatsapp: bool = True
    user_id: str = field(init=False)

    def __post_init__(self) -> None:
        self.user_id = f"IN.{int(hashlib.sha256(self.wa_id.encode()).hexdigest(), 16) % 10**17:017d}"


def first_citizens() -> list[Citizen]:
    """Return the two made-up people everyone begins with."""
    return [Citizen("919999000101", "कमला बाई"), Citizen("919999000102", "వెంకట రావు")]
