"""Editors of several bundles under several threads; what is loaded is only pretended here."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from deltaedit.errors import BundleError
from deltaedit.pool import EditorPool


class Loads:
    """Stands for ``DeltaEditor.from_bundle``: counts, and can be held up."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.at_once = 0
        self.most_at_once = 0
        self.go = threading.Event()
        self.go.set()
        self._lock = threading.Lock()

    def __call__(self, name: str, device: object = None) -> Any:
        with self._lock:
            self.names.append(name)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        self.go.wait(10)
        with self._lock:
            self.at_once -= 1
        if name == "broken":
            raise BundleError("It is broken.")
        return f"editor of {name}"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> Loads:
    pretended = Loads()
    monkeypatch.setattr("deltaedit.pool.DeltaEditor.from_bundle", pretended)
    return pretended


def test_each_is_loaded_once_for_all(loads: Loads) -> None:
    pool = EditorPool()
    with ThreadPoolExecutor(8) as threads:
        loads.go.clear()
        asked = [threads.submit(pool.get, "a") for _ in range(8)]
        loads.go.set()
        assert {future.result(10) for future in asked} == {"editor of a"}
    assert loads.names == ["a"]


def test_the_least_recently_used_makes_room(loads: Loads) -> None:
    pool = EditorPool(most=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        pool.get(name)
    assert loads.names == ["a", "b", "c", "b"]


def test_one_is_loaded_at_a_time_and_those_held_need_not_wait(loads: Loads) -> None:
    """Memory would hold both, and their files."""
    pool = EditorPool(most=2)
    pool.get("held")
    with ThreadPoolExecutor(3) as threads:
        loads.go.clear()
        asked = [threads.submit(pool.get, name) for name in "abc"]
        assert pool.get("held") == "editor of held"
        loads.go.set()
        assert [future.result(10) for future in asked] == [f"editor of {name}" for name in "abc"]
    assert loads.most_at_once == 1


def test_a_failure_reaches_whoever_asked_and_is_tried_again(loads: Loads) -> None:
    pool = EditorPool()
    for _ in range(2):
        with pytest.raises(BundleError, match="broken"):
            pool.get("broken")
    assert loads.names == ["broken", "broken"]
    assert pool.get("a") == "editor of a"
