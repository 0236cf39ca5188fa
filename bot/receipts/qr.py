"""The QR code of a receipt's link."""

import segno


def modules(link: str) -> list[list[bool]]:
    """Rows of dark (True) and light modules, without the quiet zone of four modules that has to stay around them."""
    return [[bool(module) for module in row] for row in _code(link).matrix]


def svg(link: str, label: str) -> str:
    """For a page, with its quiet zone; `label` is read to who cannot see it. Scales to the width that CSS gives it."""
    drawn: str = _code(link).svg_inline(
        border=4, omitsize=True, svgclass="qr", lineclass=None, dark="#000", light="#fff", title=label
    )
    return drawn


def _code(link: str) -> segno.QRCode:
    # The lowest level keeps the modules large, and segno raises it where that costs nothing: what is read is a clean screen
    # or print.
    return segno.make_qr(link, error="l", boost_error=True)
