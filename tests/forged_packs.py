"""Packs forged by somebody who knows the format, and mostly signed again: what must be found, by program and page."""

import base64
import json
import struct
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from lms.ledger.canonical import Json
from lms.ledger.entries import Opening, commit
from lms.ledger.kinds import Kind
from lms.ledger.merkle import Tree
from lms.ledger.notes import Signer, TreeHead, VerifierKey, sign_note, sign_time, write_head
from lms.ledger.packs.archive import END_SIZE, STORED, Archive, Member
from lms.ledger.packs.layout import Names, note_text
from tests.broken_packs import Broken, Members, members_of, raw_archive, signed_again, with_file, zipped
from tests.packs import BEGAN, OTHER_SIGNER, SIGNER, Log, add_person, full_log, key_of, pack_of, sample_pack

ENTRIES, OPENINGS, PEOPLE = "ledger/entries.jsonl", "data/openings.jsonl", "data/people.json"
CHECKPOINT, EARLIER, CONSISTENCY = "ledger/checkpoint.txt", "ledger/earlier-checkpoints.txt", "ledger/consistency.json"
RESOLUTION = "resolution/12-2026.pdf"
# Its second letter is Cyrillic.
LIKE = "m\N{CYRILLIC SMALL LETTER A}nifest.json"
# Points of which a small multiple is nothing, and one that is written with a number too large.
NOTHING = (1).to_bytes(32, "little")
WEAK_KEYS = {
    "the point is nothing": NOTHING,
    "four make nothing": bytes(31) + b"\x80",
    "eight make nothing": bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    "the number is too large": (2**255 - 18).to_bytes(32, "little"),
}
DEEP = b"[" * 100_000 + b"]" * 100_000


def signed_as(members: Members, manifest: bytes, *, signer: Signer = SIGNER) -> bytes:
    """Return files as a pack with that very manifest, signed."""
    origin = json.loads(members["manifest.json"])["known_at"]["origin"]
    note = sign_note(note_text(manifest, origin), signer).encode()
    return zipped({**members, "manifest.json": manifest, "manifest.sig": note})


def said(change: Callable[[dict[str, Json]], None]) -> bytes:
    """Return the sample pack with its manifest changed and signed again, written as manifests are."""
    members = members_of(sample_pack())
    shape = json.loads(members["manifest.json"])
    change(shape)
    manifest = json.dumps(shape, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    return signed_as(members, manifest)


def _worded(old: str, new: str) -> bytes:
    """Return the sample pack with the text of its manifest changed and signed again."""
    members = members_of(sample_pack())
    text = members["manifest.json"].decode()
    assert old in text
    return signed_as(members, text.replace(old, new, 1).encode())


def _changed(name: str, change: Callable[[str], str], *, pack: bytes | None = None) -> bytes:
    data = members_of(pack or sample_pack())[name].decode()
    made = change(data)
    assert made != data
    return signed_again(with_file(name, made.encode(), pack=pack))


def _rewritten(line: Callable[[str], str], *, kind: Kind) -> bytes:
    """Return the pack of a log whose first entry of a kind is written otherwise, chained and signed anew."""
    log, forged = full_log(), Log()
    place = next(place for place, one in enumerate(log.lines) if f'"kind":"{kind.value}","log"' in one)
    previous = ""
    for number, text in enumerate(log.lines):
        made = text if number <= place else text.replace(log.leaves[number - 1].hex(), previous)
        made = line(made) if number == place else made
        assert number != place or made != text
        forged.append_line(made)
        previous = forged.leaves[-1].hex()
    forged.checkpoint()
    size = len(forged.lines)
    members = {
        **members_of(pack_of(log)),
        ENTRIES: "".join(f"{text}\n" for text in forged.lines).encode(),
        CHECKPOINT: forged.signed[size].encode(),
        EARLIER: b"",
        CONSISTENCY: b"[]\n",
    }
    shape = json.loads(members["manifest.json"])
    shape["known_at"]["root"] = Tree(forged.leaves).root(size).hex()
    members["manifest.json"] = json.dumps(shape, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
    return signed_again(members)


def _two_keys() -> bytes:
    """Show the key of the platform first, and sign with another one that stands behind it."""
    keys = f"{SIGNER.verifier}\n{OTHER_SIGNER.verifier}\n".encode()
    return signed_again(with_file("key.txt", keys), signer=OTHER_SIGNER)


def _note(size: str, *, extra: str = "") -> bytes:
    root = members_of(sample_pack())[CHECKPOINT].decode().split("\n")[2]
    note = sign_note(f"training.example.org/valley\n{size}\n{root}\n{extra}", SIGNER)
    return signed_again(with_file(CHECKPOINT, note.encode()))


def _clocked(*hours: int | None) -> bytes:
    """Return the pack of a log whose three checkpoints were signed so many hours after it began, or not."""
    log = full_log()
    for size, hour in zip(sorted(log.signed), hours, strict=True):
        note = sign_note(write_head(TreeHead("training.example.org/valley", size, Tree(log.leaves).root(size))), SIGNER)
        log.signed[size] = note if hour is None else sign_time(note, SIGNER, at=BEGAN + timedelta(hours=hour))
    return pack_of(log)


def _time_line(change: Callable[[str], str]) -> bytes:
    return _changed(CHECKPOINT, lambda note: change(note))


def _swapped_openings(text: str) -> str:
    """Let two openings name each other's commitments."""
    first, second, *others = (json.loads(line) for line in text.splitlines())
    first["payload"], second["payload"] = second["payload"], first["payload"]
    first["salt"], second["salt"] = second["salt"], first["salt"]
    lines = [json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in (first, second, *others)]
    return "".join(f"{line}\n" for line in lines)


def _hidden_resolution(shape: dict[str, Json]) -> None:
    shape["absent"] = [RESOLUTION]


def _without_resolution() -> bytes:
    """Put another file in place of the resolution and let the manifest say that there is none."""
    members = members_of(signed_again(with_file(RESOLUTION, b"%PDF-1.7 another\n")))
    shape = json.loads(members["manifest.json"])
    _hidden_resolution(shape)
    return signed_as(members, json.dumps(shape, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n")


def _zip(
    members: Sequence[tuple[str, bytes]],
    *,
    local: Callable[[bytes], bytes] = bytes,
    central: Callable[[bytes], bytes] = bytes,
    between: bytes = b"",
    again: bool = False,
    comment: bytes = b"",
) -> bytes:
    """Return an archive written by hand, with something done to its headers."""
    body, directory, count = b"", b"", 0
    for name, data in members:
        member = Member(name, STORED, 0, len(data), len(data), len(body))
        body += local(member.local()) + data
        directory += central(member.central()) * (2 if again else 1)
        count += 2 if again else 1
    end = struct.pack("<HHHHIIH", 0, 0, count, count, len(directory), len(body) + len(between), len(comment))
    return body + between + directory + b"PK\x05\x06" + end + comment


def _patched(place: int, value: bytes) -> Callable[[bytes], bytes]:
    return lambda header: header[:place] + value + header[place + len(value) :]


def _other_order() -> bytes:
    """Return the sample pack with two lines of its directory exchanged."""
    sound = sample_pack()
    first, second, *_ = Archive(sound).members.values()
    lines = first.central() + second.central()
    assert lines in sound[:-END_SIZE]
    return sound.replace(lines, second.central() + first.central())


def _strange_histories() -> Mapping[str, list[Json]]:
    """Return histories that follow upon themselves: who looks for their beginning could look for ever."""
    return {
        "a tenure of no day": [["field", 1, "2024-05-01", "2024-05-01"], ["field", 1, "2024-05-01", None]],
        "tenures in a ring": [["field", 1, "2026-02-01", "2025-01-01"], ["field", 1, "2025-01-01", "2026-02-01"]],
    }


def strange_packs() -> dict[str, bytes]:
    """Return packs that are strange and hold, each of a history that no platform writes."""
    found = {}
    for what, tenures in _strange_histories().items():
        log = full_log()
        add_person(log, 8, "Round About", tenures)
        log.checkpoint()
        found[what] = pack_of(log, as_of="2026-01-10")
    for zone in ("AFRICA/NAIROBI", "+03:00", "Nowhere/Else"):
        found[f"clocks of {zone}"] = _at_the_clocks_of(zone)
    witness = f"— witness.example {base64.b64encode(bytes(300_000)).decode()}\n"
    return found | {
        "resolutions in the order of characters": _resolutions("\U0001f600", "\uff01"),
        "a very long signature of somebody else": _changed(CHECKPOINT, lambda note: note + witness),
    }


def _at_the_clocks_of(zone: str) -> bytes:
    """Return a pack with a session late in the evening, UTC."""
    log = full_log()
    body = json.loads(next(line for line in log.lines if '"kind":"session","log"' in line))["body"]
    log.add(Kind.SESSION, {**body, "session": "late", "zone": zone}, {"facilitator": "", "place": ""})
    log.checkpoint()
    return pack_of(log)


def _resolutions(*numbers: str) -> bytes:
    """Return a pack with resolutions of one day, whose numbers a text of UTF-16 would put in another order."""
    log = full_log()
    body = json.loads(next(line for line in log.lines if '"kind":"endorsement","log"' in line))["body"]
    for number in numbers:
        kept = log.keep(number.encode())
        log.add(Kind.ENDORSEMENT, {**body, "id": f"e {number}", "number": number, "file_sha256": kept})
    log.checkpoint()
    return pack_of(log)


def _archives() -> dict[str, Broken]:
    one = [("README.txt", b"a")]
    return {
        "a line of the directory twice": Broken(_zip(one, again=True), "archive", "README.txt"),
        "the directory in another order": Broken(_other_order(), "archive", "summary.pdf"),
        "sizes after the data": Broken(_zip(one, local=_patched(6, b"\x08\x08")), "archive", "README.txt"),
        "sizes of another format": Broken(_zip(one, central=_patched(20, b"\xff" * 8)), "archive", "README.txt"),
        "an encrypted file": Broken(_zip(one, central=_patched(8, b"\x01\x08")), "archive", "README.txt"),
        "a link in place of a file": Broken(_zip(one, central=_patched(38, b"\0\0\xff\xa1")), "archive", "README.txt"),
        "another name before the data": Broken(_zip(one, local=_patched(30, b"READYY.txt")), "archive", "README.txt"),
        "a name that looks alike": Broken(_zip([(LIKE, b"a")], central=_patched(28, b"\x0e\0")), "archive", LIKE),
        "a folder": Broken(_zip([("data/", b"")]), "archive", "data/"),
        "something between files and directory": Broken(_zip(one, between=b"hidden"), "archive", ""),
        "a remark at the end": Broken(_zip(one, comment=b"PK\x05\x06" + bytes(18)), "archive", ""),
        "no file at all": Broken(_zip([]), "archive", ""),
        "far more than it carries": Broken(raw_archive([("a", b"x")], size=100_000_000), "archive", "a"),
        "files in another order": Broken(_packed_again(), "files", "summary.pdf"),
    }


def _packed_again() -> bytes:
    """Return the very files of the sample pack, the second before the first."""
    first, second, *others = members_of(sample_pack()).items()
    return zipped(dict([second, first, *others]))


def _missing() -> dict[str, Broken]:
    """Files that the manifest leaves out as well: nothing may hold because it was not there to be looked at."""
    always = ("README.txt", "summary.pdf", "verify.html", "key.txt", ENTRIES, CHECKPOINT, EARLIER, CONSISTENCY)
    members = members_of(sample_pack())
    made = {path: zipped({name: data for name, data in members.items() if name != path}) for path in always}
    return {
        f"nowhere {path}": Broken(signed_again(members_of(pack)), "files", path)
        for path, pack in made.items()
        if path != "key.txt"
    } | {"nowhere key.txt": Broken(signed_again(members_of(made["key.txt"])), "signature", "key.txt")}


def _manifests() -> dict[str, Broken]:
    words = {
        "a key twice in the manifest": ('"as_of": "2026-03-01"', '"as_of": "2026-03-01",\n "as_of": "2026-03-01"'),
        "a number with a point": ('"format": 1', '"format": 1.0'),
        "a size with a point": ('"size": 46', '"size": 46.0'),
        "a number that is none": ('"size": 46', '"size": NaN'),
        "a number without end": ('"size": 46', '"size": 1e999'),
        "a number of five thousand digits": ('"size": 46', f'"size": {"9" * 5000}'),
        "a part that nobody reads": ('"absent": []', '"absent": [],\n "also": 1'),
        "a day that there is not": ('"as_of": "2026-03-01"', '"as_of": "2026-02-30"'),
        "a moment before there were calendars": ('"at": "2026-01-05T08:46:00Z"', '"at": "0001-01-01T00:00:00Z"'),
        "a moment of no day": ('"at": "2026-01-05T08:46:00Z"', '"at": "2026-02-30T08:46:00Z"'),
        "half a letter in the manifest": ('"name": "Valley', '"name": "\\ud800Valley'),
        "half a letter in a path": ('"path": "README.txt"', '"path": "\\udfffREADME.txt"'),
        "a text in place of a list": ('"absent": []', '"absent": "abc"'),
        "a day before the first": ('"as_of": "2026-03-01"', '"as_of": "0000-01-01"'),
        "a moment that is none": ('"at": "2026-01-05T08:46:00Z"', '"at": "lately"'),
    }
    found = {what: Broken(_worded(*pair), "manifest", "manifest.json") for what, pair in words.items()}
    deep = members_of(sample_pack())
    return found | {
        "a manifest without a floor": Broken(signed_as(deep, DEEP), "manifest", "manifest.json"),
        "another time than was signed": Broken(
            _worded('"at": "2026-01-05T08:46:00Z"', '"at": "2026-01-05T08:47:00Z"'), "checkpoint", "manifest.json"
        ),
        "a file said not to be there": Broken(_without_resolution(), "outside", RESOLUTION),
        "a file nobody asked for said not to be there": Broken(
            said(lambda shape: shape.update(absent=["board/minutes.pdf"])), "figures", "manifest.json"
        ),
    }


def _signatures() -> dict[str, Broken]:
    key = str(SIGNER.verifier)
    forged = pack_of(full_log(), signer=OTHER_SIGNER)
    crlf = members_of(sample_pack())["manifest.sig"].replace(b"\n", b"\r\n")
    remark = members_of(sample_pack())["key.txt"] + b"\n"
    return {
        "signed by the second key it shows": Broken(_two_keys(), "signature", "manifest.sig"),
        "signed by the second key it shows, the first is given": Broken(
            _two_keys(), "signature", "manifest.sig", trusted=key
        ),
        "all signed by another under the same name": Broken(forged, "signature", "manifest.sig", trusted=key),
        "a signature with other ends of lines": Broken(
            zipped(with_file("manifest.sig", crlf)), "signature", "manifest.sig"
        ),
        **{f"a key of which {what}": _weak(key) for what, key in WEAK_KEYS.items()},
        "a weak key behind the first": Broken(
            signed_again(with_file("key.txt", f"{SIGNER.verifier}\n{Anybody(bytes(32)).verifier}\n".encode())),
            "signature",
            "key.txt",
        ),
        "something beside the keys": Broken(signed_again(with_file("key.txt", remark)), "signature", "key.txt"),
    }


@dataclass(frozen=True)
class Anybody:
    """Signs with a key of which nobody needs the private half: where its point is nothing, this is a signature."""

    public: bytes

    @property
    def verifier(self) -> VerifierKey:
        """The key as others are given it."""
        return VerifierKey("training.example.org", self.public)

    def sign(self, message: bytes) -> bytes:
        """Return nothing as a point, and nothing as a number."""
        return (1).to_bytes(32, "little") + bytes(32)


def _weak(key: bytes) -> Broken:
    """Return a pack signed for such a key: the whole of it holds for the first, without any private key."""
    signer = Anybody(key)
    if key == NOTHING:
        return Broken(pack_of(full_log(signer=signer), signer=signer), "signature", "key.txt")
    return Broken(
        signed_again(with_file("key.txt", f"{signer.verifier}\n".encode()), signer=signer), "signature", "key.txt"
    )


def _checkpoints() -> dict[str, Broken]:
    none = [line for line in members_of(sample_pack())[CHECKPOINT].decode().split("\n") if line]
    return {
        "a time taken off": Broken(_time_line(lambda note: note.replace(f"{none[-1]}\n", "")), "earlier", CHECKPOINT),
        "a time changed": Broken(
            _time_line(lambda note: note.replace(none[-1], none[-1][:-6] + "AAAA==")), "checkpoint", CHECKPOINT
        ),
        "a time signed twice": Broken(_time_line(lambda note: f"{note}{none[-1]}\n"), "checkpoint", CHECKPOINT),
        "a text signed twice": Broken(_time_line(lambda note: f"{note}{none[-2]}\n"), "checkpoint", CHECKPOINT),
        "a checkpoint with other ends of lines": Broken(
            _time_line(lambda note: note.replace("\n", "\r\n")), "checkpoint", CHECKPOINT
        ),
        "a time that goes back": Broken(_clocked(1, 3, 2), "earlier", CHECKPOINT),
        "a time that went back before": Broken(_clocked(2, 1, 3), "earlier", EARLIER),
        "a time that is missing in between": Broken(_clocked(1, None, 3), "earlier", EARLIER),
        "a size of five thousand digits": Broken(_note("1" * 5000), "checkpoint", CHECKPOINT),
        "a checkpoint of nothing": Broken(_note("0"), "checkpoint", ENTRIES),
        "earlier checkpoints in another order": Broken(
            _changed(EARLIER, lambda text: "=====\n".join(reversed(text.split("=====\n")))), "earlier", EARLIER
        ),
        "the checkpoint itself among the earlier ones": Broken(_newest_as_earlier(), "earlier", EARLIER),
        "proofs of each other's sizes": Broken(
            _changed(
                CONSISTENCY, lambda text: text.replace(":42,", ":0,").replace(":45,", ":42,").replace(":0,", ":45,")
            ),
            "earlier",
            CONSISTENCY,
        ),
        "a proof of a size with a point": Broken(
            _changed(CONSISTENCY, lambda text: text.replace('"size":', '"size":1e0,"size":')), "earlier", CONSISTENCY
        ),
        "proofs without a floor": Broken(signed_again(with_file(CONSISTENCY, DEEP)), "earlier", CONSISTENCY),
    }


def _newest_as_earlier() -> bytes:
    members = members_of(sample_pack())
    members[EARLIER] += b"=====\n" + members[CHECKPOINT]
    members[CONSISTENCY] = members[CONSISTENCY].replace(b"]}]", b']},{"size":46,"proof":[]}]')
    return signed_again(members)


def _entries() -> dict[str, Broken]:
    kinds = {
        "minutes with a point": (Kind.ATTENDANCE, '"minutes":45', '"minutes":45.0'),
        "minutes said twice": (Kind.ATTENDANCE, '"minutes":45', '"minutes":45,"minutes":95'),
        "minutes without end": (Kind.ATTENDANCE, '"minutes":45', '"minutes":Infinity'),
        "more minutes than can be counted": (Kind.ATTENDANCE, '"minutes":45', '"minutes":9007199254740993'),
        "a version that is true": (Kind.ATTENDANCE, '"v":1', '"v":true'),
        "a space in an entry": (Kind.ATTENDANCE, '"minutes":45', '"minutes": 45'),
        "half a letter": (Kind.BRANCH, "Main Street", "Main \\ud800"),
        "minutes as a text": (Kind.ATTENDANCE, '"minutes":45', '"minutes":"45"'),
        "a person as a number": (Kind.PERSON, '"person":"', '"person":7,"personal":"'),
        "a roll of something else": (Kind.BOARD_MEETING, ",true,true]]", ",true]]"),
        "a rule of no day": (Kind.REQUIREMENT, '"from_on":"2026-01-01"', '"from_on":20260101'),
        "a session before there were calendars": (Kind.SESSION, "2026-01-19T22:30:00Z", "0001-01-01T00:00:00Z"),
        "a session on a day that there is not": (Kind.SESSION, "2026-01-19T22:30:00Z", "2026-02-30T22:30:00Z"),
        "an entry without a floor": (Kind.ATTENDANCE, '"minutes":45', f'"minutes":{DEEP.decode()}'),
    }
    return {
        what: Broken(_rewritten(lambda line, old=old, new=new: line.replace(old, new), kind=kind), "ledger", ENTRIES)
        for what, (kind, old, new) in kinds.items()
    }


def _openings() -> dict[str, Broken]:
    masked = sample_pack(Names.MASKED)
    lines = members_of(sample_pack())[OPENINGS].splitlines(keepends=True)
    return {
        "openings of each other": Broken(_changed(OPENINGS, _swapped_openings), "openings", OPENINGS),
        "an opening twice": Broken(
            signed_again(with_file(OPENINGS, b"".join([lines[0], *lines]))), "openings", OPENINGS
        ),
        "a salt with a space": Broken(
            _changed(OPENINGS, lambda text: text.replace('"salt":"', '"salt":" ')), "openings", OPENINGS
        ),
        "an opening without a floor": Broken(signed_again(with_file(OPENINGS, DEEP + b"\n")), "openings", OPENINGS),
        "openings of a pack with names in one without": Broken(
            signed_again(with_file(OPENINGS, b"".join(lines), pack=masked)), "openings", OPENINGS
        ),
        "openings cut short": Broken(
            signed_again(with_file(OPENINGS, b"".join(lines) + lines[0].strip())), "openings", OPENINGS
        ),
        **{
            f"a private part with {what}": Broken(_opened(payload), "openings", OPENINGS)
            for what, payload in (
                ("a number", '{"name":1}'),
                ("nothing", '{"name":null}'),
                ("a number that is none", '{"name":NaN}'),
                ("a name twice", '{"name":"A","name":"B"}'),
                ("a space", '{"name": "A"}'),
            )
        },
        **{
            f"{what} for a name": Broken(
                signed_again(with_file(PEOPLE, members_of(masked)[PEOPLE].replace(b'"name":""', name, 1), pack=masked)),
                "figures",
                PEOPLE,
            )
            for what, name in (("a list", b'"name":[]'), ("nothing", b'"name":null'), ("zero", b'"name":0'))
        },
        "people without a floor": Broken(signed_again(with_file(PEOPLE, DEEP, pack=masked)), "figures", PEOPLE),
    }


def _opened(payload: str) -> bytes:
    """Return the pack of a log in which somebody's name was sealed as a platform would not."""
    log = full_log()
    salt = bytes(32)
    commitment = commit(salt, payload.encode())
    log.openings[commitment] = Opening(commitment, salt.hex(), payload)
    log.add(Kind.PERSON, {"person": key_of(2)}, commitment=commitment)
    log.checkpoint()
    return pack_of(log)


@cache
def forged_packs() -> dict[str, Broken]:
    """Return the packs by what was done to them."""
    return _archives() | _missing() | _manifests() | _signatures() | _checkpoints() | _entries() | _openings()
