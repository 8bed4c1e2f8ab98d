"""The date kind: the day comes first, figures and words of three languages, bounds."""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction

from sevamitra import clock
from sevamitra.fields import aadhaar
from sevamitra.fields.folding import fold, sound
from sevamitra.fields.kinds import Kind, text_of
from sevamitra.fields.lexicon import table, words_of
from sevamitra.fields.numbers import NoNumber, one_number, small_number
from sevamitra.fields.spec import FieldError, FieldSpec, Json, Reply

EARLIEST = date(1900, 1, 1)
LATEST = date(2099, 12, 31)
_MONTH_NAMES = {
    "hi": "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर",
    "te": "జనవరి ఫిబ్రవరి మార్చి ఏప్రిల్ మే జూన్ జూలై ఆగస్టు సెప్టెంబర్ అక్టోబర్ నవంబర్ డిసెంబర్",
    "en": "January February March April May June July August September October November December",
}

_MONTH_WORDS = table("months")
_DAYS_AWAY = {0: words_of("today"), 1: words_of("tomorrow"), -1: words_of("yesterday")}
_GAP = r"\s*[-/.,\s]\s*"
_ISO = re.compile(rf"(?<!\d)((?:19|20)\d\d){_GAP}(\d{{1,2}}){_GAP}(\d{{1,2}})(?!\d)")
_FIGURES = re.compile(rf"(?<!\d)(\d{{1,2}}){_GAP}(\d{{1,2}}){_GAP}(\d{{4}}|\d{{2}})(?!\d)")
_SOLID = re.compile(r"(?<!\d)(\d{2})(\d{2})((?:19|20)\d{2})(?!\d)")
_TOKEN = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|[\u0900-\u0903\u093a-\u094f\u0c00-\u0c04\u0c3e-\u0c56])*")
_DAY_AND_MONTH = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_BOUND = re.compile(r"today(?:\s*([+-]\s*\d+))?")


def _read_date(spec: FieldSpec, reply: Reply) -> Json:
    text = fold(text_of(reply))
    if aadhaar.TOKEN.search(text):
        raise FieldError("unclear")
    low, high = _bounds(spec)
    day = _away(text) or _in_figures(text, spec) or _in_words(text, spec)
    if day < low:
        raise FieldError("before", min=low.isoformat())
    if day > high:
        raise FieldError("future" if high == clock.today() else "after", max=high.isoformat())
    return day.isoformat()


def _bounds(spec: FieldSpec) -> tuple[date, date]:
    low, high = _bound(spec.min), _bound(spec.max)
    if high is None and re.search("birth|death|dob", spec.id):
        high = clock.today()
    return low or EARLIEST, high or LATEST


def _bound(bound: int | float | str | None) -> date | None:
    if bound is None:
        return None
    if relative := _BOUND.fullmatch(str(bound)):
        return clock.today() + timedelta(days=int((relative[1] or "0").replace(" ", "")))
    return date.fromisoformat(str(bound))


def _away(text: str) -> date | None:
    said = set(_TOKEN.findall(text))
    away = [days for days, names in _DAYS_AWAY.items() if said & names]
    plain = len(said) <= 3 and not any(word.isdecimal() for word in said)
    return clock.today() + timedelta(days=away[0]) if len(away) == 1 and plain else None


def _in_figures(text: str, spec: FieldSpec) -> date | None:
    if found := _ISO.search(text):
        year, month, day = found.groups()
    elif found := _FIGURES.search(text) or _SOLID.search(text):
        day, month, year = found.groups()
    elif found := _DAY_AND_MONTH.fullmatch(text):
        return _nearest(int(found[1]), int(found[2]), spec)
    else:
        return None
    return _day(_full_year(year, spec), int(month), int(day))


def _full_year(year: str, spec: FieldSpec) -> int:
    """Two digits are this century's up to the present year, and for days to come; else the last one's."""
    if len(year) == 4:
        return int(year)
    to_come = spec.min is not None and (_bound(spec.min) or EARLIEST) >= clock.today()
    return int(year) + (2000 if to_come or int(year) <= clock.today().year % 100 else 1900)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise FieldError("impossible") from error


def _month(word: str) -> int | None:
    return _MONTH_WORDS.get(word) or _MONTH_WORDS.get(sound(word))


def _in_words(text: str, spec: FieldSpec) -> date:
    tokens = _TOKEN.findall(re.sub(r"(\d)(?:st|nd|rd|th|వ|న)\b", r"\1", text))
    at = [i for i, word in enumerate(tokens) if _month(word)]
    if len(at) != 1:
        raise FieldError("unclear")
    month = _month(tokens[at[0]]) or 0
    before, after = tokens[: at[0]], tokens[at[0] + 1 :]
    day = _last_day(before)
    if day is None:  # జనవరి 5 1990, January 5
        day, after = _first_day(after)
    year = _year(after, spec) if after else None
    if year is None:
        return _nearest(day, month, spec)
    return _day(year, month, day)


def _last_day(tokens: list[str]) -> int | None:
    for size in (2, 1):  # «twenty five» before «five»
        number = _small(tokens[-size:])
        if number is not None and len(tokens) >= size:
            return number
    numbers = [number for word in tokens if (number := small_number(word)) is not None]
    return numbers[0] if len(numbers) == 1 else None


def _first_day(tokens: list[str]) -> tuple[int, list[str]]:
    for size in (2, 1):
        number = _small(tokens[:size])
        if number is not None and len(tokens) >= size and (size == 1 or not tokens[1].isdecimal()):
            return number, tokens[size:]
    raise FieldError("unclear")


def _small(tokens: list[str]) -> int | None:
    try:
        number, rest = one_number(" ".join(tokens))
    except NoNumber:
        return None
    return int(number) if not rest and 0 < number < 100 and number.denominator == 1 else None


def _year(tokens: list[str], spec: FieldSpec) -> int | None:
    figures = [word for word in tokens if word.isdecimal() and len(word) in (2, 4)]
    if figures:
        return _full_year(figures[0], spec)
    try:
        number = one_number(" ".join(tokens))[0]
    except NoNumber:
        number = _pairs(tokens)
    return int(number) if EARLIEST.year <= number <= LATEST.year else None


def _pairs(tokens: list[str]) -> Fraction:
    """«nineteen ninety eight»."""
    for cut in range(1, len(tokens)):
        first, second = _small(tokens[:cut]), _small(tokens[cut:])
        if first in (19, 20) and second is not None:
            return Fraction(first * 100 + second)
    return Fraction(0)


def _nearest(day: int, month: int, spec: FieldSpec) -> date:
    """Without a year: the first such day from the lower bound on, where there is one."""
    if spec.min is None:
        _day(2000, month, day)
        raise FieldError("need_year")
    low, high = _bounds(spec)
    days = [_day(year, month, day) for year in (low.year, low.year + 1)]
    return next((candidate for candidate in days if low <= candidate <= high), days[0])


def show_date(value: str, language: str) -> str:
    """Return a day for people: 2026-07-05 is 5 जुलाई 2026, 5 జూలై 2026, 5 July 2026."""
    day = date.fromisoformat(value)
    return f"{day.day} {_MONTH_NAMES[language].split()[day.month - 1]} {day.year}"


def _show_date(spec: FieldSpec, value: Json, language: str) -> str:
    return show_date(str(value), language)


KINDS = [Kind("date", _read_date, "A day, day first, in figures or words; bounds may be `today`", _show_date)]
