"""Message templates: the only messages that may go out when the 24 hours are over."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from phone.errors import GraphError

_PLACE = re.compile(r"\{\{(\w+)\}\}")
_FORBIDDEN = re.compile(r"[\n\t]| {5,}")


@dataclass
class Template:
    """A template as made at `/message_templates`: its name, language, body text and status."""

    name: str
    language: str
    body: str
    status: str = "APPROVED"
    category: str = "UTILITY"

    @property
    def places(self) -> list[str]:
        """The names of the places in the body, e.g. ``["1", "2"]``."""
        return list(dict.fromkeys(_PLACE.findall(self.body)))


def from_request(body: dict[str, Any]) -> Template:
    """Return the template described in a request; raises `GraphError` 100."""
    components = body.get("components") or []
    texts = [part.get("text") for part in components if str(part.get("type", "")).upper() == "BODY"]
    if not (body.get("name") and body.get("language") and texts and texts[0]):
        raise GraphError(100, "A template needs name, language and a BODY component with text.", "template")
    return Template(
        body["name"],
        body["language"],
        texts[0],
        body.get("status", "APPROVED"),
        body.get("category", "UTILITY"),
    )


class Templates:
    """The seeded templates."""

    def __init__(self) -> None:
        self._all: dict[tuple[str, str], Template] = {}

    def add(self, template: Template) -> None:
        """Keep a template, replacing the one of the same name and language."""
        self._all[template.name, template.language] = template

    def all(self) -> list[Template]:
        """Return every template."""
        return list(self._all.values())

    def render(self, sent: dict[str, Any]) -> str:
        """Return the text a citizen sees; raises `GraphError` 132000, 132001, 132012, 132015 or 132016."""
        template = self._all.get((sent["name"], sent["language"]["code"]))
        if template is None:
            details = f"Template {sent['name']} does not exist in this language."
            raise GraphError(132001, details, "template.name")
        _check_status(template)
        values = _values(sent)
        if len(values) != len(template.places):
            details = f"The body has {len(values)} parameters but {len(template.places)} are expected."
            raise GraphError(132000, details, "template.components")
        return _fill(template, values)


def _check_status(template: Template) -> None:
    codes = {"PAUSED": 132015, "DISABLED": 132016}
    if template.status != "APPROVED":
        code = codes.get(template.status, 132001)
        raise GraphError(code, f"The template is {template.status}.", "template.status")


def _values(sent: dict[str, Any]) -> dict[str, str]:
    bodies = [part for part in sent.get("components", []) if part["type"] == "body"]
    values = {}
    for place, parameter in enumerate(bodies[0].get("parameters", []) if bodies else [], start=1):
        text = str(parameter.get("text", ""))
        if _FORBIDDEN.search(text):
            details = "Param text cannot have new-line/tab characters or more than 4 consecutive spaces."
            raise GraphError(132012, details, "template.parameters.text")
        values[parameter.get("parameter_name", str(place))] = text
    return values


def _fill(template: Template, values: dict[str, str]) -> str:
    if set(values) != set(template.places):
        raise GraphError(132012, "The parameter names differ from the template's.", "template.parameters")
    return _PLACE.sub(lambda match: values[match.group(1)], template.body)
