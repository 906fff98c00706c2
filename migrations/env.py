"""What alembic runs: the migrations on the connection that `lms.db.upgrade` hands over, in batch mode for SQLite."""

from alembic import context

from lms.tables import METADATA

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("Migrations run through `lms db upgrade`, which takes the locks they need.")

context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, compare_type=True)
context.run_migrations()
