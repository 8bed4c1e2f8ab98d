"""Logging in, not as often as one likes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.ratelimit import Limit, caller

WRONG_NAME = Limit("login-name", 10, 900)
FROM_ADDRESS = Limit("login-address", 60, 900)


class Login(views.LoginView):
    """The log-in page; after ten tries at one name it closes for a quarter of an hour."""

    template_name = "officers/login.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Log in, or say that it was tried too often."""
        name = request.POST.get("username", "")[:150].lower()
        within = [WRONG_NAME.count(name), FROM_ADDRESS.count(caller(request))]
        if not all(within):
            return render(request, "officers/too_often.html", status=429)
        return super().post(request, *args, **kwargs)
