from __future__ import annotations

import pytest

from rejoinder.errors import Malformed
from rejoinder.media.files import check_file_name


@pytest.mark.parametrize("name", ["a.pdf", "A.PDF", "two.tar.zip", "ß.odt", "x.mp3"])
def test_files_of_these_kinds_are_taken(name: str) -> None:
    assert check_file_name(name) == name.rpartition(".")[2].lower()


@pytest.mark.parametrize(
    "name",
    ["a", "", ".pdf", "a.", "a.html", "a.svg", "a.pdf.exe", "a.js", "a.xhtml", "a.xml"],
)
def test_others_are_refused(name: str) -> None:
    with pytest.raises(Malformed):
        check_file_name(name)
