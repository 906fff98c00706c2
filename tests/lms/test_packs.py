"""Packs without a database: the same facts give the same bytes, and whatever is done to them is found and named."""

import io
import json
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.ledger.kinds import Kind
from lms.ledger.notes import read_verifier
from lms.ledger.packs.archive import DEFLATED, Archive, ArchiveError, Member
from lms.ledger.packs.findings import Part
from lms.ledger.packs.layout import Names, resolution_paths, safe_name
from lms.ledger.packs.shown import initials
from lms.ledger.packs.verify import verify
from lms.ledger.replay.fold import ReplayError, replay
from tests.broken_packs import Broken, Members, broken_packs, flip, members_of, signed_again, zipped
from tests.forged_packs import forged_packs, strange_packs
from tests.kept_checkpoints import kept_checkpoints
from tests.packs import OTHER_SIGNER, SIGNER, add_completion, add_person, full_log, key_of, pack_of, sample_pack

AMINA = key_of(1)
ON_REQUEST = (Part.AGAINST, Part.KEPT)


@pytest.mark.parametrize("names", list(Names))
def test_a_pack_holds_what_it_says(names: Names) -> None:
    found = verify(sample_pack(names), trusted=[SIGNER.verifier])

    assert found.faults == ()
    assert found.is_sound
    assert [part for part in Part if found.holds(part)] == [part for part in Part if part not in ON_REQUEST]
    assert dict(found.facts)["Fingerprint of the key"] == SIGNER.verifier.fingerprint


def test_a_pack_is_a_zip_file_that_any_program_reads() -> None:
    with zipfile.ZipFile(io.BytesIO(sample_pack())) as archive:
        assert archive.testzip() is None
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_happens_later_changes_no_byte_of_a_pack() -> None:
    log = full_log()
    before = pack_of(log, as_of="2026-02-15")
    size = max(log.signed)

    log.add(Kind.PERSON, {"person": AMINA}, {"name": "Amina Somebody Else", "name_other": "", "staff_code": "S001"})
    log.add(Kind.TENURES, {"person": AMINA, "tenures": [["board", 1, "2024-05-01", None]]})
    log.add(
        Kind.ATTENDANCE,
        {"session": _session(log), "person": key_of(2), "minutes": 90, "source": "paper", "test_percent": None},
    )
    add_completion(log, 99, AMINA, "2026-02-01", module="pricing")
    log.add(Kind.COMPLETION_ENDED, {"id": 1, "on": "2026-01-20", "why": "key corrected"})
    log.checkpoint()

    assert pack_of(log, as_of="2026-02-15", size=size) == before


def test_a_register_keyed_in_late_changes_later_packs_only() -> None:
    log = full_log()
    size, session = max(log.signed), _session(log)
    log.add(
        Kind.ATTENDANCE,
        {"session": session, "person": key_of(2), "minutes": 90, "source": "paper", "test_percent": None},
    )
    log.checkpoint()
    path = f"sessions/{session}.csv"

    earlier, later = members_of(pack_of(log, size=size)), members_of(pack_of(log))

    assert earlier == members_of(sample_pack())
    assert b"Grace" not in earlier[path]
    assert b"Grace Achieng,90,yes" in later[path]
    assert verify(pack_of(log), older=pack_of(log, size=size)).is_sound


def test_who_was_erased_later_appears_as_erased_and_the_rest_stays() -> None:
    log = full_log()
    log.forget(AMINA)

    pack = pack_of(log)

    assert verify(pack, trusted=[SIGNER.verifier]).is_sound
    assert not any(b"Amina" in data or "أمينة".encode() in data for data in members_of(pack).values())
    assert f"Erased person {AMINA[:10]}".encode() in members_of(pack)["certificates/index.csv"]
    assert members_of(pack)["data/coverage.json"] == members_of(sample_pack())["data/coverage.json"]


@pytest.mark.parametrize("names", [Names.INITIALS, Names.MASKED])
def test_no_name_and_nothing_that_opens_one_is_in_a_pack_that_hides_names(names: Names) -> None:
    log = full_log()
    texts = members_of(sample_pack(names)).values()
    private = {word for one in log.openings.values() for word in json.loads(one.payload).values() if len(word) > 1}

    found = {word for word in private for data in texts if word.encode() in data}

    assert found == set()
    assert not any(one.salt.encode() in data for one in log.openings.values() for data in texts)


def test_initials_and_codes_stand_for_people() -> None:
    registers = [f"sessions/{_session(full_log())}.csv"]

    by_initials = members_of(sample_pack(Names.INITIALS))[registers[0]].decode()
    masked = members_of(sample_pack(Names.MASKED))[registers[0]].decode()

    assert f"{AMINA},A. W. O.,88,yes" in by_initials
    assert f"{AMINA},Person {AMINA[:10]},88,yes" in masked


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Amina Wanjiru Otieno", "A. W. O."),
        ("(jean) d'Arc", "J. D."),
        ("أمينة وانجيرو", "أ. و."),
        ("a b c d e f", "A. B. C. D."),
        ("…", ""),
    ],
)
def test_initials_are_first_letters(name: str, letters: str) -> None:
    assert initials(name) == letters


@pytest.mark.parametrize("what", [*broken_packs(), *forged_packs()])
def test_what_was_done_to_a_pack_is_found_and_named(what: str) -> None:
    broken = (broken_packs() | forged_packs())[what]

    found = _verify(broken)

    assert (broken.part, broken.file) in {(fault.part.value, fault.file) for fault in found.faults}


@pytest.mark.parametrize("what", strange_packs())
def test_what_is_strange_and_follows_from_itself_holds(what: str) -> None:
    assert verify(strange_packs()[what]).is_sound


def test_a_flipped_bit_in_any_file_is_found_and_the_file_is_named() -> None:
    members = members_of(sample_pack())
    missed = []
    for name, data in members.items():
        for place in sorted({0, len(data) // 3, len(data) // 2, len(data) - 1}):
            found = verify(zipped({**members, name: flip(data, place, place % 8)}))
            named = {fault.file for fault in found.faults}
            # A manifest whose hashes no longer fit names the file it accuses; its signature names it in any case.
            if name not in named and not (name.startswith("manifest.") and named):
                missed.append((name, place, named))
    assert missed == []


def test_any_flipped_bit_of_the_zip_file_is_found() -> None:
    sound = sample_pack()
    archive = Archive(sound)
    heads = [place for one in archive.members.values() for place in range(one.offset, one.start)]
    directory = range(len(sound) - 22 - sum(46 + len(name) for name in archive.members), len(sound))
    ends = [one.start + one.packed - 1 for one in archive.members.values()]
    places = {*heads[::7], *directory[::11], *range(len(sound) - 22, len(sound)), *ends, *range(0, len(sound), 211)}

    missed = [
        (place, bit) for place in sorted(places) for bit in (place % 8, 7) if verify(flip(sound, place, bit)).is_sound
    ]

    assert missed == []


def test_a_flipped_bit_that_unpacks_to_the_very_same_is_named_with_its_file() -> None:
    """Packing may say one text in two ways: a repeat copied from here or from there."""
    sound = sample_pack()
    files = members_of(sound)
    same = [
        (one.name, content) for one in Archive(sound).members.values() for content in _same_again(sound, one, files)
    ]

    assert same
    for name, content in same:
        assert [(fault.part, fault.file) for fault in verify(content).faults] == [(Part.FILES, name)]


def _same_again(sound: bytes, member: Member, files: Members) -> Iterator[bytes]:
    """Give the pack with each bit flipped that changes nothing once unpacked, of the last bytes of a packed member."""
    for place in range(member.start + max(0, member.packed - 8), member.start + member.packed):
        for bit in range(8) if member.method == DEFLATED else ():
            content = flip(sound, place, bit)
            try:
                if Archive(content).read(member.name) == files[member.name]:
                    yield content
            except ArchiveError:
                continue


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_to_be_refused(content: bytes) -> None:
    assert not verify(content).is_sound


def test_an_archive_gives_no_more_than_it_promised() -> None:
    members = members_of(sample_pack())
    content = bytearray(zipped({**members, "README.txt": bytes(5_000_000)}))
    archive = Archive(bytes(content))
    member = archive.members["README.txt"]
    lying = member.local().replace((5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    content[: len(lying)] = lying
    directory = content.rfind(member.central())
    content[directory : directory + len(member.central())] = member.central().replace(
        (5_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    )

    with pytest.raises(ArchiveError, match="does not end where it should"):
        Archive(bytes(content)).read("README.txt")


def test_an_older_pack_of_another_institution_is_no_beginning() -> None:
    found = verify(sample_pack(), older=pack_of(full_log("harbour", "Harbour")))

    assert [(fault.part, fault.file) for fault in found.faults] == [(Part.AGAINST, "manifest.json")]
    assert "harbour" in found.faults[0].text


def test_history_that_was_changed_is_found_by_an_older_pack() -> None:
    other = full_log()
    other.lines[10:], other.leaves[10:], other.signed = [], [], {}
    add_person(other, 7, "Somebody New", [])
    other.checkpoint()

    found = verify(sample_pack(), older=pack_of(other))

    assert [(fault.part, fault.file) for fault in found.faults] == [(Part.AGAINST, "ledger/entries.jsonl")]
    assert "entry 10" in found.faults[0].text


@pytest.mark.parametrize("what", kept_checkpoints())
def test_a_kept_checkpoint_tells_whether_history_was_rewritten(what: str) -> None:
    kept = kept_checkpoints()[what]

    found = verify(kept.pack, kept=kept.note)

    assert [(fault.part.value, fault.file) for fault in found.faults] == list(kept.faults)
    assert kept.says in " ".join([*found.notes, *(fault.text for fault in found.faults)])


def test_two_packs_the_wrong_way_round_are_told() -> None:
    older = pack_of(full_log(), size=min(full_log().signed))

    assert "exchange the two" in verify(older, older=sample_pack()).faults[0].text


def test_a_key_that_was_retired_still_verifies_old_checkpoints() -> None:
    log = full_log()
    log.add(Kind.BRANCH, {"branch": 3, "name": "Third"})
    log.checkpoint(OTHER_SIGNER)
    members = members_of(pack_of(log, signer=OTHER_SIGNER))
    both = f"{OTHER_SIGNER.verifier}\n{SIGNER.verifier}\n".encode()

    pack = signed_again({**members, "key.txt": both}, signer=OTHER_SIGNER)

    assert verify(pack).is_sound
    assert verify(pack, trusted=[OTHER_SIGNER.verifier, SIGNER.verifier]).is_sound
    assert {fault.part for fault in verify(pack, trusted=[OTHER_SIGNER.verifier]).faults} == {Part.EARLIER}


def test_kinds_of_a_later_version_are_named_and_passed_over() -> None:
    log = full_log()
    line = log.lines[-1].replace('"kind":"erased"', '"kind":"badge"').replace('"seq":45', '"seq":46')

    state = replay([*log.lines, line])

    assert state.unknown == {"badge": 1}
    assert state.size == 47


@pytest.mark.parametrize("body", ["{}", '{"id":1}', "[]", "7"])
def test_an_entry_that_cannot_be_read_is_named(body: str) -> None:
    line = f'{{"at":"2026-01-01T00:00:00Z","body":{body},"kind":"completion","log":"a","previous":"","seq":0,"v":1}}'

    with pytest.raises(ReplayError):
        replay([line])


def test_resolutions_with_alike_numbers_stand_beside_each_other() -> None:
    paths = resolution_paths(
        [("12/2026", "a", "application/pdf"), ("12-2026", "b", "application/pdf"), ("x", "a", "x")]
    )

    assert paths == {"a": "resolution/12-2026.pdf", "b": "resolution/12-2026-2.pdf"}
    assert safe_name("٣/٢٠٢٦") == safe_name("٣/٢٠٢٦") != safe_name("٤/٢٠٢٦")


def _verify(broken: Broken) -> object:
    return verify(broken.content, trusted=[read_verifier(broken.trusted)] if broken.trusted else ())


def _session(log: object) -> str:
    return next(iter(replay(log.lines).sessions))
