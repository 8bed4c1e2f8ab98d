"""The API's calls on papers."""

from __future__ import annotations

from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from applications.serializers import Error, read
from config.api import NotFound
from files.models import StoredFile
from files.store import take


class Upload(serializers.Serializer):
    """A paper and whose it is."""

    file = serializers.FileField(allow_empty_file=True)
    citizen = serializers.CharField(max_length=64)


class FileOut(serializers.Serializer):
    """A stored paper."""

    id = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    size = serializers.IntegerField()
    sha256 = serializers.CharField()


class FilesView(APIView):
    """Take papers."""

    parser_classes = [MultiPartParser]

    @extend_schema(request=Upload, responses={201: FileOut, 400: Error, 413: Error, 415: Error})
    def post(self, request: Request) -> Response:
        """Store a JPEG, PNG, PDF or Ogg file; the kind is read from the bytes."""
        upload = read(Upload, request.data)
        return Response(take(upload["file"], upload["citizen"]).as_json(), status=201)


class FileView(APIView):
    """Give papers back."""

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: Error})
    def get(self, request: Request, id: str) -> FileResponse:
        """Return the bytes of a paper."""
        stored = StoredFile.objects.filter(id=id).first()
        if stored is None or not stored.path.is_file():
            raise NotFound()
        return FileResponse(stored.path.open("rb"), content_type=stored.content_type, filename=stored.name)
