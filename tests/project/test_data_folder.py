"""The data folder: made for its owner, refused in one sentence."""

from __future__ import annotations

import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from rejoinder.project.data_folder import (
    make_data_folder,
    need_data_folder,
    preparation_lock,
)
from rejoinder.project.environment import key_of, read_environment
from rejoinder.project.refusals import CannotStart


def test_folder_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    make_data_folder(tmp_path / "a" / "data")
    assert (tmp_path / "a" / "data").stat().st_mode & 0o777 == 0o700


def test_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").touch()
    with pytest.raises(CannotStart, match="cannot be written"):
        make_data_folder(tmp_path / "data")


def test_full_disk_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(1, 1, 1024**2))
    with pytest.raises(CannotStart, match="is full: 1 MB"):
        make_data_folder(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="no site"):
        need_data_folder(tmp_path)


def test_lock_is_free_again_and_says_when_it_is_not(tmp_path: Path) -> None:
    waited: list[bool] = []
    with preparation_lock(tmp_path, lambda: waited.append(True)):
        pass
    with preparation_lock(tmp_path, lambda: waited.append(True)):
        pass
    assert not waited


def test_key_is_made_once_whole_and_private(tmp_path: Path) -> None:
    environment = read_environment({"REJOINDER_DATA": str(tmp_path)})
    key = key_of(environment, "signing")
    path = tmp_path / "keys" / "signing.key"
    assert len(key) >= 64
    assert path.stat().st_mode & 0o777 == 0o600
    assert key_of(environment, "signing") == key
    assert [p.name for p in path.parent.iterdir()] == ["signing.key"]


def test_key_that_is_given_is_not_kept(tmp_path: Path) -> None:
    variables = {"REJOINDER_DATA": str(tmp_path), "REJOINDER_SIGNING_KEY": "given"}
    assert key_of(read_environment(variables), "signing") == "given"
    assert not (tmp_path / "keys").exists()
