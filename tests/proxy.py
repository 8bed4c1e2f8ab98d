"""A proxy that can lose answers: the request arrives and is carried out, but nobody hears of it."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import requests

PASSED_ON = ("Authorization", "Content-Type")


class Proxy(ThreadingHTTPServer):
    """Passes requests on to `target`; loses the answers to the next `lose` filings."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = ""
        self.lose = 0
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        """Return the proxy's own address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    server: Proxy

    def _pass_on(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name: self.headers[name] for name in PASSED_ON if name in self.headers}
        url, data = self.server.target + self.path, self.rfile.read(length)
        try:
            answer = requests.request(self.command, url, data=data, headers=headers, timeout=20)
        except requests.ConnectionError:
            self.close_connection = True
            return
        if self.server.lose and self.command == "POST" and self.path == "/api/applications/":
            self.server.lose -= 1
            self.close_connection = True
            return
        self.send_response(answer.status_code)
        self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    do_GET = do_POST = do_DELETE = _pass_on  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
