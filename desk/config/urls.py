"""Every address of the desk."""

from __future__ import annotations

from django.contrib.auth import views as auth
from django.urls import path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny

from applications.api import ApplicationsView, ApplicationView, CitizenView
from bookings.api import SlotsView
from certificates.api import CertificateView
from certificates.verify import verify
from config import openapi  # noqa: F401 (registers the token with the schema)
from config.health import health
from files.api import FilesView, FileView
from officers import pages
from officers.login import Login
from people.api import HelpRequestsView

urlpatterns = [
    path("api/health/", health, name="health"),
    path(
        "api/schema/",
        SpectacularAPIView.as_view(authentication_classes=[], permission_classes=[AllowAny]),
        name="schema",
    ),
    path("api/files/", FilesView.as_view(), name="files"),
    path("api/files/<str:id>/", FileView.as_view(), name="file"),
    path("api/applications/", ApplicationsView.as_view(), name="applications"),
    path("api/applications/<str:number>/", ApplicationView.as_view(), name="application-api"),
    path("api/certificates/<str:number>/", CertificateView.as_view(), name="certificate"),
    path("api/slots/", SlotsView.as_view(), name="slots"),
    path("api/help-requests/", HelpRequestsView.as_view(), name="help-requests-api"),
    path("api/citizens/<str:citizen>/", CitizenView.as_view(), name="citizen"),
    path("v/<str:id>", verify, name="verify"),
    path("login/", Login.as_view(), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
    path("", pages.queue, name="queue"),
    path("applications/<str:number>/", pages.application, name="application"),
    path("applications/<str:number>/decide/", pages.decide, name="decide"),
    path("applications/<str:number>/revoke/", pages.revoke, name="revoke"),
    path("applications/<str:number>/papers/<int:paper>/", pages.paper, name="paper"),
    path("applications/<str:number>/certificate/", pages.certificate, name="certificate-page"),
    path("hearings/", pages.hearings, name="hearings"),
    path("help/", pages.help_requests, name="help-requests"),
    path("help/<str:number>/done/", pages.help_done, name="help-done"),
]
