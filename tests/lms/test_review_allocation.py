"""Who reviews what: held against every promise, for halls of every shape."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from lms.workshops.allocation import Reader, Standing, allocate


@st.composite
def halls(draw):
    """Teams of one to five, some of whom wrote nothing, and people who write nothing themselves."""
    sizes = draw(st.lists(st.integers(1, 5), max_size=12))
    readers, proposals, seat = [], [], 1
    for number, size in enumerate(sizes):
        name = f"p{number:02}"
        if draw(st.integers(0, 4)):
            proposals.append(name)
        readers += [Reader(seat + place, frozenset({name})) for place in range(size)]
        seat += size
    return proposals, readers


def may_read(reader, proposal, before=Standing()):  # noqa: B008  (frozen)
    return proposal not in reader.own and (reader.seat_id, proposal) not in before.counted | before.spent


def improvable(pairs, proposals, readers, loads):
    """Look for a chain by which somebody could pass a review to somebody with two fewer, the slow way."""
    takes = {
        giver.seat_id: {
            taker.seat_id
            for proposal in proposals
            if (giver.seat_id, proposal) in pairs
            for taker in readers
            if may_read(taker, proposal) and (taker.seat_id, proposal) not in pairs
        }
        for giver in readers
    }
    for start in takes:
        reached = {start}
        while more := {taker for giver in reached for taker in takes[giver]} - reached:
            reached |= more
        if any(loads[seat_id] <= loads[start] - 2 for seat_id in reached):
            return True
    return False


@given(hall=halls(), each=st.integers(1, 4), seed=st.integers(0, 999))
def test_each_proposal_is_read_often_enough_and_by_nobody_who_wrote_it(hall, each, seed):
    proposals, readers = hall
    found = allocate(proposals, readers, each=each, seed=seed)

    by_seat = {reader.seat_id: reader for reader in readers}
    assert len(set(found.pairs)) == len(found.pairs)
    assert all(may_read(by_seat[seat_id], proposal) for seat_id, proposal in found.pairs)
    counts = Counter(proposal for _seat, proposal in found.pairs)
    for proposal in proposals:
        others = sum(may_read(reader, proposal) for reader in readers)
        assert counts[proposal] >= min(each, others)
        assert found.short.get(proposal, 0) == max(0, each - others)


@given(hall=halls(), each=st.integers(1, 4), seed=st.integers(0, 999))
def test_nobody_who_could_read_reads_nothing_and_loads_cannot_be_more_even(hall, each, seed):
    proposals, readers = hall
    found = allocate(proposals, readers, each=each, seed=seed)

    loads = {reader.seat_id: 0 for reader in readers} | Counter(seat_id for seat_id, _proposal in found.pairs)
    for reader in readers:
        assert loads[reader.seat_id] > 0 or not any(may_read(reader, proposal) for proposal in proposals)
    assert not improvable(set(found.pairs), proposals, readers, loads)


@given(people=st.integers(3, 25), each=st.integers(1, 2), seed=st.integers(0, 999))
def test_where_everybody_writes_alone_everybody_reads_equally_much(people, each, seed):
    readers = [Reader(number, frozenset({f"p{number}"})) for number in range(people)]
    found = allocate([f"p{number}" for number in range(people)], readers, each=each, seed=seed)

    assert set(Counter(seat_id for seat_id, _proposal in found.pairs).values()) == {each}
    assert set(Counter(proposal for _seat, proposal in found.pairs).values()) == {each}


@given(hall=halls(), each=st.integers(1, 3), seed=st.integers(0, 999), data=st.data())
def test_topping_up_keeps_what_was_given_and_replaces_who_left(hall, each, seed, data):
    proposals, readers = hall
    first = allocate(proposals, readers, each=each, seed=seed)
    left = data.draw(st.sets(st.sampled_from([reader.seat_id for reader in readers]))) if readers else set()
    staying = [reader for reader in readers if reader.seat_id not in left]
    before = Standing(
        frozenset(pair for pair in first.pairs if pair[0] not in left),
        frozenset(pair for pair in first.pairs if pair[0] in left),
    )
    more = allocate(proposals, staying, each=each, seed=seed + 1, before=before)

    assert not set(more.pairs) & (before.counted | before.spent)
    counts = Counter(proposal for _seat, proposal in (*before.counted, *more.pairs))
    for proposal in proposals:
        assert counts[proposal] >= min(each, sum(proposal not in reader.own for reader in staying))
    again = allocate(
        proposals, staying, each=each, seed=seed + 2, before=Standing(before.counted | set(more.pairs), before.spent)
    )
    assert again.pairs == ()


@given(hall=halls(), seed=st.integers(0, 999))
def test_the_same_seed_gives_the_same_whoever_is_named_first(hall, seed):
    proposals, readers = hall
    found = allocate(proposals, readers, each=2, seed=seed)

    assert allocate(proposals[::-1], readers[::-1], each=2, seed=seed) == found


def test_two_who_write_alone_read_each_other_and_one_alone_reads_nothing():
    one, two = Reader(1, frozenset({"a"})), Reader(2, frozenset({"b"}))

    assert allocate(["a", "b"], [one, two], each=2, seed=1).pairs == ((1, "b"), (2, "a"))
    alone = allocate(["a"], [one], each=2, seed=1)
    assert alone.pairs == ()
    assert alone.short == {"a": 2}


def test_a_team_of_five_reads_what_a_single_one_wrote():
    five = [Reader(seat, frozenset({"team"})) for seat in range(1, 6)]
    found = allocate(["team", "single"], [*five, Reader(9, frozenset({"single"}))], each=2, seed=3)

    counts = Counter(proposal for _seat, proposal in found.pairs)
    assert counts == {"single": 5, "team": 1}
    assert found.short == {"team": 1}


def test_a_hundred_people_are_given_three_each_in_no_time():
    readers = [Reader(number, frozenset({f"p{number}"})) for number in range(100)]
    found = allocate([f"p{number}" for number in range(100)], readers, each=3, seed=5)

    assert Counter(Counter(seat_id for seat_id, _proposal in found.pairs).values()) == {3: 100}


def test_who_came_late_is_given_what_has_the_fewest_reviews():
    readers = [Reader(number, frozenset({f"p{number}"})) for number in range(4)]
    proposals = [f"p{number}" for number in range(4)]
    first = allocate(proposals, readers, each=2, seed=5)
    late = [*readers, Reader(7, frozenset({"late"}))]
    more = allocate([*proposals, "late"], late, each=2, seed=6, before=Standing(frozenset(first.pairs)))

    assert Counter(proposal for _seat, proposal in more.pairs)["late"] == 2
    assert [seat_id for seat_id, _proposal in more.pairs].count(7) == 1
