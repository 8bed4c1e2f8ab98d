"""The one table of kinds."""

from __future__ import annotations

from sevamitra.fields import choices, dates, given, ids, numeric, written, yesno
from sevamitra.fields.kinds import Kind
from sevamitra.fields.spec import FieldSpec

KINDS: dict[str, Kind] = {
    kind.name: kind
    for family in (written, numeric, dates, ids, yesno, choices, given)
    for kind in family.KINDS
}


class NoSuchKind(LookupError):
    """A form asks for a kind of answer that is not in the table."""


def kind_of(spec: FieldSpec) -> Kind:
    """Return the kind that a spec names.

    Raises:
        NoSuchKind: with the names of all kinds.
    """
    try:
        return KINDS[spec.kind]
    except KeyError:
        raise NoSuchKind(f"{spec.id}: no kind {spec.kind!r}; there are {', '.join(sorted(KINDS))}.") from None
