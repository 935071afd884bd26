"""What files without a published checksum were when they were first seen, so that they cannot change unnoticed."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from deltaedit.errors import DownloadError
from deltaedit.zoo.hub_cache import COMMIT, SHA256, HubFile, locked, one_line, write_text

CHANGED = "If it is right that it changed since it was first seen, delete its entry in the record of files first seen."


@dataclass(frozen=True)
class Pin:
    """What a file was.

    Attributes:
        commit: 40 hexadecimal digits.
        size: bytes.
        sha256: 64 hexadecimal digits.
    """

    commit: str
    size: int
    sha256: str


def read_pins(path: Path) -> dict[str, Pin]:
    """The record of files first seen, by :attr:`HubFile.key`; empty where there is none yet.

    Raises:
        DownloadError: it is damaged.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        pins = {str(key): Pin(**entry) for key, entry in content.items()}
        for pin in pins.values():
            if not COMMIT.fullmatch(pin.commit) or not SHA256.fullmatch(pin.sha256) or type(pin.size) is not int:
                raise ValueError(f"{pin} is not a commit, a size and a checksum")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise DownloadError(
            f"The record of files first seen, {path}, cannot be read ({one_line(error)}); put back a good copy of it, "
            f"or delete it to trust what is fetched next."
        ) from error
    return pins


def held_to(file: HubFile, pins: Path | None) -> HubFile:
    """The file with what is on record of it, where no checksum was published.

    Raises:
        DownloadError: the record is damaged.
    """
    pin = None if file.sha256 is not None or pins is None else read_pins(pins).get(file.key)
    if pin is None:
        return file
    return replace(file, revision=file.revision if file.pinned else pin.commit, size=pin.size, sha256=pin.sha256)


def record(pins: Path, file: HubFile, seen: Pin) -> None:
    """Write down what was first seen of a file, unless that was done before.

    Raises:
        DownloadError: something else was recorded meanwhile, or the record is damaged.
        OSError: it cannot be written.
    """
    with locked(pins.with_name(pins.name + ".lock"), lambda: None):
        known = read_pins(pins)
        first = known.setdefault(file.key, seen)
        if first.sha256 != seen.sha256:
            raise DownloadError(f"{file.name} is not the file that was first seen ({pins}). {CHANGED}")
        if first is seen:
            write_text(pins, json.dumps({key: asdict(known[key]) for key in sorted(known)}, indent=1) + "\n")
