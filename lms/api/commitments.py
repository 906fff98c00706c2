"""One's own commitment: the sentence of a module, given once."""

from flask.views import MethodView

from courses.model import Module
from lms.api import evidence_examples, examples
from lms.api.block_tree import Json
from lms.api.learner import member
from lms.api.operations import Area, fails
from lms.api.schemas.commitments import AttestationSchema, EditionBody, EditionBodySchema
from lms.db.engine import session, transaction
from lms.errors import NotFound, Refused
from lms.http.access import needs
from lms.http.content import get_module
from lms.http.i18n import language
from lms.http.moment import now
from lms.permissions import Permission
from lms.reports.commitments import list_commitments
from lms.workflows.attest import NOT_ASKED, attest

area = Area("commitments", "One's own commitment. It is evidence of its own: no completion depends on it.")


@area.at("/modules/<module_id>/attestation")
class Attestation(MethodView):
    """The commitment a module asks for."""

    @needs(Permission.LEARN)
    @fails(403, 404)
    @area.gives(200, AttestationSchema, example=evidence_examples.ATTESTATION)
    def get(self, module_id: str) -> Json:
        """Show the sentence, and the commitments one gave to it."""
        return _shown(_asking(module_id))

    @needs(Permission.LEARN)
    @fails(403, 404, 409)
    @area.takes(EditionBodySchema, example={"edition": examples.MODULE["edition"]})
    @area.gives(201, AttestationSchema, example=evidence_examples.ATTESTATION, also=(200,))
    def post(self, body: EditionBody, module_id: str) -> tuple[Json, int]:
        """Commit oneself to the sentence of the edition that was read: 201; said twice, it is one: 200."""
        place, module = member(), _asking(module_id)
        if not place.tier:
            raise Refused("You hold no office today, so there is nobody's work to commit to. Ask your coordinator.")
        with transaction() as write:
            is_new = attest(
                write,
                member_id=place.member_id,
                member_name=place.name,
                tier=place.tier,
                module=module,
                edition=body.edition,
                now=now(),
            )
        return _shown(module), 201 if is_new else 200


def _asking(module_id: str) -> Module:
    module = get_module(module_id, language())
    if not module.attestation:
        raise NotFound(NOT_ASKED)
    return module


def _shown(module: Module) -> Json:
    place = member()
    given = list_commitments(session(), member_id=place.member_id, module_id=module.id)
    return {
        "module": module.id,
        "edition": module.edition,
        "language": module.language,
        "sentence": module.attestation,
        "name": place.name,
        "institution": place.institution_name,
        "tier": place.tier,
        "is_given": any(one.sentence == module.attestation for one in given),
        "given": given,
    }
