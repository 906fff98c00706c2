"""What a PDF says of the program that made it: the name of ours, where the typesetter writes its own and its version.

The new name is as long as the old one, so that every object of the file stays where its table says it is.
"""

import re

OURS = b"CPP Training"
# The table of properties stands before the metadata, which say the same once more; no other text has these marks: in a
# table the last is ours, whatever a title says, and in metadata what people wrote has no < of its own.
_METADATA, _CREATOR = b"/Type/Metadata/Subtype/XML>>", b"/Creator("
_IN_TABLE = re.compile(rb"\ATypst [\d.]+(?=\))")
_IN_METADATA = re.compile(rb"(?<=<xmp:CreatorTool>)Typst [\d.]+(?=<)|(?<=<stEvt:softwareAgent>)Typst [\d.]+(?=<)")


def with_our_name(content: bytes) -> bytes:
    """Return a PDF as the typesetter wrote it with our name in place of its own."""
    before, mark, metadata = content.rpartition(_METADATA)
    start, creator, rest = before.rpartition(_CREATOR)
    return start + creator + _IN_TABLE.sub(_ours, rest) + mark + _IN_METADATA.sub(_ours, metadata)


def _ours(found: re.Match[bytes]) -> bytes:
    length = len(found[0])
    return OURS[:length].ljust(length)
