"""Turns with files: a citizen's papers brought to the desk, and papers sent."""

from __future__ import annotations

import pytest

from .test_turns import post, quiet, texts
from .world import JPEG, PDF, FakeDialogue, item, until


async def test_a_photo_waits_for_the_desk_and_others_of_the_citizen_do_not(start, around, monkeypatch):
    monkeypatch.setattr("sevamitra.whatsapp.turns.MEDIA_PAUSE", 0.1)
    around.graph.files, around.desk.down = {"901": JPEG}, True
    dialogue = FakeDialogue()
    connector = start(dialogue)
    await post(connector, item("wamid.1", type="image", image={"id": "901"}))
    await post(connector, item("wamid.2", at=1795000002))
    await until(lambda: len(dialogue.turns) == 1)
    assert dialogue.turns[0]["text"] == "Hello"
    around.desk.down = False
    await until(lambda: len(dialogue.turns) == 2)
    assert dialogue.turns[1]["metadata"]["file"]["id"] == "f1"
    assert (
        around.desk.kept[0]["data"] == JPEG and around.desk.kept[0]["citizen"] == dialogue.turns[0]["citizen"]
    )


async def test_a_photo_that_waited_too_long_has_failed(start, around, monkeypatch):
    monkeypatch.setattr("sevamitra.whatsapp.turns.MEDIA_PAUSE", 0.05)
    monkeypatch.setattr("sevamitra.whatsapp.turns.MEDIA_PATIENCE", 0.2)
    around.graph.files, around.desk.down = {"901": JPEG}, True
    dialogue = FakeDialogue()
    connector = start(dialogue)
    await post(connector, item(type="image", image={"id": "901"}))
    await quiet(connector)
    assert [turn["text"] for turn in dialogue.turns] == ["/media_failed"]


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/blob/901",
        "http://127.0.0.1:1/blob/901",
        "https://fbsbx.com.evil.example/x",
        "file:///etc/passwd",
        "",
    ],
)
async def test_the_token_is_not_shown_to_a_foreign_host(start, around, url):
    around.graph.files, around.graph.media_url = {"901": JPEG}, url or "not an address"
    dialogue = FakeDialogue()
    connector = start(dialogue)
    await post(connector, item(type="image", image={"id": "901"}))
    await quiet(connector)
    assert [turn["text"] for turn in dialogue.turns] == ["/media_failed"]


async def test_a_file_that_the_desk_does_not_want_has_failed(start, around):
    around.graph.files, around.desk.refuses = {"901": JPEG}, True
    dialogue = FakeDialogue()
    connector = start(dialogue)
    await post(connector, item(type="image", image={"id": "901"}))
    await quiet(connector)
    assert [turn["text"] for turn in dialogue.turns] == ["/media_failed"]


async def test_a_file_that_is_too_large_has_failed(start, around, monkeypatch):
    monkeypatch.setattr("sevamitra.whatsapp.media.MAX_INBOUND", 50)
    around.graph.files = {"901": JPEG}
    dialogue = FakeDialogue()
    connector = start(dialogue)
    await post(connector, item(type="image", image={"id": "901"}))
    await quiet(connector)
    assert [turn["text"] for turn in dialogue.turns] == ["/media_failed"]


async def test_a_paper_is_uploaded_once_and_sent_with_its_words(start, around):
    around.desk.papers = {"c.pdf": PDF}

    async def give(_turn):
        document = {"url": f"{around.desk.url}/papers/c.pdf", "filename": "आय प्रमाण पत्र.pdf"}
        return [{"text": "Here it is."}, {"custom": {"document": document}}]

    connector = start(FakeDialogue(do=give))
    for n in range(2):
        await post(connector, item(f"wamid.{n}"))
        await quiet(connector)
    (upload,) = around.graph.uploads
    assert upload["data"] == PDF and upload["type"] == "application/pdf" and upload["product"] == "whatsapp"
    for sent in around.graph.sent:
        assert sent["type"] == "document"
        assert sent["document"] == {"id": "901", "filename": "आय प्रमाण पत्र.pdf", "caption": "Here it is."}


@pytest.mark.parametrize(
    "where", ["/papers/lost.pdf", "http://127.0.0.1:1/x.pdf", "https://evil.example/x.pdf"]
)
async def test_the_words_arrive_where_the_paper_does_not(start, around, where):
    async def give(_turn):
        return [{"text": "Here it is."}, {"custom": {"document": {"url": where, "filename": "c.pdf"}}}]

    connector = start(FakeDialogue(do=give))
    await post(connector, item())
    await quiet(connector)
    assert texts(around) == ["Here it is."]
