"""Spelling variants meet in one form, and stay there."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sevamitra.nlu.normalise import normalise
from sevamitra.nlu.phonetic import phonetic

SAME = [
    ("प्रमाण-पत्र", "प्रमाणपत्र", "प्रमाण पत्र"),
    ("ज़मीन", "ज\u093cमीन", "जमीन"),  # composed and decomposed nukta
    ("ధృవీకరణ", "ధ్రువీకరణ"),
    ("సర్టిఫికెట్", "సర్టిఫికేట్"),
    ("हाँ", "हां"),
    ("सम्बन्ध", "संबंध"),
    ("९८७६", "౯౮౭౬", "9876"),
    ("మెట్\u200cరో", "మెట్రో"),
    ("PLEASE", "please"),
    ("pleeeease", "pleease"),
    ("కావాలి!!!", "కావాలి !"),
    ("भेजो।", "भेजो"),
]
SOUND = [
    ("आवेदन", "aavedan", "avedan", "aawedan", "ఆవేదన"),
    ("ज़मीन", "zameen", "jameen", "jamin"),
    ("शिकायत", "shikayat", "sikayat"),
    ("కావాలి", "kavali", "kaavaali"),
    ("ఆదాయం", "aadayam", "adayam"),
    ("मूल निवासी", "mool niwasi", "mul nivasi"),
    ("రేషన్", "reshan"),
]
CHARACTERS = st.text(
    st.one_of(
        st.characters(min_codepoint=0x20, max_codepoint=0x7E),
        st.characters(min_codepoint=0x900, max_codepoint=0x97F),
        st.characters(min_codepoint=0xC00, max_codepoint=0xC7F),
        st.sampled_from("\u200c\u200d\u2011—“”’…½😀🙏🏽👍\ufe0f\u093c\u0c56 "),
    ),
    max_size=40,
)


@pytest.mark.parametrize("variants", SAME)
def test_variants_become_one(variants: tuple[str, ...]) -> None:
    assert len({normalise(variant) for variant in variants}) == 1


@pytest.mark.parametrize("variants", SOUND)
def test_spellings_of_all_scripts_sound_alike(variants: tuple[str, ...]) -> None:
    assert len({phonetic(normalise(variant)) for variant in variants}) == 1


@settings(max_examples=400, deadline=None)
@given(CHARACTERS)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_emoji_are_words_of_their_own() -> None:
    assert normalise("ok😊👍bye") == "ok 😊 👍 bye"


def test_different_words_stay_apart() -> None:
    assert phonetic("janm") != phonetic("jaati")
    assert normalise("आय") != normalise("जाति")
