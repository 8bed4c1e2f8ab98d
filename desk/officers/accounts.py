"""Officers' accounts and what they may see."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db import transaction
from django.db.models import Model, Q, QuerySet

from config.catalog import catalog
from config.jurisdictions import jurisdictions
from officers.models import Posting


@transaction.atomic
def create(
    name: str, password: str, jurisdiction: str = "", department: str = "", superuser: bool = False
) -> User:
    """Create an officer.

    Args:
        name: to log in with.
        password: to log in with.
        jurisdiction: whose applications are seen; empty: every one's.
        department: likewise.
        superuser: sees and does everything.

    Raises:
        ValueError: no such jurisdiction or department.
    """
    if jurisdiction and jurisdiction not in jurisdictions():
        raise ValueError(f"There is no jurisdiction {jurisdiction}; there are: {', '.join(jurisdictions())}.")
    if department and department not in departments(jurisdiction):
        raise ValueError(f"There is no department {department}.")
    user = User.objects.create_user(name, password=password, is_superuser=superuser, is_staff=superuser)
    Posting.objects.create(user=user, jurisdiction=jurisdiction, department=department)
    return user


def departments(jurisdiction: str) -> set[str]:
    """Return the ids of the departments that have services, in one jurisdiction or (empty) in all."""
    return {
        service.department for service in catalog().services() if jurisdiction in ("", service.jurisdiction)
    }


def seen_by[Rows: Model](
    rows: QuerySet[Rows], user: AbstractBaseUser | AnonymousUser, department: bool = True
) -> QuerySet[Rows]:
    """Return the rows that an officer may see.

    Args:
        rows: rows with `jurisdiction` and, unless `department` is False, `department`.
        user: the officer; one without a posting sees nothing.
        department: whether the rows belong to departments.
    """
    if not isinstance(user, User) or not user.is_active:
        return rows.none()
    if user.is_superuser:
        return rows
    allowed = Q(pk__in=[])
    for posting in user.postings.all():
        allowed |= _filter(posting, department)
    return rows.filter(allowed)


def _filter(posting: Posting, department: bool) -> Q:
    found = ~Q(pk__in=[])
    if posting.jurisdiction:
        found &= Q(jurisdiction=posting.jurisdiction)
    if posting.department and department:
        found &= Q(department=posting.department)
    return found
