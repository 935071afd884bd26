"""Reading pickles of strangers without executing anything in them.

A pickle is a program for a small stack machine, and some of its instructions fetch any function of any module and call
it. The machine here is the standard library's, in Python rather than in C (which lets a file choose how much memory is
reserved), with other hands: a fetched name is one of :mod:`deltaedit.bundles.builders` or refused, so there is nothing
on the stack that a hostile file could bend, and nothing is imported. Networks pickled by NVIDIA's
``torch_utils.persistence`` carry their own source code; it is kept as text at most, and never compiled.
"""

from __future__ import annotations

import pickle
import pickletools
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO

import numpy as np
from torch import Tensor

from deltaedit.bundles.builders import (
    BUILDERS,
    Attributes,
    Builder,
    NumpyType,
    Refused,
    Storage,
    StorageName,
    builder_of,
    dictionary,
    fill,
    fill_array,
    frozen_set,
    set_of,
    storage_name,
)

# A network of NVIDIA's largest configuration takes some 100,000; many more only fill the memory.
MOST_INSTRUCTIONS = 5_000_000
# Times its own size that a file may be copied or unfolded to. An honest one has its tensors written as text (before
# protocol 3), as bytes and as tensors, some of them twice; in a hostile one a few bytes could be copied without end.
MOST_COPIES = 4
# Bytes whose number is checked against the file's before they are read.
LONG = 1 << 16


def read_pickle(
    file: BinaryIO,
    size: int,
    load_storage: Callable[[StorageName], Storage] | None = None,
    builders: Mapping[str, Callable[..., Any]] = BUILDERS,
) -> Any:
    """The content of a pickle, built without executing anything in it.

    Args:
        file: read from where it stands to the end of the pickle.
        size: bytes of the file, with whatever lies beside the pickle: it bounds the memory that is taken.
        load_storage: finds the numbers that lie beside a pickle of torch.save; None where there are none.
        builders: what may be called in it.

    Returns:
        Plain values, lists, dictionaries, sets, CPU tensors, numpy scalars and arrays of numbers (of anything else, an
        empty array), and a :class:`~deltaedit.bundles.builders.ForeignModule` for every network that NVIDIA's
        ``torch_utils.persistence`` pickled. A ``Namespace`` comes as a dictionary; paths, devices and memory formats
        come as text.

    Raises:
        Refused: of an absurd size, or asking for anything else; the message names it.
        Exception: whatever a decoder meets first in damaged bytes.
    """
    return _Unpickler(file, size, load_storage, builders).load()


class _Bounded:
    """A file that is never asked for more bytes than it has: a false length would reserve that much memory."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._size = size

    def read(self, count: int) -> bytes:
        if not 0 <= count <= LONG:
            count = max(0, min(count, self._size - self._file.tell()))
        return self._file.read(count)

    def readline(self) -> bytes:
        return self._file.readline()


class _Unpickler(pickle._Unpickler):
    """Runs one pickle; see :func:`read_pickle`.

    What is copied or repeated must not add up to more than :data:`MOST_COPIES` times ``size``.
    """

    # The standard library's, which its type hints leave out.
    stack: list[Any]
    append: Callable[[Any], None]
    pop_mark: Callable[[], list[Any]]
    read: Callable[[int], bytes]

    def __init__(
        self,
        file: BinaryIO,
        size: int,
        load_storage: Callable[[StorageName], Storage] | None,
        builders: Mapping[str, Callable[..., Any]],
    ) -> None:
        super().__init__(_Bounded(file, size), encoding="latin1")
        # One for each pickle, since it counts.
        self.dispatch = _Instructions()  # type: ignore[misc]
        self.to_copy = MOST_COPIES * size
        self.load_storage = load_storage
        self.builders = builders

    def charge(self, count: int) -> None:
        self.to_copy -= count
        if self.to_copy < 0:
            raise Refused("unfolds to more than its own size")

    def find_class(self, module: str, name: str) -> Any:
        return builder_of(module, name, self.builders)

    def persistent_load(self, pid: Any) -> Storage:
        if self.load_storage is None:
            raise Refused("names numbers beside it, where there are none (BINPERSID)")
        return self.load_storage(storage_name(pid))

    def top(self, kind: type) -> Any:
        item = self.stack[-1]
        if not isinstance(item, kind):
            raise Refused(f"puts items into a {type(item).__name__}")
        return item

    def pop_pairs(self) -> list[tuple[Any, Any]]:
        items = self.pop_mark()
        if len(items) % 2:
            raise Refused("has a key without a value")
        return list(zip(items[::2], items[1::2]))

    def load_byte_array(self) -> None:
        # The standard library reserves the length that the file claims.
        self.append(bytearray(self.read(int.from_bytes(self.read(8), "little"))))

    def load_append(self) -> None:
        item = self.stack.pop()
        self.top(list).append(item)

    def load_appends(self) -> None:
        items = self.pop_mark()
        self.top(list).extend(items)

    def load_dict(self) -> None:
        pairs = self.pop_pairs()
        self.append(dictionary(pairs))

    def load_setitem(self) -> None:
        value, key = self.stack.pop(), self.stack.pop()
        fill(self.top(dict), [(key, value)])

    def load_setitems(self) -> None:
        pairs = self.pop_pairs()
        fill(self.top(dict), pairs)

    def load_additems(self) -> None:
        members = self.pop_mark()
        self.top(set).update(set_of(members))

    def load_frozenset(self) -> None:
        members = self.pop_mark()
        self.append(frozen_set(members))

    def load_newobj_ex(self) -> None:
        if self.stack.pop() != {}:
            raise Refused("calls something with keywords")
        self.load_reduce()

    def load_reduce(self) -> None:
        arguments, function = self.stack.pop(), self.stack.pop()
        if not isinstance(function, Builder) or function.build is None or not isinstance(arguments, tuple):
            named = function if isinstance(function, Builder) else f"a {type(function).__name__}"
            raise Refused(f"calls {named} with a {type(arguments).__name__}")
        for argument in arguments:
            if isinstance(argument, (str, bytes, bytearray, list, tuple, dict, set, frozenset)):
                self.charge(len(argument))
        built = function.build(*arguments)
        if isinstance(built, Tensor) and built is not arguments[0]:
            # Many tensors may share their numbers, until they are copied.
            self.charge(built.nbytes)
        self.append(built)

    def load_build(self) -> None:
        state, target = self.stack.pop(), self.stack[-1]
        if isinstance(target, NumpyType):
            target.set_state(state)
        elif isinstance(target, np.ndarray):
            self.charge(len(state[-1]))
            fill_array(target, state)
        elif isinstance(target, Attributes) and isinstance(state, dict):
            self.charge(len(state))
            fill(target, state.items())
        elif not (isinstance(target, dict) and isinstance(state, dict)):
            # Of a dictionary with attributes (a state dict's _metadata) the attributes are left out.
            raise Refused(f"sets attributes of a {target if isinstance(target, Builder) else type(target).__name__}")


#: The standard library's own that only move data about, by their opcodes.
_PLAIN = (
    *("PROTO", "FRAME", "STOP", "MARK", "POP", "POP_MARK", "DUP"),
    *("GET", "BINGET", "LONG_BINGET", "PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"),
    *("NONE", "NEWTRUE", "NEWFALSE", "INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4"),
    *("FLOAT", "BINFLOAT", "STRING", "BINSTRING", "SHORT_BINSTRING"),
    *("UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8", "BINBYTES", "SHORT_BINBYTES", "BINBYTES8"),
    *("EMPTY_TUPLE", "TUPLE", "TUPLE1", "TUPLE2", "TUPLE3", "EMPTY_LIST", "LIST", "EMPTY_DICT", "EMPTY_SET"),
    *("GLOBAL", "STACK_GLOBAL", "BINPERSID"),
)
_OURS: dict[str, Callable[[_Unpickler], None]] = {
    "BYTEARRAY8": _Unpickler.load_byte_array,
    "APPEND": _Unpickler.load_append,
    "APPENDS": _Unpickler.load_appends,
    "DICT": _Unpickler.load_dict,
    "SETITEM": _Unpickler.load_setitem,
    "SETITEMS": _Unpickler.load_setitems,
    "ADDITEMS": _Unpickler.load_additems,
    "FROZENSET": _Unpickler.load_frozenset,
    "REDUCE": _Unpickler.load_reduce,
    "NEWOBJ": _Unpickler.load_reduce,
    "NEWOBJ_EX": _Unpickler.load_newobj_ex,
    "BUILD": _Unpickler.load_build,
}
_NAMES = {ord(opcode.code): opcode.name for opcode in pickletools.opcodes}
_STANDARD = pickle._Unpickler.dispatch
_ACTIONS: dict[int, Callable[[Any], None]] = {
    code: _OURS[name] if name in _OURS else _STANDARD[code]
    for code, name in _NAMES.items()
    if name in _OURS or name in _PLAIN
}


class _Instructions(dict[int, Callable[[Any], None]]):
    """The instructions that a pickle may use, each looked up once a use, and how many of them."""

    def __init__(self) -> None:
        super().__init__(_ACTIONS)
        self.left = MOST_INSTRUCTIONS

    def __getitem__(self, code: int) -> Callable[[Any], None]:
        self.left -= 1
        if self.left < 0:
            raise Refused(f"has more than {MOST_INSTRUCTIONS:,} instructions, far more than any network")
        return super().__getitem__(code)

    def __missing__(self, code: int) -> Callable[[Any], None]:
        if code in _NAMES:
            raise Refused(f"uses the instruction {_NAMES[code]}, which no file of weights needs")
        raise Refused("is damaged: it uses an instruction that does not exist")
