"""The API's calls on applications and citizens."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications import filing, privacy
from applications.models import Application, HistoryEntry
from applications.numbers import normalise
from applications.present import as_json
from applications.serializers import ApplicationOut, Applications, Error, Filing, Forgotten, read
from config import ratelimit
from config.api import DeskError, Invalid, NotFound

# Ten thousand ends of a number are soon tried out; this many an hour are not.
WRONG_DETAILS = ratelimit.Limit("second-detail", 5, 3600)


def whole() -> QuerySet[Application]:
    """Return applications with all that `as_json` needs."""
    history = Prefetch("history", HistoryEntry.objects.order_by("at", "id"))
    related = Application.objects.select_related("booking", "certificate").defer("certificate__pdf")
    return related.prefetch_related(history)


class ApplicationsView(APIView):
    """File, and list a citizen's own."""

    @extend_schema(
        request=Filing,
        responses={200: ApplicationOut, 201: ApplicationOut, 400: Error, 409: Error},
    )
    def post(self, request: Request) -> Response:
        """File an application, grievance or booking; the same key files it once."""
        application, new = filing.submit(read(Filing, request.data))
        return Response(as_json(whole().get(pk=application.pk)), status=201 if new else 200)

    @extend_schema(
        operation_id="applications_list",
        parameters=[OpenApiParameter("citizen", str, required=True)],
        responses={200: Applications, 400: Error},
    )
    def get(self, request: Request) -> Response:
        """Return a citizen's applications, newest first."""
        citizen = request.query_params.get("citizen")
        if not citizen:
            raise Invalid({"citizen": "required"})
        mine = whole().filter(citizen=citizen).order_by("-submitted_at", "-id")
        return Response({"applications": [as_json(application) for application in mine]})


class ApplicationView(APIView):
    """One application."""

    @extend_schema(
        operation_id="applications_retrieve",
        parameters=[OpenApiParameter("citizen", str), OpenApiParameter("mobile_last4", str)],
        responses={200: ApplicationOut, 403: Error, 404: Error},
    )
    def get(self, request: Request, number: str) -> Response:
        """Return an application to its citizen, or to who knows its number and a second detail."""
        application = whole().filter(number=normalise(number)).first()
        if application is None:
            raise NotFound()
        _may_see(application, request.query_params)
        return Response(as_json(application))


def _may_see(application: Application, asked: Any) -> None:
    """Raise `second_detail_needed` unless the citizen or the end of the mobile number matches."""
    if application.citizen and asked.get("citizen") == application.citizen:
        return
    detail = asked.get("mobile_last4")
    if detail and not WRONG_DETAILS.exceeded(application.number):
        if application.mobile_last4 and detail == application.mobile_last4:
            return
        WRONG_DETAILS.count(application.number)
    raise DeskError("second_detail_needed", 403)


class CitizenView(APIView):
    """What the desk holds of a citizen."""

    @extend_schema(responses={200: Forgotten})
    def delete(self, request: Request, citizen: str) -> Response:
        """Delete what may be deleted; what was filed stays in the register without the link to the chat."""
        return Response(privacy.forget(citizen))
