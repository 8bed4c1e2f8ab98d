"""The shapes of the API's requests and answers (docs/contracts.md)."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from applications.models import Action, State

LANGUAGES = ("hi", "te", "en")


class Filing(serializers.Serializer):
    """What the bot sends to file an application, grievance or booking."""

    key = serializers.CharField(max_length=64)
    citizen = serializers.CharField(max_length=64)
    jurisdiction = serializers.CharField(max_length=32)
    service = serializers.CharField(max_length=80)
    action = serializers.ChoiceField(choices=Action.values)
    language = serializers.ChoiceField(choices=LANGUAGES)
    answers = serializers.DictField(default=dict)
    documents = serializers.DictField(child=serializers.CharField(), default=dict)
    slot = serializers.CharField(required=False, allow_null=True, allow_blank=True)


class Texts(serializers.Serializer):
    """One text in the three languages."""

    hi = serializers.CharField()
    te = serializers.CharField()
    en = serializers.CharField()


class BookedSlot(serializers.Serializer):
    """When and where a person is heard."""

    id = serializers.CharField()
    start = serializers.DateTimeField()
    end = serializers.DateTimeField()
    place = Texts()


class OpenSlot(BookedSlot):
    """A slot with free seats."""

    free = serializers.IntegerField()


class CertificateOut(serializers.Serializer):
    """Where the certificate is."""

    number = serializers.CharField()
    url = serializers.URLField(help_text="needs the token")
    filename = serializers.CharField()
    valid_until = serializers.DateField(allow_null=True)
    verify_url = serializers.URLField()


class AppealOut(serializers.Serializer):
    """To whom and for how long a rejection can be appealed."""

    officer = Texts()
    days = serializers.IntegerField(allow_null=True)


class HistoryOut(serializers.Serializer):
    """One step."""

    state = serializers.ChoiceField(choices=State.values)
    at = serializers.DateTimeField()
    note = serializers.CharField(allow_blank=True)


class ApplicationOut(serializers.Serializer):
    """An application as the bot sees it."""

    number = serializers.CharField()
    jurisdiction = serializers.CharField()
    service = serializers.CharField()
    action = serializers.ChoiceField(choices=Action.values)
    state = serializers.ChoiceField(choices=State.values)
    submitted_at = serializers.DateTimeField()
    due_on = serializers.DateField(allow_null=True)
    confirmed = serializers.BooleanField()
    reason = serializers.CharField(allow_blank=True)
    appeal = AppealOut(allow_null=True)
    slot = BookedSlot(allow_null=True)
    certificate = CertificateOut(allow_null=True)
    history = HistoryOut(many=True)


class Applications(serializers.Serializer):
    """A citizen's applications."""

    applications = ApplicationOut(many=True)


class Kept(serializers.Serializer):
    """What stays, and why."""

    number = serializers.CharField()
    why = serializers.CharField()


class Forgotten(serializers.Serializer):
    """What was deleted and what stays."""

    deleted = serializers.DictField(child=serializers.IntegerField())
    kept = Kept(many=True)


class ErrorDetail(serializers.Serializer):
    """Why something was refused."""

    code = serializers.CharField()
    fields = serializers.DictField(child=serializers.CharField(), required=False)  # type: ignore[assignment]


class Error(serializers.Serializer):
    """A refusal."""

    error = ErrorDetail()


def read(serializer: type[serializers.Serializer], data: Any) -> dict[str, Any]:
    """Return the request's data in the serializer's shape.

    Raises:
        ValidationError: it has another shape.
    """
    wanted = serializer(data=data)
    wanted.is_valid(raise_exception=True)
    return dict(wanted.validated_data)
