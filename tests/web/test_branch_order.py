"""Branches are listed as people count, the same on every page and in every download."""

import csv
import io
import re

from lms.db.engine import transaction
from lms.institutions import service as institutions

INSIDE = "/institutions/valley"
ORDER = ["Annex 2", "annex 9", "Annex 10", "Ännex 100"]
PAGES = (
    *("coverage", "coverage/branches", "coverage/people", "coverage/trend"),
    *("requirements/set", "branches", "members", "certificates", "commitments", "pins", "joining"),
)


def listed(text):
    """Return the branches of the test in the order of their first mention."""
    return list(dict.fromkeys(re.findall(r"[Aa]nnex \d+|Ännex \d+", text)))


def test_every_page_and_download_lists_branches_by_the_value_of_their_numbers(app, world, sign_in, now):
    with app.app_context(), transaction() as write:
        for name in ("Ännex 100", "Annex 10", "annex 9", "Annex 2"):
            institutions.add_branch(write, institution_id=world.valley.id, name=name, now=now)
    coordinator = sign_in(world.valley.people["coordinator"])

    for page in PAGES:
        response = coordinator.get(f"{INSIDE}/{page}")
        assert response.status_code == 200, page
        assert listed(response.get_data(as_text=True)) == ORDER, page

    table = coordinator.get(f"{INSIDE}/coverage/branches.csv").get_data(as_text=True)
    assert [row[0] for row in csv.reader(io.StringIO(table)) if row and row[0] in ORDER] == ORDER
