"""The lists of places: each place is found by every name it has, and by no other's."""

from __future__ import annotations

import pytest

from sevamitra.fields import FieldError, FieldSpec, Reply, options, parse
from sevamitra.fields import places as gazetteers
from sevamitra.fields.lexicon import HERE

ROOT = HERE.parents[1] / "data" / "lookups" / "places"
LISTS = sorted(str(path.relative_to(ROOT).with_suffix("")) for path in ROOT.rglob("*.yml"))
LONGEST_ROW = 24  # characters of a WhatsApp list row's title
COUNTS = {"mp-jhabua/tehsils": 6, "ap/districts": 26, "ap/mandals/guntur": 18, "ap/mandals/ntr": 20}


def spec_of(name: str) -> FieldSpec:
    return FieldSpec(id="place", kind="place", places=name)


@pytest.mark.parametrize("name", LISTS)
def test_every_name_and_spelling_finds_its_place(name):
    for place in gazetteers.load(name):
        for spelling in [*place.title.values(), *place.spellings]:
            assert parse(spec_of(name), Reply(text=spelling)) == place.id
            assert parse(spec_of(name), Reply(text=spelling.upper())) == place.id


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("language", ["hi", "te", "en"])
def test_names_fit_into_a_list_row_and_differ(name, language):
    titles = [option.title for option in options(spec_of(name), language)]
    assert len(set(titles)) == len(titles)
    assert max(map(len, titles)) <= LONGEST_ROW


@pytest.mark.parametrize(("name", "count"), COUNTS.items())
def test_no_place_is_missing(name, count):
    assert len(gazetteers.load(name)) == count


@pytest.mark.parametrize("name", ["ap/nowhere", "../../../pyproject", "ap/districts.yml"])
def test_a_list_that_is_not_there_says_so(name):
    with pytest.raises(gazetteers.NoSuchPlaces, match="no list of places"):
        gazetteers.load(name)


@pytest.mark.parametrize(
    ("said", "meant"), [("jhabuwaa", "jhabua"), ("petlawat", "petlawad"), ("రానాపుర", "ranapur")]
)
def test_a_misspelt_place_is_found_or_asked_back(said, meant):
    try:
        assert parse(spec_of("mp-jhabua/tehsils"), Reply(text=said)) == meant
    except FieldError as error:
        assert error.code == "did_you_mean" and error.values["choices"] == [meant]
