"""A model hub on 127.0.0.1 that speaks as much of the hub's protocol as a download needs.

It lets tests run the real ``huggingface_hub`` code with no network: model information, HEAD and
GET of files with ETag, commit and range requests, and the ways in which a hub fails.
"""

from __future__ import annotations

import hashlib
import json
import re
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

COMMIT = "c0ffee" + "0" * 34
CONFIG = {
    "model_type": "marian",
    "d_model": 8,
    "encoder_layers": 2,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 16,
    "decoder_ffn_dim": 16,
    "vocab_size": 10,
    "activation_function": "swish",
    "decoder_start_token_id": 9,
    "eos_token_id": 0,
    "pad_token_id": 9,
    "share_encoder_decoder_embeddings": True,
}
CARD = "---\nlanguage: [ar, en]\nlicense: apache-2.0\n---\n\n# A model\n"


def marian_files(weights: str = "model.safetensors", content: bytes = b"w" * 3000) -> dict:
    """The files of a model in the hub's layout; nothing in them can be run."""
    return {
        "config.json": json.dumps(CONFIG).encode(),
        "source.spm": b"source pieces",
        "target.spm": b"target pieces",
        "vocab.json": b'{"</s>": 0}',
        "README.md": CARD.encode(),
        weights: content,
    }


def write_files(folder: Path, files: dict[str, bytes]) -> Path:
    """Write files into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def write_cached(cache: Path, repo_id: str, files: dict[str, bytes], commit: str = COMMIT) -> Path:
    """Write a model into a hub cache as ``huggingface_hub`` lays it out; returns its snapshot."""
    repo = cache / ("models--" + repo_id.replace("/", "--"))
    snapshot = repo / "snapshots" / commit
    for folder in (repo / "blobs", repo / "refs", snapshot):
        folder.mkdir(parents=True, exist_ok=True)
    (repo / "refs" / "main").write_text(commit)
    for name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()
        (repo / "blobs" / digest).write_bytes(content)
        (snapshot / name).symlink_to(f"../../blobs/{digest}")
    return snapshot


@dataclass(slots=True)
class HubServer:
    """The hub; use it as a context manager.

    Attributes:
        repos: Files of each model by name.
        status: Answer to every request instead of what was asked for.
        silent: Whether connections are accepted and then never answered.
        hold: Number of bytes of a weight file after which nothing more is sent.
        asked: Requests so far, as ``METHOD /path`` and the value of their Range header.
        held: Set when a transfer has been held.
    """

    repos: dict[str, dict[str, bytes]] = field(default_factory=dict)
    status: HTTPStatus | None = None
    silent: bool = False
    hold: int | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)
    _closing: threading.Event = field(default_factory=threading.Event)
    _server: ThreadingHTTPServer | None = None

    @property
    def address(self) -> str:
        """``http://127.0.0.1:PORT``."""
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        hub = self

        class Handler(_Handler):
            pass

        Handler.hub = hub
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.set()
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()

    def wait_for_end(self) -> None:
        """Block until the server is closed."""
        self._closing.wait()


class _Handler(BaseHTTPRequestHandler):
    hub: HubServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name upstream
        """Keep quiet."""

    def do_HEAD(self) -> None:
        self._answer(body_wanted=False)

    def do_GET(self) -> None:
        self._answer(body_wanted=True)

    def do_CONNECT(self) -> None:
        """What a client says to a proxy; this one never opens a tunnel."""
        self._answer(body_wanted=True)

    def _answer(self, *, body_wanted: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.asked.append((f"{self.command} {path}", self.headers.get("Range")))
        if self.hub.silent:
            self.hub.wait_for_end()
            self.close_connection = True
        elif self.hub.status is not None:
            self._send(self.hub.status, b"{}")
        elif about := re.fullmatch(r"/api/models/([^/]+/[^/]+)(?:/revision/(.+))?", path):
            self._answer_info(about[1], about[2] or "main")
        elif file := re.fullmatch(r"/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", path):
            self._answer_file(file[1], file[2], file[3], body_wanted=body_wanted)
        else:
            self._send(HTTPStatus.NOT_FOUND, b"{}")

    def _answer_info(self, repo_id: str, revision: str) -> None:
        if not self._known(repo_id, revision):
            return
        files = self.hub.repos[repo_id]
        about = {
            "id": repo_id,
            "sha": COMMIT,
            "siblings": [{"rfilename": name, "size": len(files[name])} for name in files],
        }
        self._send(HTTPStatus.OK, json.dumps(about).encode())

    def _answer_file(self, repo_id: str, revision: str, name: str, *, body_wanted: bool) -> None:
        if not self._known(repo_id, revision):
            return
        content = self.hub.repos[repo_id].get(name)
        if content is None:
            self._send(HTTPStatus.NOT_FOUND, b"", {"X-Error-Code": "EntryNotFound"})
            return
        headers = {
            "ETag": f'"{hashlib.sha256(content).hexdigest()}"',
            "X-Repo-Commit": COMMIT,
            "Accept-Ranges": "bytes",
        }
        start = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        status, first = HTTPStatus.OK, 0
        if start:
            status, first = HTTPStatus.PARTIAL_CONTENT, int(start[1])
            headers["Content-Range"] = f"bytes {first}-{len(content) - 1}/{len(content)}"
        self._send(status, content[first:], headers, body_wanted=body_wanted)

    def _known(self, repo_id: str, revision: str) -> bool:
        if repo_id not in self.hub.repos:
            self._send(HTTPStatus.NOT_FOUND, b"", {"X-Error-Code": "RepoNotFound"})
        elif revision not in {"main", COMMIT}:
            self._send(HTTPStatus.NOT_FOUND, b"", {"X-Error-Code": "RevisionNotFound"})
        else:
            return True
        return False

    def _send(
        self,
        status: HTTPStatus,
        body: bytes,
        headers: dict[str, str] | None = None,
        *,
        body_wanted: bool = True,
    ) -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not body_wanted or self.command == "HEAD":
            return
        hold = self.hub.hold
        if hold is not None and len(body) > hold:
            self.wfile.write(body[:hold])
            self.hub.held.set()
            self.hub.wait_for_end()
            self.close_connection = True
        else:
            self.wfile.write(body)
