"""Measuring how faithfully a bundle draws, inverts and recognises drawings, and how even its strength is."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from deltaedit.editor import DeltaEditor
from deltaedit.errors import PromptError
from deltaedit.evaluation.edits import Subjects, draw, edited, in_batches, mean
from deltaedit.images import psnr, to_pil
from deltaedit.training.drawn.captions import is_held_out, say
from deltaedit.training.drawn.domain import Domain, Drawing

STEPS_OF_STRENGTH = 10
SHEET_DRAWINGS, SHEET_COLUMNS = 4, 9


def mean_psnr(images: Tensor, renders: Tensor, part: tuple[float, float] = (0.0, 1.0)) -> float:
    """The mean PSNR of pictures, in dB, within a centred square that is given by shares of the edge."""
    size = renders.shape[-1]
    first, last = (round(edge * size) for edge in part)
    crops = [
        (to_pil(a[:, first:last, first:last]), to_pil(b[:, first:last, first:last])) for a, b in zip(images, renders)
    ]
    return round(float(np.mean([psnr(a, b) for a, b in crops])), 2)


def edges_drawn(images: Tensor, renders: Tensor) -> float:
    """How much of the edges of renders [N, 3, size, size] the images have, at the same places and as steep.

    The slope of the images' gradients over the renders' gradients: 1 for the renders themselves, 0 for a plain picture.
    A blurred picture, which PSNR forgives, falls short of it, and so does a sharp one whose edges lie elsewhere.
    """

    def gradients(pictures: Tensor) -> Tensor:
        return torch.cat([pictures.diff(dim=2).flatten(), pictures.diff(dim=3).flatten()])

    drawn, wanted = gradients(images), gradients(renders)
    return round(float(drawn @ wanted / wanted.square().sum()), 3)


def colour_error(domain: Domain, images: Tensor, renders: Tensor, drawings: list[Drawing]) -> float:
    """Mean distance between drawn and true colours, of 255 per channel, in areas where a part has its pure colour."""
    errors = []
    for image, render, drawing in zip((images + 1) * 127.5, (renders + 1) * 127.5, drawings):
        for part in domain.judged_colours:
            colour = torch.tensor(drawing.rgb[part], dtype=torch.float32)
            mask = (render - colour[:, None, None]).abs().amax(dim=0) < 2
            if drawing.shows(part) and mask.sum() >= 20:
                errors.append(float((image[:, mask].mean(dim=1) - colour).abs().mean()))
    return round(float(np.mean(errors)), 2)


def zero_shot(editor: DeltaEditor, domain: Domain, images: Tensor, drawings: list[Drawing]) -> dict[str, float]:
    """Accuracy of zero-shot classification by CLIP, per attribute, with the trained wordings of each value."""
    pictures = in_batches(editor.clip.embed_image, images)
    result: dict[str, float] = {}
    for attribute in domain.judged_values:
        embeddings: dict[str, list[Tensor]] = {}
        for phrase in domain.language.phrases:
            trained = not (phrase.condition or is_held_out(phrase))
            if phrase.attribute == attribute and len(phrase.values) == 1 and trained:
                text = say(phrase, domain.texts.neutral)
                embeddings.setdefault(min(phrase.values), []).append(editor.clip.embed_text(text))
        true = [drawing.attributes().get(attribute) for drawing in drawings]
        if embeddings and not embeddings.keys().isdisjoint(true):
            table = F.normalize(torch.stack([torch.stack(each).mean(dim=0) for each in embeddings.values()]), dim=1)
            nearest = [list(embeddings)[i] for i in (pictures @ table.t()).argmax(dim=1).tolist()]
            result[attribute] = mean(float(a == b) for a, b in zip(nearest, true) if b in embeddings)
    return result


def evenness(editor: DeltaEditor, subjects: Subjects, texts: Iterable[str]) -> float:
    """The largest of ten steps of strength relative to their mean, by the mean absolute change; 1 is perfectly even."""
    ratios = []
    s, w_plus, clip_image = subjects.s[:4], subjects.w_plus[:4], subjects.clip_image[:4]
    for text in texts:
        deltas = editor.understand(None, text).deltas
        delta_s = editor.change(s, clip_image, [deltas] * len(s)).delta_s
        frames = [draw(editor, s + k / STEPS_OF_STRENGTH * delta_s, w_plus) for k in range(STEPS_OF_STRENGTH + 1)]
        steps = torch.stack([(b - a).abs().mean(dim=(1, 2, 3)) for a, b in zip(frames, frames[1:])])
        ratios += (steps.amax(dim=0) / steps.mean(dim=0).clamp(min=1e-6)).tolist()
    return round(float(np.mean(ratios)), 2)


def contact_sheet(editor: DeltaEditor, subjects: Subjects, texts: Iterable[str]) -> Image.Image:
    """Up to four drawings, unedited and then edited by every text; unedited again for texts that are refused."""
    rows = list(range(min(SHEET_DRAWINGS, len(subjects.drawings))))
    columns = [subjects.image[rows]]
    for text in texts:
        try:
            columns.append(edited(editor, subjects, rows, editor.understand(None, text).deltas))
        except PromptError:
            columns.append(columns[0])
    while len(columns) % SHEET_COLUMNS:
        columns.append(torch.ones_like(columns[0]))
    bands = [columns[i : i + SHEET_COLUMNS] for i in range(0, len(columns), SHEET_COLUMNS)]
    return to_pil(torch.cat([torch.cat([torch.cat(list(c), dim=1) for c in band], dim=2) for band in bands], dim=1))
