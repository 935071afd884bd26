"""DeltaEdit: edit a picture by saying what it should become.

from PIL import Image
from deltaedit import DeltaEditor

editor = DeltaEditor.from_bundle("avatars")
portrait = editor.invert(Image.open("me.png"))
editor.edit(portrait, source="face", target="face with glasses", strength=1.0).image.save("out.png")
"""

from __future__ import annotations

from deltaedit.errors import (
    BundleError,
    CheckpointError,
    DeltaEditError,
    DownloadError,
    ImageError,
    NoFaceError,
    NotUnderstoodError,
    PromptError,
    RecipeError,
    ShapeError,
    TrainingError,
)

#: As typing's, without importing typing: programs hear Ctrl-C only behind this file.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from deltaedit.bundles.find import list_bundles
    from deltaedit.editor import DeltaEditor, Direction, Edit, Stack
    from deltaedit.instructions import Reading, TextEdit, read_instruction
    from deltaedit.inversion import Inversion
    from deltaedit.recipe import Recipe
    from deltaedit.steps import EditStep
    from deltaedit.sweep import Sweep

__version__ = "0.1.0"

__all__ = [
    "BundleError",
    "CheckpointError",
    "DeltaEditError",
    "DeltaEditor",
    "Direction",
    "DownloadError",
    "Edit",
    "EditStep",
    "ImageError",
    "Inversion",
    "NoFaceError",
    "NotUnderstoodError",
    "PromptError",
    "Reading",
    "Recipe",
    "RecipeError",
    "ShapeError",
    "Stack",
    "Sweep",
    "TextEdit",
    "TrainingError",
    "__version__",
    "list_bundles",
    "read_instruction",
]

#: Where the names are that need torch. They are looked up when they are first used, so that a command can look at its
#: arguments first, and Ctrl-C is heard.
_HOMES = {
    "DeltaEditor": "editor",
    "Direction": "editor",
    "Edit": "editor",
    "EditStep": "steps",
    "Inversion": "inversion",
    "Reading": "instructions",
    "Recipe": "recipe",
    "Stack": "editor",
    "TextEdit": "instructions",
    "read_instruction": "instructions",
    "Sweep": "sweep",
    "list_bundles": "bundles.find",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name in _HOMES:
        found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    elif name.startswith("_"):
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    else:
        try:
            # deltaedit.bundles and the other rooms, without an import of their own.
            found = import_module(f"{__name__}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{__name__}.{name}":
                raise
            raise AttributeError(f"module '{__name__}' has no attribute '{name}'") from error
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
