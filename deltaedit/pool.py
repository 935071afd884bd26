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
            while len(self._editors) > self.most:
                self._editors.popitem(last=False)
        if mine:
            try:
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
