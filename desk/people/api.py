"""The API's call for a person."""

from __future__ import annotations

from typing import Any

from django.db import IntegrityError, transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.numbers import next_number
from applications.privacy import masked
from applications.serializers import LANGUAGES, Error, read
from config.api import Invalid
from config.jurisdictions import jurisdictions
from people.models import HelpRequest


class HelpWanted(serializers.Serializer):
    """Who needs a person, and about what."""

    key = serializers.CharField(max_length=64)
    citizen = serializers.CharField(max_length=64)
    jurisdiction = serializers.CharField(max_length=32)
    language = serializers.ChoiceField(choices=LANGUAGES)
    about = serializers.CharField(max_length=4000, allow_blank=True, allow_null=True, default="")


class HelpNumber(serializers.Serializer):
    """The request's number."""

    number = serializers.CharField()


class HelpRequestsView(APIView):
    """Ask for a person."""

    @extend_schema(request=HelpWanted, responses={200: HelpNumber, 201: HelpNumber, 400: Error})
    def post(self, request: Request) -> Response:
        """Put a citizen on the list of those who wait for a person; the same key does so once."""
        wanted = read(HelpWanted, request.data)
        if wanted["jurisdiction"] not in jurisdictions():
            raise Invalid({"jurisdiction": "unknown"})
        found, new = ask(wanted | {"about": masked(wanted["about"] or "")})
        return Response({"number": found.number}, status=201 if new else 200)


def ask(wanted: dict[str, Any]) -> tuple[HelpRequest, bool]:
    """Return the request with this key, and whether it is new."""
    try:
        with transaction.atomic():
            known = HelpRequest.objects.filter(key=wanted["key"]).first()
            if known is None:
                return HelpRequest.objects.create(
                    number=next_number(wanted["jurisdiction"], "SH"), **wanted
                ), True
    except IntegrityError:
        known = HelpRequest.objects.get(key=wanted["key"])
    if known.citizen != wanted["citizen"]:
        raise Invalid({"key": "taken"})
    return known, False
