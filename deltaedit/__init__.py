"""DeltaEdit: edit a picture by saying what it should become.

from PIL import Image
from deltaedit import DeltaEditor

editor = DeltaEditor.from_bundle("avatars")
portrait = editor.invert(Image.open("me.png"))
editor.edit(portrait, source="face", target="face with glasses", strength=1.0).image.save("out.png")
"""

from deltaedit.editor import DeltaEditor, Direction, Edit
from deltaedit.errors import (
    BundleError,
    CheckpointError,
    DeltaEditError,
    DownloadError,
    ImageError,
    NoFaceError,
    NotUnderstoodError,
    PromptError,
    ShapeError,
    TrainingError,
)
from deltaedit.instructions import Reading, TextEdit, read_instruction
from deltaedit.inversion import Inversion
from deltaedit.zoo.bundles import list_bundles

__version__ = "0.1.0"

__all__ = [
    "BundleError",
    "CheckpointError",
    "DeltaEditError",
    "DeltaEditor",
    "Direction",
    "DownloadError",
    "Edit",
    "ImageError",
    "Inversion",
    "NoFaceError",
    "NotUnderstoodError",
    "PromptError",
    "Reading",
    "ShapeError",
    "TextEdit",
    "TrainingError",
    "__version__",
    "list_bundles",
    "read_instruction",
]
