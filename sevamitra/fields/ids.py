"""Kinds that are a number or code on a card or a paper."""

from __future__ import annotations

import re
from collections.abc import Callable

from stdnum import verhoeff
from stdnum.exceptions import ValidationError
from stdnum.in_ import pan

from sevamitra.fields import aadhaar
from sevamitra.fields.folding import ascii_digits
from sevamitra.fields.kinds import Kind, text_of, with_digits
from sevamitra.fields.numbers import digits_said
from sevamitra.fields.spec import FieldError, FieldSpec, Json, Reply

_SEPARATORS = re.compile(r"[\s.\-–—_]+")
_MOBILE = re.compile(r"(?<!\d)(?:\+?91|0)?[\s.-]*([6-9](?:[\s.–-]*\d){9})(?!\d)")
_OURS = re.compile(r"(?<![A-Za-z])SM([A-Z])[\s-]*(\d{2})[\s-]*(\d{6,7})[\s-]*(\d)(?!\d)", re.IGNORECASE)
_OFFICE_NUMBER = re.compile(
    r"[A-Za-z0-9\u0900-\u097f\u0c00-\u0c7f/-]*\d[A-Za-z0-9\u0900-\u097f\u0c00-\u0c7f/-]*"
)
LONGEST_OFFICE_NUMBER = 40


def _read_application_no(spec: FieldSpec, reply: Reply) -> Json:
    text = ascii_digits(with_digits(text_of(reply)))
    if ours := _OURS.search(text):
        letter, year, serial, check = ours.groups()
        if not verhoeff.is_valid(year + serial + check):
            raise FieldError("check_digit")
        return f"SM{letter.upper()}{year}-{serial}-{check}"
    return _office_number(text)


def _office_number(text: str) -> str:
    """Numbers of other offices stay as they are: their forms are not published."""
    if aadhaar.TOKEN.search(text):
        raise FieldError("is_aadhaar")
    text = re.sub(r"\s*([/-])\s*", r"\1", text)
    found = [word for word in _OFFICE_NUMBER.findall(text) if sum(char.isdecimal() for char in word) >= 3]
    if len(found) != 1:
        raise FieldError("unclear")
    number = found[0].strip("-/").upper()
    if len(number) > LONGEST_OFFICE_NUMBER:
        raise FieldError("too_long", max=LONGEST_OFFICE_NUMBER, length=len(number))
    return number


def _read_mobile(spec: FieldSpec, reply: Reply) -> Json:
    text = text_of(reply)
    if token := aadhaar.TOKEN.search(text):
        # A mobile behind 91 whose digits happen to pass Aadhaar's check was hidden at the door.
        text = text.replace(token.group(), _opened(token.group()))
    said = _SEPARATORS.sub("", digits_said(text))
    for written in (ascii_digits(text), said):
        found = {_SEPARATORS.sub("", number) for number in _MOBILE.findall(written)}
        if len(found) == 1:
            return found.pop()
        if found:
            raise FieldError("several")
    digits = sum(char.isdecimal() for char in said)
    raise FieldError("digits", count=digits) if 5 < digits < 16 else FieldError("unclear")


def _opened(token: str) -> str:
    try:
        digits = aadhaar.open_token(token)
    except aadhaar.BadToken as error:
        raise FieldError("unclear") from error
    if not re.fullmatch(r"91[6-9]\d{9}", digits):
        raise FieldError("is_aadhaar")
    return digits


def _read_aadhaar(spec: FieldSpec, reply: Reply) -> Json:
    text = text_of(reply)
    tokens = {token.group() for token in aadhaar.TOKEN.finditer(text)}
    if len(tokens) > 1:
        raise FieldError("several")
    for token in tokens:
        if aadhaar.is_valid(token):
            return token
        raise FieldError("vid" if ":vid:" in token else "check_digit")
    digits = sum(char.isdecimal() for char in text)
    raise FieldError("digits", count=digits) if 5 < digits < 20 else FieldError("unclear")


def _show_aadhaar(spec: FieldSpec, value: Json, language: str) -> str:
    return aadhaar.mask(str(value))


def _read_account_no(spec: FieldSpec, reply: Reply) -> Json:
    """A 12-digit account number that passes Aadhaar's check stays a token: nobody can tell which it is."""
    text = with_digits(text_of(reply))
    if token := aadhaar.TOKEN.search(text):
        return token.group()
    return _only(r"\d{9,18}", text)


def _show_account_no(spec: FieldSpec, value: Json, language: str) -> str:
    text = str(value)
    return "XXXX" + (aadhaar.last4(text) if aadhaar.TOKEN.fullmatch(text) else text[-4:])


def _only(pattern: str, text: str) -> str:
    """Find the one code of this shape, typed alone with separators inside, or as a word of a sentence."""
    text = ascii_digits(text).upper()
    joined = _SEPARATORS.sub("", text)
    if re.fullmatch(pattern, joined):
        return joined
    found = set(re.findall(rf"(?<![A-Z0-9])(?:{pattern})(?![A-Z0-9])", text))
    if len(found) == 1:
        return str(found.pop())
    digits = sum(char.isdecimal() for char in text)
    raise FieldError("digits", count=digits) if digits >= 3 and not found else FieldError("unclear")


def _code(pattern: str) -> Callable[[FieldSpec, Reply], Json]:
    return lambda spec, reply: _only(pattern, with_digits(text_of(reply)))


def _read_pan(spec: FieldSpec, reply: Reply) -> Json:
    number = _only(r"[A-Z]{5}\d{4}[A-Z]", text_of(reply))
    try:
        return str(pan.validate(number))
    except ValidationError as error:
        raise FieldError("check_digit") from error


def _read_parts(pattern: str) -> Callable[[FieldSpec, Reply], Json]:
    """Numbers whose dashes and strokes mean something keep them."""
    shape = re.compile(pattern)

    def read(spec: FieldSpec, reply: Reply) -> Json:
        text = ascii_digits(with_digits(text_of(reply))).upper()
        text = re.sub(r"\s*([/-])\s*", r"\1", text).replace("।", "").strip(" .,")
        if shape.fullmatch(text):
            return text
        found = [word for word in re.split(r"[\s,:;]+", text) if shape.fullmatch(word)]
        if len(found) != 1:
            raise FieldError("unclear")
        return found[0]

    return read


_LETTERS = r"[A-Z\u0904-\u094d\u0c05-\u0c4d]"
# Shapes after the catalogue's table of formats; those of offices that publish none are wide on purpose.
_CODES = {
    "samagra_member": (r"\d{9}", "9 digits of the Samagra member id"),
    "samagra_family": (r"\d{8}", "8 digits of the Samagra family id"),
    "last4": (r"\d{4}", "4 digits, the last ones of a mobile number"),
    "pincode": (r"[1-9]\d{5}", "6 digits, the first not 0"),
    "ifsc": (r"[A-Z]{4}0[A-Z0-9]{6}", "4 letters, 0, 6 letters or digits"),
    "rice_card": (r"\d{10}|[A-Z]{3}[0-9A-Z]{10,12}", "10 digits, or an old card number such as WAP…"),
    "service_no": (r"\d{5,16}", "5 to 16 digits from the electricity bill"),
    "assessment_no": (r"\d{5,12}", "5 to 12 digits, house or water tax"),
    "khata_no": (r"\d{1,10}", "1 to 10 digits"),
    "mp_ivrs": (r"[A-Z]?\d{10}", "10 digits, with or without a letter before them"),
    "udid": (r"[A-Z]{2}\d{16}", "2 letters and 16 digits of the disability card"),
    "vehicle_no": (
        r"[A-Z]{2}\d{1,2}[A-Z]{0,3}\d{1,4}|\d{2}BH\d{4}[A-HJ-NP-Z]{1,2}",
        "State, office, letters and up to 4 digits; BH series",
    ),
}
_PARTS = {
    "khasra": (
        rf"\d{{1,5}}(?:/\d{{1,4}}){{0,4}}(?:/?{_LETTERS}{{1,5}})?",
        "Number with / parts and a letter",
    ),
    "survey_no": (
        rf"\d{{1,5}}(?:[-/](?:\d|{_LETTERS}){{1,5}}){{0,5}}",
        "Number with / or - parts and letters",
    ),
    "fir_no": (r"\d{1,5}/20\d{2}", "Number/year"),
    "document_no": (r"\d{1,6}/(?:19|20)\d{2}", "Number/year of registration"),
    "job_card": (r"(?:MP|AP)-\d{2}-\d{3}-\d{3}-\d{3}/\d{1,6}(?:-[A-Z])?", "MP-21-001-012-001/123"),
}

KINDS = [
    Kind("mobile", _read_mobile, "10 digits from 6-9; +91 or 0 before them is dropped; digits may be said"),
    Kind("aadhaar", _read_aadhaar, "The token of an Aadhaar number whose check digit fits", _show_aadhaar),
    Kind(
        "application_no",
        _read_application_no,
        "Ours with its check digit, or any office's up to 40 characters",
    ),
    Kind("mp_registration_no", _read_application_no, "As application_no"),
    Kind("account_no", _read_account_no, "9 to 18 digits", _show_account_no),
    Kind("pan", _read_pan, "5 letters (the fourth a holder type), 4 digits, a letter"),
    *(Kind(name, _code(pattern), accepts) for name, (pattern, accepts) in _CODES.items()),
    *(Kind(name, _read_parts(pattern), accepts) for name, (pattern, accepts) in _PARTS.items()),
]
