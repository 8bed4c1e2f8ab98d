"""What is shown can be read back, whatever the value; and no text makes a kind stumble."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sevamitra.fields import (
    KINDS,
    FieldError,
    FieldSpec,
    Reply,
    aadhaar,
    asked,
    explain,
    fit,
    options,
    parse,
    show,
)
from sevamitra.fields.lexicon import HERE, load_yaml

LANGUAGES = st.sampled_from(["hi", "te", "en"])
WORDS = load_yaml(HERE / "words.yml")
DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))
DIGITS = {"hi": "०१२३४५६७८९", "te": "౦౧౨౩౪౫౬౭౮౯", "en": "0123456789"}


def in_script(text: str, language: str) -> str:
    return text.translate(str.maketrans("0123456789", DIGITS[language]))


@given(st.integers(0, 999_999_999), LANGUAGES)
def test_amounts(amount, language):
    spec = FieldSpec(id="income", kind="amount")
    assert parse(spec, Reply(text=in_script(show(spec, amount, language), language))) == amount


@given(DATES, LANGUAGES)
def test_dates(day, language):
    spec = FieldSpec(id="day", kind="date")
    assert (
        parse(spec, Reply(text=in_script(show(spec, day.isoformat(), language), language))) == day.isoformat()
    )


@given(
    DATES,
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d", "%d %B %Y", "%b %d, %Y"]),
)
def test_dates_as_people_write_them(day, pattern):
    assert parse(FieldSpec(id="day", kind="date"), Reply(text=day.strftime(pattern))) == day.isoformat()


@pytest.mark.parametrize("kind", ["integer", "amount"])
@given(data=st.data())
def test_number_words(kind, data):
    language = data.draw(st.sampled_from(["hindi", "telugu", "english"]))
    number = data.draw(st.integers(1, 99).filter(lambda n: n in said_by(language)))
    word = data.draw(st.sampled_from(said_by(language)[number].split()))
    assert parse(FieldSpec(id="n", kind=kind), Reply(text=word)) == number
    assert parse(FieldSpec(id="n", kind=kind), Reply(text=f"{word} lakh")) == number * 100_000


def said_by(language: str) -> dict[int, str]:
    return WORDS[f"{language}_numbers"]


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=25, deadline=None)
@given(
    text=st.text(max_size=40) | st.text("0123456789/.-,: ०౧ లక్షहज़ारjulyaadhaar:ok", max_size=40),
    language=LANGUAGES,
)
def test_no_text_makes_a_kind_stumble(kind, text, language):
    spec = FieldSpec(id="field", kind=kind, places="mp-jhabua/tehsils" if kind == "place" else None)
    text = aadhaar.swap(text)
    fits = fit(spec, text)
    try:
        value = parse(spec, Reply(text=text))
    except FieldError as error:
        assert explain(spec, error, language) and fits != "sure"
    else:
        assert isinstance(show(spec, value, language), str)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_aadhaar_number_is_never_shown(kind):
    spec = FieldSpec(id="field", kind=kind)
    text = aadhaar.swap("मेरा नंबर 9999 4105 7058 है")
    try:
        shown = show(spec, parse(spec, Reply(text=text)), "hi")
    except FieldError as error:
        shown = explain(spec, error, "hi")
    assert "9999" not in shown and not aadhaar.TOKEN.search(shown)


@pytest.mark.parametrize(
    ("when", "answers", "comes_up"),
    [
        ({}, {}, True),
        ({"purpose": "other"}, {"purpose": "other"}, True),
        ({"purpose": "other"}, {"purpose": "loan"}, False),
        ({"purpose": "other"}, {}, False),
        ({"purpose": ["loan", "other"]}, {"purpose": "loan"}, True),
        ({"married": True, "purpose": "loan"}, {"married": True, "purpose": "other"}, False),
    ],
)
def test_a_question_comes_up_when_the_answers_are_so(when, answers, comes_up):
    assert asked(FieldSpec(id="field", kind="text", when=when), answers) is comes_up


@pytest.mark.parametrize("kind", ["yes_no", "rating"])
@pytest.mark.parametrize("language", ["hi", "te", "en"])
def test_what_is_offered_can_be_tapped_and_typed(kind, language):
    spec = FieldSpec(id="field", kind=kind)
    for option in options(spec, language):
        assert parse(spec, Reply(tap=option.value)) == parse(spec, Reply(text=option.title))
