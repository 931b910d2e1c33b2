"""Code in posts: what stands in it is neither HTML nor shortcodes, so it goes first.

SyntaxHighlighter and WordPress.com write `[code language="php"]`, `[sourcecode]` or
`[php]`, WP-Syntax `<pre lang="php">`, Crayon `<pre class="lang:php">`, the block editor
`<pre class="wp-block-code"><code>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape

from rejoinder.moving.wordpress.parts import Code
from rejoinder.moving.wordpress.tree import Element, collapsed, raw_text

# fmt: off
LANGUAGES = {
    "actionscript3", "applescript", "arduino", "as3", "asm", "bash", "c", "clojure",
    "coldfusion", "cpp", "csharp", "css", "delphi", "diff", "erlang", "fsharp", "go",
    "groovy", "haskell", "html", "html4strict", "html5", "ini", "java", "java5",
    "javafx", "javascript", "jquery", "js", "json", "latex", "lisp", "lua", "make",
    "matlab", "mysql", "objc", "pascal", "perl", "php", "plain", "powershell",
    "prolog", "py", "python", "r", "rails", "ruby", "rust", "scala", "scheme", "shell",
    "sql", "swift", "tcl", "text", "typescript", "vb", "vbnet", "xml", "yaml",
}
# Letters alone may be anything; as a shortcode they would need to be meant.
_SHORTCODES = {
    "code", "sourcecode", "source-code", *LANGUAGES - {"c", "go", "make", "r", "text"},
}
# fmt: on

_OPENING = re.compile(
    rf"(?<!\[)\[(?P<name>{'|'.join(sorted(_SHORTCODES, key=len, reverse=True))})"
    r"(?P<attributes>(?:[\s=/][^\[\]]*+)?+)\]"
    r"|<pre\s(?P<pre>[^<>]*+)>",
    re.IGNORECASE | re.ASCII,
)
_LANGUAGE = re.compile(
    r"""\b(?:language|lang|type)\s*+=\s*+["']?([\w+#.-]++)""", re.ASCII
)
_LANG = re.compile(r"""(?<![\w:-])lang\s*+=\s*+["']?(\w++)""", re.ASCII | re.IGNORECASE)
# Classes of plug-ins that take the code before WordPress looks for shortcodes in it.
_MARKED = re.compile(r"\b(?:lang:|brush:\s*+)([\w+#.-]++)", re.ASCII | re.IGNORECASE)
_TAG_LIKE = re.compile(r"<[a-z/!?]", re.IGNORECASE)


def protected_code(html: str) -> Iterator[tuple[str, bool]]:
    """The HTML in stretches; True marks code, which has become HTML of its own."""
    position = 0
    without_end: set[str] = set()
    for found in _OPENING.finditer(html):
        name = (found["name"] or "pre").lower()
        language = _language_of(found, name)
        if found.start() < position or language is None or name in without_end:
            continue
        end = _ending_of(name, is_shortcode=found["name"] is not None).search(
            html, found.end()
        )
        if end is None:
            without_end.add(name)
            continue
        yield html[position : found.start()], False
        yield _code_html(html[found.end() : end.start()], language), True
        position = end.end()
    yield html[position:], False


def _ending_of(name: str, *, is_shortcode: bool) -> re.Pattern[str]:
    ending = rf"\[/{re.escape(name)}\]" if is_shortcode else r"</pre\s*+>"
    return re.compile(ending, re.IGNORECASE | re.ASCII)


def _language_of(found: re.Match[str], name: str) -> str | None:
    """None for a <pre> that says no language, or one that people speak."""
    if found["name"] is None:
        if marked := _MARKED.search(found["pre"]):
            return marked[1].lower()
        named = _LANG.search(found["pre"])
        return named[1].lower() if named and named[1].lower() in LANGUAGES else None
    named = _LANGUAGE.search(found["attributes"])
    return named[1].lower() if named else name if name in LANGUAGES else ""


def _code_html(written: str, language: str) -> str:
    # Editors that know HTML keep code with its brackets as entities.
    source = written if _TAG_LIKE.search(written) else unescape(written)
    return (
        f'<pre class="wp-block-code" data-language="{escape(language)}">'
        f"{escape(source)}</pre>"
    )


_CLASS = re.compile(r"(?:language-|lang-|lang:|brush:\s*)([\w+#.-]+)", re.IGNORECASE)
_MEANS_CODE = {"wp-block-code", "prettyprint", "crayon-plain-tag", "code", "brush:"}


def code_part(pre: Element) -> Code | None:
    """The code that a <pre> holds; None if it is text of another kind."""
    written = [
        node for node in pre.children if not isinstance(node, str) or collapsed(node)
    ]
    inner = written[0] if len(written) == 1 else None
    is_whole = isinstance(inner, Element) and inner.name == "code"
    carriers = [pre, inner] if isinstance(inner, Element) and is_whole else [pre]
    language = next(filter(None, map(_class_language, carriers)), "")
    if not is_whole and not language and not _MEANS_CODE & set(pre.classes):
        return None
    return Code(raw_text(pre.children).strip("\n"), language)


def _class_language(element: Element) -> str:
    if named := element.get("data-language") or element.get("data-enlighter-language"):
        return named.lower()[:40]
    found = _CLASS.search(element.get("class"))
    return found[1].lower()[:40] if found else ""
