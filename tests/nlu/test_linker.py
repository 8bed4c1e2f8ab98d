"""Services are linked from what their packs say."""

import pytest

from sevamitra.nlu.grams import grams
from sevamitra.nlu.linker import Linker, Phrase
from sevamitra.nlu.normalise import normalise
from sevamitra.nlu.phonetic import phonetic
from sevamitra.nlu.sights import Sights

SAID = {
    ("mp_income", "mp-jhabua"): [
        "आय प्रमाण पत्र",
        "income certificate",
        "aay praman patra banwana hai",
        "आमदनी का कागज",
    ],
    ("mp_handpump", "mp-jhabua"): [
        "हैंडपंप सुधार",
        "hand pump repair",
        "handpump kharab hai",
        "हैंडपंप से पानी नहीं आ रहा",
    ],
    ("mp_ration", "mp-jhabua"): [
        "राशन पर्ची",
        "ration slip",
        "ration ki parchi chahiye",
        "राशन की पर्ची में नाम जोड़ना है",
    ],
    ("ap_income", "ap"): [
        "ఆదాయ ధ్రువీకరణ పత్రం",
        "income certificate",
        "aadaya patram kavali",
        "ఆదాయం సర్టిఫికేట్ కావాలి",
    ],
}
STRANGE = ["hello", "thank you so much", "cricket score batao", "బంగారం రేటు", "ok", "नमस्ते"]


def sparse(text: str) -> Sights:
    normal = normalise(text)
    return Sights(grams(normal), grams(phonetic(normal)), None)


@pytest.fixture(scope="module")
def linker() -> Linker:
    phrases = [
        Phrase(service, jurisdiction, text, example=i > 1)
        for (service, jurisdiction), texts in SAID.items()
        for i, text in enumerate(texts)
    ]
    return Linker.fit(
        phrases, [sparse(phrase.text) for phrase in phrases], [sparse(text) for text in STRANGE]
    )


CASES = [
    ("mujhe aay praman patra chahiye", "mp-jhabua", "mp_income"),
    ("income certificate please", "mp-jhabua", "mp_income"),
    ("income certificate please", "ap", "ap_income"),
    ("हमारे गाँव का हैंड पंप खराब", "mp-jhabua", "mp_handpump"),
    ("ఆదాయ పత్రం", "ap", "ap_income"),
    ("rashan parchi", "mp-jhabua", "mp_ration"),
]


@pytest.mark.parametrize(("text", "jurisdiction", "service"), CASES)
def test_the_nearest_service_of_the_jurisdiction_comes_first(
    linker: Linker, text: str, jurisdiction: str, service: str
) -> None:
    assert linker.link(sparse(text), jurisdiction).services[0][0] == service


def test_other_jurisdictions_never_answer(linker: Linker) -> None:
    links = linker.link(sparse("aay praman patra"), "ap")
    assert {service for service, _ in links.services} <= {"ap_income"}


def test_without_a_jurisdiction_all_services_stand_to_choose(linker: Linker) -> None:
    found = {service for service, _ in linker.link(sparse("income certificate"), None).services}
    assert {"mp_income", "ap_income"} <= found


def test_what_no_pack_speaks_of_links_to_nothing(linker: Linker) -> None:
    assert linker.link(sparse("zzz qqq"), "ap").decision == "none"


def test_a_linker_survives_being_kept(linker: Linker) -> None:
    again = Linker(linker.arrays())
    for text, jurisdiction, _ in CASES:
        assert again.link(sparse(text), jurisdiction) == linker.link(sparse(text), jurisdiction)


def test_without_packs_nothing_is_linked() -> None:
    linker = Linker(Linker.fit([], [], []).arrays())
    assert linker.link(sparse("income certificate"), "ap").services == []
