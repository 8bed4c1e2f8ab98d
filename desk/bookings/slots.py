"""Slots as a service's pack lays them out, and who sits in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from applications.due import is_working
from applications.models import Application
from bookings.models import Booking
from config.api import DeskError
from config.jurisdictions import WEEKDAYS, jurisdictions
from sevamitra import clock
from sevamitra.catalog.model import Booking as Pack
from sevamitra.catalog.model import Service, Translations


class SlotTaken(DeskError):
    """The slot is full, past, or none of the service's."""

    def __init__(self) -> None:
        super().__init__("slot_taken", 409)


@dataclass(frozen=True)
class Slot:
    """A time at which some people are heard; times in IST."""

    service: str
    start: datetime
    end: datetime
    place: Translations

    @property
    def id(self) -> str:
        """The slot's name in the API."""
        return f"{self.service}-{self.start:%Y%m%dT%H%M}"

    def as_json(self) -> dict[str, object]:
        """Return the slot as an application shows it."""
        return {
            "id": self.id,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "place": dict(self.place),
        }


def of(service: Service) -> Pack:
    """Return the pack's `booking:`; only services that have one come here."""
    assert service.booking
    return service.booking


def open_slots(service: Service, limit: int) -> list[dict[str, object]]:
    """Return up to `limit` slots with a free seat, the soonest first, as the API gives them."""
    taken = Counter(
        start.astimezone(clock.IST)
        for start in Booking.objects.filter(service=service.id, start__gt=clock.now()).values_list(
            "start", flat=True
        )
    )
    found: list[dict[str, object]] = []
    for slot in coming(service):
        free = of(service).seats - taken[slot.start]
        if free > 0 and len(found) < limit:
            found.append({**slot.as_json(), "free": free})
    return found


def coming(service: Service) -> Iterator[Slot]:
    """Yield the slots that lie ahead on the service's days, holidays left out."""
    booking = of(service)
    calendar = jurisdictions()[service.jurisdiction].calendar
    for ahead in range(booking.days_ahead + 1):
        day = clock.today() + timedelta(days=ahead)
        if day.weekday() == WEEKDAYS.index(booking.weekday) and is_working(calendar, day):
            yield from (slot for slot in _of_day(service, day) if slot.start > clock.now())


def _of_day(service: Service, day: date) -> Iterator[Slot]:
    booking = of(service)
    start, close = (datetime.combine(day, at, clock.IST) for at in (booking.start, booking.end))
    length = timedelta(minutes=booking.minutes)
    while start + length <= close:
        yield Slot(service.id, start, start + length, booking.place)
        start += length


def slot_at(service: Service, start: datetime) -> Slot:
    """Return the slot that began, or begins, at a moment."""
    local = start.astimezone(clock.IST)
    return Slot(service.id, local, local + timedelta(minutes=of(service).minutes), of(service).place)


def seat(application: Application, service: Service, slot_id: str) -> Booking:
    """Give the application a seat of a slot.

    Raises:
        SlotTaken: no seat is left, or the slot is past or unknown.
    """
    slot = next((slot for slot in coming(service) if slot.id == slot_id), None)
    if slot is None:
        raise SlotTaken()
    for number in range(1, of(service).seats + 1):
        try:
            with transaction.atomic():
                return Booking.objects.create(
                    application=application, service=service.id, start=slot.start, seat=number
                )
        except IntegrityError:
            continue
    raise SlotTaken()
