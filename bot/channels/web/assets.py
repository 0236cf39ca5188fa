"""Documents that do not change between two requests: pages, scripts, styles, fonts. Held ready in memory, with gzip and ETag."""

import gzip
import hashlib
import mimetypes
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

STATIC = Path(__file__).parent / "static"
IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"
# Smaller bodies gain nothing from compression.
_COMPRESS_FROM = 512


@dataclass(frozen=True, slots=True)
class Document:
    """A body that is served as it is. `compressed` is empty where gzip does not help (fonts are compressed already)."""

    body: bytes
    media_type: str
    etag: str
    compressed: bytes = field(default=b"", repr=False)

    @classmethod
    def of(cls, body: bytes, media_type: str) -> "Document":
        compressed = b""
        if len(body) >= _COMPRESS_FROM and not media_type.startswith(("font/", "image/png")):
            compressed = gzip.compress(body, 9, mtime=0)
        return cls(body, media_type, f'"{digest(body)}"', compressed)

    def respond(self, request: Request, cache: str = REVALIDATE, status: int = 200) -> Response:
        """The document, or 304 when the browser has it. Starlette leaves the body out for HEAD."""
        headers = {"Cache-Control": cache, "ETag": self.etag, "Vary": "Accept-Encoding"}
        if status == 200 and self._known(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        if self.compressed and _accepts_gzip(request.headers.get("accept-encoding", "")):
            headers["Content-Encoding"] = "gzip"
            return Response(self.compressed, status, headers, self.media_type)
        return Response(self.body, status, headers, self.media_type)

    def _known(self, if_none_match: str) -> bool:
        return any(tag.strip().removeprefix("W/") in (self.etag, "*") for tag in if_none_match.split(","))


class Assets:
    """The files of `static/` and what is generated beside them, under one version: the hash of all of it.

    Scripts import each other by relative address, so `/static/<version>/chat.js` pulls the rest of its own version along
    and every one of them may be cached for ever. Fonts carry a hash of their own and survive a release.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._documents = {name: Document.of(body, _media_type(name)) for name, body in sorted(files.items())}
        self.version = digest(b"".join(f"{n}={d.etag};".encode() for n, d in self._documents.items()))

    @classmethod
    def load(cls, generated: Mapping[str, bytes], directories: Iterable[Path] = (STATIC,)) -> "Assets":
        files = {
            path.relative_to(directory).as_posix(): path.read_bytes()
            for directory in directories
            for path in directory.rglob("*")
            if path.is_file()
        }
        return cls({**files, **generated})

    def url(self, name: str) -> str:
        """Where the present version of a file is served. Raises `KeyError` for a file that is not there."""
        self._documents[name]
        return f"/static/{name}" if name.startswith("fonts/") else f"/static/{self.version}/{name}"

    @property
    def fonts(self) -> list[str]:
        """Where the fonts are served, for pages that want them at once."""
        return [f"/static/{name}" for name in self._documents if name.startswith("fonts/")]

    def find(self, path: str) -> tuple[Document, str] | None:
        """The document at a path below `/static/` and how long it may be cached.

        The path of another version gives the present file, to be revalidated: a page that was loaded before a release
        still works.
        """
        version, _, name = path.partition("/")
        if path.startswith("fonts/") and path in self._documents:
            return self._documents[path], IMMUTABLE
        if version == self.version and name in self._documents:
            return self._documents[name], IMMUTABLE
        if len(version) == len(self.version) and name in self._documents:
            return self._documents[name], REVALIDATE
        if path in self._documents:
            return self._documents[path], REVALIDATE
        return None


def digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


def _media_type(name: str) -> str:
    if name.endswith(".js"):
        return "text/javascript; charset=utf-8"
    if name.endswith(".woff"):
        return "font/woff"
    guessed = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{guessed}; charset=utf-8" if guessed.startswith("text/") else guessed


def _accepts_gzip(header: str) -> bool:
    for part in header.lower().split(","):
        coding, _, quality = part.strip().partition(";")
        if coding.strip() in ("gzip", "*"):
            return quality.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
