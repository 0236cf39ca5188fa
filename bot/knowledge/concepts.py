"""Concepts of the privacy field in a text: the bridge between a customer's words and a policy's (`data/concepts.toml`)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from bot.language.text import canonical, squash

# Kinds whose concepts are so specific that a passage which does not speak of them does not answer a question about them.
SPECIFIC = frozenset({"party", "datum", "case", "measure"})


@dataclass(frozen=True, slots=True)
class Lexicon:
    """`names[i]` is a concept, `kinds[i]` its group."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    pattern: re.Pattern[str]
    by_phrase: dict[str, tuple[int, ...]]

    def find(self, text: str) -> frozenset[int]:
        """Indices of the concepts that `text` speaks of. `text` must bear its accents (restored if need be):
        bare, "cần bố" and "cán bộ" are one."""
        found: set[int] = set()
        for match in self.pattern.finditer(_loose(text)):
            found.update(self.by_phrase[match.group(1)])
        return frozenset(found)

    def index(self, name: str) -> int:
        return self.names.index(name)


@cache
def load_lexicon() -> Lexicon:
    """Parse the packaged lexicon once a process."""
    text = resources.files("bot.knowledge").joinpath("data/concepts.toml").read_text(encoding="utf-8")
    names: list[str] = []
    kinds: list[str] = []
    phrases: dict[str, set[int]] = {}
    for kind, table in tomllib.loads(text).items():
        for name, wordings in table.items():
            for wording in wordings:
                phrases.setdefault(_loose(wording), set()).add(len(names))
            names.append(name)
            kinds.append(kind)
    longest_first = "|".join(re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True))
    return Lexicon(
        tuple(names),
        tuple(kinds),
        # Phrases overlap ("bên thứ ba", "bên thứ ba đó"): a look-ahead finds the ones that start inside another.
        re.compile(rf"(?=(?<!\w)({longest_first})(?!\w))"),
        {phrase: tuple(sorted(found)) for phrase, found in phrases.items()},
    )


def _loose(text: str) -> str:
    """Lower case, canonical tone marks, hyphens as blanks: "E-mail" and "e mail" are one."""
    return squash(canonical(text).lower().replace("-", " "))
