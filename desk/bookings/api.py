"""The API's calls on hearings."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.serializers import Error, OpenSlot, read
from bookings.slots import open_slots
from config.api import NotFound
from config.catalog import find


class Wanted(serializers.Serializer):
    """Which slots are asked for."""

    service = serializers.CharField()
    limit = serializers.IntegerField(default=10, min_value=1, max_value=200)


class Slots(serializers.Serializer):
    """Open slots."""

    slots = OpenSlot(many=True)


class SlotsView(APIView):
    """Open slots."""

    @extend_schema(
        parameters=[OpenApiParameter("service", str, required=True), OpenApiParameter("limit", int)],
        responses={200: Slots, 404: Error},
    )
    def get(self, request: Request) -> Response:
        """Return the slots of a service that have a free seat, the soonest first."""
        wanted = read(Wanted, request.query_params)
        service = find(wanted["service"])
        if service is None or service.booking is None:
            raise NotFound()
        return Response({"slots": open_slots(service, wanted["limit"])})
