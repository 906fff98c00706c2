"""The queue on a device and the server together: no cut line, ended sign-in, dead tab or restart loses what was typed.

`Tab` does what `static/proposal_part.js` does, step by step; the browser tests hold the script itself to it.
"""

from dataclasses import dataclass
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from lms.workshops import alone, late, parts, seats, teams
from lms.workshops.models import Seat, Team
from lms.workshops.parts import Edit
from tests.lms.test_workshop_parts import KEY, NOW, make_table


@dataclass(frozen=True)
class Sent:
    """An edit in flight: it keeps its id and its words until the server has answered for it."""

    id: str
    base: int
    base_text: str | None
    text: str


@dataclass(frozen=True)
class Record:
    """What a tab has written to its device."""

    base: int
    base_text: str | None
    text: str
    sent: Sent | None


@dataclass(eq=False)
class Tab:
    """A page with the part in it; `kept` is what outlives it."""

    seat: int
    base: int
    text: str
    base_text: str | None = None
    saved: str | None = None
    sent: Sent | None = None
    kept: Record | None = None
    on_its_way: parts.Saved | None = None

    @property
    def is_dirty(self) -> bool:
        return self.sent is not None or self.base_text is not None or self.text != self.saved

    def keep(self) -> None:
        self.kept = Record(self.base, self.base_text, self.text, self.sent) if self.is_dirty else None

    def next_edit(self) -> Sent:
        self.sent = self.sent or Sent(str(uuid4()), self.base, self.base_text, self.text)
        self.keep()
        return self.sent

    def settle(self, saved: parts.Saved) -> None:
        assert self.sent is not None
        as_sent, self.sent, self.on_its_way = self.sent.text, None, None
        self.base, self.base_text, self.saved = saved.version, None, as_sent
        if saved.is_merged and self.text == as_sent:
            self.text = self.saved = saved.content
        elif saved.is_merged:
            self.base_text = as_sent
        self.keep()

    def hear(self, part: parts.HeldPart) -> None:
        if part.version > self.base and not self.is_dirty:
            self.base, self.text, self.saved = part.version, part.content, part.content


class Writing(RuleBasedStateMachine):
    """Two people, several tabs each; every word they type occurs once."""

    session: Session
    tabs = Bundle("tabs")

    def __init__(self):
        super().__init__()
        self.savepoint = self.session.begin_nested()
        self.table = make_table(self.session)
        self.signed_in = {1: True, 2: True}
        self.left = {1: [], 2: []}
        self.open_tabs = []
        self.acknowledged, self.deleted, self.number = set(), set(), 0

    def teardown(self):
        try:
            self.come_together()
        finally:
            self.savepoint.rollback()
            self.session.expunge_all()

    def held(self):
        return parts.find_part(self.session, proposal_id=self.table[0], key=KEY)

    @rule(target=tabs, seat=st.sampled_from([1, 2]))
    def open_a_tab(self, seat):
        if not self.signed_in[seat]:
            return multiple()
        return multiple(*self.opened(seat))

    def opened(self, seat):
        part = self.held()
        base, text = (part.version, part.content) if part else (0, "")
        made = [Tab(seat, base, text, saved=text)]
        for place, record in enumerate(self.left[seat]):
            tab = made[0] if not place else Tab(seat, 0, "")
            tab.base, tab.base_text, tab.text, tab.sent = record.base, record.base_text, record.text, record.sent
            tab.saved = None
            tab.keep()
            made += [tab] if place else []
        self.left[seat] = []
        self.open_tabs += made
        return made

    @rule(tab=tabs, place=st.integers(0, 40))
    def type_a_word(self, tab, place):
        words = tab.text.split()
        self.number += 1
        words.insert(min(place, len(words)), f"w{self.number}")
        tab.text = " ".join(words)

    @rule(tab=tabs, place=st.integers(0, 40))
    def take_a_word_out(self, tab, place):
        words = tab.text.split()
        if words:
            self.deleted.add(words.pop(place % len(words)))
            tab.text = " ".join(words)

    @rule(tab=tabs)
    def a_moment_passes(self, tab):
        tab.keep()

    @rule(tab=tabs, fate=st.sampled_from(["answered", "answered later", "request lost", "answer lost"]))
    def send(self, tab, fate):
        if not tab.is_dirty or tab.on_its_way is not None:
            return
        edit = tab.next_edit()
        if not self.signed_in[tab.seat] or fate == "request lost":
            return
        saved = parts.save_part(
            self.session,
            proposal_id=self.table[0],
            edit=Edit(edit.id, KEY, edit.base, edit.text, base_content=edit.base_text),
            seat_id=self.table[tab.seat],
            now=NOW,
        )
        if fate == "answer lost":
            return
        tab.on_its_way = saved
        if fate == "answered":
            self.the_answer_arrives(tab)

    @rule(tab=tabs)
    def the_answer_arrives(self, tab):
        if tab.on_its_way is not None:
            self.acknowledged |= set(tab.sent.text.split())
            tab.settle(tab.on_its_way)

    @rule(tab=tabs)
    def look_for_news(self, tab):
        part = self.held()
        if part is not None and self.signed_in[tab.seat]:
            tab.hear(part)

    @rule(seat=st.sampled_from([1, 2]), is_in=st.booleans())
    def sign_in_or_out(self, seat, is_in):
        self.signed_in[seat] = is_in

    @rule(tab=consumes(tabs))
    def the_tab_dies(self, tab):
        self.open_tabs.remove(tab)
        if tab.kept is not None:
            self.left[tab.seat].append(tab.kept)

    @rule()
    def the_server_starts_anew(self):
        self.session.flush()
        self.session.expunge_all()

    @invariant()
    def acknowledged_words_are_there(self):
        part = self.held()
        assert self.acknowledged - self.deleted <= set(part.content.split() if part else ())

    def come_together(self):
        """Everybody signs in and waits: every word that was on a device is in the text, and all read the same."""
        self.signed_in = {1: True, 2: True}
        for seat in (1, 2):
            self.opened(seat)
        promised = {word for tab in self.open_tabs for word in tab.text.split()}
        promised |= {word for tab in self.open_tabs if tab.sent for word in tab.sent.text.split()}
        for _ in range(3):
            for tab in self.open_tabs:
                self.the_answer_arrives(tab)
                self.send(tab, "answered")
        self.acknowledged_words_are_there()
        part = self.held()
        content = part.content if part else ""
        for tab in self.open_tabs:
            self.look_for_news(tab)
            assert not tab.is_dirty
            assert tab.text == content
        assert promised - self.deleted <= set(content.split())


def test_nothing_that_was_typed_is_lost_between_devices_and_server(session):
    machine = type("WritingHere", (Writing,), {"session": session})
    run_state_machine_as_test(
        machine,
        settings=settings(max_examples=15, stateful_step_count=30, suppress_health_check=list(HealthCheck)),
    )


@dataclass(eq=False)
class MovedTab(Tab):
    """A page of a proposal, which need not be the one its writer writes when it sends."""

    place: str = ""


class Moving(RuleBasedStateMachine):
    """One trainee with several tabs, put into teams and out of them while she types; a colleague sits in both teams."""

    session: Session
    tabs = Bundle("tabs")

    def __init__(self):
        super().__init__()
        self.savepoint = self.session.begin_nested()
        self.own, self.seat, self.colleague = make_table(self.session)
        self.workshop_id = self.session.get_one(Seat, self.seat).workshop_id
        self.account_id = self.session.get_one(Seat, self.seat).account_id
        self.teams = {}
        self.open_tabs, self.left, self.places = [], [], {self.own}
        self.promised, self.number = set(), 0

    def teardown(self):
        try:
            self.come_together()
        finally:
            self.savepoint.rollback()
            self.session.expunge_all()

    def hers(self):
        place = seats.get_place(self.session, workshop_id=self.workshop_id, account_id=self.account_id).proposal_id
        self.places.add(place)
        return place

    def held(self, place):
        part = parts.find_part(self.session, proposal_id=place, key=KEY)
        return (part.version, part.content) if part else (0, "")

    @rule(target=tabs)
    def open_a_tab(self):
        place = self.hers()
        base, text = self.held(place)
        made = [MovedTab(self.seat, base, text, saved=text, place=place)]
        for record, began in self.left:
            made.append(MovedTab(self.seat, record.base, record.text, record.base_text, None, record.sent, place=began))
            made[-1].keep()
        self.left = []
        self.open_tabs += made
        return multiple(*made)

    @rule(tab=tabs, place=st.integers(0, 40))
    def type_a_word(self, tab, place):
        words = tab.text.split("\n") if tab.text else []
        self.number += 1
        words.insert(min(place, len(words)), f"w{self.number}")
        tab.text = "\n".join(words)
        self.promised.add(f"w{self.number}")
        tab.keep()

    @rule(tab=tabs, fate=st.sampled_from(["answered", "request lost", "answer lost"]))
    def send(self, tab, fate):
        if not tab.is_dirty:
            return
        edit = tab.next_edit()
        if fate == "request lost":
            return
        sent = Edit(edit.id, KEY, edit.base, edit.text, base_content=edit.base_text)
        now_hers = self.hers()
        if tab.place == now_hers:
            kept = parts.save_part(self.session, proposal_id=tab.place, edit=sent, seat_id=self.seat, now=NOW)
            found = (tab.place, kept)
        else:
            found = late.save_late(self.session, seat_id=self.seat, page_of=tab.place, edit=sent, now=NOW)
        if fate == "answer lost":
            return
        if found is not None:
            tab.place, saved = found
            self.places.add(tab.place)
        else:
            saved = parts.Saved(sent.base_version, sent.typed, False, False, 0, NOW)
        tab.settle(saved)

    def move(self, seat_id, team):
        team_id = self.teams.get(team)
        if team is not None and (team_id is None or self.session.get(Team, team_id) is None):
            # An empty one is dropped when its last person goes.
            team_id = teams.make_team(self.session, workshop_id=self.workshop_id, name=team, now=NOW)
            self.teams[team] = team_id
        teams.move(self.session, workshop_id=self.workshop_id, seat_id=seat_id, team_id=team_id, now=NOW)
        self.session.expire_all()

    @rule(team=st.sampled_from(["Lake", "Hill", None]))
    def the_trainer_moves_her(self, team):
        self.move(self.seat, team)
        self.hers()

    @rule(team=st.sampled_from(["Lake", "Hill"]))
    def a_colleague_writes(self, team):
        self.move(self.colleague, team)
        seat = self.session.get_one(Seat, self.colleague)
        place = seats.get_place(self.session, workshop_id=self.workshop_id, account_id=seat.account_id).proposal_id
        base, text = self.held(place)
        self.number += 1
        typed = f"{text}\nc{self.number}".strip()
        edit = Edit(str(uuid4()), KEY, base, typed)
        parts.save_part(self.session, proposal_id=place, edit=edit, seat_id=self.colleague, now=NOW)

    @rule()
    def she_takes_it_along(self):
        found = alone.find_alone(self.session, seat_id=self.seat)
        place = self.hers()
        if found and alone.list_left_behind(self.session, alone_id=found, proposal_id=place):
            alone.take_along(self.session, alone_id=found, proposal_id=place, seat_id=self.seat, now=NOW)
            assert not alone.list_left_behind(self.session, alone_id=found, proposal_id=place)

    @rule(tab=consumes(tabs))
    def the_tab_dies(self, tab):
        self.open_tabs.remove(tab)
        if tab.kept is not None:
            self.left.append((tab.kept, tab.place))

    def come_together(self):
        """Every tab sends: every word she typed stands in a proposal that was hers when she typed it, or in her own."""
        self.open_a_tab()
        for _ in range(3):
            for tab in self.open_tabs:
                self.send(tab, "answered")
        assert not any(tab.is_dirty for tab in self.open_tabs)
        assert self.promised <= {word for place in self.places for word in self.held(place)[1].split()}


def test_whoever_is_moved_while_she_types_loses_no_word(session):
    machine = type("MovingHere", (Moving,), {"session": session})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
