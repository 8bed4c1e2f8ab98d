"""Alembic's entry: run the migrations on the connection that `Database.migrate` hands over."""

from alembic import context

from sevamitra.whatsapp.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="whatsapp_alembic_version",
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
