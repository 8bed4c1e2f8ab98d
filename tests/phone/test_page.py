"""The page in a real browser, with a small bot on the other side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import chromium

from .echo import PDF, echo
from .live import AP, JHABUA, KAMLA, VENKAT, Live

# The smallest PNG: one green dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c6360f80f000104010018dd8db00000000049454e44ae426082"
)
SMALL, WIDE = {"width": 360, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def talking(live: Live) -> Live:
    live.sim("rates", {"model": "off"})
    live.bot.react = echo(live)
    return live


@pytest.fixture
def page(browser: Browser, talking: Live) -> Iterator[Page]:
    page = browser.new_page(viewport=SMALL)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.goto(talking.url)
    expect(part(page, "state")).to_have_text("आप: कमला बाई")
    yield page
    page.close()
    assert faults == []


def part(page: Page, name: str, phone: int = 0) -> Locator:
    return page.get_by_test_id("phone").nth(phone).get_by_test_id(name)


def write(page: Page, text: str) -> None:
    part(page, "input").fill(text)
    part(page, "input").press("Enter")


def bubbles(page: Page, by: str) -> Locator:
    return page.locator(f'[data-testid="message"][data-by="{by}"]')


def test_an_empty_chat_suggests_what_to_write(page: Page) -> None:
    suggestions = part(page, "suggestion")
    assert [one.get_attribute("lang") for one in suggestions.all()] == ["hi", "hi-Latn", "en"]
    text = suggestions.first.inner_text()
    suggestions.first.click()
    expect(bubbles(page, "citizen")).to_contain_text(text)
    expect(bubbles(page, "number")).to_contain_text(f"मिला: {text}")
    expect(part(page, "suggestions")).to_be_hidden()


@pytest.mark.parametrize("text", ["मेरा राशन कार्ड", "నా రేషన్ కార్డు", "my ration card"])
def test_enter_sends_in_every_script(page: Page, talking: Live, text: str) -> None:
    write(page, text)
    expect(bubbles(page, "number")).to_contain_text(f"मिला: {text}")
    assert talking.bot.items("messages")[0]["text"]["body"] == text
    expect(part(page, "input")).to_have_value("")
    expect(part(page, "input")).to_be_focused()


def test_shift_enter_makes_a_new_line(page: Page, talking: Live) -> None:
    box = part(page, "input")
    box.type("एक")
    box.press("Shift+Enter")
    box.type("दो")
    box.press("Enter")
    expect(bubbles(page, "number")).to_have_count(1)
    assert talking.bot.items("messages")[0]["text"]["body"] == "एक\nदो"


def test_nothing_but_space_is_not_sent(page: Page) -> None:
    write(page, "   ")
    expect(part(page, "send")).to_be_hidden()
    expect(bubbles(page, "citizen")).to_have_count(0)


def test_ticks_turn_blue_when_the_bot_has_read(page: Page) -> None:
    write(page, "नमस्ते")
    tick = bubbles(page, "citizen").locator(".ticks")
    expect(tick).to_have_class(re.compile("read"))
    expect(tick).to_have_attribute("aria-label", "पढ़ लिया गया")


def test_typing_shows_until_the_answer(page: Page, talking: Live) -> None:
    write(page, "wait")
    expect(part(page, "state")).to_have_text("लिख रहे हैं…")
    expect(part(page, "dots")).to_be_visible()
    write(page, "नमस्ते")
    expect(bubbles(page, "number")).to_have_count(1)
    expect(part(page, "dots")).to_be_hidden()
    expect(part(page, "state")).to_have_text("आप: कमला बाई")


def test_a_tapped_button_comes_back_with_its_message(page: Page, talking: Live) -> None:
    write(page, "buttons")
    asked = bubbles(page, "number").first
    expect(asked.locator("strong")).to_have_text("आय प्रमाण पत्र")
    page.get_by_role("button", name="हाँ, शुरू करें").click()
    expect(bubbles(page, "citizen").last).to_contain_text("हाँ, शुरू करें")
    expect(bubbles(page, "citizen").last.locator(".quote")).to_contain_text("क्या आवेदन शुरू करें?")
    tapped = talking.bot.items("messages")[-1]
    assert tapped["interactive"]["button_reply"] == {"id": "/affirm", "title": "हाँ, शुरू करें"}
    assert tapped["context"]["id"] == asked.get_attribute("data-id")


def test_a_row_is_chosen_with_the_keyboard_alone(page: Page, talking: Live) -> None:
    write(page, "list")
    opener = page.get_by_role("button", name="तहसील चुनें")
    opener.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name="तहसील चुनें")
    expect(sheet.get_by_role("radio", name="झाबुआ ज़िला मुख्यालय")).to_be_focused()
    expect(sheet.get_by_test_id("list-send")).to_be_disabled()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(bubbles(page, "citizen").last).to_contain_text("मेघनगर")
    assert talking.bot.items("messages")[-1]["interactive"]["list_reply"]["id"] == "t:meghnagar"


def test_a_photo_is_shown_first_and_sent_with_words(page: Page, talking: Live, tmp_path: Path) -> None:
    photo = tmp_path / "card.png"
    photo.write_bytes(PNG)
    part(page, "attach").click()
    page.get_by_test_id("pick-photo").set_input_files(photo)
    page.get_by_test_id("caption").fill("मेरा कार्ड")
    page.get_by_test_id("preview-send").click()
    expect(bubbles(page, "number")).to_contain_text("मिला: image")
    image = bubbles(page, "citizen").get_by_role("img", name="मेरा कार्ड")
    expect(image).to_be_visible()
    assert image.evaluate("image => image.naturalWidth") == 1
    received = talking.bot.items("messages")[-1]["image"]
    assert received["caption"] == "मेरा कार्ड"
    assert talking.get(received["url"]).content == PNG


def test_a_paper_is_sent_with_its_name(page: Page, talking: Live, tmp_path: Path) -> None:
    paper = tmp_path / "राशन.pdf"
    paper.write_bytes(PDF)
    part(page, "attach").click()
    page.get_by_test_id("pick-document").set_input_files(paper)
    page.get_by_test_id("preview-send").click()
    expect(bubbles(page, "number")).to_contain_text("मिला: document")
    received = talking.bot.items("messages")[-1]["document"]
    assert (received["filename"], received["mime_type"]) == ("राशन.pdf", "application/pdf")


def test_a_received_paper_opens(page: Page, talking: Live) -> None:
    write(page, "paper")
    card = bubbles(page, "number").get_by_test_id("document")
    expect(card).to_contain_text("आय.pdf")
    expect(card).to_contain_text("B · PDF")
    with page.context.expect_page() as opened:
        card.click()
    assert opened.value.url in (talking.url + str(card.get_attribute("href")), "about:blank", ":")
    answer = talking.http.get(str(card.get_attribute("href")))
    assert (answer.content, answer.headers["Content-Type"]) == (PDF, "application/pdf")
    opened.value.close()


def test_a_place_is_sent_when_asked_for(page: Page, talking: Live) -> None:
    write(page, "location")
    page.get_by_test_id("send-location").click()
    page.get_by_test_id("location-sample").click()
    expect(bubbles(page, "citizen").last).to_contain_text("बस स्टैंड, झाबुआ")
    sent = talking.bot.items("messages")[-1]
    assert sent["location"]["latitude"] == 22.7677
    assert sent["context"]["id"] == bubbles(page, "number").first.get_attribute("data-id")


def test_a_link_opens_elsewhere(page: Page) -> None:
    write(page, "link")
    link = page.get_by_role("link", name="खोलें")
    expect(link).to_have_attribute("href", "https://example.org/v/1")
    expect(link).to_have_attribute("rel", re.compile("noopener"))


def test_marks_are_shown_and_html_is_not(page: Page) -> None:
    write(page, "*a* _b_ ~c~ 2*3*4 snake_case_name <img src=x onerror=alert(1)>")
    bubble = bubbles(page, "citizen")
    assert [bubble.locator(tag).all_inner_texts() for tag in ("strong", "em", "s")] == [["a"], ["b"], ["c"]]
    expect(bubble).to_contain_text("2*3*4 snake_case_name <img src=x onerror=alert(1)>")


def test_one_changes_the_number_and_the_person_quickly(page: Page, talking: Live) -> None:
    write(page, "नमस्ते")
    part(page, "swap").click()
    expect(part(page, "name")).to_have_text("Mana Mitra style – AP demo")
    expect(part(page, "suggestion").first).to_have_attribute("lang", "te")
    part(page, "menu").click()
    page.get_by_test_id(f"citizen-{VENKAT}").click()
    expect(part(page, "state")).to_have_text("మీరు: వెంకట రావు")
    write(page, "నమస్తే")
    expect(bubbles(page, "citizen")).to_have_count(1)
    assert [(one["from"]) for one in talking.bot.items("messages")] == [KAMLA, VENKAT]
    assert [
        value["metadata"]["phone_number_id"] for value in talking.bot.values() if "messages" in value
    ] == [
        JHABUA,
        AP,
    ]


def test_a_new_person_has_an_empty_chat_and_it_can_be_emptied(page: Page, talking: Live) -> None:
    write(page, "नमस्ते")
    expect(bubbles(page, "citizen")).to_have_count(1)
    part(page, "menu").click()
    page.get_by_test_id("new-citizen").click()
    expect(part(page, "state")).to_have_text("आप: नया व्यक्ति 1")
    expect(bubbles(page, "citizen")).to_have_count(0)
    write(page, "मैं नया हूँ")
    expect(bubbles(page, "number")).to_have_count(1)
    part(page, "menu").click()
    page.get_by_test_id("clear-chat").click()
    expect(page.get_by_test_id("message")).to_have_count(0)
    expect(part(page, "suggestions")).to_be_visible()


def test_a_silent_bot_is_told(page: Page, talking: Live) -> None:
    talking.sim("webhook-knobs", {"retry_after": []})
    talking.bot.statuses = [503]
    write(page, "नमस्ते")
    expect(page.get_by_role("alert").filter(has_text="बॉट")).to_be_visible()
    assert bubbles(page, "citizen").get_attribute("data-status") == "sent"


def test_what_fails_says_why(page: Page, talking: Live) -> None:
    write(page, "wait")
    talking.sim("faults", {"code": 131053})
    talking.graph({"messaging_product": "whatsapp", "to": f"+{KAMLA}", "type": "text", "text": {"body": "x"}})
    expect(part(page, "failed").last).to_contain_text("131053")


def test_the_page_never_claims_to_be_the_government(page: Page) -> None:
    notice = "डेमो, सरकारी सेवा नहीं · డెమో, ప్రభుత్వ సేవ కాదు · Demo, not a government service"
    expect(part(page, "notice")).to_have_text(notice)
    expect(part(page, "notice")).to_be_in_viewport()
    expect(part(page, "name")).to_contain_text("demo")


def test_screen_readers_hear_the_conversation(page: Page) -> None:
    log = page.get_by_role("log")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-label", "बातचीत")
    expect(page.get_by_role("textbox", name="संदेश लिखें")).to_be_visible()
    nameless = page.evaluate(
        "[...document.querySelectorAll('button')].filter((one) => one.checkVisibility()"
        " && !(one.getAttribute('aria-label') || one.textContent.trim())).length"
    )
    assert nameless == 0
    write(page, "नमस्ते")
    expect(bubbles(page, "citizen").locator(".sr-only").first).to_have_text("आप: ")
    expect(bubbles(page, "number").locator(".sr-only").first).to_have_text("Lok Seva Jhabua – demo: ")


def test_news_of_ticks_does_not_read_a_bubble_again(page: Page, talking: Live) -> None:
    talking.bot.react = None
    write(page, "नमस्ते")
    bubble = bubbles(page, "citizen")
    expect(bubble).to_have_attribute("data-status", "delivered")
    bubble.evaluate("node => { node.kept = true; }")
    message = str(bubble.get_attribute("data-id"))
    talking.graph({"messaging_product": "whatsapp", "status": "read", "message_id": message})
    expect(bubble).to_have_attribute("data-status", "read")
    assert bubble.evaluate("node => node.kept") is True


@pytest.mark.parametrize("width", [320, 360, 412, 700, 1280])
def test_nothing_sticks_out_at_any_width(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    for text in ("buttons", "list", "paper", "a" * 200):
        write(page, text)
    expect(bubbles(page, "number")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert part(page, "scroll").evaluate("node => node.scrollWidth <= node.clientWidth")
    expect(part(page, "input")).to_be_in_viewport()
    expect(bubbles(page, "number").last).to_be_in_viewport()


def test_a_wide_screen_shows_two_phones(page: Page) -> None:
    page.set_viewport_size(WIDE)
    expect(page.get_by_test_id("phone").nth(1)).to_be_visible()
    expect(part(page, "name", 1)).to_have_text("Mana Mitra style – AP demo")
    expect(part(page, "state", 1)).to_have_text("మీరు: వెంకట రావు")
    write(page, "list")
    page.get_by_test_id("open-list").click()
    phone, sheet = (one.bounding_box() for one in (page.get_by_test_id("phone").first, part(page, "sheet")))
    assert phone and sheet
    assert phone["x"] <= sheet["x"] and sheet["x"] + sheet["width"] <= phone["x"] + phone["width"]
    page.keyboard.press("Escape")
    page.get_by_test_id("layout").click()
    expect(page.get_by_test_id("phone")).to_have_count(1)
    expect(part(page, "swap")).to_be_visible()


def test_a_conversation_outlives_a_reload(page: Page) -> None:
    write(page, "buttons")
    expect(bubbles(page, "number")).to_have_count(1)
    page.reload()
    expect(bubbles(page, "number")).to_contain_text("क्या आवेदन शुरू करें?")
    expect(bubbles(page, "citizen")).to_have_count(1)


def test_who_wants_no_motion_gets_none(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    write(page, "wait")
    assert (
        part(page, "dots").locator("span").first.evaluate("n => getComputedStyle(n).animationName") == "none"
    )


def test_pictures_of_the_page(page: Page, tmp_path: Path) -> None:
    write(page, "buttons")
    expect(bubbles(page, "number")).to_have_count(1)
    for name, size in (("small", SMALL), ("wide", WIDE)):
        page.set_viewport_size(size)
        page.screenshot(path=tmp_path / f"{name}.png")
        assert (tmp_path / f"{name}.png").stat().st_size > 10_000
