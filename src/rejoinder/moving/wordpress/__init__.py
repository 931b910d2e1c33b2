"""What WordPress keeps, as ours: a post's text in parts, titles in plain words.

Pure functions. What a text needs to know of the site around it, it asks its
`Surroundings`.
"""

from rejoinder.moving.wordpress.body import convert_body
from rejoinder.moving.wordpress.parts import (
    Card,
    Code,
    ConvertedBody,
    FileLink,
    Html,
    PageBreak,
    Part,
    Picture,
    Surroundings,
    Words,
)
from rejoinder.moving.wordpress.tree import title_text

__all__ = [
    "Card",
    "Code",
    "ConvertedBody",
    "FileLink",
    "Html",
    "PageBreak",
    "Part",
    "Picture",
    "Surroundings",
    "Words",
    "convert_body",
    "title_text",
]
