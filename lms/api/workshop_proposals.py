"""One's proposal in a workshop: parts saved one by one, their history, versions of the whole, checks, handing in."""

from flask.views import MethodView

from lms.api import workshop_proposal_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.workshop_proposals import (
    ChangedSchema,
    ChecksSchema,
    ContentSchema,
    EditBody,
    EditBodySchema,
    EditQuerySchema,
    HeldPartSchema,
    KeptVersionListSchema,
    LabelBody,
    LabelBodySchema,
    LockListSchema,
    OrderBody,
    OrderBodySchema,
    PastEditListSchema,
    ProposalSchema,
    SavedPartSchema,
    VersionBody,
    VersionBodySchema,
)
from lms.api.workshop_proposal_json import (
    write_checks,
    write_edits,
    write_locks,
    write_part,
    write_proposal,
    write_saved,
    write_versions,
)
from lms.db.engine import session, transaction
from lms.errors import NotFound
from lms.http.access import needs
from lms.http.i18n import gettext as _
from lms.http.moment import now
from lms.http.saving import own_proposal, save_edit
from lms.permissions import Permission
from lms.reports.workshop_changes import list_live_locks
from lms.reports.workshop_proposal import Draft, read_draft
from lms.reports.workshop_seats import WorkshopSeat
from lms.workshops import handing_in, locks, parts, snapshots

area = Area(
    "workshop-proposals",
    "One's own proposal in a workshop, or one's team's. 409 for a trainer who writes none. A part is sent in at most "
    "64 KiB.",
)
PROPOSAL = "/workshops/<uuid:workshop_id>/proposal"


@area.at(PROPOSAL)
class WholeProposal(MethodView):
    """The proposal."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, ProposalSchema, example=examples.PROPOSAL)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show every part that was ever written, in their order, and who else is writing."""
        return _whole(seat)


@area.at(f"{PROPOSAL}/parts/<key>")
class OnePart(MethodView):
    """A part."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, HeldPartSchema, example=examples.PART)
    def get(self, seat: WorkshopSeat, key: str) -> Json:
        """Show a part as it stands."""
        return _part(seat, key)

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(EditBodySchema, example=examples.EDIT)
    @area.gives(200, SavedPartSchema, example=examples.SAVED)
    def put(self, body: EditBody, seat: WorkshopSeat, key: str) -> Json:
        """Save a part. What somebody else saved since that version is put together with it; nothing is lost.

        409 for taking out a part that somebody changed since: what nobody has looked at is not taken out.
        """
        edit = parts.Edit(
            id=str(body.id),
            key=key,
            base_version=body.base_version,
            typed=body.content,
            is_out=body.out,
            base_content=body.base_content,
        )
        return write_saved(save_edit(seat, edit))


@area.at(f"{PROPOSAL}/parts/<key>/versions/<int:version>")
class OneVersion(MethodView):
    """A part as it was."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, ContentSchema, example=examples.CONTENT)
    def get(self, seat: WorkshopSeat, key: str, version: int) -> Json:
        """Show what a part held at a version; version 0 is empty."""
        content = parts.content_at(session(), proposal_id=own_proposal(seat), key=key, version=version)
        return {"key": key, "version": version, "content": content}


@area.at(f"{PROPOSAL}/parts/<key>/restore")
class RestoredPart(MethodView):
    """A part brought back."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(VersionBodySchema, example={"version": 1})
    @area.gives(200, HeldPartSchema, example=examples.PART)
    def post(self, body: VersionBody, seat: WorkshopSeat, key: str) -> Json:
        """Write what a part held at a version as its newest edit; what it holds now stays in the history."""
        with transaction() as write:
            snapshots.restore_part(
                write,
                proposal_id=own_proposal(seat),
                key=key,
                version=body.version,
                seat_id=seat.seat_id,
                now=now(),
            )
        return _part(seat, key)


@area.at(f"{PROPOSAL}/order")
class Order(MethodView):
    """The order of findings, recommendations and risks."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(OrderBodySchema, example={"keys": [examples.FINDING]})
    @area.gives(200, ProposalSchema, example=examples.PROPOSAL)
    def put(self, body: OrderBody, seat: WorkshopSeat) -> Json:
        """Put parts into an order; those not named follow in the order they had."""
        with transaction() as write:
            handing_in.order_parts(write, proposal_id=own_proposal(seat), keys=body.keys)
        return _whole(seat)


@area.at(f"{PROPOSAL}/edits")
class Edits(MethodView):
    """The history."""

    @needs(Permission.DRAFT)
    @fails(404, 409, 422)
    @area.asks(EditQuerySchema)
    @area.gives(200, PastEditListSchema, example=examples.EDITS)
    def get(self, query: dict[str, str], seat: WorkshopSeat) -> Json:
        """List the edits of a part, or of all, newest first."""
        return write_edits(seat, query["key"])


@area.at(f"{PROPOSAL}/locks")
class Locks(MethodView):
    """Who is writing where."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, LockListSchema, example={"items": [examples.LOCK]})
    def get(self, seat: WorkshopSeat) -> Json:
        """List who else is writing where right now."""
        return _locks(seat)


@area.at(f"{PROPOSAL}/parts/<key>/lock")
class OneLock(MethodView):
    """The courtesy of saying that one writes."""

    @needs(Permission.DRAFT)
    @fails(404, 409, 422)
    @area.gives(200, LockListSchema, example={"items": [examples.LOCK]})
    def put(self, seat: WorkshopSeat, key: str) -> Json:
        """Say that one writes in a part for the next 40 seconds; who came first keeps it. It blocks nobody."""
        parts.check_edit(parts.Edit("", key, 0, ""))
        with transaction() as write:
            locks.touch_lock(write, proposal_id=own_proposal(seat), key=key, seat_id=seat.seat_id, now=now())
        return _locks(seat)


@area.at(f"{PROPOSAL}/checks")
class Checks(MethodView):
    """What is computed from a proposal."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, ChecksSchema, example=examples.CHECKS)
    def get(self, seat: WorkshopSeat) -> Json:
        """Show what contradicts the case, what hangs in the air, what is missing; matrix, plan and budget."""
        return write_checks(seat, _draft(seat))


@area.at(f"{PROPOSAL}/versions")
class Versions(MethodView):
    """Versions of the whole."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, KeptVersionListSchema, example=examples.VERSIONS)
    def get(self, seat: WorkshopSeat) -> Json:
        """List the versions of the whole that were kept, newest first."""
        return _versions(seat)

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.takes(LabelBodySchema, example={"label": "Before the pitch"})
    @area.gives(201, KeptVersionListSchema, example=examples.VERSIONS)
    def post(self, body: LabelBody, seat: WorkshopSeat) -> Json:
        """Keep the whole as it stands under a name."""
        with transaction() as write:
            snapshots.take_snapshot(
                write, proposal_id=own_proposal(seat), label=body.label, seat_id=seat.seat_id, now=now()
            )
        return _versions(seat)


@area.at(f"{PROPOSAL}/versions/<int:snapshot_id>/restore")
class RestoredVersion(MethodView):
    """The whole brought back."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, ChangedSchema, example={"changed": 3})
    def post(self, seat: WorkshopSeat, snapshot_id: int) -> Json:
        """Bring the whole back to a version; what stands now is kept first."""
        with transaction() as write:
            changed = snapshots.restore_snapshot(
                write,
                proposal_id=own_proposal(seat),
                snapshot_id=snapshot_id,
                label=_("Before going back"),
                seat_id=seat.seat_id,
                now=now(),
            )
        return {"changed": changed}


@area.at(f"{PROPOSAL}/hand-in")
class HandIn(MethodView):
    """Handing in."""

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, ProposalSchema, example={**examples.PROPOSAL, "handed_in_at": examples.SAVED_AT})
    def put(self, seat: WorkshopSeat) -> Json:
        """Hand the proposal in: it is frozen, and its state kept as a version."""
        with transaction() as write:
            handing_in.hand_in(
                write, proposal_id=own_proposal(seat), seat_id=seat.seat_id, label=_("Handed in"), now=now()
            )
        return _whole(seat)

    @needs(Permission.DRAFT)
    @fails(404, 409)
    @area.gives(200, ProposalSchema, example=examples.PROPOSAL)
    def delete(self, seat: WorkshopSeat) -> Json:
        """Take it back and go on writing; 409 once the reviews have begun."""
        with transaction() as write:
            handing_in.take_back(write, proposal_id=own_proposal(seat))
        return _whole(seat)


def _draft(seat: WorkshopSeat) -> Draft:
    return read_draft(session(), proposal_id=own_proposal(seat), now=now())


def _part(seat: WorkshopSeat, key: str) -> Json:
    draft = _draft(seat)
    found = parts.find_part(session(), proposal_id=draft.proposal_id, key=key)
    if found is None:
        raise NotFound("This part has not been written yet.")
    return write_part(found, draft)


def _whole(seat: WorkshopSeat) -> Json:
    draft = _draft(seat)
    held = parts.list_parts(session(), proposal_id=draft.proposal_id)
    locks = list_live_locks(session(), proposal_id=draft.proposal_id, seat_id=seat.seat_id, now=now())
    return write_proposal(draft, held, locks)


def _locks(seat: WorkshopSeat) -> Json:
    found = list_live_locks(session(), proposal_id=own_proposal(seat), seat_id=seat.seat_id, now=now())
    return {"items": write_locks(found)}


def _versions(seat: WorkshopSeat) -> Json:
    return write_versions(seat, snapshots.list_snapshots(session(), proposal_id=own_proposal(seat)))
