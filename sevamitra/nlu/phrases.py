"""What the service packs teach the linker."""

from pathlib import Path

from sevamitra.catalog import Catalog
from sevamitra.nlu.linker import Phrase
from sevamitra.nlu.normalise import normalise
from sevamitra.nlu.sights import latin_language


def phrases(root: Path) -> list[Phrase]:
    """Names, everyday names and example sentences of the packs below `root`, normalised, each once.

    Raises:
        sevamitra.catalog.CatalogError: a pack cannot be read.
    """
    if not any(root.glob("services/**/*.yml")):
        return []
    found: dict[tuple[str, str], Phrase] = {}
    for service in Catalog.load(root).services():
        said: list[tuple[str | None, str, bool]] = [(None, name, False) for name in service.names.values()]
        said += [(key, name, True) for key, names in service.everyday.items() for name in names]
        said += [
            (key, sentence, True) for key, sentences in service.examples.items() for sentence in sentences
        ]
        for key, text, example in said:
            phrase = Phrase(service.id, service.jurisdiction, normalise(text), example, latin_language(key))
            found.setdefault((service.id, phrase.text), phrase)
    return list(found.values())
