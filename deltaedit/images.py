"""Any picture to clean RGB, and RGB to tensors and back. The one place where files from strangers are decoded."""

from __future__ import annotations

import io
import warnings
from functools import cache
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features
from torch import Tensor

from deltaedit.errors import ImageError
from deltaedit.files import MAX_BYTES as MAX_BYTES  # named here too, for those who read pictures

MAX_PIXELS = 50_000_000
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


def open_image(source: str | Path | bytes) -> Image.Image:
    """Decode a picture that nobody vouches for.

    Size in bytes and pixels is checked before anything is decoded; the picture is turned as its EXIF (in HEIC and AVIF:
    the file's own note of rotation) says, the first frame is taken (in HEIC: the one it names as primary), transparency
    is laid on white, 16 bits are scaled to 8, colours are converted to sRGB where a profile says what they are, and all
    metadata is dropped.

    Args:
        source: a path, or the bytes of a file.

    Returns:
        An RGB picture without metadata.

    Raises:
        ImageError: missing, empty, too large, damaged or not a picture; says which.
    """
    data = source if isinstance(source, bytes) else read_bytes(Path(source))
    if not data:
        raise ImageError("This file is empty (0 bytes); choose another picture.")
    if len(data) > MAX_BYTES:
        raise ImageError(f"This file has {len(data) / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB are read.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=formats()) as image:
                _check_pixels(image)
                # A HEIC file opens at its primary picture, which need not be its first.
                if image.format != "HEIF":
                    image.seek(0)
                image.load()
                return clean_image(image)
    except Image.DecompressionBombError as error:
        raise ImageError(f"This picture is too large; at most {MAX_PIXELS // 10**6} megapixels are read.") from error
    except UnidentifiedImageError as error:
        raise ImageError(f"This file is not a picture that can be read; {_readable()} files are.") from error
    except ImageError:
        raise
    except Exception as error:
        # Decoders fail on damaged bytes with whatever their parser met first: struct.error, KeyError, SyntaxError ...
        raise ImageError("This picture is damaged or cut off and cannot be decoded; choose another copy.") from error


def read_bytes(path: Path) -> bytes:
    """The bytes of a picture file, unless there are too many.

    Raises:
        ImageError: missing, unreadable, or larger than ``MAX_BYTES``.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ImageError(
                f"The file {path.name} has {path.stat().st_size / 1e6:.0f} MB; "
                f"at most {MAX_BYTES / 1e6:.0f} MB are read."
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ImageError(f"There is no readable file '{path}'.") from error


def _check_pixels(image: Image.Image) -> None:
    width, height = image.size
    if width * height > MAX_PIXELS:
        raise ImageError(
            f"This picture has {width} x {height} pixels; at most {MAX_PIXELS // 10**6} megapixels are read."
        )
    if width < 8 or height < 8:
        raise ImageError(f"This picture has only {width} x {height} pixels; at least 8 x 8 are needed.")


def clean_image(image: Image.Image) -> Image.Image:
    """A Pillow picture of any mode as upright sRGB with no metadata.

    Raises:
        ImageError: not a picture, or too large or too small.
    """
    if not isinstance(image, Image.Image):
        raise ImageError(f"A picture is needed here, not a {type(image).__name__}; see deltaedit.images.open_image.")
    _check_pixels(image)
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _to_eight_bits(image)
    transparent = image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info
    alpha = image.convert("RGBA").getchannel("A") if transparent else None
    image = _to_srgb(image, profile)
    if alpha is not None:
        image.putalpha(alpha)
        image = Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image).convert("RGB")
    # Through an array, so that no EXIF, GPS position or comment survives.
    return Image.fromarray(np.asarray(image).copy())


def _to_srgb(image: Image.Image, profile: object) -> Image.Image:
    """The colours of a picture of any mode as sRGB, its transparency left out.

    A phone's photograph is in Display P3, whose numbers look pale when they are taken for sRGB's. A profile that is
    damaged, or of another kind of colour than the picture, is ignored, as browsers do.

    Args:
        image: any mode of 8 bits.
        profile: the bytes of an ICC profile, or whatever else stood in their place.
    """
    if image.mode in ("LA", "La"):
        image = image.convert("LA").getchannel("L")
    elif image.mode not in PROFILE_SPACES:
        # Straight to RGB, a premultiplied picture would stay so.
        image = image.convert("RGBA").convert("RGB") if image.mode in ("RGBa", "PA", "P") else image.convert("RGB")
    converted = _converted(image, profile) if isinstance(profile, bytes) else None
    return image.convert("RGB") if converted is None else converted


def _converted(image: Image.Image, profile: bytes) -> Image.Image | None:
    """A picture of a mode in PROFILE_SPACES as sRGB; None where the profile cannot be used."""
    if len(profile) > MAX_PROFILE_BYTES:
        return None
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        described = source.profile.xcolor_space.strip() == PROFILE_SPACES[image.mode]
        if not described or source.profile.device_class not in PROFILE_CLASSES:
            return None
        return ImageCms.profileToProfile(
            image,
            source,
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, ImportError, OSError, TypeError, ValueError):
        # ImportError: a Pillow that was built without colour management.
        return None


def _to_eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image, dtype=np.float64)
    top = 65535.0 if image.mode != "F" or values.max() > 255 else 255.0 if values.max() > 1 else 1.0
    return Image.fromarray((np.clip(values / top, 0, 1) * 255).round().astype(np.uint8))


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
