"""Keys for programs: made with address and password, shown once, taken back at any time."""

import secrets

from flask.views import MethodView

from lms.accounts import service as accounts
from lms.accounts import tokens
from lms.api import examples
from lms.api.block_tree import Json
from lms.api.operations import Area, fails
from lms.api.schemas.shape import LARGEST_KEY
from lms.api.schemas.tokens import TokenBody, TokenBodySchema, TokenListSchema, TokenSchema
from lms.db.engine import session, transaction
from lms.errors import Invalid
from lms.http.access import needs
from lms.http.limits import by_address_and_account, limiter, sign_in_limit
from lms.http.moment import now
from lms.http.viewer import viewer
from lms.permissions import Permission

KEY_BYTES = 32
area = Area("tokens", "Keys for programs that act as an account.")
ENTRY = {"id": 7, "label": "Payroll bridge", "created_at": examples.MOMENT, "expires_at": "2026-05-31T09:30:00+00:00"}
NOT_SIGNED_IN = "Address and password do not belong together. Check both, or set a new password on the sign-in page."


@area.at("/tokens")
class Tokens(MethodView):
    """The keys of an account."""

    @needs(Permission.PUBLIC)
    @fails(409, 429)
    @area.takes(
        TokenBodySchema,
        example={"email": "amina@example.org", "password": "four words of yours", "label": "Payroll bridge"},
    )
    @area.gives(201, TokenSchema, example={**ENTRY, "token": "Zk3v…"})
    def post(self, body: TokenBody) -> Json:
        """Make a key that works for 90 days. It is shown this once: only its hash is kept."""
        account_id, is_hash_aged = _verified(body)
        token = secrets.token_urlsafe(KEY_BYTES)
        with transaction() as write:
            if is_hash_aged:
                accounts.renew_hash(write, account_id=account_id, password=body.password)
            made = tokens.issue_token(write, account_id=account_id, label=body.label, token=token, now=now())
        return {
            "id": made.id,
            "label": made.label,
            "created_at": made.created_at,
            "expires_at": made.expires_at,
            "token": token,
        }

    @needs(Permission.SIGNED_IN)
    @area.gives(200, TokenListSchema, example={"tokens": [ENTRY]})
    def get(self) -> Json:
        """List one's own keys that still work."""
        return {"tokens": tokens.list_tokens(session(), account_id=viewer().account_id, now=now())}


@area.at(f"/tokens/<int(max={LARGEST_KEY}):token_id>")
class OneToken(MethodView):
    """A key."""

    @needs(Permission.SIGNED_IN)
    @fails(404)
    @area.gives_nothing()
    def delete(self, token_id: int) -> None:
        """Take a key back: it stops working at once."""
        with transaction() as write:
            tokens.revoke_token(write, account_id=viewer().account_id, token_id=token_id, now=now())


@limiter.limit(sign_in_limit, key_func=by_address_and_account)
def _verified(body: TokenBody) -> tuple[int, bool]:
    known = accounts.verify_password(session(), email=body.email, password=body.password)
    if known is None:
        raise Invalid({"password": NOT_SIGNED_IN})
    return known.account_id, known.is_hash_aged
