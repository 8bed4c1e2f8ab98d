"""Approving makes a certificate, or changes nothing at all."""

from __future__ import annotations

import pytest
from conftest import andhra_filing, decide, filed, filing

from certificates.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("make", "name"), [(filing, "आय-प्रमाण-पत्र"), (andhra_filing, "ఆదాయ-ధ్రువీకరణ-పత్రం")])
def test_approval_makes_the_pdf(api, officer, make, name):
    application = filed(api, make(api))
    response = decide(officer, application.number, "approved")
    assert response.status_code == 302, response.content.decode()
    certificate = Certificate.objects.get()
    assert certificate.filename == f"{name}-{application.number}.pdf"
    pdf = bytes(certificate.pdf)

    open(f"/tmp/desk/{application.jurisdiction}.pdf", "wb").write(pdf)
