"""The code of a picture in a file: ours, and the ``latents.pt`` of e4e and pSp."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from deltaedit.bundles.foreign import SAFETENSORS, format_of, read_foreign
from deltaedit.bundles.state_dicts import as_tensor
from deltaedit.bundles.weights import read_weights, save_weights
from deltaedit.errors import CheckpointError, printable
from deltaedit.inversion import Inversion, invert_from_code

if TYPE_CHECKING:
    from deltaedit.bundles.manifest import BundleManifest
    from deltaedit.editor import DeltaEditor

KIND = "w_plus"


def digest_of(inversion: Inversion) -> str:
    """SHA-256 of what edits of a picture start from: its code, and what CLIP saw of it."""
    digest = hashlib.sha256()
    for tensor in (inversion.w_plus, inversion.clip_image):
        digest.update(repr(list(tensor.shape)).encode() + tensor.detach().cpu().float().contiguous().numpy().tobytes())
    return digest.hexdigest()


def save_code(path: Path, inversion: Inversion, manifest: BundleManifest) -> None:
    """Write the code of a picture, and the embedding that its edits need, as safetensors.

    Whoever has the file can draw the picture; it is as private as the picture itself.

    Args:
        manifest: of the bundle whose generator the code is for.

    Raises:
        OSError: it cannot be written; nothing half-written is left.
    """
    tensors = {"w_plus": inversion.w_plus, "clip_image": inversion.clip_image}
    save_weights(path, KIND, tensors, {"bundle": manifest.name, "generator": _generator(manifest)})


def load_code(path: Path, editor: DeltaEditor, number: int = 0) -> Inversion:
    """The picture of a code.

    Args:
        path: a file of :func:`save_code`, or one of torch.save with a tensor of W+ [L, D] or [N, L, D], as e4e and pSp
            write ``latents.pt``. Nothing in it is executed. Such a file lacks what CLIP saw of the picture, so CLIP
            looks at what the code draws, and edits may differ a little from those of the picture itself.
        number: which of several codes.

    Raises:
        CheckpointError: missing, damaged, refused, no code, or one for another generator.
    """
    embedding: Tensor | None = None
    if format_of(path) == SAFETENSORS:
        tensors, said = read_weights(path, KIND)
        if said.get("generator") not in (None, _generator(editor.manifest)):
            raise CheckpointError(
                f"The code in {path} is for the generator of another bundle, or of another version "
                f"('{printable(said.get('bundle'))}'); edit it with that one."
            )
        w_plus, embedding = tensors.get("w_plus"), tensors.get("clip_image")
    else:
        w_plus = _only_tensor(read_foreign(path))
    rows, width = editor.generator.n_latent, editor.generator.config.style_dim
    wanted = f"a code of the {editor.manifest.name} bundle is [{rows}, {width}]"
    if w_plus is None:
        raise CheckpointError(f"{path} holds no tensor of W+; {wanted}.")
    codes = w_plus[None] if w_plus.ndim == 2 else w_plus
    if codes.ndim != 3 or codes.shape[1:] != (rows, width) or not codes.is_floating_point():
        raise CheckpointError(f"{path} holds a tensor of shape {list(w_plus.shape)}; {wanted}.")
    if not 0 <= number < len(codes):
        raise CheckpointError(f"{path} holds {len(codes)} codes, counted from 0, so there is no number {number}.")
    code = codes[number : number + 1].to(torch.float32).to(editor.device)
    if embedding is not None and embedding.shape != (1, editor.clip.dim):
        raise CheckpointError(f"{path} holds an embedding {list(embedding.shape)}, and not [1, {editor.clip.dim}].")
    if not all(bool(torch.isfinite(each).all()) for each in (code, embedding) if each is not None):
        raise CheckpointError(f"{path} holds numbers that are not finite; make it again.")
    found = invert_from_code(editor.generator, editor.clip, code, None)
    return found if embedding is None else replace(found, clip_image=embedding.to(editor.device))


def _only_tensor(content: Any) -> Tensor | None:
    """The tensor that a file is, or the only one in a dictionary or list."""
    while isinstance(content, (dict, list, tuple)) and len(content) == 1:
        content = next(iter(content.values())) if isinstance(content, dict) else content[0]
    return as_tensor(content)


def _generator(manifest: BundleManifest) -> str | None:
    entry = manifest.files.get(manifest.generator)
    return None if entry is None else entry.sha256
