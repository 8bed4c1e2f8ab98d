"""Values are found where they stand, and nothing else is."""

from pathlib import Path

import pytest

from sevamitra.nlu.gazetteer import Gazetteer, known_names
from sevamitra.nlu.values import extract

TOKEN = "aadhaar:7058:ok:gAAAAABl-_x="
CASES = [
    ("SMJ26-000123-4 ka kya hua", [("application_no", "SMJ26-000123-4", "SMJ26-000123-4")]),
    ("smj26 000123 4", [("application_no", "smj26 000123 4", "SMJ26-000123-4")]),
    ("సంఖ్య SMA26౦౦౦౧౨౩౪", [("application_no", "SMA26౦౦౦౧౨౩౪", "SMA26-000123-4")]),
    (
        "rs/429/0101/12345/2021 dekho",
        [("application_no", "rs/429/0101/12345/2021", "RS/429/0101/12345/2021")],
    ),
    ("शिकायत नंबर २०११४५३२", [("application_no", "२०११४५३२", "20114532")]),
    ("GNT20250721001 status", [("application_no", "GNT20250721001", "GNT20250721001")]),
    ("CND012312345678", [("application_no", "CND012312345678", "CND012312345678")]),
    ("मेरा नंबर ९८७६५४३२१० है", [("mobile", "९८७६५४३२१०", "9876543210")]),
    ("call +91 98765 43210", [("mobile", "+91 98765 43210", "9876543210")]),
    (f"mera aadhaar {TOKEN} hai", [("aadhaar", TOKEN, TOKEN)]),
    ("०५/०७/१९९८ को जन्म", [("date", "०५/०७/१९९८", "1998-07-05")]),
    ("born 5th July, 1998 here", [("date", "5th July, 1998", "1998-07-05")]),
    ("५ जुलाई १९९८", [("date", "५ जुलाई १९९८", "1998-07-05")]),
    ("ఆగస్టు తర్వాత 15 ఆగస్టు 1998", [("date", "15 ఆగస్టు 1998", "1998-08-15")]),
    ("31/02/2020", []),
    ("₹1,20,000 income", [("amount", "₹1,20,000", 120000)]),
    ("saal ka 1.5 lakh", [("amount", "1.5 lakh", 150000)]),
    ("२ लाख रुपये", [("amount", "२ लाख रुपये", 200000)]),
    ("నెలకు 5000 రూపాయలు", [("amount", "5000 రూపాయలు", 5000)]),
    ("fee 20 rs only", [("amount", "20 rs", 20)]),
    ("9999 4105 7058", []),  # an Aadhaar number that is no token is never named
    ("complaint 999941057058", []),
    ("plot 12345678", []),
    ("namaste", []),
]
PLACES = [
    ("मैं पेटलावद में रहता हूँ", [("place", "पेटलावद", "Petlawad")]),
    ("maa illu గుంటూరులో undi", [("place", "గుంటూరులో", "Guntur")]),
    ("tehsil THANDLA.", [("place", "THANDLA", "Thandla")]),
    ("jhabuaa", [("place", "jhabuaa", "Jhabua")]),
    ("కానపూర్కి", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_values_have_their_place_and_value(text: str, expected: list[tuple[str, str, object]]) -> None:
    assert [(one.entity, text[one.start : one.end], one.value) for one in extract(text)] == expected


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(known_names(Path(__file__).parents[2]))


@pytest.mark.parametrize(("text", "expected"), PLACES)
def test_places_are_found_in_every_script(
    gazetteer: Gazetteer, text: str, expected: list[tuple[str, str, object]]
) -> None:
    assert [(one.entity, text[one.start : one.end], one.value) for one in gazetteer.find(text)] == expected


def test_without_lists_no_names_are_known(tmp_path: Path) -> None:
    assert Gazetteer(known_names(tmp_path)).find("झाबुआ") == []
