"""Kinds that are a number: amount, integer, decimal, age, year, rating."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from sevamitra import clock
from sevamitra.fields import aadhaar
from sevamitra.fields.folding import fold, words
from sevamitra.fields.kinds import Fit, Kind, between, fit_by_reading, no_options, shown_plain, text_of
from sevamitra.fields.lexicon import words_of
from sevamitra.fields.numbers import NoNumber, one_number
from sevamitra.fields.spec import FieldError, FieldSpec, Json, Option, Reply
from sevamitra.fields.written import COMMAND_WORDS

_MONTHLY = words_of("monthly")
_DAILY = words_of("daily")
HIGHEST_AMOUNT = 999_999_999  # above it, people have typed a phone number
HIGHEST_INTEGER = 10**9


def rupees(amount: int) -> str:
    """Return an amount in rupees with Indian commas: 120000 gives ₹1,20,000."""
    head, tail = str(abs(amount))[:-3], str(abs(amount))[-3:]
    groups = [head[max(0, i - 2) : i] for i in range(len(head), 0, -2)][::-1]
    return ("-" if amount < 0 else "") + "₹" + ",".join([*groups, tail])


def _number(reply: Reply) -> tuple[Fraction, list[str]]:
    text = text_of(reply)
    try:
        if aadhaar.TOKEN.search(text):
            raise NoNumber(text)
        number, rest = one_number(text)
    except NoNumber as error:
        raise FieldError("unclear") from error
    if fold(text).lstrip("₹ ").startswith("-"):
        raise FieldError("too_small", min=0)
    return number, rest


def _read_amount(spec: FieldSpec, reply: Reply) -> Json:
    number, rest = _number(reply)
    amount = int(number + Fraction(1, 2))
    if "month" not in spec.id and _MONTHLY.intersection(rest):
        raise FieldError("monthly", given=amount, figure=amount * 12)
    if "daily" not in spec.id and _DAILY.intersection(rest):
        raise FieldError("daily", given=amount)
    between(amount, 0 if spec.min is None else spec.min, HIGHEST_AMOUNT if spec.max is None else spec.max)
    return amount


def _read_integer(spec: FieldSpec, reply: Reply) -> Json:
    number, _ = _number(reply)
    if number.denominator != 1:
        raise FieldError("not_whole")
    between(
        int(number), 0 if spec.min is None else spec.min, HIGHEST_INTEGER if spec.max is None else spec.max
    )
    return int(number)


def _read_decimal(spec: FieldSpec, reply: Reply) -> Json:
    number, _ = _number(reply)
    between(
        float(number), 0 if spec.min is None else spec.min, HIGHEST_INTEGER if spec.max is None else spec.max
    )
    return round(float(number), 3)


def _read_age(spec: FieldSpec, reply: Reply) -> Json:
    number, rest = _number(reply)
    if _MONTHLY.intersection(rest):
        raise FieldError("unclear")
    between(float(number), 0 if spec.min is None else spec.min, 120 if spec.max is None else spec.max)
    return int(number)


def _read_year(spec: FieldSpec, reply: Reply) -> Json:
    number, _ = _number(reply)
    if number.denominator != 1 or len(str(number)) != 4:
        raise FieldError("unclear")
    latest = clock.today().year + 1
    between(int(number), 1900 if spec.min is None else spec.min, latest if spec.max is None else spec.max)
    return int(number)


def _read_rating(spec: FieldSpec, reply: Reply) -> Json:
    stars = text_of(reply).count("⭐")
    number = Fraction(stars) if stars else _number(reply)[0]
    if number.denominator != 1:
        raise FieldError("not_whole")
    between(int(number), 1, 5)
    return int(number)


def _rating_options(spec: FieldSpec, language: str) -> list[Option]:
    return [Option(str(stars), f"{stars} {'⭐' * stars}") for stars in range(5, 0, -1)]


def _fit_by(read: Callable[[FieldSpec, Reply], Json]) -> Callable[[FieldSpec, str], Fit]:
    """A wish may hold a number word: «ek card chahiye»."""

    def fit(spec: FieldSpec, text: str) -> Fit:
        fits = fit_by_reading(read, spec, text)
        return "maybe" if fits == "sure" and COMMAND_WORDS.intersection(words(text)) else fits

    return fit


def _show_amount(spec: FieldSpec, value: Json, language: str) -> str:
    return rupees(int(str(value)))


def _show_decimal(spec: FieldSpec, value: Json, language: str) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _show_rating(spec: FieldSpec, value: Json, language: str) -> str:
    return "⭐" * int(str(value))


_READERS: dict[str, tuple[Callable[[FieldSpec, Reply], Json], str]] = {
    "amount": (_read_amount, "Whole rupees a year, in figures or words, lakh, hazar, crore"),
    "integer": (_read_integer, "A whole number in figures or words, from 0 unless `min` says otherwise"),
    "decimal": (_read_decimal, "A number that may have a fraction"),
    "age": (_read_age, "Completed years, 0 to 120"),
    "year": (_read_year, "A year of four figures, 1900 to next year"),
    "rating": (_read_rating, "1 to 5, or as many stars"),
}
_SHOWN = {"amount": _show_amount, "decimal": _show_decimal, "rating": _show_rating}
_OFFERED = {"rating": _rating_options}

KINDS = [
    Kind(name, read, accepts, _SHOWN.get(name, shown_plain), _OFFERED.get(name, no_options), _fit_by(read))
    for name, (read, accepts) in _READERS.items()
]
