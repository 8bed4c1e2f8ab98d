"""Typst: data in, one page of PDF/A-3a out; a character without a glyph is an error, never a box."""

from __future__ import annotations

import io
import json
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import fontpkg_noto_sans
import fontpkg_noto_sans_devanagari
import fontpkg_noto_sans_telugu
import segno
import typst

TEMPLATES = Path(__file__).parent / "templates"
FONTS = (fontpkg_noto_sans, fontpkg_noto_sans_devanagari, fontpkg_noto_sans_telugu)

# Sizes of the text to try, the largest first: long names and addresses still get their one page.
SCALES = (1.0, 0.85, 0.72)

# A compiler must not be shared: two threads in one raise "Already borrowed".
_own = threading.local()


class CannotPrint(Exception):
    """The certificate cannot be printed as it is; the message is for the officer."""


def pdf(data: dict[str, Any], at: datetime) -> bytes:
    """Return the page as PDF/A-3a.

    Args:
        data: what `templates/layout.typ` prints.
        at: moment of issue, in UTC; the same data and moment give the same bytes.

    Raises:
        CannotPrint: a character has no glyph in our fonts, or the text does not fit on one page.
    """
    data = data | {"qr": qr(data["verify"])}
    for scale in SCALES:
        made, pages = _print(data | {"scale": scale}, at)
        if pages == 1:
            return made
    raise CannotPrint("The text does not fit on one page. Shorten the longest answer and try again.")


def _print(data: dict[str, Any], at: datetime) -> tuple[bytes, int]:
    """Return the PDF and its number of pages."""
    inputs = {"data": json.dumps(data, ensure_ascii=False)}
    try:
        made = _compiler().compile(
            sys_inputs=inputs, format="pdf", pdf_standards=["a-3a"], timestamp=int(at.timestamp())
        )
        pages = _compiler().query("<page-count>", field="value", one=True)
    except typst.TypstError as error:
        raise CannotPrint(_explain(str(error))) from error
    assert isinstance(made, bytes)
    return made, json.loads(pages)


def qr(address: str) -> str:
    """Return the QR code of an address as SVG."""
    out = io.BytesIO()
    segno.make(address, error="m", boost_error=False).save(out, kind="svg", xmldecl=False, border=2, scale=4)
    return out.getvalue().decode()


def _compiler() -> typst.Compiler:
    """Return this thread's compiler, with our fonts and no others."""
    if not hasattr(_own, "compiler"):
        fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(package.ROOT) for package in FONTS],
        )
        _own.compiler = typst.Compiler(
            str(TEMPLATES / "layout.typ"), root=str(TEMPLATES), font_paths=fonts, ignore_system_fonts=True
        )
    return _own.compiler


def _explain(error: str) -> str:
    if "could not be displayed" in error:
        return (
            "An answer holds a character that cannot be printed; Devanagari, Telugu and Latin letters can. "
            f"Typst says: {error}"
        )
    return f"The certificate could not be printed. Typst says: {error}"
