"""A server that joins what it is asked into its SQL and its page: the proof that the scanners find such holes."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import psycopg


class Leaky:
    def __init__(self, database):
        self.database = database
        handler = type("Handler", (Handler,), {"database": database})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    database = None

    def do_GET(self):
        word = parse_qs(urlsplit(self.path).query).get("q", [""])[0]
        try:
            with psycopg.connect(self.database) as connection:
                found = connection.execute(f"SELECT relname FROM pg_class WHERE relname = '{word}'").fetchall()
            text = f"<p>{word}</p><p>{found}</p>"
        except psycopg.Error as error:
            text = f"<p>PG::SyntaxError: ERROR:  {error}</p>"
        page = f'<html><body>{text}<a href="/?q=pg_class">again</a></body></html>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        """Silent: the scanner's report is what counts."""
