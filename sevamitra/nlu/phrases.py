"""What the service packs teach the linker."""

from pathlib import Path

from sevamitra.catalog import Catalog
from sevamitra.nlu.linker import Phrase
from sevamitra.nlu.normalise import normalise


def phrases(root: Path) -> list[Phrase]:
    """Names, everyday names and example sentences of the packs below `root`, normalised, each once.

    Raises:
        sevamitra.catalog.CatalogError: a pack cannot be read.
    """
    if not any(root.glob("services/**/*.yml")):
        return []
    found: dict[tuple[str, str], Phrase] = {}
    for service in Catalog.load(root).services():
        said = [(name, False) for name in service.names.values()]
        said += [(name, False) for names in service.everyday.values() for name in names]
        said += [(sentence, True) for sentences in service.examples.values() for sentence in sentences]
        for text, example in said:
            normal = normalise(text)
            found.setdefault((service.id, normal), Phrase(service.id, service.jurisdiction, normal, example))
    return list(found.values())
