"""The ledger of an institution, for who wants to keep and check it elsewhere."""

from flask.views import MethodView

from lms.api import ledger_examples as examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.paging import write_page
from lms.api.schemas.ledger import (
    CheckpointListSchema,
    ConsistencySchema,
    EntryListSchema,
    KeysSchema,
    SizesQuery,
    SizesQuerySchema,
)
from lms.api.schemas.pages import PageQuery, PageQuerySchema
from lms.db.engine import session
from lms.http.access import needs
from lms.http.holdings import settings
from lms.http.viewer import InstitutionPlace
from lms.ledger import service
from lms.ledger.keys import list_verifiers
from lms.ledger.notes import VerifierKey
from lms.permissions import Permission
from lms.reports.ledger import count_all_checkpoints, count_entries, list_stored

area = Area("ledger", "What counts as evidence, as it was written down: entries, signed checkpoints and proofs.")


@area.at("/institutions/<institution>/ledger/entries")
class Entries(MethodView):
    """The entries of an institution."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.asks(PageQuerySchema)
    @area.gives(200, EntryListSchema, example=examples.ENTRIES)
    def get(self, query: PageQuery, place: InstitutionPlace) -> Json:
        """List the entries as they are kept, oldest first."""
        found = list_stored(session(), institution_id=place.id, limit=query.size, offset=query.offset)
        return write_page(found, query, total=count_entries(session(), institution_id=place.id))


@area.at("/institutions/<institution>/ledger/checkpoints")
class Checkpoints(MethodView):
    """The signed checkpoints of an institution."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404)
    @area.asks(PageQuerySchema)
    @area.gives(200, CheckpointListSchema, example=examples.CHECKPOINTS)
    def get(self, query: PageQuery, place: InstitutionPlace) -> Json:
        """List the checkpoints, newest first."""
        found = service.list_checkpoints(session(), institution_id=place.id, limit=query.size, offset=query.offset)
        return write_page(found, query, total=count_all_checkpoints(session(), institution_id=place.id))


@area.at("/institutions/<institution>/ledger/consistency")
class Consistency(MethodView):
    """Proof that nothing before was changed."""

    @needs(Permission.VIEW_EVIDENCE)
    @fails(404, 422)
    @area.asks(SizesQuerySchema)
    @area.gives(200, ConsistencySchema, example=examples.CONSISTENCY)
    def get(self, query: SizesQuery, place: InstitutionPlace) -> Json:
        """Prove that the ledger at one size begins with what it was at another."""
        proof = service.prove(session(), institution_id=place.id, old=query.old, new=query.new)
        return {"old": query.old, "new": query.new, "proof": [step.hex() for step in proof]}


@area.at("/ledger/key")
class Key(MethodView):
    """The key of this instance."""

    @needs(Permission.PUBLIC)
    @area.gives(200, KeysSchema, example=examples.KEYS)
    def get(self) -> Json:
        """Show the key by which checkpoints and packs verify."""
        current, *retired = (_key(one) for one in list_verifiers(settings()))
        return {**current, "retired": retired}


def _key(verifier: VerifierKey) -> Json:
    return {"name": verifier.name, "verifier": str(verifier), "fingerprint": verifier.fingerprint}
