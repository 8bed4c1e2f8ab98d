"""Seats at hearings."""

from __future__ import annotations

from django.db import models


class Booking(models.Model):
    """One seat of one slot; the database itself refuses to give a seat twice."""

    application = models.OneToOneField(
        "applications.Application", on_delete=models.CASCADE, related_name="booking"
    )
    service = models.CharField(max_length=80)
    start = models.DateTimeField()
    seat = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "start", "seat"], name="one_person_a_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.start:%Y-%m-%d %H:%M} seat {self.seat}"
