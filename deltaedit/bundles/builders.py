"""What the pickles of strangers are built of: functions that make data out of data, and nothing else.

A pickle names functions and classes of any module, and has them called. Here such a name stands for one of the builders
below, or the file is refused; the thing itself is never imported.
"""

from __future__ import annotations

import math
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

import numpy as np
import torch
from torch import Tensor

from deltaedit.errors import printable

MOST_DIMENSIONS = 8
# So that no size in bytes overruns 64 bits.
MOST_ELEMENTS = 1 << 48
DTYPES: dict[str, torch.dtype] = {
    name: getattr(torch, name)
    for name in (
        *("float16", "bfloat16", "float32", "float64", "complex64", "complex128"),
        *("uint8", "int8", "int16", "int32", "int64", "bool"),
    )
}
MEMORY_FORMATS = ("contiguous_format", "preserve_format", "channels_last", "channels_last_3d")
NUMPY_CODES = frozenset({"f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "b1", "c8", "c16"})
# Objects, text, bytes, records and dates of numpy: nothing that a network computes with, so what they hold is left out.
OPAQUE_CODE = re.compile(r"[OSUVMm][0-9]{0,9}")
# Of the classes of storages that name the type of their numbers, as torch.save writes them.
STORAGE_TYPES: dict[str, torch.dtype] = {
    f"{name}Storage": dtype
    for name, dtype in {
        **{"Double": torch.float64, "Float": torch.float32, "Half": torch.float16, "BFloat16": torch.bfloat16},
        **{"Byte": torch.uint8, "Char": torch.int8, "Short": torch.int16, "Int": torch.int32, "Long": torch.int64},
        **{"Bool": torch.bool, "ComplexFloat": torch.complex64, "ComplexDouble": torch.complex128},
    }.items()
}


class Refused(Exception):  # noqa: N818 - becomes a CheckpointError, which names the file
    """The file wants what it does not get; the message goes on after "it"."""


@dataclass(frozen=True)
class ForeignModule:
    """A network that was pickled with its class, as data.

    Attributes:
        class_name: what its class was called.
        state: its ``__dict__``: ``_parameters``, ``_buffers``, ``_modules`` and whatever attributes it had.
    """

    class_name: str
    state: dict[Any, Any]


class Builder:
    """What a pickle gets for a name that it asks for: inert, whatever is done to it.

    Attributes:
        name: what was asked for, as it is known here.
        build: makes the data; None where the name only stands among the arguments of others.
    """

    __slots__ = ("build", "name")

    def __init__(self, name: str, build: Callable[..., Any] | None) -> None:
        self.name = name
        self.build = build

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Storage:
    """The numbers of a tensor, in one row."""

    row: Tensor


@dataclass(frozen=True)
class StorageName:
    """What a pickle of torch.save says of numbers that lie beside it.

    Attributes:
        key: under which they lie.
        dtype: of the numbers.
        count: how many they are.
        part: where the wanted ones begin among them, and how many those are; None for all.
    """

    key: str
    dtype: torch.dtype
    count: int
    part: tuple[int, int] | None

    @property
    def nbytes(self) -> int:
        return self.count * self.dtype.itemsize


class NumpyType:
    """A numpy type on its way: which one, then the order of its bytes. Without a code it is an opaque one, or text."""

    def __init__(self, code: str = "", *, text: bool = False) -> None:
        self.code = code
        self.text = text
        self.order = "="

    def set_state(self, state: Any) -> None:
        if not isinstance(state, tuple) or len(state) < 2 or state[1] not in ("<", ">", "|", "="):
            raise Refused("has a numpy type whose order of bytes is unknown")
        self.order = state[1]

    def build(self) -> Any:
        return np.dtype(self.order + self.code)


class Attributes(dict[Any, Any]):
    """An ``argparse.Namespace``: a dictionary whose items come as attributes."""


def part_of(row: Tensor, name: StorageName) -> Storage:
    """The storage of that name among the numbers of its key, which must be of the type and length that it says."""
    if row.dtype != name.dtype or row.numel() != name.count:
        raise Refused(f"holds a tensor that claims {name.nbytes:,} bytes and brings {row.nbytes:,}")
    if name.part is None:
        return Storage(row)
    start, count = name.part
    if start + count > row.numel():
        raise Refused("has a tensor that begins beyond its numbers")
    return Storage(row[start : start + count])


def checked_key(key: Any) -> Any:
    # Hashing a deeply nested tuple overruns the C stack, which no exception tells of.
    if not isinstance(key, (str, bytes, int, float, type(None))):
        raise Refused(f"uses a {type(key).__name__} as the key of a dictionary or the member of a set")
    return key


def fill(target: dict[Any, Any], items: Iterable[Any]) -> None:
    for key, value in items:
        target[checked_key(key)] = value


def dictionary(items: Any = (), /) -> dict[Any, Any]:
    filled: dict[Any, Any] = {}
    fill(filled, items.items() if isinstance(items, dict) else items)
    return filled


def default_dictionary(_factory: Any = None, items: Any = (), /) -> dict[Any, Any]:
    return dictionary(items)


def _namespace() -> Attributes:
    return Attributes()


def _ordered(items: Any = (), /) -> OrderedDict[Any, Any]:
    return OrderedDict(dictionary(items))


def set_of(members: Any = (), /) -> set[Any]:
    return {checked_key(member) for member in members}


def frozen_set(members: Any = (), /) -> frozenset[Any]:
    return frozenset(set_of(members))


def _encoded(text: str, encoding: str = "latin1", /) -> bytes:
    # How protocols before 3 write bytes.
    if encoding not in ("latin1", "latin-1") or not isinstance(text, str):
        raise Refused(f"encodes text as {printable(encoding)}")
    return text.encode("latin-1")


def _bytes(data: Any = b"", /, *encoding: Any) -> bytes:
    if isinstance(data, str):
        return _encoded(data, *encoding)
    if not isinstance(data, (bytes, bytearray)) or encoding:
        raise Refused(f"makes bytes of a {type(data).__name__}")
    return bytes(data)


def _complex(real: float, imaginary: float, /) -> complex:
    return complex(float(real), float(imaginary))


def _path_parts(parts: tuple[Any, ...]) -> tuple[str, ...]:
    if not all(isinstance(part, str) for part in parts):
        raise Refused("has a path that is no text")
    return parts


def _posix_path(*parts: Any) -> str:
    return str(PurePosixPath(*_path_parts(parts)))


def _windows_path(*parts: Any) -> str:
    return str(PureWindowsPath(*_path_parts(parts)))


def _device(kind: str, index: int | None = None, /) -> str:
    # Everything lands on the CPU; where it was saved is only said.
    return printable(kind) if index is None else f"{printable(kind)}:{int(index)}"


def _size(sizes: Any = (), /) -> tuple[int, ...]:
    return _whole_numbers(sizes, "sizes")


def _whole_numbers(numbers: Any, what: str) -> tuple[int, ...]:
    if not isinstance(numbers, (tuple, list)) or len(numbers) > MOST_DIMENSIONS:
        raise Refused(f"has a tensor with {what} that are no short list")
    if not all(isinstance(number, int) and 0 <= number < 1 << 62 for number in numbers):
        raise Refused(f"has a tensor with {what} that are no whole numbers")
    return tuple(numbers)


def storage_name(label: Any) -> StorageName:
    """What torch.save calls the numbers of a tensor: type, key, device and count, and the part that is meant."""
    if not isinstance(label, tuple) or len(label) not in (5, 6) or label[0] != "storage":
        raise Refused("names something beside it that is no tensor")
    _, kind, key, _device, count, *part = label
    dtype = STORAGE_TYPES.get(kind.name.rpartition(".")[2]) if isinstance(kind, Builder) else None
    if dtype is None or not isinstance(key, str):
        raise Refused("has a tensor whose type is unknown")
    (count,) = _whole_numbers((count,), "numbers")
    if part == [None]:
        part = []
    if part and not (isinstance(part[0], tuple) and len(part[0]) == 3):
        raise Refused("has a tensor that is an unknown part of its numbers")
    return StorageName(key, dtype, count, _whole_numbers(part[0][1:], "numbers") if part else None)  # type: ignore[arg-type]


def _tensor(
    storage: Any,
    offset: Any,
    size: Any,
    stride: Any,
    _gradients: Any = False,
    _hooks: Any = None,
    metadata: Any = None,
    /,
) -> Tensor:
    if not isinstance(storage, Storage):
        raise Refused("has a tensor without numbers")
    if metadata:
        raise Refused("has a tensor whose numbers are negated or conjugated only when they are used")
    sizes, strides = _whole_numbers(size, "sizes"), _whole_numbers(stride, "strides")
    (start,) = _whole_numbers((offset,), "an offset")
    available = storage.row.numel()
    count = math.prod(sizes)
    last = start + sum((n - 1) * step for n, step in zip(sizes, strides)) if count else start
    if len(sizes) != len(strides) or count > MOST_ELEMENTS or (count and last >= available):
        raise Refused(f"has a tensor of size {list(sizes)} that does not fit its {available} numbers")
    if count and _overlaps(sizes, strides):
        raise Refused(
            f"has a tensor of size {list(sizes)} that unfolds to more than the numbers it brings; "
            "save it with .contiguous()"
        )
    return storage.row.as_strided(sizes, strides, storage.row.storage_offset() + start)


def _overlaps(sizes: tuple[int, ...], strides: tuple[int, ...]) -> bool:
    """Whether one number may stand at several places of a tensor, as in one that was expanded."""
    reach = 0
    for step, count in sorted((step, count) for count, step in zip(sizes, strides) if count > 1):
        if step <= reach:
            return True
        reach += step * (count - 1)
    return False


def _parameter(tensor: Any, /, *_gradients_hooks_state: Any) -> Tensor:
    if not isinstance(tensor, Tensor):
        raise Refused(f"makes a parameter of a {type(tensor).__name__}")
    return tensor


def _rebuilt(function: Any, kind: Any, arguments: Any, _attributes: Any, /) -> Tensor:
    # A tensor with attributes of its own, which are left out.
    known = isinstance(function, Builder) and str(function) == "torch._utils._rebuild_tensor_v2"
    if not known or not isinstance(kind, Builder) or str(kind) not in _TENSOR_CLASSES:
        raise Refused(f"makes a tensor by calling a {type(function).__name__} for a {type(kind).__name__}")
    if not isinstance(arguments, tuple):
        raise Refused(f"makes a tensor of a {type(arguments).__name__}")
    return _tensor(*arguments)


def _nothing() -> Any:
    """What stands for an array or a scalar of an opaque type."""
    return np.empty(0, dtype="V1")


def _numpy_type(code: Any, /, *_alignment_copy: Any) -> NumpyType:
    if isinstance(code, str) and OPAQUE_CODE.fullmatch(code):
        return NumpyType(text=code.startswith("U"))
    if not isinstance(code, str) or code not in NUMPY_CODES:
        raise Refused(f"asks for the numpy type {printable(code)}")
    return NumpyType(code)


def _numpy_scalar(kind: Any, data: Any, /) -> Any:
    if isinstance(kind, NumpyType) and kind.text and isinstance(data, bytes):
        return data.decode("utf-32-be" if kind.order == ">" else "utf-32-le").rstrip("\0")
    if isinstance(kind, NumpyType) and not kind.code:
        return _nothing()
    if not isinstance(kind, NumpyType) or not isinstance(data, bytes):
        raise Refused("has a numpy scalar without a type or without data")
    if len(data) != kind.build().itemsize:
        raise Refused(f"has a numpy scalar of {len(data)} bytes where its type takes {kind.build().itemsize}")
    return np.frombuffer(data, dtype=kind.build())[0]


def _numpy_array(_subtype: Any, _shape: Any, _kind: Any, /) -> Any:
    # Its content comes later, with BUILD.
    return _nothing()


def _module(meta: Any, /) -> ForeignModule:
    if not isinstance(meta, dict) or meta.get("type") != "class" or not isinstance(meta.get("state"), dict):
        raise Refused("holds a network that is not written as NVIDIA's torch_utils.persistence writes it")
    return ForeignModule(class_name=printable(meta.get("class_name")), state=meta["state"])


def fill_array(array: Any, state: Any) -> None:
    _version, shape, kind, fortran, data = state
    if isinstance(kind, NumpyType) and not kind.code:
        return
    filled = _numpy_buffer(data, kind, shape, "F" if fortran is True else "C")
    array.__setstate__((1, filled.shape, filled.dtype, fortran is True, bytes(data)))


def _numpy_buffer(data: Any, kind: Any, shape: Any, order: Any, _axes: Any = None, /) -> Any:
    # How protocol 5 writes an array.
    if isinstance(kind, NumpyType) and not kind.code:
        return _nothing()
    sizes = _whole_numbers(shape, "sizes")
    if not isinstance(kind, NumpyType) or not isinstance(data, (bytes, bytearray)) or order not in ("C", "F"):
        raise Refused("has a numpy array without a type or without data")
    if math.prod(sizes) * kind.build().itemsize != len(data):
        raise Refused(f"has a numpy array of size {list(sizes)} that does not fit its {len(data)} bytes")
    return np.frombuffer(bytes(data), dtype=kind.build()).reshape(sizes, order=order)


BUILDERS: dict[str, Callable[..., Any]] = {
    "_codecs.encode": _encoded,
    "argparse.Namespace": _namespace,
    "builtins.bytearray": _bytes,
    "builtins.bytes": _bytes,
    "builtins.complex": _complex,
    "builtins.dict": dictionary,
    "builtins.frozenset": frozen_set,
    "builtins.set": set_of,
    "collections.OrderedDict": _ordered,
    "collections.defaultdict": default_dictionary,
    "dnnlib.util.EasyDict": dictionary,
    "numpy.dtype": _numpy_type,
    "numpy._core.numeric._frombuffer": _numpy_buffer,
    "numpy.multiarray._reconstruct": _numpy_array,
    "numpy.multiarray.scalar": _numpy_scalar,
    "pathlib.PosixPath": _posix_path,
    "pathlib.PurePosixPath": _posix_path,
    "pathlib.PureWindowsPath": _windows_path,
    "pathlib.WindowsPath": _windows_path,
    "torch.Size": _size,
    "torch._tensor._rebuild_from_type_v2": _rebuilt,
    "torch._utils._rebuild_parameter": _parameter,
    "torch._utils._rebuild_parameter_with_state": _parameter,
    "torch._utils._rebuild_tensor": _tensor,
    "torch._utils._rebuild_tensor_v2": _tensor,
    "torch.device": _device,
    "torch_utils.persistence._reconstruct_persistent_obj": _module,
}
# Named, but never called: they stand among the arguments of others.
_TENSOR_CLASSES = frozenset({"torch.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer"})
_FACTORIES = frozenset(f"builtins.{name}" for name in ("bool", "float", "int", "list", "str", "tuple"))
_STORAGES = frozenset(f"{home}.{name}" for home in ("torch", "torch.cuda") for name in STORAGE_TYPES)
_MARKERS = frozenset({"numpy.ndarray"}) | _TENSOR_CLASSES | _FACTORIES | _STORAGES
_RENAMED = {
    "pathlib._local": "pathlib",
    "__builtin__": "builtins",
    "numpy.core.multiarray": "numpy.multiarray",
    "numpy._core.multiarray": "numpy.multiarray",
    "numpy.core.numeric": "numpy._core.numeric",
}
# Projects that took NVIDIA's code in keep these modules under a package of their own.
_MOVED = ("dnnlib.util", "torch_utils.persistence")
# Where NVIDIA's TensorFlow code kept its networks, over the years.
_TENSORFLOW = ("dnnlib.tflib.network", "tfutil")
ADVICE = (
    "where you trust it, load it with the code that it comes from, and save the network's state_dict() alone or, of "
    "NVIDIA's files, save its G_ema alone, to be rid of that"
)


def builder_of(module: str, name: str, builders: Mapping[str, Callable[..., Any]]) -> Any:
    """What stands for a name of a pickle: a builder, a type of numbers, or a text.

    Args:
        builders: what may be called.

    Raises:
        Refused: it stands for nothing here.
    """
    if name == "Network" and f".{module}".endswith(tuple(f".{home}" for home in _TENSORFLOW)):
        raise Refused(
            "is a StyleGAN network of NVIDIA's TensorFlow code. Convert it to the PyTorch format first, with the "
            "script legacy.py of NVIDIA's stylegan2-ada-pytorch (python legacy.py --source=OLD.pkl --dest=NEW.pkl)"
        )
    if module == "torch" and name in DTYPES:
        return DTYPES[name]
    if name.removeprefix("torch.") in MEMORY_FORMATS and (module == "torch" or name.startswith("torch.")):
        # Pickled as an attribute of whichever module was found to know torch.
        return name.removeprefix("torch.")
    home = next((home for home in _MOVED if module.endswith(f".{home}")), _RENAMED.get(module, module))
    known = f"{home}.{name}"
    if known in builders or known in _MARKERS:
        return Builder(known, builders.get(known))
    asked = printable(f"{module}.{name}")
    raise Refused(f"asks for {asked}, which is none of the tensors and plain values of a network; {ADVICE}")
