"""What of a web page is the page and not its text: navigation, banners, dialogs, footers."""

import re
from collections.abc import Iterable

from lxml import html as lxml_html

_DROP = re.compile(
    r"script|style|noscript|template|svg|canvas|iframe|object|embed|video|audio|form|input|select|textarea|nav"
    r"|footer|aside|dialog"
    r"|head|menu|img"
)
_ROLES = re.compile(r"navigation|banner|contentinfo|search|(?:alert)?dialog|menu(?:bar)?|complementary|toolbar")
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav(?:bar|igation)?|menu|mega-?menu|breadcrumbs?|footer|site-?header|top-?bar|side-?bar"
    r"|cookie-?(?:bar|banner|consent|notice"
    r"|popup|modal|law\w*)|consent|gdpr|share|sharing|social(?:s|-\w+)?|addtoany\w*|popup|modal|comments?"
    r"|related(?:-\w+)?|pagination|pager"
    r"|widget|newsletter|subscribe|banner|advert\w*|back-?to-?top|hotline-\w+|zalo-\w+|fb-\w+|skip-link|print"
    r"|toc|table-of-contents"
    r"|screen-reader-text|sr-only|copyright)(?=$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SENTENCE = re.compile(r"\w[.;:](?:\s|$)")


def drop_page(root: lxml_html.HtmlElement) -> None:
    """Take out, in place, what is not the page's text. What holds a good part of the words stays, whatever its name."""
    whole = max(1, _length(root))
    for node in list(root.iter()):
        if not isinstance(node.tag, str):
            _remove(node)
        elif node.tag in ("html", "body", "main", "article") or node.getparent() is None:
            continue
        elif _DROP.fullmatch(node.tag):
            if node.tag not in ("form", "aside", "menu") or _length(node) < 0.4 * whole:
                _remove(node)
        elif node.tag == "button":
            if not any(a.tag in ("h1", "h2", "h3", "h4", "h5", "h6") for a in node.iterancestors()):
                _remove(node)
        elif _is_page(node, whole):
            _remove(node)


def main_part(root: lxml_html.HtmlElement) -> lxml_html.HtmlElement:
    """The element that holds the text: `main` or `article` where it has most of the words, else the whole body."""
    whole = max(1, _length(root))
    for path in (".//main", ".//*[@role='main']", ".//article"):
        for node in root.xpath(path):
            if _length(node) >= 0.5 * whole:
                return node
    return root


def is_bold(node: lxml_html.HtmlElement) -> bool:
    return node.tag in ("b", "strong") or bool(_BOLD.search(node.get("style") or ""))


def _is_page(node: lxml_html.HtmlElement, whole: int) -> bool:
    if node.get("hidden") is not None or _HIDDEN.search(node.get("style") or ""):
        return _length(node) < 0.4 * whole
    if node.get("aria-hidden") == "true" or _ROLES.fullmatch((node.get("role") or "").lower()):
        return _length(node) < 0.4 * whole
    if node.tag == "header":
        return not node.xpath(".//h1") or bool(node.xpath(".//nav"))
    if node.tag in ("div", "section", "ul", "ol", "table", "p", "span", "header"):
        named = " ".join((node.get("class") or "", node.get("id") or ""))
        if _NAMES.search(named) and _length(node) < 0.3 * whole and not _is_prose(node):
            return True
        return node.tag != "span" and _is_link_list(node)
    return False


def _is_prose(node: lxml_html.HtmlElement) -> bool:
    """A headed part with sentences under it is text, whatever class a theme gave it."""
    return (
        bool(node.xpath(".//h2|.//h3"))
        and len(_SENTENCE.findall(node.text_content())) >= 3
        and not node.xpath(".//button")
    )


def _is_link_list(node: lxml_html.HtmlElement) -> bool:
    """Three or more links that are nearly all of its words: a menu, or a table of contents."""
    links = node.xpath(".//a")
    if len(links) < 3 or node.xpath(".//h1|.//p[not(.//a)]"):
        return False
    return sum(_length(a) for a in links) > 0.8 * max(1, _length(node)) and all(_length(a) < 120 for a in links)


def _length(node: lxml_html.HtmlElement) -> int:
    return len("".join(_texts(node)).strip())


def _texts(node: lxml_html.HtmlElement) -> Iterable[str]:
    return (text for text in node.itertext() if text and not text.isspace()) if isinstance(node.tag, str) else ()


def _remove(node: lxml_html.HtmlElement) -> None:
    """Remove the node, its words too, and keep what follows it."""
    if node.getparent() is not None:
        node.drop_tree()
