"""Aadhaar numbers never get past the door in clear."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import verhoeff

from sevamitra.fields import aadhaar

SCRIPTS = ["0123456789", "०१२३४५६७८९", "౦౧౨౩౪౫౬౭౮౯", "０１２３４５６７８９"]
GAPS = ["", "", " ", "-", ".", "\u200d", "\u200c", "–", "  ", " - ", "\u00a0", "\n"]


def fitting(body: str) -> str:
    return body + verhoeff.calc_check_digit(body)


numbers = st.from_regex(r"[2-9][0-9]{10}", fullmatch=True).map(fitting).filter(lambda n: n != n[::-1])


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """A right Aadhaar number and a way of writing it."""
    number = draw(numbers)
    script = draw(st.sampled_from(SCRIPTS))
    gaps = draw(st.lists(st.sampled_from(GAPS), min_size=11, max_size=11)) + [""]
    return number, "".join(script[int(digit)] + gap for digit, gap in zip(number, gaps, strict=True))


@given(written(), st.text(max_size=20), st.text(max_size=20))
@example(("999941057058", "9999 4105 7058"), "मेरा आधार ", " है")
def test_no_number_stays_in_clear(number, before, after):
    digits, text = number
    # A digit or a gap at the seam would make it another number.
    before, after = re.sub(r"[\d+]", "", before) + "|", "|" + re.sub(r"\d", "", after)
    swapped = aadhaar.swap(before + text + after)
    assert text not in swapped
    tokens = aadhaar.TOKEN.findall(swapped)
    assert [aadhaar.open_token(token) for token in tokens] == [digits]
    assert aadhaar.is_valid(tokens[0]) and aadhaar.last4(tokens[0]) == digits[-4:]
    assert swapped == before + tokens[0] + after


@given(st.text(alphabet="0123456789०१౨౩ -.+/,aZआఅ:\n\u200d", max_size=60))
@example("1111 2345 6789 0123 9999 4105 7058 1111 2222 3333")
@example("aadhaar:7058:ok:" + "9" * 38)
def test_swapping_twice_changes_nothing(text):
    once = aadhaar.swap(text)
    assert aadhaar.swap(once) == once


@pytest.mark.parametrize(
    "text",
    [
        "9999 4105 7058",
        "9999-4105-7058",
        "9999.4105.7058",
        "999941057058",
        "९९९९ ४१०५ ७०५८",
        "౯౯౯౯ ౪౧౦౫ ౭౦౫౮",
        "99 9941 057058",
        "9999,4105,7058",
        "mera aadhaar999941057058 hai",
        "आधार९९९९४१०५७०५८है",
        "9️⃣9️⃣9️⃣9️⃣41057058",
        "9999 4105 7058 9876543210",
        "9876543210 9999 4105 7058",
        "9999 4105 7058 25.07.1998",
        "+91 98765 43210 999941057058",
        "SMJ26-000123-4 9999 4105 7058",
        "9999 4105 7058 1990",
    ],
)
def test_a_right_number_becomes_its_one_token(text):
    (token,) = aadhaar.TOKEN.findall(aadhaar.swap(text))
    assert token == aadhaar.swap("999941057058")
    assert aadhaar.is_valid(token) and aadhaar.open_token(token) == "999941057058"


@pytest.mark.parametrize(
    "text", ["9999 4105 7059", "999941057059", "९९९९-४१०५-७०५९", "9999 4105 7059 9876543210", "222222222222"]
)
def test_a_number_with_a_slip_is_hidden_too_and_known_as_bad(text):
    (token,) = aadhaar.TOKEN.findall(aadhaar.swap(text))
    assert ":bad:" in token and not aadhaar.is_valid(token)
    assert aadhaar.open_token(token)[:4] == {"2": "2222"}.get(text[0], "9999")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "नमस्ते",
        "9876543210",
        "+919876543210",
        "+91 98765-43210",
        "919876543211",
        "SMJ26-000123-4",
        "RS/429/0101/12345/2021",
        "1234567890123456",
        "19999410570587",
        "120000",
        "25.07.1998 - 30.07.1998",
        "012345678901",
        "GNT2025072100123"[:15],
        "CND012312345678",
        "457661 457777",
        "5123456789012",
        "₹1,20,000",
        "1800 2345 6789",
    ],
)
def test_other_numbers_stay(text):
    assert aadhaar.swap(text) == text


def test_a_virtual_id_is_hidden_but_is_no_aadhaar():
    vid = fitting("912345678901234")
    swapped = aadhaar.swap(f"vid {vid[:4]} {vid[4:8]} {vid[8:12]} {vid[12:]}")
    assert swapped.startswith("vid aadhaar:") and not aadhaar.is_valid(swapped[4:])
    assert aadhaar.open_token(swapped[4:]) == vid


@pytest.mark.parametrize(
    "token", ["", "aadhaar", "aadhaar:7058:ok:", "aadhaar:7058:ok:" + "A" * 38, "999941057058"]
)
def test_a_forged_token_opens_nothing(token):
    assert not aadhaar.is_valid(token)
    with pytest.raises(aadhaar.BadToken):
        aadhaar.open_token(token)


def test_a_token_cannot_be_turned_from_bad_to_ok():
    assert not aadhaar.is_valid(aadhaar.swap("999941057059").replace(":bad:", ":ok:"))
