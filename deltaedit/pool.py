"""Editors of several bundles: each is loaded when it is first asked for, and only so many are held at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import Future
from pathlib import Path

import torch

from deltaedit.editor import DeltaEditor

MOST_EDITORS = 2


class EditorPool:
    """Editors by name or folder of their bundle, shared by all who ask. Safe to use from several threads.

    An editor that had to make room is loaded again when somebody asks for it; an edit at work keeps its own.
    """

    def __init__(self, device: str | torch.device | None = None, most: int = MOST_EDITORS) -> None:
        self.device = device
        self.most = most
        self._editors: OrderedDict[str, Future[DeltaEditor]] = OrderedDict()
        self._lock = threading.Lock()
        self._loading = threading.Lock()

    def get(self, name_or_folder: str | Path) -> DeltaEditor:
        """The editor of a bundle; waits while it is loaded, here or for somebody else.

        Raises:
            BundleError: there is no such bundle, or its parts do not belong together.
            CheckpointError: a file is missing or damaged.
        """
        key = str(name_or_folder)
        with self._lock:
            future = self._editors.get(key)
            mine = future is None
            if future is None:
                future = self._editors[key] = Future()
            self._editors.move_to_end(key)
            self._make_room()
        if mine:
            try:
                # One after the other: while two are loaded at once, memory holds both and their files.
                with self._loading:
                    future.set_result(DeltaEditor.from_bundle(name_or_folder, self.device))
            except BaseException as error:
                with self._lock:
                    if self._editors.get(key) is future:
                        del self._editors[key]
                future.set_exception(error)
        return future.result()

    def add(self, name_or_folder: str | Path, editor: DeltaEditor) -> None:
        """Hold an editor that was loaded already."""
        future: Future[DeltaEditor] = Future()
        future.set_result(editor)
        with self._lock:
            self._editors[str(name_or_folder)] = future
            self._editors.move_to_end(str(name_or_folder))
            self._make_room()

    def _make_room(self) -> None:
        """Let go of the least recently used; one that is still loading stays, or it would be loaded again at once."""
        for key in list(self._editors)[:-1]:
            if len(self._editors) > self.most and self._editors[key].done():
                del self._editors[key]
