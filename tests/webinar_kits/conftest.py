"""The modules, requests and outlines that the tests of kits share."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from courses.loader import load_module
from courses.model import Mode, Module, ModuleId, Tier
from courses.resources import content_folder
from tests.webinar_kits.samples import MakeRequest, Prepare, Prepared, make_module
from webinar_kits.filling import filled
from webinar_kits.fit import plan
from webinar_kits.model import Brand, KitRequest
from webinar_kits.outline import outline


@pytest.fixture(scope="session")
def small_module() -> Module:
    """A module with a slide of every layout, an activity, and canaries."""
    return make_module()


@pytest.fixture(scope="session")
def complaints(complaints_folder: Path) -> Module:
    """The shipped module on complaints."""
    return load_module(complaints_folder)


@pytest.fixture(scope="session")
def complaints_folder() -> Path:
    """Where the shipped module on complaints lies."""
    return content_folder() / "complaints"


@pytest.fixture(scope="session")
def make_request() -> MakeRequest:
    """Make a request; every field has a plain value."""

    def make(**changes: object) -> KitRequest:
        plain = KitRequest(
            module_id=ModuleId("complaints"),
            mode=Mode.IN_PERSON,
            tier=Tier.FIELD,
            minutes=60,
            brand=Brand("Amanah Microfinance", "0800 555 123", "JOD"),
            starts_at=datetime(2026, 11, 24, 7, 0, tzinfo=UTC),
            zone="Asia/Amman",
        )
        return replace(plain, **changes)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def prepare() -> Prepare:
    """Fill, fit and outline a module for a request, as the builder does."""

    def ready(request: KitRequest, module: Module) -> Prepared:
        own = filled(module, brand=request.brand, mode=request.mode)
        fitted = plan(own.slides, mode=request.mode, tier=request.tier, minutes=request.minutes)
        return own, fitted, outline(request, own, fitted)

    return ready
