"""What a file really is, before anything opens it: its first bytes and the list of what an archive holds decide."""

import io
import zipfile

from webinar_kits.encodings import decode
from webinar_kits.errors import KitError

LARGEST_FILE = 10 * 1024 * 1024
LARGEST_UNPACKED = 250 * 1024 * 1024
LARGEST_RATIO = 200
RATIO_COUNTS_FROM = 10 * 1024 * 1024
MOST_MEMBERS = 2_000
CHUNK = 1 << 16
SAMPLE = 4_096
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
# XML that declares entities can grow without end; no spreadsheet program writes any.
DECLARATIONS = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
SAVE_AS = "Open it in your spreadsheet program and save it as XLSX or CSV"
LOCKED = "This workbook is locked with a password. Save a copy without the password, and send that."


def refuse(text: str) -> KitError:
    """Return the refusal of a whole file."""
    return KitError("file", text)


def kind_of(data: bytes, *, name: str) -> str:
    """Return csv or xlsx; raises KitError with the cure for what is neither, or could do harm."""
    if not data.strip(b"\0\t\r\n "):
        raise refuse("This file is empty. Choose the one with your people in it.")
    if len(data) > LARGEST_FILE:
        raise refuse(f"This file is larger than {LARGEST_FILE // 1024 // 1024} MB. Send it in parts.")
    if data.startswith(OLD_OFFICE):
        raise refuse(_of_old_office(data))
    if data.startswith(b"PK\x03\x04"):
        check_archive(data)
        return "xlsx"
    if data.startswith(b"%PDF"):
        raise refuse("This is a PDF. Send the spreadsheet it was printed from, as XLSX or CSV.")
    if data.startswith(PICTURES):
        raise refuse("This is a picture. Send the list as XLSX or CSV.")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<html", b"<!doctype", b"<table", b"<?xml")):
        raise refuse(f"“{name}” is a web page or XML in spite of its name. {SAVE_AS}.")
    if b"\x00" in data[:SAMPLE] and not decode(data[:SAMPLE])[1].startswith("utf-16"):
        raise refuse(f"“{name}” is no text file in spite of its name. {SAVE_AS}.")
    return "csv"


def check_archive(data: bytes) -> None:
    """Refuse an archive that is no workbook, holds a program, or grows out of all proportion."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_names({member.filename for member in members})
            _check_sizes(members, packed=len(data))
            _check_contents(archive, members)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise refuse(f"This workbook is damaged and cannot be opened. {SAVE_AS} again.") from error


def _of_old_office(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return LOCKED
    return f"This is a file of an old format (.xls or .doc). {SAVE_AS}."


def _check_names(names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refuse("This workbook holds macros (a program). Save it as XLSX, without macros, and send that.")
    if any(name.endswith(("sheet1.bin", "workbook.bin")) for name in names):
        raise refuse(f"This is a binary workbook (.xlsb). {SAVE_AS}.")
    if "xl/workbook.xml" not in names:
        if "content.xml" in names:
            raise refuse(f"This is an OpenDocument file. {SAVE_AS}.")
        raise refuse("This is no spreadsheet but another kind of archive. Send an XLSX or a CSV file.")


def _check_sizes(members: list[zipfile.ZipInfo], *, packed: int) -> None:
    """Refuse by what the archive says of itself; members that overlap say more than there is."""
    if any(member.flag_bits & 1 for member in members):
        raise refuse(LOCKED)
    unpacked = sum(member.file_size for member in members)
    steep = any(
        member.file_size > RATIO_COUNTS_FROM and member.file_size > LARGEST_RATIO * max(1, member.compress_size)
        for member in members
    )
    overlaps = sum(member.compress_size for member in members) > packed
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or steep or overlaps:
        raise refuse(
            "This workbook would unpack to far more than a list of people holds. "
            "Copy the list alone into a new workbook, and send that."
        )


def _check_contents(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """Unpack everything once, in pieces: it must be as long as it says, and no XML may declare entities."""
    for member in members:
        if member.is_dir():
            continue
        is_xml = member.filename.lower().endswith((".xml", ".rels"))
        length, end = 0, b""
        with archive.open(member) as stream:
            while piece := stream.read(CHUNK):
                length += len(piece)
                if is_xml and any(declared in end + piece for declared in DECLARATIONS):
                    raise refuse(f"This workbook holds declarations that no spreadsheet needs. {SAVE_AS} again.")
                end = piece[-32:]
        if length != member.file_size:
            raise refuse(f"This workbook is damaged: {member.filename} has not the length it claims. {SAVE_AS} again.")
