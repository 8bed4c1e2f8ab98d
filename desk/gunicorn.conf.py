"""How gunicorn serves the desk: `gunicorn config.wsgi`."""

import os

bind = f"{os.environ.get('DESK_HOST', '127.0.0.1')}:{os.environ.get('DESK_PORT', '8100')}"
workers = int(os.environ.get("DESK_WORKERS", "1"))
threads = int(os.environ.get("DESK_THREADS", "8"))
worker_class = "gthread"
# Without the query string: it may hold the last digits of a mobile number.
accesslog = "-"
access_log_format = "%(t)s %(m)s %(U)s %(s)s %(B)s %(L)ss"
control_socket_disable = True


def post_worker_init(worker: object) -> None:
    """Read the addresses and the catalogue before the first request; a broken pack stops the start."""
    from config import urls  # noqa: F401
    from config.catalog import catalog

    catalog()
