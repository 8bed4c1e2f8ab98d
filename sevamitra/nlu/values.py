"""Values that stand in a message: numbers of applications, phones, dates, amounts."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

DIGITS = {ord(zero) + i: str(i) for zero in "०౦" for i in range(10)}  # one for one: offsets stay


@dataclass(frozen=True)
class Value:
    """A value of kind `entity` at `text[start:end]`."""

    entity: str
    start: int
    end: int
    value: object


def extract(text: str) -> list[Value]:
    """The values of a message, in order, never two over the same characters."""
    plain = text.translate(DIGITS)
    taken: list[Value] = []
    for found in _candidates(plain):
        if all(found.end <= other.start or found.start >= other.end for other in taken):
            taken.append(found)
    return sorted(taken, key=lambda found: found.start)


_Reader = Callable[[re.Match[str]], object | None]

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "january jan जनवरी జనవరి",
            "february feb फरवरी ఫిబ్రవరి",
            "march mar मार्च మార్చి",
            "april apr अप्रैल ఏప్రిల్",
            "may मई మే",
            "june jun जून జూన్",
            "july jul जुलाई జూలై జులై",
            "august aug अगस्त ఆగస్టు ఆగస్ట్",
            "september sept sep सितंबर सितम्बर సెప్టెంబర్ సెప్టెంబరు",
            "october oct अक्टूबर అక్టోబర్ అక్టోబరు",
            "november nov नवंबर नवम्बर నవంబర్ నవంబరు",
            "december dec दिसंबर दिसम्बर డిసెంబర్ డిసెంబరు",
        ),
        start=1,
    )
    for month in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SCALES = {
    "k": 1_000,
    **dict.fromkeys(
        ("hajar", "hazar", "thousand", "veyyi", "velu", "हजार", "हज़ार", "వేయి", "వేలు", "వేల"), 1_000
    ),
    **dict.fromkeys(
        ("lakh", "lakhs", "lac", "lacs", "laksha", "lakshalu", "लाख", "లక్ష", "లక్షలు", "లక్షల"), 100_000
    ),
    **dict.fromkeys(("crore", "cr", "karod", "koti", "करोड़", "करोड", "కోటి", "కోట్లు"), 10_000_000),
}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_RUPEES = r"rupees?|rupaye?|rupiya|rupayalu|rupay|rs\.?|₹|रुपये|रुपए|रुपया|रुपयों|रु\.?|రూపాయలు|రూపాయల|రూ\.?|/-"
_NUMBER = r"\d{1,3}(?:,\d{2,3})+|\d+(?:\.\d+)?"
# \b breaks Indic words at their vowel signs, so boundaries are spelt out.
_BEFORE, _AFTER = r"(?<![\w/\-])", r"(?![\w\u0900-\u0963\u0c00-\u0c63])"
_NUMBERED = re.compile(
    r"complai?n|shika?yat|sikayat|helpline|181|applica|\bapp\b|avedan|aavedan|aawedan|token|request|reference|"
    r"acknowledg|darakhast|firyadu|phiryadu|status|petition|शिकायत|आवेदन|अर्जी|टोकन|पंजीयन|पंजीकरण|हेल्पलाइन|"
    r"ఫిర్యాదు|దరఖాస్తు|అర్జీ|టోకెన్|అప్లికేషన్|కంప్లైంట్",
    re.IGNORECASE,
)


def _number(found: re.Match[str]) -> str:
    return re.sub(r"\s+", "", found[0]).upper()


def _ours(found: re.Match[str]) -> str:
    letters, year, serial, check = found.groups()
    return f"{letters.upper()}{year}-{serial}-{check}"


def _mobile(found: re.Match[str]) -> str:
    return re.sub(r"\D", "", found[0])[-10:]


def _numeric_date(found: re.Match[str]) -> str | None:
    day, month, year = (int(part) for part in found.groups())
    return _date(year, month, day)


def _worded_date(found: re.Match[str]) -> str | None:
    return _date(int(found["year"]), _MONTHS[found["month"].lower()], int(found["day"]))


def _date(year: int, month: int, day: int) -> str | None:
    if year < 100:
        year += 2000 if year <= 40 else 1900
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _amount(found: re.Match[str]) -> int:
    number = float(found["number"].replace(",", ""))
    return round(number * _SCALES.get((found["scale"] or "").lower(), 1))


# In the order of trust: what is found first keeps its characters.
_PATTERNS: list[tuple[str, str, _Reader]] = [
    ("aadhaar", r"aadhaar:\d{4}:(?:ok|bad):[\w\-=+/.]+", lambda found: found[0]),
    ("application_no", rf"{_BEFORE}(sm[ja])[\s\-]?(\d{{2}})[\s\-]*(\d{{6}})[\s\-]*(\d){_AFTER}", _ours),
    (
        "application_no",
        rf"{_BEFORE}rs\s?/\s?\d{{3}}\s?/\s?\d{{4}}\s?/\s?\d{{1,6}}\s?/\s?20\d{{2}}{_AFTER}",
        _number,
    ),
    ("application_no", rf"{_BEFORE}\d{{1,5}}/[अबसदab]-?\d{{1,3}}/\d{{4}}-\d{{2,4}}{_AFTER}", _number),
    ("application_no", rf"{_BEFORE}[a-z]{{2,5}}\d{{8,15}}{_AFTER}", _number),
    ("application_no", rf"{_BEFORE}[a-mo-z]\d{{9,15}}{_AFTER}", _number),
    ("mobile", rf"(?<![\w/\-.])(?:\+?91[\s\-]?|0)?[6-9]\d{{4}}[\s\-]?\d{{5}}{_AFTER}", _mobile),
    (
        "date",
        rf"{_BEFORE}(\d{{1,2}})[/\-.](\d{{1,2}})[/\-.]((?:19|20)\d{{2}}|\d{{2}}){_AFTER}",
        _numeric_date,
    ),
    (
        "date",
        rf"{_BEFORE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s\-]*(?:of\s)?(?P<month>{_MONTH})[\s\-,]*(?P<year>(?:19|20)\d{{2}})",
        _worded_date,
    ),
    (
        "amount",
        rf"(?:₹|rs\.?|रु\.?|రూ\.?)\s?(?P<number>{_NUMBER})(?:\s?(?P<scale>{_SCALE}){_AFTER})?",
        _amount,
    ),
    (
        "amount",
        rf"{_BEFORE}(?P<number>{_NUMBER})\s?(?P<scale>{_SCALE}){_AFTER}(?:\s?(?:{_RUPEES}){_AFTER})?",
        _amount,
    ),
    ("amount", rf"{_BEFORE}(?P<number>{_NUMBER})(?P<scale>)\s?(?:{_RUPEES}){_AFTER}", _amount),
]
_COMPILED = [(entity, re.compile(pattern, re.IGNORECASE), read) for entity, pattern, read in _PATTERNS]
_PLAIN_NUMBER = re.compile(r"(?<![\w/\-.])\d{7,12}(?![\w/\-])")


def _candidates(plain: str) -> Iterator[Value]:
    for entity, pattern, read in _COMPILED:
        for found in pattern.finditer(plain):
            value = read(found)
            if value is not None:
                yield Value(entity, found.start(), found.end(), value)
    # An office's plain number is one only beside a word that says so; twelve digits may be an Aadhaar.
    if _NUMBERED.search(plain):
        for found in _PLAIN_NUMBER.finditer(plain):
            if len(found[0]) < 12:
                yield Value("application_no", found.start(), found.end(), found[0])
