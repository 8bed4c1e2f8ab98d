"""Putting events into the queue and taking them to the bot."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
from datetime import timedelta

import requests
from django.conf import settings

from events.models import Event
from sevamitra import clock, keys

logger = logging.getLogger(__name__)

PATH = "/webhooks/whatsapp/events"
TIMEOUT_SECONDS = (2, 10)
LONGEST_WAIT = timedelta(hours=1)
# The citizen learns the outcome in the chat by asking; a week of refusals means the conversation is gone.
GIVE_UP_AFTER = timedelta(days=7)


def announce(citizen: str, number: str, event: str) -> None:
    """Queue an `application_event`; call it in the transaction that makes it true.

    Args:
        citizen: whose conversation; nothing is queued for one whose link was deleted.
        number: the application's number.
        event: `approved` or `rejected`.
    """
    if citizen:
        Event.objects.create(
            citizen=citizen, intent="application_event", entities={"number": number, "event": event}
        )


def deliver_due() -> int:
    """Try to deliver every event that is due; return how many the bot took."""
    due = Event.objects.filter(delivered_at=None, given_up_at=None, next_at__lte=clock.now())
    return sum(deliver(event) for event in due.order_by("created_at"))


def deliver(event: Event) -> bool:
    """Post one event; remember success, or when to try again."""
    trouble = _post(event)
    event.attempts += 1
    event.last_error = trouble[:200]
    if not trouble:
        event.delivered_at = clock.now()
    elif clock.now() - event.created_at > GIVE_UP_AFTER:
        event.given_up_at = clock.now()
        logger.error("event %s given up after %d attempts: %s", event.id, event.attempts, trouble)
    else:
        event.next_at = clock.now() + min(timedelta(seconds=2**event.attempts), LONGEST_WAIT)
        logger.warning("event %s not delivered (attempt %d): %s", event.id, event.attempts, trouble)
    # A plain update: an event deleted meanwhile ("delete my data") must not come back.
    Event.objects.filter(pk=event.pk).update(
        attempts=event.attempts,
        last_error=event.last_error,
        delivered_at=event.delivered_at,
        given_up_at=event.given_up_at,
        next_at=event.next_at,
    )
    return not trouble


def _post(event: Event) -> str:
    """Send the event; return "" or what went wrong."""
    body = json.dumps(
        {"id": event.id, "citizen": event.citizen, "intent": event.intent, "entities": event.entities},
        ensure_ascii=False,
    ).encode()
    headers = {"Content-Type": "application/json", "X-SevaMitra-Signature": sign(body)}
    try:
        response = requests.post(
            settings.RASA_URL + PATH,
            data=body,
            headers=headers,
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as error:
        return type(error).__name__
    return "" if response.status_code == 200 else f"HTTP {response.status_code}"


def sign(body: bytes) -> str:
    """Return the signature header of a raw body."""
    return "sha256=" + hmac.new(keys.derive("events"), body, hashlib.sha256).hexdigest()
