"""Applications, grievances and bookings, their papers and their history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sevamitra import clock

if TYPE_CHECKING:
    from bookings.models import Booking
    from certificates.models import Certificate


class State(models.TextChoices):
    """The states of Lok Seva (design, section 8); a draft lives with the bot and is none of them."""

    SUBMITTED = "submitted", _("New")
    INCOMPLETE = "incomplete", _("Papers missing")
    UNDER_PROCESS = "under_process", _("Under process")
    APPROVED = "approved", _("Approved")
    REJECTED = "rejected", _("Rejected")
    OVERDUE = "overdue", _("Overdue")
    FIRST_APPEAL = "first_appeal", _("First appeal")
    SECOND_APPEAL = "second_appeal", _("Second appeal")
    CLOSED = "closed", _("Closed")
    DELIVERED_DIGITAL = "delivered_digital", _("Delivered digitally")
    HOME_DELIVERY = "home_delivery", _("Home delivery")


OPEN_STATES = (
    State.SUBMITTED,
    State.INCOMPLETE,
    State.UNDER_PROCESS,
    State.OVERDUE,
    State.FIRST_APPEAL,
    State.SECOND_APPEAL,
)


class Action(models.TextChoices):
    """What a citizen can file."""

    APPLY = "apply", _("Application")
    GRIEVANCE = "grievance", _("Grievance")
    BOOK = "book", _("Hearing")


class Serial(models.Model):
    """The last number given in a series, e.g. `SMJ26`."""

    series = models.CharField(primary_key=True, max_length=12)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class Application(models.Model):
    """Something filed by a citizen, on which an officer decides."""

    number = models.CharField(max_length=20, unique=True)
    key = models.CharField(max_length=64, unique=True)
    citizen = models.CharField(max_length=64, db_index=True, blank=True)
    jurisdiction = models.CharField(max_length=32)
    department = models.CharField(max_length=64)
    service = models.CharField(max_length=80)
    action = models.CharField(max_length=10, choices=Action.choices)
    language = models.CharField(max_length=2)
    answers = models.JSONField(default=dict)
    mobile_last4 = models.CharField(max_length=4, blank=True)
    state = models.CharField(max_length=20, choices=State.choices, default=State.SUBMITTED)
    reason = models.TextField(blank=True)
    submitted_at = models.DateTimeField(default=clock.now)
    due_on = models.DateField(null=True, blank=True)
    due_confirmed = models.BooleanField(default=False)

    certificate: Certificate
    booking: Booking

    class Meta:
        indexes = [
            models.Index(fields=["jurisdiction", "department", "state", "due_on"], name="queue"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether a decision is still to be made."""
        return self.state in OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        """Whether the due date has passed without a decision."""
        return self.is_open and self.due_on is not None and self.due_on < clock.today()


class SealedAnswer(models.Model):
    """An answer that nobody may read on the page: an Aadhaar token, kept until the decision."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="sealed")
    field = models.CharField(max_length=64)
    token = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "field"], name="one_sealed_answer_a_field")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.field}"


class Paper(models.Model):
    """A stored file as a document, or as an answer, of an application."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="papers")
    document = models.CharField(max_length=64)
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="papers")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "document"], name="one_paper_a_document")
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.document}"


class HistoryEntry(models.Model):
    """What happened, when, and by whom; never changed and never deleted."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="history")
    state = models.CharField(max_length=20, choices=State.choices)
    at = models.DateTimeField(default=clock.now)
    note = models.TextField(blank=True)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.application_id} {self.state} {self.at:%Y-%m-%d %H:%M}"
