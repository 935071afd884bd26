"""Reading pickles from any source without executing anything in them.

A pickle is a program for a small stack machine, which may call any function of any module. Here the standard library's
machine in pure Python is used (the one in C lets a file choose how much memory is reserved). Each name that a pickle
asks for must be one of the inert builders below, which make data from data; otherwise the file is refused. Nothing is
ever imported. Networks pickled by NVIDIA's ``torch_utils.persistence`` contain their own source code, which is never
compiled.
"""

from __future__ import annotations

import math
import pickle
import pickletools
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any, BinaryIO

import numpy as np
import torch
from torch import Tensor

from deltaedit.errors import printable

#: Reads per pickle. An instruction reads up to three times, and NVIDIA's largest networks have about 100,000 of them.
MAX_READS = 10_000_000
#: Copies may add up to this many times the size of the file. In an honest file data exists as text (before protocol 3),
#: as bytes and as tensors, sometimes twice; in a hostile one a few bytes could be copied without end.
MAX_COPIES = 4
#: Reads of more bytes than this are limited to what is left of the file.
CHECKED_READ = 1 << 16
MAX_DIMENSIONS = 8
MAX_NUMBER = 1 << 62
#: The classes of storages, by which torch.save names dtypes.
STORAGE_TYPES: dict[str, torch.dtype] = {
    **{"DoubleStorage": torch.float64, "FloatStorage": torch.float32, "HalfStorage": torch.float16},
    **{"BFloat16Storage": torch.bfloat16, "ByteStorage": torch.uint8, "CharStorage": torch.int8},
    **{"ShortStorage": torch.int16, "IntStorage": torch.int32, "LongStorage": torch.int64},
    **{"BoolStorage": torch.bool, "ComplexFloatStorage": torch.complex64, "ComplexDoubleStorage": torch.complex128},
}
DTYPES = {str(dtype).removeprefix("torch."): dtype for dtype in STORAGE_TYPES.values()}
MEMORY_FORMATS = ("contiguous_format", "preserve_format", "channels_last", "channels_last_3d")
NUMPY_CODE = re.compile(r"f[248]|[iu][1248]|b1|c8|c16")
#: Objects, text, bytes, records and dates of numpy, whose content is left out, since no network computes with them.
OPAQUE_CODE = re.compile(r"[OSUVMm][0-9]{0,9}")
ADVICE = (
    "if you trust it, load it with the code that it comes from and save only the network's state_dict() or, for "
    "NVIDIA's files, only G_ema"
)

#: (key, dtype, count) -> the data of a storage outside of the pickle, [count].
LoadStorage = Callable[[str, torch.dtype, int], Tensor]


class Refused(Exception):  # noqa: N818 - becomes a CheckpointError, which names the file
    """A file is refused; the message continues a sentence that begins with "it"."""


@dataclass(frozen=True)
class ForeignModule:
    """A module that was pickled with its class, as data.

    Attributes:
        class_name: the name of its class.
        state: its ``__dict__``: ``_parameters``, ``_buffers``, ``_modules`` and its other attributes.
    """

    class_name: str
    state: dict[Any, Any]


def read_pickle(
    file: BinaryIO,
    size: int,
    load_storage: LoadStorage | None = None,
    builders: Mapping[str, Callable[..., Any]] | None = None,
) -> Any:
    """The content of a pickle, built without executing anything in it.

    Args:
        file: read from its current position to the end of the pickle.
        size: bytes of the whole file, which bounds the memory that is used.
        load_storage: finds the data that torch.save stores outside of the pickle; None where there is none.
        builders: what the pickle may call; None for :data:`BUILDERS`.

    Returns:
        Plain values, lists, dictionaries, sets, CPU tensors, numpy scalars and arrays of numbers (other arrays come
        empty), and a :class:`ForeignModule` for every module that NVIDIA's ``torch_utils.persistence`` pickled. A
        ``Namespace`` becomes a dictionary; paths, devices and memory formats become strings.

    Raises:
        Refused: it claims an absurd size, or asks for anything else; the message names it.
        Exception: any error of a decoder on damaged bytes.
    """
    return _Unpickler(file, size, load_storage, BUILDERS if builders is None else builders).load()


@dataclass(frozen=True, slots=True, eq=False)
class _Builder:
    """Represents a class or function that a pickle asks for, without being one.

    Attributes:
        name: its full name, in the current spelling.
        build: makes the data when it is called; None where it may only be an argument.
    """

    name: str
    build: Callable[..., Any] | None


class _Attributes(dict[Any, Any]):
    """An ``argparse.Namespace``, as a dictionary of its attributes."""


class _NumpyType:
    """A numpy dtype: it is pickled as its code, followed by its byte order."""

    __slots__ = ("code", "order")

    def __init__(self, code: Any, /, *_align_copy: Any) -> None:
        if not isinstance(code, str) or not (NUMPY_CODE.fullmatch(code) or OPAQUE_CODE.fullmatch(code)):
            raise Refused(f"asks for the numpy type {printable(code)}")
        self.code = code
        self.order = "="

    @property
    def dtype(self) -> Any:
        """The dtype; None for an opaque type."""
        return np.dtype(self.order + self.code) if NUMPY_CODE.fullmatch(self.code) else None


class _BoundedFile:
    """A file that limits long reads to its own size, since reading reserves as much memory as it is asked for."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file, self._size, self._reads = file, size, 0
        self.readline = file.readline

    def read(self, count: int) -> bytes:
        self._reads += 1
        if self._reads > MAX_READS:
            raise Refused(f"has more than {MAX_READS:,} instructions, far more than any network")
        return self._file.read(count if count <= CHECKED_READ else min(count, max(0, self._size - self._file.tell())))


class _Unpickler(pickle._Unpickler):
    """Runs one pickle; all copies together may not exceed :data:`MAX_COPIES` times ``size``."""

    # Members of the base class that its type hints leave out.
    stack: list[Any]
    append: Callable[[Any], None]
    pop_mark: Callable[[], list[Any]]
    read: Callable[[int], bytes]

    def __init__(
        self,
        file: BinaryIO,
        size: int,
        load_storage: LoadStorage | None,
        builders: Mapping[str, Callable[..., Any]],
    ) -> None:
        super().__init__(_BoundedFile(file, size), encoding="latin1")
        self._left = MAX_COPIES * size
        self._load_storage = load_storage
        self._builders = builders

    def find_class(self, module: str, name: str) -> Any:
        if name == "Network" and f".{module}".endswith((".dnnlib.tflib.network", ".tfutil")):
            raise Refused(
                "is a StyleGAN network of NVIDIA's TensorFlow code. Convert it to the PyTorch format first, with the "
                "script legacy.py of NVIDIA's stylegan2-ada-pytorch (python legacy.py --source=OLD.pkl --dest=NEW.pkl)"
            )
        if module == "torch" and name in DTYPES:
            return DTYPES[name]
        # A memory format is pickled as an attribute of some module that has imported torch.
        if name.removeprefix("torch.") in MEMORY_FORMATS and (module == "torch" or name.startswith("torch.")):
            return name.removeprefix("torch.")
        home = next((home for home in _MOVED if module.endswith(f".{home}")), _RENAMED.get(module, module))
        known = f"{home}.{name}"
        if known in self._builders or known in _NEVER_CALLED:
            return _Builder(known, self._builders.get(known))
        shown = printable(f"{module}.{name}")
        raise Refused(f"asks for {shown}, which is not among the tensors and plain values of a network; {ADVICE}")

    def persistent_load(self, pid: Any) -> Tensor:
        if self._load_storage is None:
            raise Refused("refers to data outside of the pickle, of which there is none (BINPERSID)")
        # Only the oldest versions of PyTorch wrote a sixth member, for views of storages.
        if not isinstance(pid, tuple) or pid[0] != "storage" or pid[5:] not in ((), (None,)):
            raise Refused("refers to something outside of the pickle that is not the data of a tensor")
        kind, key, _device, count = pid[1:5]
        dtype = STORAGE_TYPES.get(kind.name.rpartition(".")[2]) if isinstance(kind, _Builder) else None
        if dtype is None or not isinstance(key, str):
            raise Refused("has a tensor of an unknown type")
        return self._load_storage(key, dtype, *_whole_numbers((count,), "numbers"))

    def load_frame(self) -> None:
        # The length of a frame is only needed for reading ahead.
        self.read(8)

    def load_bytearray8(self) -> None:
        # The base class would reserve the length that the file claims.
        self.append(bytearray(self.read(int.from_bytes(self.read(8), "little"))))

    def load_dict(self) -> None:
        items = self.pop_mark()
        self.append({})
        self._put(items)

    def load_setitem(self) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        self._put([key, value])

    def load_setitems(self) -> None:
        self._put(self.pop_mark())

    def load_additems(self) -> None:
        members = self.pop_mark()
        self._top(set).update(_keys(members))

    def load_frozenset(self) -> None:
        members = self.pop_mark()
        self.append(frozenset(_keys(members)))

    def load_reduce(self) -> None:
        arguments, function = self.stack.pop(), self.stack.pop()
        build = function.build if isinstance(function, _Builder) else None
        if build is None or not isinstance(arguments, tuple):
            raise Refused(f"calls {_named(function)} with a {type(arguments).__name__}")
        self._charge(sum(len(one) for one in arguments if isinstance(one, (str, bytes, bytearray, tuple, list, dict))))
        built = build(*arguments)
        if isinstance(built, Tensor) and built is not arguments[0]:
            # Many tensors may share their data now, but are copied later.
            self._charge(built.nbytes)
        self.append(built)

    load_newobj = load_reduce

    def load_build(self) -> None:
        state, target = self.stack.pop(), self.stack[-1]
        if isinstance(target, _NumpyType):
            if state[1] not in ("<", ">", "|", "="):
                raise Refused("has a numpy type of an unknown byte order")
            target.order = state[1]
        elif isinstance(target, np.ndarray):
            _version, shape, kind, is_fortran, data = state
            self._charge(len(data))
            filled = _numpy_buffer(data, kind, shape, "F" if is_fortran is True else "C")
            target.__setstate__((1, filled.shape, filled.dtype, is_fortran is True, filled.tobytes("A")))  # type: ignore[arg-type]
        elif isinstance(target, _Attributes) and isinstance(state, dict):
            self._charge(len(state))
            target.update(state)
        elif not (isinstance(target, dict) and isinstance(state, dict)):
            # Attributes of a dictionary, such as a state dict's _metadata, are ignored.
            raise Refused(f"sets attributes of {_named(target)}")

    def _top(self, kind: type) -> Any:
        if not isinstance(self.stack[-1], kind):
            raise Refused(f"puts items into {_named(self.stack[-1])}")
        return self.stack[-1]

    def _put(self, items: list[Any]) -> None:
        """Put alternating keys and values into the dictionary on top of the stack."""
        if len(items) % 2:
            raise Refused("has a key without a value")
        self._top(dict).update(zip(_keys(items[::2]), items[1::2]))

    def _charge(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise Refused("expands to far more than its own size")


def _keys(keys: Iterable[Any]) -> list[Any]:
    """Keys that are plain values: hashing a deeply nested tuple would overflow the C stack and crash the process."""
    checked = list(keys)
    for key in checked:
        if not isinstance(key, (str, bytes, int, float, type(None))):
            raise Refused(f"uses a {type(key).__name__} as the key of a dictionary or the member of a set")
    return checked


def _named(value: object) -> str:
    return value.name if isinstance(value, _Builder) else f"a {type(value).__name__}"


def _whole_numbers(numbers: Any, what: str) -> tuple[int, ...]:
    if not isinstance(numbers, (tuple, list)) or len(numbers) > MAX_DIMENSIONS:
        raise Refused(f"has a tensor with {what} that are not a short list")
    if not all(isinstance(number, int) and 0 <= number < MAX_NUMBER for number in numbers):
        raise Refused(f"has a tensor with {what} that are not whole numbers in range")
    return tuple(numbers)


def _dictionary(items: Any = (), /) -> dict[Any, Any]:
    pairs = list(items.items() if isinstance(items, dict) else items)
    return dict(zip(_keys(key for key, _ in pairs), (value for _, value in pairs)))


def _bytes(data: Any = b"", encoding: Any = "latin1", /) -> bytes:
    if isinstance(data, str) and encoding in ("latin1", "latin-1"):
        # How protocols before 3 write bytes.
        return data.encode("latin-1")
    if not isinstance(data, (bytes, bytearray)):
        raise Refused(f"makes bytes of a {type(data).__name__} as {printable(encoding)}")
    return bytes(data)


def _tensor(
    storage: Any, offset: Any, size: Any, stride: Any, _gradients: Any = 0, _hooks: Any = 0, metadata: Any = None, /
) -> Tensor:
    if not isinstance(storage, Tensor) or metadata:
        raise Refused("has a tensor without data, or one that is lazily negated or conjugated")
    sizes, strides, available = _whole_numbers(size, "sizes"), _whole_numbers(stride, "strides"), storage.numel()
    (start,) = _whole_numbers((offset,), "an offset")
    count, last = math.prod(sizes), start + sum((n - 1) * step for n, step in zip(sizes, strides))
    if len(sizes) != len(strides) or (count and last >= available):
        raise Refused(f"has a tensor of size {list(sizes)} that does not fit its {available} numbers")
    if count and count > last - start + 1:
        raise Refused(
            f"has a tensor of size {list(sizes)} that expands to more than the data it has; save it with .contiguous()"
        )
    return storage.as_strided(sizes, strides, storage.storage_offset() + start)


def _parameter(tensor: Any, /, *_gradients_hooks_state: Any) -> Tensor:
    if not isinstance(tensor, Tensor):
        raise Refused(f"makes a parameter of a {type(tensor).__name__}")
    return tensor


def _tensor_with_attributes(function: Any, kind: Any, arguments: Any, _attributes: Any, /) -> Tensor:
    known = _named(function) == "torch._utils._rebuild_tensor_v2" and _named(kind) in _TENSOR_CLASSES
    if not known or not isinstance(arguments, tuple):
        raise Refused(f"makes a tensor by calling {_named(function)} for {_named(kind)} of {_named(arguments)}")
    return _tensor(*arguments)


def _device(kind: str, index: int | None = None, /) -> str:
    # Every tensor is loaded to the CPU, so the device is only kept as text.
    return printable(kind) if index is None else f"{printable(kind)}:{int(index)}"


def _numpy_scalar(kind: Any, data: Any, /) -> Any:
    if kind.dtype is None:
        is_text = kind.code.startswith("U") and isinstance(data, bytes)
        return data.decode("utf-32-be" if kind.order == ">" else "utf-32-le").rstrip("\0") if is_text else _empty()
    return _numpy_buffer(data, kind, (), "C")[()]


def _numpy_buffer(data: Any, kind: Any, shape: Any, order: Any, _axes: Any = None, /) -> Any:
    """An array, in the form in which protocol 5 writes it."""
    if kind.dtype is None:
        return _empty()
    sizes = _whole_numbers(shape, "sizes")
    if not isinstance(data, (bytes, bytearray)) or math.prod(sizes) * kind.dtype.itemsize != len(data):
        raise Refused(f"has a numpy array of size {list(sizes)} that does not fit its {len(data)} bytes")
    return np.frombuffer(bytes(data), dtype=kind.dtype).reshape(sizes, order=order)


def _empty(*_subtype_shape_code: Any) -> Any:
    """An empty array; its content is set later, if at all."""
    return np.empty(0, dtype="V1")


def _module(meta: Any, /) -> ForeignModule:
    if not isinstance(meta, dict) or meta.get("type") != "class" or not isinstance(meta.get("state"), dict):
        raise Refused("holds a network that is not written as NVIDIA's torch_utils.persistence writes it")
    return ForeignModule(class_name=printable(meta.get("class_name")), state=meta["state"])


#: The functions that a pickle may call, and what is called instead.
BUILDERS: Mapping[str, Callable[..., Any]] = {
    "_codecs.encode": _bytes,
    "argparse.Namespace": lambda: _Attributes(),
    "builtins.bytearray": _bytes,
    "builtins.bytes": _bytes,
    "builtins.dict": _dictionary,
    "builtins.frozenset": lambda members=(), /: frozenset(_keys(members)),
    "builtins.set": lambda members=(), /: set(_keys(members)),
    "collections.OrderedDict": lambda items=(), /: OrderedDict(_dictionary(items)),
    "collections.defaultdict": lambda _factory=None, items=(), /: _dictionary(items),
    "dnnlib.util.EasyDict": _dictionary,
    "numpy.dtype": _NumpyType,
    "numpy._core.numeric._frombuffer": _numpy_buffer,
    "numpy.multiarray._reconstruct": _empty,
    "numpy.multiarray.scalar": _numpy_scalar,
    "pathlib.PosixPath": lambda *parts: str(PurePosixPath(*parts)),
    "pathlib.PurePosixPath": lambda *parts: str(PurePosixPath(*parts)),
    "pathlib.PureWindowsPath": lambda *parts: str(PureWindowsPath(*parts)),
    "pathlib.WindowsPath": lambda *parts: str(PureWindowsPath(*parts)),
    "torch.Size": lambda sizes=(), /: _whole_numbers(sizes, "sizes"),
    "torch._tensor._rebuild_from_type_v2": _tensor_with_attributes,
    "torch._utils._rebuild_parameter": _parameter,
    "torch._utils._rebuild_parameter_with_state": _parameter,
    "torch._utils._rebuild_tensor": _tensor,
    "torch._utils._rebuild_tensor_v2": _tensor,
    "torch.device": _device,
    "torch_utils.persistence._reconstruct_persistent_obj": _module,
}
_TENSOR_CLASSES = ("torch.Tensor", "torch.nn.parameter.Parameter", "torch.nn.parameter.Buffer")
#: Names that may only be arguments.
_NEVER_CALLED = {
    *("numpy.ndarray", *_TENSOR_CLASSES),
    *(f"builtins.{name}" for name in ("bool", "float", "int", "list", "str", "tuple")),
    *(f"{home}.{name}" for home in ("torch", "torch.cuda") for name in STORAGE_TYPES),
}
_RENAMED = {
    "pathlib._local": "pathlib",
    "__builtin__": "builtins",
    "numpy.core.multiarray": "numpy.multiarray",
    "numpy._core.multiarray": "numpy.multiarray",
    "numpy.core.numeric": "numpy._core.numeric",
}
#: Projects that include NVIDIA's code have these modules in packages of their own.
_MOVED = ("dnnlib.util", "torch_utils.persistence")


class _Instructions(dict[int, Callable[[Any], None]]):
    """The methods for the instructions that files of weights need; any other instruction is refused."""

    def __missing__(self, code: int) -> Callable[[Any], None]:
        if code in _OPCODES:
            raise Refused(f"uses the instruction {_OPCODES[code]}, which no file of weights needs")
        raise Refused("is damaged: it uses an instruction that does not exist")


_OPCODES = {ord(opcode.code): opcode.name for opcode in pickletools.opcodes}
_NEEDED = (
    *("PROTO", "FRAME", "STOP", "MARK", "POP", "POP_MARK", "DUP"),
    *("GET", "BINGET", "LONG_BINGET", "PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"),
    *("NONE", "NEWTRUE", "NEWFALSE", "INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4"),
    *("FLOAT", "BINFLOAT", "STRING", "BINSTRING", "SHORT_BINSTRING"),
    *("UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"),
    *("BINBYTES", "SHORT_BINBYTES", "BINBYTES8", "BYTEARRAY8"),
    *("EMPTY_TUPLE", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3", "EMPTY_LIST", "LIST", "APPEND", "APPENDS"),
    *("EMPTY_DICT", "DICT", "SETITEM", "SETITEMS", "EMPTY_SET", "ADDITEMS", "FROZENSET"),
    *("GLOBAL", "STACK_GLOBAL", "BINPERSID", "REDUCE", "NEWOBJ", "BUILD"),
)
# The base class looks its methods up here, and the table in it holds its own methods, not those of this class.
_Unpickler.dispatch = _Instructions(  # type: ignore[misc]
    {
        code: getattr(_Unpickler, standard.__name__)
        for code, standard in pickle._Unpickler.dispatch.items()
        if _OPCODES[code] in _NEEDED
    }
)
