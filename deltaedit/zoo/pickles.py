"""Reading pickles of strangers: tensors, numbers of numpy, plain values, inert records; nothing is executed.

A pickle is a program for a small stack machine, and two of its instructions fetch any function of any module and call
it. Here that machine is written once more, on top of the standard library's decoder of single instructions
(:func:`pickletools.genops`), with one difference: a fetched name is only a name. It stands for one of the few builders
below, which make data out of data, or the file is refused. So there is no callable on the stack that a hostile file
could bend, and nothing is imported. Networks pickled by NVIDIA's ``torch_utils.persistence`` carry their own source
code; it is kept as text at most, and never compiled.
"""

from __future__ import annotations

import io
import math
import pickle
import pickletools
import re
import struct
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, BinaryIO

import numpy as np
import torch
from torch import Tensor

from deltaedit.errors import printable

# What every file of torch.save from before the zip format begins with, as a pickle, and what comes next.
TORCH_MAGIC, TORCH_PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
MAGIC_STARTS = tuple(pickle.dumps(TORCH_MAGIC, protocol=protocol) for protocol in range(2, 6))

# A network of NVIDIA's largest configuration takes some 100,000; many more only fill the memory.
MOST_INSTRUCTIONS = 5_000_000
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
# Times its own size that a file may be copied or unfolded to. An honest one has its tensors written as text (before
# protocol 3), as bytes and as tensors, some of them twice; in a hostile one a few bytes could be copied without end.
MOST_COPIES = 4
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


@dataclass(frozen=True)
class _Name:
    """A fetched name: never the thing itself."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


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


class _NumpyType:
    """A numpy type on its way: which one, then the order of its bytes. Without a code it is an opaque one, or text."""

    def __init__(self, code: str = "", *, text: bool = False) -> None:
        self.code = code
        self.text = text
        self.order = "="

    def build(self) -> Any:
        return np.dtype(self.order + self.code)


class _Attributes(dict[Any, Any]):
    """An ``argparse.Namespace``: a dictionary whose items come as attributes."""


def read_pickle(file: BinaryIO, size: int, load_storage: Callable[[StorageName], Storage] | None = None) -> Any:
    """The content of a pickle, built without executing anything in it.

    Args:
        file: read from where it stands to the end of the pickle.
        size: bytes of the file, with whatever lies beside the pickle: it bounds the memory that is taken.
        load_storage: finds the numbers that lie beside a pickle of torch.save; None where there are none.

    Returns:
        Plain values, lists, dictionaries, sets, CPU tensors, numpy scalars and arrays of numbers (of anything else, an
        empty array), and a :class:`ForeignModule` for every network that NVIDIA's ``torch_utils.persistence`` pickled.
        A ``Namespace`` comes as a dictionary; paths, devices and memory formats come as text.

    Raises:
        Refused: of an absurd size, or asking for anything else; the message names it.
        Exception: whatever a decoder meets first in damaged bytes.
    """
    return _Machine(size, load_storage).run(pickletools.genops(_Bounded(file, size)))  # type: ignore[arg-type]


def read_legacy(file: BinaryIO, size: int, builders: Mapping[str, Callable[..., Any]] | None = None) -> Any:
    """The content of a file of torch.save from before the zip format: four pickles, then the numbers of its tensors.

    Args:
        file: read from where it stands.
        size: bytes of the file.
        builders: what the content may be made of; None for everything that :func:`read_pickle` knows.

    Raises:
        Refused, Exception: as :func:`read_pickle`.
    """
    rows: dict[str, Tensor] = {}
    left = size

    def load_storage(name: StorageName) -> Storage:
        # The numbers come later, so their memory is reserved here, for no more of them than the file can hold.
        nonlocal left
        if name.key not in rows:
            left -= name.nbytes
            if left < 0:
                raise Refused(f"holds a tensor that claims {name.nbytes:,} bytes and brings fewer")
            rows[name.key] = torch.empty(name.nbytes, dtype=torch.uint8).view(name.dtype)
        return part_of(rows[name.key], name)

    def run(machine: _Machine) -> Any:
        return machine.run(pickletools.genops(_Bounded(file, size)))  # type: ignore[arg-type]

    magic, protocol, system = (run(_Machine(size, builders={})) for _ in range(3))
    if magic != TORCH_MAGIC or protocol != TORCH_PROTOCOL:
        raise Refused("does not begin as torch.save writes it")
    if not isinstance(system, dict) or system.get("little_endian") is not True:
        raise Refused("was written on a machine of another order of bytes; save it again on a usual one")
    content = run(_Machine(size, load_storage, builders))
    keys = run(_Machine(size, builders={}))
    if not isinstance(keys, list) or set(map(_checked_key, keys)) != rows.keys() or len(keys) != len(rows):
        raise Refused("holds a tensor that claims numbers and does not bring them")
    for key in keys:
        row = rows[key]
        (count,) = struct.unpack("<q", file.read(8))
        if count != row.numel() or file.readinto(row.view(torch.uint8).numpy()) != row.nbytes:  # type: ignore[attr-defined]
            raise Refused("is cut off in the numbers of a tensor")
    return content


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


class _Bounded:
    """A file that is never asked for more bytes than it has: a false length would reserve that much memory."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def read(self, count: int) -> bytes:
        return self._file.read(max(0, min(count, self._size - self._file.tell())))

    def readline(self) -> bytes:
        return self._file.readline()

    def tell(self) -> int:
        return self._file.tell()


# Builders: data out of data ------------------------------------------------------------------------------------------


def _checked_key(key: Any) -> Any:
    # Hashing a deeply nested tuple overruns the C stack, which no exception tells of.
    if not isinstance(key, (str, bytes, int, float, type(None))):
        raise Refused(f"uses a {type(key).__name__} as the key of a dictionary or the member of a set")
    return key


def _fill(target: dict[Any, Any], items: Iterable[Any]) -> None:
    for key, value in items:
        target[_checked_key(key)] = value


def _dictionary(items: Any = (), /) -> dict[Any, Any]:
    filled: dict[Any, Any] = {}
    _fill(filled, items.items() if isinstance(items, dict) else items)
    return filled


def _default_dictionary(_factory: Any = None, items: Any = (), /) -> dict[Any, Any]:
    return _dictionary(items)


def _namespace() -> _Attributes:
    return _Attributes()


def _ordered(items: Any = (), /) -> OrderedDict[Any, Any]:
    return OrderedDict(_dictionary(items))


def _set(members: Any = (), /) -> set[Any]:
    return {_checked_key(member) for member in members}


def _frozen_set(members: Any = (), /) -> frozenset[Any]:
    return frozenset(_set(members))


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


def _storage(data: Any, /) -> Storage:
    if not isinstance(data, bytes):
        raise Refused(f"loads a tensor out of a {type(data).__name__}")
    # A zip could unfold to any size; torch's persistence of networks never writes one here.
    if not data.startswith(MAGIC_STARTS):
        raise Refused("holds a tensor that is not in the format of torch.save before the zip format")
    try:
        storage = read_legacy(io.BytesIO(data), len(data), builders={})
    except Refused as refusal:
        raise Refused(f"holds a tensor that is more than numbers, or damaged: it {refusal}") from refusal
    if not isinstance(storage, Storage):
        raise Refused(f"holds a {type(storage).__name__} where the numbers of a tensor should be")
    return storage


def _storage_name(label: Any) -> StorageName:
    """What torch.save calls the numbers of a tensor: type, key, device and count, and the part that is meant."""
    if not isinstance(label, tuple) or len(label) not in (5, 6) or label[0] != "storage":
        raise Refused("names something beside it that is no tensor")
    _, kind, key, _device, count, *part = label
    dtype = STORAGE_TYPES.get(kind.name) if isinstance(kind, _Name) else None
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
    known = isinstance(function, _Name) and str(function) == "torch._utils._rebuild_tensor_v2"
    if not known or not isinstance(kind, _Name) or str(kind) not in _TENSOR_CLASSES:
        raise Refused(f"makes a tensor by calling a {type(function).__name__} for a {type(kind).__name__}")
    if not isinstance(arguments, tuple):
        raise Refused(f"makes a tensor of a {type(arguments).__name__}")
    return _tensor(*arguments)


def _nothing() -> Any:
    """What stands for an array or a scalar of an opaque type."""
    return np.empty(0, dtype="V1")


def _numpy_type(code: Any, /, *_alignment_copy: Any) -> _NumpyType:
    if isinstance(code, str) and OPAQUE_CODE.fullmatch(code):
        return _NumpyType(text=code.startswith("U"))
    if not isinstance(code, str) or code not in NUMPY_CODES:
        raise Refused(f"asks for the numpy type {printable(code)}")
    return _NumpyType(code)


def _numpy_scalar(kind: Any, data: Any, /) -> Any:
    if isinstance(kind, _NumpyType) and kind.text and isinstance(data, bytes):
        return data.decode("utf-32-be" if kind.order == ">" else "utf-32-le").rstrip("\0")
    if isinstance(kind, _NumpyType) and not kind.code:
        return _nothing()
    if not isinstance(kind, _NumpyType) or not isinstance(data, bytes):
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


def _fill_array(array: Any, state: Any) -> None:
    _version, shape, kind, fortran, data = state
    if isinstance(kind, _NumpyType) and not kind.code:
        return
    filled = _numpy_buffer(data, kind, shape, "F" if fortran is True else "C")
    array.__setstate__((1, filled.shape, filled.dtype, fortran is True, bytes(data)))


def _numpy_buffer(data: Any, kind: Any, shape: Any, order: Any, _axes: Any = None, /) -> Any:
    # How protocol 5 writes an array.
    if isinstance(kind, _NumpyType) and not kind.code:
        return _nothing()
    sizes = _whole_numbers(shape, "sizes")
    if not isinstance(kind, _NumpyType) or not isinstance(data, (bytes, bytearray)) or order not in ("C", "F"):
        raise Refused("has a numpy array without a type or without data")
    if math.prod(sizes) * kind.build().itemsize != len(data):
        raise Refused(f"has a numpy array of size {list(sizes)} that does not fit its {len(data)} bytes")
    return np.frombuffer(bytes(data), dtype=kind.build()).reshape(sizes, order=order)


_BUILDERS: dict[str, Callable[..., Any]] = {
    "_codecs.encode": _encoded,
    "argparse.Namespace": _namespace,
    "builtins.bytearray": _bytes,
    "builtins.bytes": _bytes,
    "builtins.complex": _complex,
    "builtins.dict": _dictionary,
    "builtins.frozenset": _frozen_set,
    "builtins.set": _set,
    "collections.OrderedDict": _ordered,
    "collections.defaultdict": _default_dictionary,
    "dnnlib.util.EasyDict": _dictionary,
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
    "torch.storage._load_from_bytes": _storage,
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


# The stack machine ---------------------------------------------------------------------------------------------------


class _Mark:
    """Where on the stack a group of items begins."""


class _Machine:
    """Runs the instructions of one pickle.

    Args:
        size: bytes of the file; see :data:`MOST_COPIES`.
        load_storage: see :func:`read_pickle`.
        builders: what may be called; None for all.
    """

    def __init__(
        self,
        size: int,
        load_storage: Callable[[StorageName], Storage] | None = None,
        builders: Mapping[str, Callable[..., Any]] | None = None,
    ) -> None:
        self.stack: list[Any] = []
        self.memo: dict[int, Any] = {}
        self.to_copy = MOST_COPIES * size
        self.load_storage = load_storage
        self.builders = _BUILDERS if builders is None else builders

    def run(self, instructions: Iterable[tuple[Any, Any, Any]]) -> Any:
        for count, (opcode, argument, _position) in enumerate(instructions):
            if count >= MOST_INSTRUCTIONS:
                raise Refused(f"has more than {MOST_INSTRUCTIONS:,} instructions, far more than any network")
            name = opcode.name
            if name == "STOP":
                return self.pop()
            if name in _VALUES:
                self.stack.append(argument)
            elif name in _CONSTANTS:
                self.stack.append(_CONSTANTS[name])
            elif name in _ACTIONS:
                _ACTIONS[name](self, argument)
            elif name not in _IGNORED:
                raise Refused(f"uses the instruction {name}, which no file of weights needs")
        raise Refused("ends before its last instruction")

    def pop(self) -> Any:
        item = self.stack.pop()
        if isinstance(item, _Mark):
            raise Refused("takes from the stack what is not there")
        return item

    def pop_to_mark(self) -> list[Any]:
        for position in range(len(self.stack) - 1, -1, -1):
            if isinstance(self.stack[position], _Mark):
                items = self.stack[position + 1 :]
                del self.stack[position:]
                return items
        raise Refused("closes a group that it never began")

    def pop_pairs(self) -> list[tuple[Any, Any]]:
        items = self.pop_to_mark()
        if len(items) % 2:
            raise Refused("has a key without a value")
        return list(zip(items[::2], items[1::2]))

    def top(self, kind: type) -> Any:
        item = self.stack[-1]
        if not isinstance(item, kind):
            raise Refused(f"puts items into a {type(item).__name__}")
        return item

    def mark(self, _: Any) -> None:
        self.stack.append(_Mark())

    def drop(self, _: Any) -> None:
        self.stack.pop()

    def drop_to_mark(self, _: Any) -> None:
        self.pop_to_mark()

    def duplicate(self, _: Any) -> None:
        item = self.pop()
        self.stack += [item, item]

    def get(self, index: int) -> None:
        self.stack.append(self.memo[index])

    def put(self, index: int) -> None:
        item = self.pop()
        self.stack.append(item)
        self.memo[index] = item

    def memoize(self, _: Any) -> None:
        self.put(len(self.memo))

    def empty_list(self, _: Any) -> None:
        self.stack.append([])

    def empty_dict(self, _: Any) -> None:
        self.stack.append({})

    def empty_set(self, _: Any) -> None:
        self.stack.append(set())

    def make_list(self, _: Any) -> None:
        self.stack.append(self.pop_to_mark())

    def make_dict(self, _: Any) -> None:
        self.stack.append(_dictionary(self.pop_pairs()))

    def make_frozen_set(self, _: Any) -> None:
        self.stack.append(_frozen_set(self.pop_to_mark()))

    def make_tuple(self, _: Any) -> None:
        self.stack.append(tuple(self.pop_to_mark()))

    def tuple_1(self, _: Any) -> None:
        self.stack.append((self.pop(),))

    def tuple_2(self, _: Any) -> None:
        second, first = self.pop(), self.pop()
        self.stack.append((first, second))

    def tuple_3(self, _: Any) -> None:
        third, second, first = self.pop(), self.pop(), self.pop()
        self.stack.append((first, second, third))

    def append(self, _: Any) -> None:
        item = self.pop()
        self.top(list).append(item)

    def appends(self, _: Any) -> None:
        items = self.pop_to_mark()
        self.top(list).extend(items)

    def set_item(self, _: Any) -> None:
        value, key = self.pop(), self.pop()
        _fill(self.top(dict), [(key, value)])

    def set_items(self, _: Any) -> None:
        pairs = self.pop_pairs()
        _fill(self.top(dict), pairs)

    def add_items(self, _: Any) -> None:
        members = self.pop_to_mark()
        self.top(set).update(_set(members))

    def fetch(self, argument: str) -> None:
        module, _, name = argument.partition(" ")
        self.fetch_name(module, name)

    def fetch_from_stack(self, _: Any) -> None:
        name, module = self.pop(), self.pop()
        if not isinstance(name, str) or not isinstance(module, str):
            raise Refused("asks for something without a name")
        self.fetch_name(module, name)

    def fetch_name(self, module: str, name: str) -> None:
        asked = _Name(module, name)
        known = _Name(_RENAMED.get(module, module), name)
        for home in _MOVED:
            if module.endswith(f".{home}"):
                known = _Name(home, name)
        if name == "Network" and f".{module}".endswith(tuple(f".{home}" for home in _TENSORFLOW)):
            raise Refused(
                "is a StyleGAN network of NVIDIA's TensorFlow code. Convert it to the PyTorch format first, with the "
                "script legacy.py of NVIDIA's stylegan2-ada-pytorch (python legacy.py --source=OLD.pkl --dest=NEW.pkl)"
            )
        if module == "torch" and name in DTYPES:
            self.stack.append(DTYPES[name])
        elif name.removeprefix("torch.") in MEMORY_FORMATS and (module == "torch" or name.startswith("torch.")):
            # Pickled as an attribute of whichever module was found to know torch.
            self.stack.append(name.removeprefix("torch."))
        elif str(known) in self.builders or str(known) in _MARKERS:
            self.stack.append(known)
        else:
            raise Refused(
                f"asks for {printable(str(asked))}, which is none of the tensors and plain values of a network; "
                f"{ADVICE}"
            )

    def call(self, _: Any) -> None:
        arguments, function = self.pop(), self.pop()
        self.build_from(function, arguments)

    def call_with_keywords(self, _: Any) -> None:
        keywords, arguments, function = self.pop(), self.pop(), self.pop()
        if keywords != {}:
            raise Refused("calls something with keywords")
        self.build_from(function, arguments)

    def build_from(self, function: Any, arguments: Any) -> None:
        if not isinstance(function, _Name) or str(function) not in self.builders or not isinstance(arguments, tuple):
            raise Refused(f"calls a {type(function).__name__} with a {type(arguments).__name__}")
        for argument in arguments:
            if isinstance(argument, (str, bytes, bytearray, list, tuple, dict, set, frozenset)):
                self.charge(len(argument))
        built = self.builders[str(function)](*arguments)
        if isinstance(built, Tensor) and built is not arguments[0]:
            # Many tensors may share their numbers, until they are copied.
            self.charge(built.nbytes)
        self.stack.append(built)

    def load_persistent(self, _: Any) -> None:
        label = self.pop()
        if self.load_storage is None:
            raise Refused("names numbers beside it, where there are none (BINPERSID)")
        self.stack.append(self.load_storage(_storage_name(label)))

    def charge(self, count: int) -> None:
        self.to_copy -= count
        if self.to_copy < 0:
            raise Refused("unfolds to more than its own size")

    def set_state(self, _: Any) -> None:
        state, target = self.pop(), self.pop()
        if isinstance(target, _NumpyType):
            if not isinstance(state, tuple) or len(state) < 2 or state[1] not in ("<", ">", "|", "="):
                raise Refused("has a numpy type whose order of bytes is unknown")
            target.order = state[1]
        elif isinstance(target, np.ndarray):
            self.charge(len(state[-1]))
            _fill_array(target, state)
        elif isinstance(target, _Attributes) and isinstance(state, dict):
            self.charge(len(state))
            _fill(target, state.items())
        elif not (isinstance(target, dict) and isinstance(state, dict)):
            # Of a dictionary with attributes (a state dict's _metadata) the attributes are left out.
            raise Refused(f"sets attributes of a {target if isinstance(target, _Name) else type(target).__name__}")
        self.stack.append(target)


_IGNORED = frozenset({"PROTO", "FRAME"})
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": ()}
_NUMBERS = frozenset({"INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"})
_TEXTS = frozenset({"STRING", "BINSTRING", "SHORT_BINSTRING"})
_UNICODE = frozenset({"UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"})
_BYTES = frozenset({"BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"})
_VALUES = _NUMBERS | _TEXTS | _UNICODE | _BYTES
_ACTIONS: dict[str, Callable[[_Machine, Any], None]] = {
    "MARK": _Machine.mark,
    "POP": _Machine.drop,
    "POP_MARK": _Machine.drop_to_mark,
    "DUP": _Machine.duplicate,
    "GET": _Machine.get,
    "BINGET": _Machine.get,
    "LONG_BINGET": _Machine.get,
    "PUT": _Machine.put,
    "BINPUT": _Machine.put,
    "LONG_BINPUT": _Machine.put,
    "MEMOIZE": _Machine.memoize,
    "EMPTY_LIST": _Machine.empty_list,
    "EMPTY_DICT": _Machine.empty_dict,
    "EMPTY_SET": _Machine.empty_set,
    "LIST": _Machine.make_list,
    "DICT": _Machine.make_dict,
    "FROZENSET": _Machine.make_frozen_set,
    "TUPLE": _Machine.make_tuple,
    "TUPLE1": _Machine.tuple_1,
    "TUPLE2": _Machine.tuple_2,
    "TUPLE3": _Machine.tuple_3,
    "APPEND": _Machine.append,
    "APPENDS": _Machine.appends,
    "SETITEM": _Machine.set_item,
    "SETITEMS": _Machine.set_items,
    "ADDITEMS": _Machine.add_items,
    "GLOBAL": _Machine.fetch,
    "STACK_GLOBAL": _Machine.fetch_from_stack,
    "REDUCE": _Machine.call,
    "NEWOBJ": _Machine.call,
    "NEWOBJ_EX": _Machine.call_with_keywords,
    "BUILD": _Machine.set_state,
    "BINPERSID": _Machine.load_persistent,
}
