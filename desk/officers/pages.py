"""The officers' pages."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from applications import decisions
from applications.models import Application, Paper, State
from bookings.models import Booking
from certificates.api import pdf_response
from certificates.render import CannotPrint
from officers.accounts import seen_by
from officers.details import details
from officers.queue import filters, service_names, urgency, waiting
from people.models import HelpRequest
from sevamitra import clock

PAGE_SIZE = 50


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what is to be decided, overdue first."""
    page = Paginator(waiting(request), PAGE_SIZE).get_page(request.GET.get("page"))
    today = clock.today()
    rows = [
        {
            "application": application,
            "names": service_names(application.service, application.language),
            "urgency": urgency(application, today),
        }
        for application in page
    ]
    query = request.GET.copy()
    query.pop("page", None)
    context = {"rows": rows, "page": page, "filters": filters(request), "query": query.urlencode()}
    return render(request, "officers/queue.html", context | {"number": request.GET.get("number", "")})


@require_safe
def application(request: HttpRequest, number: str) -> HttpResponse:
    """Show one application with all that a decision needs."""
    return render(request, "officers/application.html", details(_mine(request, number)))


@require_POST
def decide(request: HttpRequest, number: str) -> HttpResponse:
    """Take a decision on an application."""
    mine = _mine(request, number)
    written = (request.POST.get(key, "").strip() for key in ("common", "note"))
    note = "\n".join(part for part in written if part)
    try:
        decided = decisions.decide(mine.number, request.POST.get("to", ""), cast(User, request.user), note)
    except (decisions.CannotDecide, CannotPrint) as error:
        messages.error(request, f"Nothing has been changed. {error}")
        return render(request, "officers/application.html", details(mine) | {"note": note}, status=409)
    messages.success(request, f"{mine.number}: {State(decided.state).label}.")
    return redirect("application", number=mine.number)


@require_POST
def revoke(request: HttpRequest, number: str) -> HttpResponse:
    """Revoke the certificate of an application."""
    mine = _mine(request, number)
    try:
        decisions.revoke(mine.number, cast(User, request.user), request.POST.get("note", ""))
    except decisions.CannotDecide as error:
        messages.error(request, str(error))
        return render(request, "officers/application.html", details(mine), status=409)
    messages.success(request, f"The certificate of {mine.number} is revoked.")
    return redirect("application", number=mine.number)


@require_safe
@xframe_options_sameorigin
def paper(request: HttpRequest, number: str, paper: int) -> FileResponse:
    """Show a paper to an officer who may see its application."""
    papers = Paper.objects.select_related("file")
    file = get_object_or_404(papers, pk=paper, application=_mine(request, number)).file
    if not file.path.is_file():
        raise Http404
    shown = FileResponse(file.path.open("rb"), content_type=file.content_type, filename=file.name)
    return _for_viewer(shown)


@require_safe
@xframe_options_sameorigin
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Show the certificate that was issued."""
    mine = _mine(request, number)
    if not hasattr(mine, "certificate"):
        raise Http404
    return _for_viewer(pdf_response(mine.certificate))


@require_safe
def hearings(request: HttpRequest) -> HttpResponse:
    """Show who is heard when, from today on, day by day."""
    mine = seen_by(Application.objects.all(), request.user)
    start = clock.now().astimezone(clock.IST).replace(hour=0, minute=0, second=0, microsecond=0)
    ahead = Booking.objects.filter(application__in=mine, start__gte=start).select_related("application")
    rows = [
        {"start": seat.start.astimezone(clock.IST), "seat": seat, "about": _subject(seat.application)}
        for seat in ahead.order_by("start", "seat")
    ]
    return render(request, "officers/hearings.html", {"rows": rows})


def _subject(application: Application) -> str:
    """Return what a hearing is about: the citizen's words, else the service's name."""
    said = (application.answers.get(key) for key in ("subject", "description"))
    return next((words for words in said if words), service_names(application.service, "en")[0])


@require_safe
def help_requests(request: HttpRequest) -> HttpResponse:
    """Show who waits for a person."""
    rows = seen_by(HelpRequest.objects.all(), request.user, department=False)
    waiting = rows.filter(done_at=None).order_by("created_at")
    done = rows.exclude(done_at=None).order_by("-done_at")[:20]
    return render(request, "officers/help.html", {"waiting": waiting, "done": done})


@require_POST
def help_done(request: HttpRequest, number: str) -> HttpResponse:
    """Note that a citizen has been helped."""
    rows = seen_by(HelpRequest.objects.all(), request.user, department=False)
    found = get_object_or_404(rows, number=number)
    rows.filter(pk=found.pk, done_at=None).update(done_at=clock.now(), done_by=cast(User, request.user))
    messages.success(request, f"{number} is done.")
    return redirect("help-requests")


def _for_viewer[Response: HttpResponseBase](response: Response) -> Response:
    """Let the browser's own PDF viewer work: the pages' policy would forbid its styles and scripts."""
    response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
    return response


def _mine(request: HttpRequest, number: str) -> Application:
    """Return an application that this officer may see; another's is not found."""
    return get_object_or_404(seen_by(Application.objects.all(), request.user), number=number)
