"""The API's call for a certificate."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from applications.numbers import normalise
from applications.serializers import Error
from certificates.models import Certificate
from config.api import NotFound


def pdf_response(certificate: Certificate) -> HttpResponse:
    """Return the PDF under its name in the citizen's language."""
    response = HttpResponse(bytes(certificate.pdf), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, certificate.filename) or ""
    return response


class CertificateView(APIView):
    """An issued certificate."""

    @extend_schema(responses={(200, "application/pdf"): OpenApiTypes.BINARY, 404: Error})
    def get(self, request: Request, number: str) -> HttpResponse:
        """Return the PDF; a revoked certificate is not given out."""
        certificate = Certificate.objects.filter(
            application__number=normalise(number), revoked_at=None
        ).first()
        if certificate is None:
            raise NotFound()
        return pdf_response(certificate)
