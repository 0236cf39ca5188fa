"""Be Vietnam Pro for the browser: cut down to Latin and Vietnamese, as WOFF, cached under `var/`.

The package holds TrueType files of about 140 kB a weight; the cut is about 24 kB. Cutting takes 0.2 s a weight, once.
"""

import hashlib
import io
import os
from importlib import metadata, resources
from pathlib import Path

PACKAGE = "fontpkg_be_vietnam_pro"
FAMILY = "Be Vietnam Pro"
WEIGHTS = {400: "Regular", 600: "SemiBold", 700: "Bold"}
FEATURES = ("kern", "mark", "mkmk", "ccmp", "locl", "liga")
# What Vietnamese and the languages around it are written with, punctuation, arrows, the đồng sign.
CHARACTERS = (
    (0x0020, 0x007E),
    (0x00A0, 0x017F),
    (0x01A0, 0x01A1),
    (0x01AF, 0x01B0),
    (0x0300, 0x0303),
    (0x0306, 0x0306),
    (0x0309, 0x0309),
    (0x031B, 0x031B),
    (0x0323, 0x0323),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2027),
    (0x2030, 0x203A),
    (0x20AB, 0x20AC),
    (0x2122, 0x2122),
    (0x2190, 0x2193),
    (0x2212, 0x2212),
)
# Unicode range of the rule: other characters never make the browser fetch the file.
_RANGE = ",".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in CHARACTERS)
_RULE = (
    "@font-face{{font-family:'{family}';font-style:normal;font-weight:{weight};font-display:swap;"
    "src:url('/static/{name}') format('woff');unicode-range:{range}}}\n"
)


def font_files(cache: Path) -> dict[str, bytes]:
    """`fonts.css` and the font files that it names. `cache` is a folder; it is made when needed."""
    files: dict[str, bytes] = {}
    rules = ""
    for weight, style in WEIGHTS.items():
        body = _cut(style, cache)
        name = f"fonts/be-vietnam-pro-{weight}-{hashlib.sha256(body).hexdigest()[:12]}.woff"
        files[name] = body
        rules += _RULE.format(family=FAMILY, weight=weight, name=name, range=_RANGE)
    return {**files, "fonts.css": rules.encode()}


def _cut(style: str, cache: Path) -> bytes:
    recipe = repr((metadata.version("fontpkg-be-vietnam-pro"), metadata.version("fonttools"), CHARACTERS, FEATURES))
    path = cache / f"{style.lower()}-{hashlib.sha256(recipe.encode()).hexdigest()[:12]}.woff"
    if path.is_file():
        return path.read_bytes()
    body = _subset((resources.files(PACKAGE) / "files" / f"BeVietnamPro-{style}.ttf").read_bytes())
    cache.mkdir(parents=True, exist_ok=True)
    # Two processes may start at once: each writes its own file, the last rename wins with the same bytes.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(body)
    draft.replace(path)
    return body


def _subset(source: bytes) -> bytes:
    # Imported here: it takes 0.3 s, and only the very first start needs it.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.layout_features = list(FEATURES)
    options.hinting = False
    # The same bytes every time, so that the address of the file does not change with the clock.
    font = TTFont(io.BytesIO(source), recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for first, last in CHARACTERS for c in range(first, last + 1)])
    subsetter.subset(font)
    font.flavor = "woff"
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()
