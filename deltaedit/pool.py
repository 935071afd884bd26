"""Editors of several bundles: each is loaded when it is first asked for, and only so many are held at once."""

from __future__ import annotations

import threading
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
        #: The least recently used first.
        self._editors: dict[str, DeltaEditor] = {}
        self._lock = threading.Lock()
        # One is loaded after the other: while two are loaded at once, memory holds both and their files.
        self._loading = threading.Lock()

    def get(self, name_or_folder: str | Path) -> DeltaEditor:
        """The editor of a bundle; waits while one is loaded that is not held yet, here or for somebody else.

        Raises:
            BundleError: there is no such bundle, or its parts do not belong together.
            CheckpointError: a file is missing or damaged.
        """
        if (editor := self._held(name_or_folder)) is not None:
            return editor
        with self._loading:
            if (editor := self._held(name_or_folder)) is None:
                with self._lock:
                    while len(self._editors) >= self.most:
                        del self._editors[next(iter(self._editors))]
                editor = DeltaEditor.from_bundle(name_or_folder, self.device)
                with self._lock:
                    self._editors[str(name_or_folder)] = editor
            return editor

    def _held(self, name_or_folder: str | Path) -> DeltaEditor | None:
        with self._lock:
            editor = self._editors.pop(str(name_or_folder), None)
            if editor is not None:
                self._editors[str(name_or_folder)] = editor
            return editor
