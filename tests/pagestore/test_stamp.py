"""The number that says whether a page on the shelf has to be looked at again."""

from __future__ import annotations

import shutil
from pathlib import Path

from rejoinder.pagestore.stamp import Stamp
from tests.pagestore.pages import new_store, page, publish


def stamp_at(file: Path) -> Stamp:
    stamp = Stamp(file)
    stamp.renew()
    return stamp


def other_process(file: Path) -> Stamp:
    stamp = Stamp(file)
    stamp.look()
    return stamp


def test_a_renewed_stamp_is_another_number_for_everybody(tmp_path: Path) -> None:
    writer = stamp_at(tmp_path / "stamp")
    reader = other_process(tmp_path / "stamp")
    before = reader.value
    writer.renew()
    assert reader.value not in {None, before}
    assert reader.value == writer.value


def test_a_stamp_without_a_file_is_not_known(tmp_path: Path) -> None:
    assert other_process(tmp_path / "stamp").value is None


def test_a_stamp_whose_folder_is_gone_is_renewed_without_complaint(
    tmp_path: Path,
) -> None:
    stamp = Stamp(tmp_path / "nowhere" / "stamp")
    stamp.renew()
    assert stamp.value is None


def test_a_file_made_anew_is_taken_up_at_the_next_look(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    reader = stamp_at(folder / "stamp")
    folder.rename(tmp_path / "deleted")
    folder.mkdir()
    writer = stamp_at(folder / "stamp")
    reader.look()
    assert reader.value == writer.value
    shutil.rmtree(folder)
    reader.look()
    assert reader.value is None


def test_whatever_changes_the_pages_renews_the_stamp(tmp_path: Path) -> None:
    store = new_store(tmp_path)
    reader = other_process(tmp_path / "stamp")
    seen = {reader.value}
    publish(store, page())
    seen.add(reader.value)
    store.take_out(["thread:1"])
    seen.add(reader.value)
    publish(store, page())
    seen.add(reader.value)
    store.take_in(["thread:1"])  # nobody reads it: it is removed
    seen.add(reader.value)
    store.start_afresh()
    seen.add(reader.value)
    assert len(seen) == 6
