"""Any picture to clean RGB, and RGB to tensors and back. The one place where files from strangers are decoded."""

from __future__ import annotations

import ctypes
import io
import math
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms, ImageOps, UnidentifiedImageError, features
from torch import Tensor

from deltaedit.errors import ImageError
from deltaedit.files import MAX_BYTES as MAX_BYTES  # named here too, for those who read pictures
from deltaedit.files import read_bounded

MAX_PIXELS = 50_000_000
DAMAGED = "This picture is damaged or cut off and cannot be decoded; choose another copy."
#: Pixels along either edge that are needed.
SHORTEST = 8
#: Of what is written in formats that lose something; the others do not look at it.
SAVED_QUALITY = 95
#: Raster formats that may be decoded; anything else that Pillow can open is refused. See :func:`formats` for two more.
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "PPM")

#: Larger colour profiles are ignored; those of printing presses have up to 3 MB.
MAX_PROFILE_BYTES = 4_000_000
#: Modes whose colours a profile can describe, and what it calls them.
PROFILE_SPACES = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}
#: Of devices and colour spaces; links between two devices and tables of named colours describe no picture.
PROFILE_CLASSES = ("scnr", "mntr", "prtr", "spac")

#: Larger pictures are decoded one at a time; smaller ones need not wait for them.
LARGE_PIXELS = 4_000_000
_DECODING = threading.Lock()
#: Pictures are cleaned in strips of about so many pixels, each of which may need several copies.
STRIP_PIXELS = 1 << 20
#: How many times larger than needed a JPEG is decoded at least: nothing can be seen of its own way of being resized.
SPARE = 2
#: EXIF's orientations: what makes each upright, whether rows become columns, whether the last becomes the first.
TURNS = {
    2: (Image.Transpose.FLIP_LEFT_RIGHT, False, False),
    3: (Image.Transpose.ROTATE_180, False, True),
    4: (Image.Transpose.FLIP_TOP_BOTTOM, False, True),
    5: (Image.Transpose.TRANSPOSE, True, False),
    6: (Image.Transpose.ROTATE_270, True, True),
    7: (Image.Transpose.TRANSVERSE, True, True),
    8: (Image.Transpose.ROTATE_90, True, False),
}


@cache
def formats() -> tuple[str, ...]:
    """The formats that can be decoded here: FORMATS, HEIF (a phone's HEIC) and AVIF.

    Those two depend on the installation: HEIF needs the package pillow-heif, AVIF a Pillow that was built with it.
    """
    found = list(FORMATS)
    if features.check("avif"):
        found.append("AVIF")
    try:
        from pillow_heif import register_heif_opener
    except ImportError:
        return tuple(found)
    # Only the picture itself is wanted: no thumbnails, depth maps or other pictures that a stranger put beside it.
    register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)
    return (*found, "HEIF")


def _readable() -> str:
    names = ["PNG", "JPEG", "WebP", "GIF", "BMP", "TIFF"]
    names += [name for name, kind in (("AVIF", "AVIF"), ("HEIC", "HEIF")) if kind in formats()]
    return ", ".join(names[:-1]) + " and " + names[-1]


def open_image(source: str | Path | bytes, longest: int | None = None) -> Image.Image:
    """Decode a picture that nobody vouches for.

    Size in bytes and pixels is checked before anything is decoded; the picture is turned as its EXIF (in HEIC and AVIF:
    the file's own note of rotation) says, the first frame is taken (in HEIC: the one it names as primary), transparency
    is laid on white, 16 bits are scaled to 8, colours are converted to sRGB where a profile says what they are, and all
    metadata is dropped. Of large pictures one at a time is decoded, and what that took goes back to the system.

    Args:
        source: a path, or the bytes of a file.
        longest: pixels along the longer edge that are needed at most; a larger picture comes out at that size, and
            needs far less memory where it is a JPEG.

    Returns:
        An RGB picture without metadata.

    Raises:
        ImageError: missing, empty, too large, damaged or not a picture; says which.
    """
    data = source if isinstance(source, bytes) else read_bounded(source, MAX_BYTES)
    with opened(data) as image:
        large = image.width * image.height > LARGE_PIXELS
    if not large:
        return _decoded(data, longest)
    with _DECODING:
        try:
            return _decoded(data, longest)
        finally:
            give_memory_back()


def _decoded(data: bytes, longest: int | None) -> Image.Image:
    with opened(data) as image:
        # A HEIC file opens at its primary picture, which need not be its first.
        if image.format != "HEIF":
            image.seek(0)
        if longest is not None:
            # JPEG alone can be decoded at a half, a quarter or an eighth; the other formats do nothing here.
            scale = SPARE * _scale(image.size, longest)
            image.draft(None, (math.ceil(image.width * scale), math.ceil(image.height * scale)))
        image.load()
        return clean_image(image, longest)


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """The picture in a file, of which only the header has been read; closed afterwards.

    Raises:
        ImageError: empty, too large or not a picture; and whatever else fails before the picture is closed.
    """
    check_bytes(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=formats()) as image:
                _check_pixels(image)
                yield image
    except Image.DecompressionBombError as error:
        raise ImageError(f"This picture is too large; at most {MAX_PIXELS // 10**6} megapixels are read.") from error
    except UnidentifiedImageError as error:
        raise ImageError(f"This file is not a picture that can be read; {_readable()} files are.") from error
    except ImageError:
        raise
    except Exception as error:
        # Decoders fail on damaged bytes with whatever their parser met first: struct.error, KeyError, SyntaxError ...
        raise ImageError(DAMAGED) from error


def check_bytes(data: bytes) -> None:
    """Refuse a file that is empty or has more than ``MAX_BYTES``, with an ImageError."""
    if not data:
        raise ImageError("This file is empty (0 bytes); choose another picture.")
    if len(data) > MAX_BYTES:
        raise ImageError(f"This file has {len(data) / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read.")


def _check_pixels(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise ImageError(
            f"This picture has {width} x {height} pixels; at most {MAX_PIXELS // 10**6} megapixels are read."
        )
    if width < SHORTEST or height < SHORTEST:
        raise ImageError(
            f"This picture has only {width} x {height} pixels; at least {SHORTEST} x {SHORTEST} are needed."
        )


@cache
def _trim() -> Callable[[int], int] | None:
    """What gives free memory back to the system; None where the C library has nothing of the kind."""
    try:
        return ctypes.CDLL(None).malloc_trim
    except (AttributeError, OSError, TypeError):
        return None


def give_memory_back() -> None:
    """Give what this process has freed back to the system, where its C library is glibc; a few milliseconds."""
    # It keeps what is freed, apart for each thread, and Pillow's blocks of 16 MB are among that.
    if trim := _trim():
        trim(0)


def clean_image(image: Image.Image, longest: int | None = None) -> Image.Image:
    """A Pillow picture of any mode as upright sRGB with no metadata.

    Needs memory for the result, and for a strip of what was given.

    Args:
        image: of any mode and size, loaded or not; stays as it is.
        longest: as in :func:`open_image`.

    Raises:
        ImageError: not a picture, or too large or too small.
    """
    if not isinstance(image, Image.Image):
        raise ImageError(f"A picture is needed here, not a {type(image).__name__}; see deltaedit.images.open_image.")
    _check_pixels(image)
    image.load()
    turn, sideways, from_the_end = TURNS.get(orientation(image), (None, False, False))
    scale = 1.0 if longest is None else _scale(image.size, longest)
    width, height = round(image.width * scale), round(image.height * scale)
    rows = max(1, STRIP_PIXELS // image.width)
    white = _white(image)
    to_srgb = _to_srgb(_colours(_plain(image.crop((0, 0, 1, 1)), white)).mode, image.info.get("icc_profile"))
    clean = Image.new("RGB", (image.height, width) if sideways else (width, image.height))
    for first in range(0, image.height, rows):
        last = min(first + rows, image.height)
        strip = _on_white(_plain(image.crop((0, first, image.width, last)), white), to_srgb)
        # Each row is resized here, and the columns below: in two steps, as Pillow resizes a whole picture.
        strip = strip.resize((width, last - first), Image.Resampling.LANCZOS)
        if turn is not None:
            strip = strip.transpose(turn)
        start = image.height - last if from_the_end else first
        clean.paste(strip, (start, 0) if sideways else (0, start))
    size = (height, width) if sideways else (width, height)
    return clean if clean.size == size else clean.resize(size, Image.Resampling.LANCZOS)


def orientation(image: Image.Image) -> int:
    """How a picture says that it lies, from 1 (upright) to 8 as EXIF counts; 1 where what it says cannot be read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = image.getexif().get(ExifTags.Base.Orientation, 1)
    except Exception:
        # Read by Pillow's TIFF parser, which fails as that of damaged pictures does; the picture itself is whole.
        return 1
    return int(found) if found in TURNS else 1


def _scale(size: tuple[int, int], longest: int) -> float:
    """What a picture's edges are multiplied with, so that the longer has ``longest``, the shorter still enough."""
    return min(1.0, max(longest / max(size), SHORTEST / min(size)))


def _on_white(image: Image.Image, to_srgb: Callable[[Image.Image], Image.Image]) -> Image.Image:
    """A plain picture as RGB, its transparency laid on white."""
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    alpha = image.convert("RGBA").getchannel("A") if transparent else None
    image = to_srgb(_colours(image))
    if alpha is None:
        return image
    image.putalpha(alpha)
    return Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image).convert("RGB")


def _colours(image: Image.Image) -> Image.Image:
    """A plain picture in one of the modes of PROFILE_SPACES, its transparency left out."""
    if image.mode == "LA":
        return image.getchannel("L")
    if image.mode in PROFILE_SPACES:
        return image
    return image.convert("RGBA").convert("RGB") if image.mode in ("P", "PA") else image.convert("RGB")


def _to_srgb(mode: str, profile: object) -> Callable[[Image.Image], Image.Image]:
    """What makes sRGB of the colours of pictures.

    A phone's photograph is in Display P3, whose numbers look pale when they are taken for sRGB's. A profile that is
    damaged, or of another kind of colour than the picture, is ignored, as browsers do.

    Args:
        mode: of the pictures, one of PROFILE_SPACES.
        profile: the bytes of an ICC profile, or whatever else stood in their place.
    """
    if isinstance(profile, bytes) and len(profile) <= MAX_PROFILE_BYTES:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            described = source.profile.xcolor_space.strip() == PROFILE_SPACES[mode]
            if described and source.profile.device_class in PROFILE_CLASSES:
                transform = ImageCms.buildTransform(
                    source,
                    ImageCms.createProfile("sRGB"),
                    mode,
                    "RGB",
                    renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
                    flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
                )
                return transform.apply
        except (ImageCms.PyCMSError, ImportError, OSError, TypeError, ValueError):
            # ImportError: a Pillow that was built without colour management.
            pass
    return lambda image: image.convert("RGB")


def _white(image: Image.Image) -> float | None:
    """The value that is white in a picture of more than 8 bits per channel; None for others."""
    if image.mode == "F":
        highest = float(
            np.max([np.max(np.asarray(image.crop((0, y, image.width, y + 1)))) for y in range(image.height)])
        )
        return 65535.0 if highest > 255 else 255.0 if highest > 1 else 1.0
    return 65535.0 if image.mode == "I" or image.mode.startswith("I;16") else None


def _plain(image: Image.Image, white: float | None) -> Image.Image:
    """A picture with 8 bits per channel, and colours that are not multiplied with their opacity."""
    if white is None:
        premultiplied = {"La": "LA", "RGBa": "RGBA"}
        return image.convert(premultiplied[image.mode]) if image.mode in premultiplied else image
    values = np.asarray(image, dtype=np.float64)
    return Image.fromarray((np.clip(values / white, 0, 1) * 255).round().astype(np.uint8))


def square(image: Image.Image, size: int) -> Image.Image:
    """The centre square of an RGB picture, resized to ``size`` pixels with anti-aliasing."""
    if image.size == (size, size):
        return image
    return ImageOps.fit(image, (size, size), method=Image.Resampling.LANCZOS)


def to_tensor(image: Image.Image) -> Tensor:
    """RGB picture to [1, 3, H, W] float32 in [-1, 1]."""
    return torch.from_numpy(np.asarray(image, dtype=np.float32)).permute(2, 0, 1)[None] / 127.5 - 1


def batch_to_tensor(pictures: NDArray[np.uint8], device: torch.device | None = None) -> Tensor:
    """Pictures [B, H, W, 3] uint8 to [B, 3, H, W] in [-1, 1], to train on.

    Contiguous, because torch 2.15 corrupts memory in the backward pass of channels-last pictures on a CPU.
    """
    return torch.from_numpy(pictures).to(device).permute(0, 3, 1, 2).contiguous().float() / 127.5 - 1


def to_pil(image: Tensor) -> Image.Image:
    """[1, 3, H, W] or [3, H, W], nominally in [-1, 1], to an RGB picture; values outside are clipped."""
    pixels = image.detach().reshape(image.shape[-3:]).float().cpu()
    array = ((pixels.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(1, 2, 0).numpy()
    return Image.fromarray(np.ascontiguousarray(array))


def psnr(a: Image.Image, b: Image.Image) -> float:
    """Peak signal-to-noise ratio of two RGB pictures of one size, in dB; infinite where they are equal."""
    error = np.mean((np.asarray(a, np.float64) - np.asarray(b, np.float64)) ** 2)
    return float("inf") if error == 0 else float(10 * np.log10(255.0**2 / error))


def gain(picture: Image.Image, reconstruction: Image.Image) -> float:
    """By how many dB a reconstruction is nearer to a picture than the plain picture of its mean colour is.

    It tells whether a reconstruction shows what is in the picture. PSNR does not: a white sheet with a dot on it has a
    high one for any white sheet. Infinite for two equal pictures, and minus infinity for anything else in place of a
    plain one.
    """
    pixels = np.asarray(picture, np.float64)
    error = np.mean((pixels - np.asarray(reconstruction, np.float64)) ** 2)
    spread = np.mean((pixels - pixels.mean(axis=(0, 1))) ** 2)
    if error == 0 or spread == 0:
        return float("inf") if error == 0 else float("-inf")
    return float(10 * np.log10(spread / error))
