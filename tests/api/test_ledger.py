"""The ledger over the API: enough to keep and check it elsewhere."""

import pytest

from lms.db.engine import transaction
from lms.ledger import service as ledger
from lms.ledger.keys import open_signer
from lms.ledger.kinds import Kind
from lms.ledger.merkle import Tree, is_consistent, leaf_hash
from lms.ledger.notes import open_note, read_head, read_verifier
from lms.ledger.service import Record

HERE = "/institutions/valley/ledger"


@pytest.fixture
def coordinator(world, program):
    return program(world.valley.people["coordinator"])


def test_an_outsider_rebuilds_the_tree_and_checks_signature_and_proof(app, world, coordinator, program, settings, now):
    def sign():
        with app.app_context(), transaction() as write:
            return ledger.checkpoint(write, institution_id=world.valley.id, signer=open_signer(settings), now=now)

    old = sign()
    with app.app_context(), transaction() as write:
        record = Record(Kind.TENURES, {"person": "somebody", "tenures": []})
        ledger.append(write, institution_id=world.valley.id, records=[record] * 3, now=now)
    new = sign()

    verifier = read_verifier(program(None).get("/ledger/key")["verifier"])
    entries = coordinator.get(f"{HERE}/entries?size=100")
    leaves = [leaf_hash(one["line"].encode()) for one in entries["items"]]
    notes = [one["note"] for one in coordinator.get(f"{HERE}/checkpoints")["items"]]
    heads = [read_head(open_note(note, [verifier])) for note in notes]
    proof = coordinator.get(f"{HERE}/consistency?from={old.size}&to={new.size}")["proof"]

    assert [leaf.hex() for leaf in leaves] == [one["hash"] for one in entries["items"]]
    assert entries["total"] == len(leaves) == heads[0].size
    assert [Tree(leaves).root(head.size) for head in heads] == [head.root for head in heads]
    assert is_consistent(
        heads[1].size,
        heads[0].size,
        old_root=heads[1].root,
        new_root=heads[0].root,
        proof=[bytes.fromhex(step) for step in proof],
    )


def test_a_proof_of_sizes_there_never_were_is_refused_at_its_field(coordinator):
    problem = coordinator.get(f"{HERE}/consistency?from=0&to=100000", 422)
    assert "to" in str(problem["errors"])
    coordinator.get(f"{HERE}/consistency?from=0", 422)


def test_only_the_coordinator_reads_it(world, program):
    for who in ("field", "facilitator"):
        asker = program(world.valley.people[who])
        for path in ("entries", "checkpoints", "consistency?from=0&to=1"):
            asker.get(f"{HERE}/{path}", 404)
    program(world.harbour.people["coordinator"]).get(f"{HERE}/entries", 404)
    program(None).get(f"{HERE}/entries", 401)
