"""What a citizen hears when a turn came to nothing."""

from __future__ import annotations

import logging
import re
from functools import lru_cache

logger = logging.getLogger(__name__)

KEY = "say_trouble"
FALLBACK = {
    "hi": "माफ कीजिए, अभी कुछ गड़बड़ हो गई। आपकी कोई जानकारी खोई नहीं है। कृपया थोड़ी देर में फिर से लिखें।",
    "te": "క్షమించండి, ఇప్పుడు ఏదో ఇబ్బంది వచ్చింది. మీ వివరాలు ఏవీ పోలేదు. దయచేసి కొద్దిసేపటి తర్వాత మళ్లీ రాయండి.",
    "en": "Sorry, something went wrong just now. Nothing you told us is lost. Please write again soon.",
}
FIRST_LANGUAGE = {"mp-jhabua": "hi", "ap": "te"}


def text(language: str) -> str:
    """Return the kind sentence in a language: the wording of `domain.yml`, else our own."""
    return _own_wording().get(language) or FALLBACK.get(language) or FALLBACK["en"]


def guess_language(said: str, citizen: str) -> str:
    """Return the language to answer in where the conversation knows none: by script, else by place.

    Args:
        said: the citizen's text, possibly empty.
        citizen: the citizen id, whose prefix is the jurisdiction.
    """
    if re.search("[\u0c00-\u0c7f]", said):
        return "te"
    if re.search("[\u0900-\u097f]", said):
        return "hi"
    return FIRST_LANGUAGE.get(citizen.partition(":")[0], "en")


@lru_cache(maxsize=1)
def _own_wording() -> dict[str, str]:
    try:
        from sevamitra.catalog.texts import Texts

        texts = Texts.load()
        return {language: texts.get(KEY, language) for language in FALLBACK}
    except Exception as error:  # The last resort must not fail because another part does.
        logger.warning("domain.yml has no %s, our own wording is used: %s.", KEY, type(error).__name__)
        return {}
