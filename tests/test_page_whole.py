"""A person at the page: the phone in a real browser, with everything real behind it.

With `PICTURES=docs/img` in the environment the screenshots are kept there.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import chromium
from tests.conversations.play import FILES, decide
from tests.stack import Stack

SMALL = {"width": 360, "height": 740}
PATIENCE_MS = 20_000


@pytest.fixture
def page(stack: Stack) -> Iterator[Page]:
    stack.sim("POST", "reset", json={"run": "page"})
    stack.sim("POST", "rates", json={"model": "off"})
    with chromium() as browser:
        page = browser.new_page(viewport=SMALL, device_scale_factor=2)
        page.goto(stack.url("PHONE"))
        yield page


def test_a_certificate_is_asked_for_and_comes(stack: Stack, page: Page, tmp_path: Path) -> None:
    write(page, "mujhe aay praman patra chahiye")
    expect(newest(page)).to_contain_text("आय प्रमाण पत्र")
    newest(page).get_by_test_id("reply-button").first.click()
    picture(page, "phone", tmp_path)
    for text in ("रमेश कुमार डामोर", "मांगीलाल डामोर", "9876543210", "9999 4105 7058", "123456789", "5-7-1998"):
        write(page, text)
    newest(page).get_by_test_id("open-list").click()
    page.get_by_test_id("list-row").first.click()
    page.get_by_test_id("list-send").click()
    for text in ("मकान 12, पटेल फलिया, ग्राम कल्याणपुरा", "60 हजार", "1"):
        write(page, text)
    attach(page, "paper.jpg")
    attach(page, "paper.pdf")
    newest(page).get_by_test_id("reply-button").first.click()
    expect(newest(page)).to_contain_text("जमा करें")
    picture(page, "review", tmp_path)
    newest(page).get_by_test_id("reply-button").first.click()
    expect(newest(page)).to_contain_text("SMJ26-")
    decide(stack, "approved", "")
    document = newest(page).get_by_test_id("document")
    expect(document).to_contain_text(".pdf", timeout=PATIENCE_MS)
    picture(page, "certificate", tmp_path)
    with page.expect_popup() as opened:
        document.click()
    assert opened.value.url


def bot_messages(page: Page) -> Locator:
    """Return the bot's bubbles."""
    return page.locator('[data-testid="message"][data-by="number"]')


def newest(page: Page) -> Locator:
    """Return the bot's newest bubble."""
    return bot_messages(page).last


def write(page: Page, text: str) -> None:
    """Type a message and wait for the answer."""
    before = bot_messages(page).count()
    page.get_by_test_id("input").first.fill(text)
    page.get_by_test_id("input").first.press("Enter")
    expect(bot_messages(page)).to_have_count(before + 1, timeout=PATIENCE_MS)


def attach(page: Page, name: str) -> None:
    """Send a file and wait for the answer."""
    before = bot_messages(page).count()
    page.get_by_test_id("attach").first.click()
    with page.expect_file_chooser() as chooser:
        page.get_by_test_id("pick-photo" if name.endswith("jpg") else "pick-document").click()
    chooser.value.set_files(FILES / name)
    page.get_by_test_id("preview-send").click()
    expect(bot_messages(page)).to_have_count(before + 1, timeout=PATIENCE_MS)


def picture(page: Page, name: str, folder: Path) -> None:
    """Keep a screenshot of the page."""
    page.wait_for_timeout(400)  # let the newest bubble slide in
    page.screenshot(path=Path(os.environ.get("PICTURES", folder)) / f"{name}.png")
