"""Amounts in figures and in words."""

from __future__ import annotations

import pytest

from certificates.words import HINDI, LARGEST, english, figures, hindi, rupees, telugu

CASES = [
    # number, figures, hi, te (before a noun), en
    (0, "0", "शून्य रुपये", "సున్నా రూపాయలు", "zero rupees"),
    (1, "1", "एक रुपया", "ఒక రూపాయి", "one rupee"),
    (21, "21", "इक्कीस रुपये", "ఇరవై ఒక్క రూపాయలు", "twenty-one rupees"),
    (99, "99", "निन्यानवे रुपये", "తొంభై తొమ్మిది రూపాయలు", "ninety-nine rupees"),
    (100, "100", "एक सौ रुपये", "వంద రూపాయలు", "one hundred rupees"),
    (116, "116", "एक सौ सोलह रुपये", "నూట పదహారు రూపాయలు", "one hundred sixteen rupees"),
    (500, "500", "पाँच सौ रुपये", "ఐదు వందల రూపాయలు", "five hundred rupees"),
    (1000, "1,000", "एक हजार रुपये", "వెయ్యి రూపాయలు", "one thousand rupees"),
    (2000, "2,000", "दो हजार रुपये", "రెండు వేల రూపాయలు", "two thousand rupees"),
    (21000, "21,000", "इक्कीस हजार रुपये", "ఇరవై ఒక్క వేల రూపాయలు", "twenty-one thousand rupees"),
    (
        72500,
        "72,500",
        "बहत्तर हजार पाँच सौ रुपये",
        "డెబ్బై రెండు వేల ఐదు వందల రూపాయలు",
        "seventy-two thousand five hundred rupees",
    ),
    (100000, "1,00,000", "एक लाख रुपये", "ఒక లక్ష రూపాయలు", "one lakh rupees"),
    (
        120000,
        "1,20,000",
        "एक लाख बीस हजार रुपये",
        "ఒక లక్ష ఇరవై వేల రూపాయలు",
        "one lakh twenty thousand rupees",
    ),
    (
        1505049,
        "15,05,049",
        "पंद्रह लाख पाँच हजार उनचास रुपये",
        "పదిహేను లక్షల ఐదు వేల నలభై తొమ్మిది రూపాయలు",
        "fifteen lakh five thousand forty-nine rupees",
    ),
    (
        LARGEST,
        "99,99,99,999",
        "निन्यानवे करोड़ निन्यानवे लाख निन्यानवे हजार नौ सौ निन्यानवे रुपये",
        "తొంభై తొమ్మిది కోట్ల తొంభై తొమ్మిది లక్షల తొంభై తొమ్మిది వేల తొమ్మిది వందల తొంభై తొమ్మిది రూపాయలు",
        "ninety-nine crore ninety-nine lakh ninety-nine thousand nine hundred ninety-nine rupees",
    ),
]


@pytest.mark.parametrize(("number", "plain", "hi", "te", "en"), CASES, ids=lambda value: str(value))
def test_amounts(number, plain, hi, te, en):
    assert figures(number) == plain
    assert [rupees(number, language) for language in ("hi", "te", "en")] == [hi, te, en]


@pytest.mark.parametrize(
    ("number", "words"),
    [(2, "రెండు"), (21, "ఇరవై ఒకటి"), (300, "మూడు వందలు"), (5000, "ఐదు వేలు"), (30000000, "మూడు కోట్లు")],
)
def test_telugu_alone_keeps_its_ending(number, words):
    assert telugu(number) == words


@pytest.mark.parametrize("spell", [hindi, telugu, english])
def test_every_number_has_its_own_words(spell):
    numbers = [*range(10_000), *range(10_000, LARGEST, 9_999_991)]
    assert len({spell(number) for number in numbers}) == len(numbers)


def test_hindi_has_a_hundred_words():
    assert len(HINDI) == 100


@pytest.mark.parametrize("number", [-1, LARGEST + 1])
def test_out_of_range(number):
    with pytest.raises(ValueError, match="99,99,99,999"):
        rupees(number, "hi")
