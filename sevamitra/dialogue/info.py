"""What can be said about a service, from its pack."""

from __future__ import annotations

from collections.abc import Callable

from sevamitra.catalog import Catalog, Service
from sevamitra.dialogue.message import Message, button

START_INTENT = {"apply": "apply", "grievance": "complain", "book": "book"}
START_BUTTON = {
    "apply": "say_button_apply",
    "grievance": "say_button_complain",
    "book": "say_button_book",
}


def fee(catalog: Catalog, service: Service, language: str) -> str:
    """Return the fee in a line, marked as indicative unless it is confirmed."""
    known = service.fee
    if known is None or known.rupees is None:
        name = "say_fee_unknown"
    elif known.rupees == 0:
        name = "say_fee_none" if known.confirmed else "say_fee_none_indicative"
    else:
        name = "say_fee_confirmed" if known.confirmed else "say_fee_indicative"
    return catalog.texts.get(name, language, rupees=known.rupees if known else "")


def time_limit(catalog: Catalog, service: Service, language: str) -> str:
    """Return the time limit in a line; called the law's only where it is confirmed."""
    law = service.law
    if law is None or law.days is None:
        name = "say_time_unknown"
    elif law.confirmed and law.days:
        name = f"say_time_confirmed_{law.counted}"
    else:
        name = "say_time_indicative" if law.days else "say_time_at_once"
    return catalog.texts.get(name, language, days=law.days if law else "")


def papers(catalog: Catalog, service: Service, language: str) -> str:
    """Return the papers with what each is for."""
    name = service.names[language]
    if not service.documents:
        return catalog.texts.get("say_papers_none", language, service=name)
    lines = [f"• {paper.name[language]} – {paper.proves[language]}" for paper in service.documents]
    return catalog.texts.get("say_papers", language, service=name, papers="\n".join(lines))


def eligibility(catalog: Catalog, service: Service, language: str) -> str:
    """Return who can get it."""
    if service.eligibility is None:
        return card(catalog, service, language)
    return catalog.texts.get(
        "say_eligibility",
        language,
        service=service.names[language],
        eligibility=service.eligibility[language],
    )


def office(catalog: Catalog, service: Service, language: str) -> str:
    """Return where to go in person."""
    if service.office is None:
        return card(catalog, service, language)
    return catalog.texts.get(
        "say_office", language, service=service.names[language], office=service.office[language]
    )


def how(catalog: Catalog, service: Service, language: str) -> str:
    """Return how it is done: here, if it can be, else at the office."""
    if start_action(service) is None:
        return office(catalog, service, language)
    return catalog.texts.get("say_how_here", language, service=service.names[language])


def card(catalog: Catalog, service: Service, language: str) -> str:
    """Return what the service is, with fee and time."""
    return catalog.texts.get(
        "say_service_card",
        language,
        service=service.names[language],
        about=service.about[language],
        fee=fee(catalog, service, language),
        time=time_limit(catalog, service, language),
    )


def _titled(part: Callable[[Catalog, Service, str], str]) -> Callable[[Catalog, Service, str], str]:
    def say(catalog: Catalog, service: Service, language: str) -> str:
        return f"*{service.names[language]}*\n{part(catalog, service, language)}"

    return say


ANSWERS: dict[str, Callable[[Catalog, Service, str], str]] = {
    "ask_documents": papers,
    "ask_fee": _titled(fee),
    "ask_time_limit": _titled(time_limit),
    "ask_eligibility": eligibility,
    "ask_how": how,
    "ask_office": office,
    "ask_about": card,
}


def start_action(service: Service) -> str | None:
    """Return what of this service can be begun in the chat: `apply`, `grievance`, `book` or nothing."""
    return next((action for action in START_INTENT if action in service.actions), None)


def answer(catalog: Catalog, service: Service, intent: str, language: str, in_task: bool) -> Message:
    """Return the answer to a question about a service.

    Args:
        catalog: the services.
        service: the one asked about.
        intent: one of the ask-intents of the label set.
        language: to answer in.
        in_task: whether a task's question follows, which then brings its own buttons.
    """
    text = ANSWERS.get(intent, card)(catalog, service, language)
    return Message(text=text, buttons=() if in_task else buttons(catalog, service, intent, language))


def buttons(catalog: Catalog, service: Service, intent: str, language: str) -> tuple[dict[str, str], ...]:
    """Return what a citizen may want next after an answer about a service."""

    def title(name: str) -> str:
        return catalog.texts.get(name, language)

    found = []
    action = start_action(service)
    if action:
        payload = f'/{START_INTENT[action]}{{"service": "{service.id}"}}'
        found.append(button(title(START_BUTTON[action]), payload))
    if intent != "ask_documents" and service.documents:
        found.append(button(title("say_button_papers"), f'/ask_documents{{"service": "{service.id}"}}'))
    found.append(button(title("say_button_menu"), "/help"))
    return tuple(found)
