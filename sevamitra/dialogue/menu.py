"""The menu, and what is said when a message is not understood or asks beside the task."""

from __future__ import annotations

from sevamitra.catalog import Service
from sevamitra.dialogue import applications, beginning, info
from sevamitra.dialogue.asking import buttons
from sevamitra.dialogue.message import Message, button
from sevamitra.dialogue.task import Task

ROWS = 9
TITLE_LENGTH, DESCRIPTION_LENGTH = 24, 72
"""Of a list row, in code points (Meta's limits)."""


def messages(task: Task, in_task: bool, demonstration: bool) -> list[Message]:
    """Return the greeting with the menu, or inside a task how to steer it.

    Args:
        task: the turn.
        in_task: whether a question is open.
        demonstration: whether to say that this is not a real government service.
    """
    if in_task and task.service:
        return [Message("say_menu_in_task", {"service": task.service_name()})]
    greeting = Message("say_welcome", buttons=rows(task), custom=_list_label(task))
    return [Message("say_demonstration"), greeting] if demonstration else [greeting]


def rows(task: Task) -> tuple[dict[str, str], ...]:
    """Return the services to choose from, and the citizen's own applications."""
    services = task.catalog.services(task.turn.jurisdiction)
    own = task.catalog.texts.get("say_button_status", task.turn.language)
    return tuple(row(service, task.turn.language) for service in services[:ROWS]) + (
        button(own, "/my_applications"),
    )


def row(service: Service, language: str) -> dict[str, str]:
    """Return a service as a list row; a name that is too long goes on in the description."""
    name = service.names[language]
    payload = f'/ask_about{{"service": "{service.id}"}}'
    if len(name) <= TITLE_LENGTH:
        return button(name, payload)
    return button(_cut(name, TITLE_LENGTH), payload, _cut(name, DESCRIPTION_LENGTH))


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head[: head.rfind(" ")] if " " in head else head) + "…"


def _list_label(task: Task) -> dict[str, str]:
    return {"list_button": task.catalog.texts.get("say_list_button", task.turn.language)}


def not_sure(task: Task) -> list[Message]:
    """Return what to say to a message that was not understood: the likeliest services, the menu, a person."""
    likely = tuple(row(task.catalog.service(id_), task.turn.language) for id_ in task.turn.services[:3])
    more = buttons(
        task.catalog, task.turn.language, say_button_menu="/help", say_button_person="/talk_to_human"
    )
    return [Message("say_not_sure", buttons=likely + more, custom=_list_label(task))]


def outside(task: Task) -> list[Message]:
    """Return what to say to a wish that no service covers."""
    return [Message("say_out_of_scope", buttons=rows(task), custom=_list_label(task))]


def not_yet(task: Task) -> list[Message]:
    """Return what to say to a wish that only the office can fulfil so far."""
    service = beginning.named(task)
    if service is None or service.office is None:
        return [Message("say_not_yet", buttons=rows(task), custom=_list_label(task))]
    language = task.turn.language
    return [
        Message("say_not_offered", {"service": service.names[language], "office": service.office[language]})
    ]


def answer_in_task(task: Task) -> Message:
    """Return the answer to a question in the middle of a task, which is about the task's own service.

    What is asked there seldom names a service, and an answer about another one would mislead.
    """
    service = task.service or beginning.named(task)
    if service is None:
        return Message("say_which_service")
    return info.answer(task.catalog, service, task.turn.intent, task.turn.language, in_task=True)


def appeal(task: Task, topic: str | None) -> Message:
    """Return how to appeal, with the appeal officer of the service meant."""
    service = beginning.named(task)
    if service is None and topic:
        service = task.catalog.service(topic)
    officer = applications.appeal_officer(task.catalog, service, task.turn.language)
    return Message("say_appeal_how", {"officer": officer})
