"""The host names that the page answers to, so that no foreign page can drive an app on a visitor's own machine.

A page of somebody else cannot read another origin, unless its own name is made to lead to this machine (DNS rebinding);
the browser then sends that name as ``Host``. And whatever a foreign page posts carries its name as ``Origin``.
"""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from deltaedit.errors import DeltaEditError
from deltaedit.ui.address import Address

VARIABLE = "DELTAEDIT_ALLOWED_HOSTS"
#: Addresses that stand for every one that this machine has.
EVERYWHERE = ("0.0.0.0", "::")
#: What browsers send as Host, and after a scheme as Origin: a name or an address, a port, and nothing else.
_HEADER = re.compile(r"(?:https?://)?(?:\[([0-9a-f:.%]+)\]|([\w.-]+))(?::\d{0,5})?", re.ASCII | re.IGNORECASE)
_NAME = re.compile(r"\.?[\w-]+(\.[\w-]+)*", re.ASCII)


def name_of(address: str) -> str | None:
    """The name in an address like ``https://example.org/edit``, lower case; None where there is none."""
    try:
        name = urlsplit(address if "//" in address else f"//{address}").hostname
    except ValueError:
        return None
    return None if name is None else _plain(name)


def _plain(name: str) -> str:
    """One way to write a name or a numeric address."""
    name = name.rstrip(".").lower()
    return str(_numeric(name) or name)


def _numeric(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


def _entry(text: str) -> str:
    """A name as somebody gave it: alone, as an address, or with a dot or ``*.`` for everything below it.

    Raises:
        DeltaEditError: it is not a host name.
    """
    for name in (_plain(text.strip().removeprefix("*").strip("[]")), name_of(text.strip()) or ""):
        if _numeric(name) or _NAME.fullmatch(name):
            return name
    raise DeltaEditError(
        f"'{text}' is not a host name; give one like edit.example.org to --allow-host or "
        f"in {VARIABLE}, or .example.org for everything below it."
    )


@dataclass(frozen=True)
class AllowedHosts:
    """The names that are answered.

    Attributes:
        names: lower case; one that begins with a dot stands for everything below it.
        any_address: every numeric address is this machine's own; no name can be made to lead there unseen.
    """

    names: frozenset[str]
    any_address: bool = False

    @classmethod
    def of(cls, address: Address, extra: Iterable[str] = ()) -> AllowedHosts:
        """The names of the address that the app listens on, and of the one under which a proxy shows it.

        Args:
            extra: more names, as of a reverse proxy.

        Raises:
            DeltaEditError: one of them, or of those in the environment, is not a host name.
        """
        given = [name for name in os.environ.get(VARIABLE, "").split(",") if name.strip()]
        names = {"localhost", *map(_entry, [*extra, *given])}
        listens = address.host.strip("[]")
        everywhere = listens in EVERYWHERE
        own = {socket.gethostname(), f"{socket.gethostname()}.local", socket.getfqdn()} if everywhere else {listens}
        if "//" in address.root_path:
            own.add(name_of(address.root_path) or "")
        if os.environ.get("SPACE_ID"):
            own |= {os.environ.get("SPACE_HOST", ""), ".hf.space"}
        return cls(frozenset(names | {_plain(name) for name in own if name}), everywhere)

    def allows(self, header: str, also: str | None = None) -> bool:
        """Whether a Host or Origin header names one of them.

        Args:
            also: one more name that is answered, as the public link that Gradio made.
        """
        found = _HEADER.fullmatch(header)
        if found is None:
            return False
        name = _plain(found[1] or found[2])
        address = _numeric(name)
        if address is not None and (address.is_loopback or self.any_address):
            return True
        return bool(name) and (
            name in self.names
            or name == also
            or any(name.endswith(ending) for ending in self.names if ending.startswith("."))
        )
