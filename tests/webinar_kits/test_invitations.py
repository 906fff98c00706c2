"""Messages, polls and breakout texts: plain words, right days, no placeholder."""

import csv
import io

import pytest

from courses.model import Mode, Module
from tests.webinar_kits.samples import CANARY, MakeRequest, Prepare
from webinar_kits.invitations import breakout_texts, hand_raise_text, messages, polls_csv, short_texts
from webinar_kits.model import Brand


def test_messages_go_out_seven_and_one_day_before_one_and_thirty_after(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    request = make_request()
    own, _, view = prepare(request, small_module)
    sent = messages(request, own, outline=view)
    assert [message.days for message in sent] == [-7, -1, 1, 30]
    days = ("Tuesday 17 November", "Monday 23 November", "Wednesday 25 November", "Thursday 24 December")
    for message, day in zip(sent, days, strict=True):
        assert f"Send: {day} 2026" in message.text
        assert "Tuesday 24 November 2026, 10:00–11:00 (Asia/Amman)" in message.text


@pytest.mark.parametrize("mode", list(Mode))
def test_no_message_holds_a_placeholder_or_an_answer(
    small_module: Module, make_request: MakeRequest, prepare: Prepare, mode: Mode
) -> None:
    request = make_request(mode=mode, starts_at=None, brand=Brand())
    own, _, view = prepare(request, small_module)
    sent = messages(request, own, outline=view)
    text = "".join(message.text for message in sent) + short_texts(sent) + breakout_texts(view) + hand_raise_text(view)
    assert "{" not in text
    assert CANARY not in text
    assert "None" not in text


def test_room_and_webinar_are_invited_differently(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    texts = []
    for mode in Mode:
        request = make_request(mode=mode)
        own, _, view = prepare(request, small_module)
        texts.append([message.text for message in messages(request, own, outline=view)])
    assert all(room != webinar for room, webinar in zip(*texts, strict=True))
    assert "link" in texts[1][0]
    assert "link" not in texts[0][0]


def test_texts_for_a_chat_are_short(complaints: Module, make_request: MakeRequest, prepare: Prepare) -> None:
    request = make_request()
    own, _, view = prepare(request, complaints)
    assert all(len(message.short) <= 240 for message in messages(request, own, outline=view))


def test_polls_have_their_question_and_answers_in_one_row(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    _, _, view = prepare(make_request(mode=Mode.WEBINAR), small_module)
    head, row = list(csv.reader(io.StringIO(polls_csv(view))))
    assert len(head) == len(row) == 9
    assert row[1:5] == ["Title of vote", "60", "Yes", "No"]
    assert row[0] == str(next(line.slide_number for line in view.rows if line.title == "Title of vote"))


def test_the_breakout_text_is_the_one_written_to_be_pasted(
    small_module: Module, make_request: MakeRequest, prepare: Prepare
) -> None:
    _, _, view = prepare(make_request(mode=Mode.WEBINAR), small_module)
    text = breakout_texts(view)
    assert "Your task: sort the cards. 0800 555 123" in text
    assert "Open the rooms." not in text
