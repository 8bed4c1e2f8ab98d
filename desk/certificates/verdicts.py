"""What the public page says, side by side in three languages."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = {"hi": "हिन्दी", "te": "తెలుగు", "en": "English"}


@dataclass(frozen=True)
class Verdict:
    """A finding: a sign beside the words, so that nobody depends on colour."""

    sign: str
    word: dict[str, str]
    advice: dict[str, str]


VERDICTS = {
    "valid": Verdict(
        "✓",
        {"hi": "मान्य है", "te": "చెల్లుతుంది", "en": "Valid"},
        {
            "hi": "नीचे लिखी बातें कागज से मिलाएँ। सब एक जैसा हो, तभी कागज सही है।",
            "te": "కింద ఉన్న వివరాలను కాగితంతో పోల్చి చూడండి. అన్నీ ఒకేలా ఉంటేనే ఆ కాగితం నిజమైనది.",
            "en": "Compare what stands below with the paper. Only if all is the same is the paper genuine.",
        },
    ),
    "expired": Verdict(
        "⌛",
        {"hi": "समय पूरा हो गया", "te": "గడువు ముగిసింది", "en": "Expired"},
        {
            "hi": "यह प्रमाण पत्र असली है, पर इसकी तारीख निकल चुकी है। नया बनवाना होगा।",
            "te": "ఈ ధ్రువీకరణ పత్రం నిజమైనదే, కానీ గడువు తేదీ దాటిపోయింది. కొత్తది తీసుకోవాలి.",
            "en": "This certificate was genuine, but its last day has passed. A new one is needed.",
        },
    ),
    "revoked": Verdict(
        "✗",
        {"hi": "रद्द किया गया", "te": "రద్దు చేశారు", "en": "Revoked"},
        {
            "hi": "दफ्तर ने यह प्रमाण पत्र रद्द कर दिया है। इसे न मानें।",
            "te": "కార్యాలయం ఈ ధ్రువీకరణ పత్రాన్ని రద్దు చేసింది. దీన్ని అంగీకరించవద్దు.",
            "en": "The office has revoked this certificate. Do not accept it.",
        },
    ),
    "not_found": Verdict(
        "?",
        {"hi": "नहीं मिला", "te": "దొరకలేదు", "en": "Not found"},
        {
            "hi": "इस कोड का कोई प्रमाण पत्र हमारे पास नहीं है। कोड फिर से देखें। कागज नकली भी हो सकता है।",
            "te": "ఈ కోడ్‌తో మా దగ్గర ఏ ధ్రువీకరణ పత్రమూ లేదు. కోడ్‌ను మళ్లీ చూడండి. కాగితం నకిలీది కావచ్చు.",
            "en": "We have no certificate with this code. Check the code again. The paper may be a forgery.",
        },
    ),
}

LABELS = {
    "number": {"hi": "आवेदन क्रमांक", "te": "దరఖాస్తు సంఖ్య", "en": "Application number"},
    "service": {"hi": "प्रमाण पत्र", "te": "ధ్రువీకరణ పత్రం", "en": "Certificate"},
    "holder": {"hi": "नाम (छिपाकर)", "te": "పేరు (పూర్తిగా చూపడం లేదు)", "en": "Name (partly hidden)"},
    "issued": {"hi": "जारी हुआ", "te": "జారీ చేసిన తేదీ", "en": "Issued on"},
    "until": {"hi": "मान्य है, इस तारीख तक", "te": "చెల్లుబాటు, ఈ తేదీ వరకు", "en": "Valid until"},
    "revoked": {"hi": "रद्द हुआ", "te": "రద్దు చేసిన తేదీ", "en": "Revoked on"},
    "checked": {"hi": "जाँच का समय", "te": "చూసిన సమయం", "en": "Time of check"},
}

TOO_OFTEN = {
    "hi": "बहुत बार जाँच हो गई। एक मिनट बाद फिर खोलें।",
    "te": "చాలాసార్లు చూశారు. ఒక నిమిషం తర్వాత మళ్లీ తెరవండి.",
    "en": "Too many checks. Please open the page again in a minute.",
}
