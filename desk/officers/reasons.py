"""Common reasons, in the citizen's language: an officer picks one and adds his own words."""

from __future__ import annotations

from applications.models import State

REASONS: dict[str, tuple[dict[str, str], ...]] = {
    State.REJECTED: (
        {
            "hi": "कागज साफ नहीं दिख रहे या अधूरे हैं।",
            "te": "పత్రాలు స్పష్టంగా లేవు లేదా పూర్తిగా లేవు.",
            "en": "The papers are not readable or not complete.",
        },
        {
            "hi": "आवेदन में लिखी बातें कागजों से मेल नहीं खातीं।",
            "te": "దరఖాస్తులోని వివరాలు పత్రాలతో సరిపోలడం లేదు.",
            "en": "What the application says does not agree with the papers.",
        },
        {
            "hi": "जाँच में बताई गई आमदनी सही नहीं पाई गई।",
            "te": "విచారణలో, చెప్పిన ఆదాయం సరైనది కాదని తేలింది.",
            "en": "On inquiry the stated income was found not to be right.",
        },
        {
            "hi": "आप इस सेवा के नियम पूरे नहीं करते।",
            "te": "ఈ సేవకు కావాల్సిన అర్హత మీకు లేదు.",
            "en": "The conditions of this service are not met.",
        },
        {
            "hi": "यह काम इस दफ्तर का नहीं है।",
            "te": "ఈ పని ఈ కార్యాలయం పరిధిలోకి రాదు.",
            "en": "This is not a matter of this office.",
        },
        {
            "hi": "यही आवेदन पहले भी दिया जा चुका है।",
            "te": "ఇదే దరఖాస్తు ఇంతకు ముందే ఇచ్చారు.",
            "en": "The same application has been made before.",
        },
    ),
    State.INCOMPLETE: (
        {
            "hi": "कागज की साफ फोटो फिर से भेजें।",
            "te": "పత్రం ఫోటోను స్పష్టంగా మళ్లీ పంపండి.",
            "en": "Please send a clear photo of the paper again.",
        },
        {
            "hi": "एक जरूरी कागज नहीं मिला।",
            "te": "ఒక ముఖ్యమైన పత్రం అందలేదు.",
            "en": "A paper that is needed is missing.",
        },
    ),
    State.APPROVED: (
        {
            "hi": "आपकी शिकायत पर काम हो गया है।",
            "te": "మీ ఫిర్యాదుపై చర్య తీసుకున్నాం.",
            "en": "Your complaint has been dealt with.",
        },
    ),
}


def offered(state: str, language: str) -> list[str]:
    """Return the common words for a decision, in the citizen's language."""
    return [texts[language] for texts in REASONS.get(state, ())]
