"""What a person sees when something went wrong."""

from flask import g, render_template

from lms.http.errors import Problem
from lms.http.i18n import gettext as _
from lms.web.contexts.errors import ProblemPage, SignInAgainPage
from lms.web.frame import make_shell


def problem_page(problem: Problem) -> str:
    """Return the page of a problem."""
    page = ProblemPage(
        shell=make_shell(_(problem.title)),
        status=problem.status,
        detail=_(problem.detail) if problem.detail else "",
        reference=g.get("request_id", "") if problem.status >= 500 else "",
    )
    return render_template("errors/problem.html", page=page)


def sign_in_again_page(sealed: str) -> str:
    """Return the page that leads to signing in with a form that came too late."""
    page = SignInAgainPage(shell=make_shell(_("Sign in to go on")), pending=sealed)
    return render_template("accounts/sign_in_again.html", page=page)
