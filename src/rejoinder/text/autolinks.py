"""Bare addresses in Markdown become links: http, https, www and mail.

Our own rules for it rather than a library's: those at hand search the rest of the text
again at every address, and take years over "http://xn--a.xn--a." thirty times. Where
an address ends is decided much as GitHub does, in one look of bounded length:
https://github.github.com/gfm/#autolinks-extension-
"""

import re
import unicodedata

from markdown_it import MarkdownIt
from markdown_it.common.utils import isLinkClose, isLinkOpen
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

# The longest address that old browsers and mail programs carry.
MAX_URL_CHARS = 2_000

_SCHEME = re.compile(r"(?<![a-z0-9.+-])https?\Z", re.IGNORECASE)
_LONGEST_SCHEME_CHARS = len("https")
_WWW = re.compile(r"(?<![\w./@:-])www\.(?=[^\W_])", re.IGNORECASE)
_AFTER_SCHEME = re.compile(r"://(?=[^\W_])")

# No white space, brackets of tags, quotes, direction marks, nor the punctuation of
# scripts that put no space before the next word (Chinese, Japanese; Arabic commas).
_ADDRESS = re.compile(
    '[^\\s\x00-\x1f\x7f<>"“”«»\u200e\u200f\u202a-\u202e\u2066-\u2069،؛؟'
    "\u3000-\u3003\u3008-\u3011\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\uff5c]*"
)
_ENTITY_AT_END = re.compile(r"&[a-z0-9]{2,31};\Z", re.IGNORECASE)
_PUNCTUATION = "?!.,:;*_~'’…"
_BRACKETS = {")": "(", "]": "[", "}": "{"}

# Names of more than 64 characters do not exist, says RFC 5321, section 4.5.3.1.1.
_MAIL = re.compile(
    r"(?<![\w.+-])[a-z0-9][a-z0-9._+-]{0,63}"
    r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,9}[a-z]{2,63}(?![\w@-])",
    re.ASCII | re.IGNORECASE,
)


def link_bare_addresses(md: MarkdownIt) -> None:
    """Teach a parser to link bare addresses outside links and code.

    Names without http or www stay text, or every "end.So" would be a link.
    """
    md.inline.ruler.at("linkify", _link_web_address)
    md.inline.ruler.enable("linkify")
    # Rules are asked only at characters known to mean something.
    for first in "wW":
        md.inline.add_terminator_char(first)
    md.core.ruler.before("text_join", "link_mail", _link_mail_addresses)


def _link_web_address(state: StateInline, silent: bool) -> bool:
    """Link a web address before emphasis can take it apart."""
    # Looking ahead, the parser measures the words of a link, which hold no other.
    if silent or state.linkLevel > 0:
        return False
    if _AFTER_SCHEME.match(state.src, state.pos):
        before = state.src[max(0, state.pos - _LONGEST_SCHEME_CHARS - 1) : state.pos]
        scheme = _SCHEME.search(before)
        if scheme and state.pending.endswith(scheme[0]):
            return _push_web_address(state, scheme=scheme[0], prefix="")
    elif _WWW.match(state.src, state.pos):
        # Plain http is what WordPress and GitHub write here: it reaches every site.
        return _push_web_address(state, scheme="", prefix="http://")
    return False


def _push_web_address(state: StateInline, *, scheme: str, prefix: str) -> bool:
    """Link what begins with `scheme`, the end of the pending text, if it is valid."""
    start = state.pos - len(scheme)
    words = _address_at(state.src, start, state.posMax)
    if not words:
        return False
    target = state.md.normalizeLink(prefix + words)
    if not state.md.validateLink(target):
        return False
    state.pending = state.pending.removesuffix(scheme)
    state.push("link_open", "a", 1).attrs = {"href": target}
    state.push("text", "", 0).content = words
    state.push("link_close", "a", -1)
    state.pos = start + len(words)
    return True


def _address_at(text: str, start: int, end: int) -> str:
    """The address that begins at `start`; "" if it is longer than allowed."""
    found = _ADDRESS.match(text, start, min(start + MAX_URL_CHARS + 1, end))
    if found is None or len(found[0]) > MAX_URL_CHARS:
        return ""
    return _without_sentence_end(found[0])


def _without_sentence_end(address: str) -> str:
    """Leave out what more likely belongs to the sentence around the address."""
    surplus = {
        closing: address.count(closing) - address.count(opening)
        for closing, opening in _BRACKETS.items()
    }
    while address:
        last = address[-1]
        if entity := _ENTITY_AT_END.search(address[-40:]):
            address = address[: -len(entity[0])]
        elif last in _PUNCTUATION or unicodedata.category(last) == "Cf":
            # Format characters: programs that copy texts leave U+FEFF behind them.
            address = address[:-1]
        elif surplus.get(last, 0) > 0:
            surplus[last] -= 1
            address = address[:-1]
        else:
            break
    return address


def _link_mail_addresses(state: StateCore) -> None:
    for block in state.tokens:
        if block.children and "@" in block.content:
            block.children = _with_mail_links(block.children)


def _with_mail_links(tokens: list[Token]) -> list[Token]:
    linked: list[Token] = []
    open_links = 0
    for token in tokens:
        if token.type == "html_inline":
            open_links += isLinkOpen(token.content) - isLinkClose(token.content)
        elif token.type in ("link_open", "link_close"):
            open_links += token.nesting
        if token.type == "text" and open_links <= 0:
            linked.extend(_split_at_mail(token.content))
        else:
            linked.append(token)
    return linked


def _split_at_mail(text: str) -> list[Token]:
    pieces: list[Token] = []
    position = 0
    for mail in _MAIL.finditer(text):
        pieces.append(_text(text[position : mail.start()]))
        pieces.append(Token("link_open", "a", 1, attrs={"href": f"mailto:{mail[0]}"}))
        pieces.append(_text(mail[0]))
        pieces.append(Token("link_close", "a", -1))
        position = mail.end()
    pieces.append(_text(text[position:]))
    return pieces


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


_WEB = re.compile(
    r"(?<![a-z0-9.+-])https?://(?=[^\W_])|(?<![\w./@:-])www\.(?=[^\W_])", re.IGNORECASE
)


def link_addresses(html: str) -> str:
    """Link the bare addresses in a stretch of HTML that has no tags."""
    linked: list[str] = []
    position = 0
    for found in _WEB.finditer(html):
        words = _address_at(html, found.start(), len(html))
        if found.start() < position or len(words) <= len(found[0]):
            continue
        prefix = "" if "://" in found[0] else "http://"
        linked.append(_link_mail(html[position : found.start()]))
        linked.append(f'<a href="{prefix}{words}">{words}</a>')
        position = found.start() + len(words)
    linked.append(_link_mail(html[position:]))
    return "".join(linked)


def _link_mail(html: str) -> str:
    if "@" not in html:
        return html
    return _MAIL.sub(r'<a href="mailto:\g<0>">\g<0></a>', html)
