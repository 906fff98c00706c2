"""The kit as one archive, with a manifest that names each file and its hash."""

import json
from collections.abc import Sequence
from hashlib import sha256

from courses.model import Module
from webinar_kits.archive import pack
from webinar_kits.filling import institution_name
from webinar_kits.jobs import write_request
from webinar_kits.model import KitFile, KitRequest, Plan
from webinar_kits.outline import Outline
from webinar_kits.times import hours
from webinar_kits.wording import MODES, TIERS, principle

FORMAT_VERSION = 1
START_HERE = "00-start-here.txt"
MANIFEST = "manifest.json"


def package(files: Sequence[KitFile], request: KitRequest, module: Module, *, plan: Plan, outline: Outline) -> bytes:
    """Return the archive of the files, with start page and manifest; the same files give the same bytes."""
    start = KitFile(
        path=START_HERE,
        media_type="text/plain; charset=utf-8",
        audience="facilitator",
        title="Start here",
        content=_start_here(files, request, module, outline).encode("utf-8"),
    )
    listed = sorted((*files, start), key=lambda file: file.path)
    members = {file.path: file.content for file in listed}
    members[MANIFEST] = _manifest(listed, request, module, plan)
    return pack(members)


def request_hash(request: KitRequest, module: Module) -> str:
    """Return the hash of all that shapes a kit: the request and the edition of the module."""
    text = json.dumps({"request": write_request(request), "edition": module.edition}, sort_keys=True)
    return sha256(text.encode("utf-8")).hexdigest()


def listed(files: Sequence[KitFile]) -> list[dict[str, str | int]]:
    """Return the files as the manifest of a kit names them, each with its size in bytes and its SHA-256."""
    return [
        {
            "path": file.path,
            "title": file.title,
            "audience": file.audience,
            "media_type": file.media_type,
            "bytes": len(file.content),
            "sha256": sha256(file.content).hexdigest(),
        }
        for file in files
    ]


def _manifest(files: Sequence[KitFile], request: KitRequest, module: Module, plan: Plan) -> bytes:
    data = {
        "format": FORMAT_VERSION,
        "request": write_request(request),
        "request_sha256": request_hash(request, module),
        "module": {"id": module.id, "title": module.title, "edition": module.edition},
        "language": module.language,
        "plan": {
            "minutes": plan.minutes,
            "slides": [
                {"id": step.slide.id if step.slide else "break", "begins": step.begins, "minutes": step.minutes}
                for step in plan.steps
            ],
            "cut": [slide.id for slide in plan.cut],
        },
        "files": listed(files),
    }
    return (json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def _start_here(files: Sequence[KitFile], request: KitRequest, module: Module, outline: Outline) -> str:
    head = [
        f"{principle(module.principle)}: {module.title}",
        f"{MODES[request.mode]} session, {TIERS[request.tier].lower()}, {hours(request.minutes)}",
        f"for {institution_name(request.brand)}",
        *([outline.when] if outline.when else []),
        f"Edition {module.edition}, language {module.language}",
    ]
    first = (
        "Begin with the facilitator guide. Then open the deck and read the notes below its slides: minutes, say, ask, "
        "do. The numbers of the slides are the same in deck, guide and run of show. Change what you like: everything "
        "in the deck is native text."
    )
    parts = ["\n".join(head), first]
    for audience, title in (
        ("participant", "For participants (hand out or send)"),
        ("facilitator", "For you alone (answers inside: do not hand out)"),
    ):
        own = sorted((file for file in files if file.audience == audience), key=lambda file: file.path)
        width = max((len(file.path) for file in own), default=0)
        listed = [f"  {file.path.ljust(width)}  {_size(len(file.content)):>7}  {file.title}" for file in own]
        parts.append("\n".join([title, *listed]))
    parts.append(
        "manifest.json names every file with its size and SHA-256. "
        "The same request on the same edition gives the same bytes."
    )
    return "\n\n".join(parts) + "\n"


def _size(count: int) -> str:
    return f"{max(1, round(count / 1000))} kB"
