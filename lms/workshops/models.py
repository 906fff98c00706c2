"""Workshops: who takes part, what they draft in parts that are saved one by one, and how it is reviewed.

Edits are only added. A part holds the newest text; what was there before stands in its edits.
"""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from lms.db.base import Base
from webinar_kits.jobs import Json


class Workshop(Base):
    """A workshop on one sample institution, held by a network or an institution. `code` lets trainees in.

    `schedule` is what of its agenda is not as written (`lms.workshops.schedule`). Reviews are open from
    `reviews_open_at`; scores and comments are shown from `released_at`.
    """

    __tablename__ = "workshop"
    __table_args__ = (
        CheckConstraint(
            "(institution_id IS NULL) <> (network_id IS NULL)", name="held_by_one_institution_or_one_network"
        ),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    network_id: Mapped[int | None] = mapped_column(ForeignKey("network.id"), index=True)
    institution_id: Mapped[int | None] = mapped_column(ForeignKey("institution.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    case_id: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    mode: Mapped[str] = mapped_column(String(16))
    code: Mapped[str] = mapped_column(String(16), unique=True)
    zone: Mapped[str] = mapped_column(String(64))
    starts_on: Mapped[date]
    schedule: Mapped[dict[str, Json] | None] = mapped_column(JSON(none_as_null=True))
    due_at: Mapped[datetime | None]
    reviews_open_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Team(Base):
    """Trainees who draft one proposal together."""

    __tablename__ = "workshop_team"
    __table_args__ = (UniqueConstraint("workshop_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(80))


class Seat(Base):
    """An account's place in a workshop: `role` is trainer or trainee. Who left keeps what she wrote.

    `is_taken_out`: it was a trainer who took her out, and may take her back; who left by herself comes by the code.
    """

    __tablename__ = "workshop_seat"
    __table_args__ = (
        UniqueConstraint("workshop_id", "account_id"),
        CheckConstraint("role IN ('trainer', 'trainee')", name="role_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_team.id"), index=True)
    joined_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    is_taken_out: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class WorkshopInvitation(Base):
    """Somebody whom a trainer invited by letter: how often (`letters`), and the last time; nothing of an account.

    Kept until she is taken off the list, or erased; who sits in the workshop is left out where the list is read.
    """

    __tablename__ = "workshop_invitation"
    __table_args__ = (UniqueConstraint("workshop_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(8))
    first_sent_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    letters: Mapped[int]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)


class Proposal(Base):
    """The upgrade proposal of one trainee or one team. Handed in, it is frozen until it is taken back."""

    __tablename__ = "proposal"
    __table_args__ = (
        CheckConstraint("(team_id IS NULL) <> (seat_id IS NULL)", name="of_one_trainee_or_one_team"),
        UniqueConstraint("workshop_id", "team_id"),
        UniqueConstraint("workshop_id", "seat_id"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_team.id"), index=True)
    seat_id: Mapped[int | None] = mapped_column(ForeignKey("workshop_seat.id"), index=True)
    title: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]


class Part(Base):
    """A part of a proposal by its key: `section:<id>`, `finding:<id>`, `recommendation:<id>`, `risk:<id>`.

    `content` is Markdown in a section, else canonical JSON. `version` grows by one with each edit; `place` orders
    findings and the like. A part taken out keeps its row.
    """

    __tablename__ = "proposal_part"

    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    place: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    is_out: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    saved_at: Mapped[datetime]
    saved_by_id: Mapped[int] = mapped_column(ForeignKey("workshop_seat.id"))


class PartEdit(Base):
    """One acknowledged edit: its id was made where it was typed, so that sent twice it counts once.

    `base_version` is what the writer had before her; `content` what the part held afterwards. Where that is not what
    she typed, because somebody else had written too, `typed` keeps her own. Both are deflated (zlib).
    """

    __tablename__ = "proposal_edit"
    __table_args__ = (UniqueConstraint("proposal_id", "key", "version"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    base_version: Mapped[int]
    typed: Mapped[bytes] = mapped_column(LargeBinary)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    clashes: Mapped[int] = mapped_column(default=0)
    is_out: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("workshop_seat.id"), index=True)
    saved_at: Mapped[datetime]


class PartLock(Base):
    """Who is writing in a part right now: a courtesy that runs out by itself, never a wall."""

    __tablename__ = "proposal_lock"

    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("workshop_seat.id"))
    until: Mapped[datetime]


class Snapshot(Base):
    """A version of the whole proposal with a name: which version of each part it was."""

    __tablename__ = "proposal_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(16))
    versions: Mapped[dict[str, int]] = mapped_column(JSON)
    taken_at: Mapped[datetime]
    seat_id: Mapped[int] = mapped_column(ForeignKey("workshop_seat.id"))


class Review(Base):
    """A review by the rubric. `kind`: calibration (of the example: no proposal), peer or trainer. One of each per pair.

    A review that its reader flags goes to the trainer and counts nothing until she has looked. `version` grows with
    each change; `written_on_page` is the page that the newest came from, by an id made for it.
    """

    __tablename__ = "proposal_review"
    __table_args__ = (
        CheckConstraint("(kind = 'calibration') = (proposal_id IS NULL)", name="calibration_is_of_the_example"),
        UniqueConstraint("proposal_id", "seat_id", "kind"),
    )

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    workshop_id: Mapped[str] = mapped_column(ForeignKey("workshop.id", ondelete="CASCADE"), index=True)
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    seat_id: Mapped[int] = mapped_column(ForeignKey("workshop_seat.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    summary: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    written_on_page: Mapped[str] = mapped_column(String(36), default="", server_default=text("''"))
    assigned_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    flagged_at: Mapped[datetime | None]
    flag_reason: Mapped[str] = mapped_column(String(500), default="")
    flag_settled_at: Mapped[datetime | None]
    is_set_aside: Mapped[bool] = mapped_column(default=False, server_default=text("false"))


class ReviewScore(Base):
    """The level given for a criterion, 1 to 4, and why; a draft may hold a reason before its level."""

    __tablename__ = "proposal_review_score"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 4", name="level_is_1_to_4"),)

    review_id: Mapped[str] = mapped_column(ForeignKey("proposal_review.id", ondelete="CASCADE"), primary_key=True)
    criterion: Mapped[str] = mapped_column(String(64), primary_key=True)
    level: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")


class Comment(Base):
    """A remark on a passage of a part, in a thread; `quote` finds the passage again when the text has moved."""

    __tablename__ = "proposal_comment"
    __table_args__ = (Index("ix_proposal_comment_proposal_id_key", "proposal_id", "key"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    review_id: Mapped[str | None] = mapped_column(ForeignKey("proposal_review.id", ondelete="CASCADE"), index=True)
    answers_id: Mapped[str | None] = mapped_column(ForeignKey("proposal_comment.id", ondelete="CASCADE"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    quote: Mapped[str] = mapped_column(String(500), default="")
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    seat_id: Mapped[int] = mapped_column(ForeignKey("workshop_seat.id"), index=True)
    written_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]


class Nudge(Base):
    """A word from the trainer to one who is stuck; shown on her page until she has read it."""

    __tablename__ = "workshop_nudge"

    id: Mapped[int] = mapped_column(primary_key=True)
    seat_id: Mapped[int] = mapped_column(ForeignKey("workshop_seat.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(500))
    sent_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
