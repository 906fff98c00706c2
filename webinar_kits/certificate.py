"""What a certificate says."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Certificate:
    """The words of one certificate, as they were fixed at issue. `valid_until` and `verify_url` may be empty."""

    name: str
    module_id: str
    module_title: str
    principle: int
    institution: str
    tier: str
    issued_on: str
    valid_until: str
    code: str
    edition: str
    verify_url: str
    language: str = "en"
