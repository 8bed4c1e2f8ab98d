"""Logging in, not as often as one likes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.ratelimit import Limit, caller

WRONG_NAME = Limit("login-name", 10, 900)
FROM_ADDRESS = Limit("login-address", 60, 900)


class Login(views.LoginView):
    """The log-in page; after ten wrong tries at one name it closes for a quarter of an hour."""

    template_name = "officers/login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log in, or say that it was tried too often."""
        if WRONG_NAME.exceeded(self._name()) or FROM_ADDRESS.exceeded(caller(request)):
            return render(request, "officers/too_often.html", status=429)
        return super().post(request, *args, **kwargs)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        """Count the wrong try."""
        WRONG_NAME.count(self._name())
        FROM_ADDRESS.count(caller(self.request))
        return super().form_invalid(form)

    def _name(self) -> str:
        return self.request.POST.get("username", "")[:150].lower()
