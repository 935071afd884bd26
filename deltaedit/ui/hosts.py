"""Under which names the page may be asked for, so that no foreign page can drive an app on a visitor's own machine.

A page of somebody else cannot read another origin, unless its own name is made to lead to this machine (DNS rebinding);
the browser then sends that name as ``Host``. And whatever a foreign page posts carries its name as ``Origin``.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from deltaedit.ui.address import Address

VARIABLE = "DELTAEDIT_ALLOWED_HOSTS"
#: Addresses that stand for every one that this machine has.
EVERYWHERE = ("0.0.0.0", "::")


def name_of(host: str) -> str | None:
    """The name in a Host header or an address, without its port; None where there is none."""
    try:
        name = urlsplit(host if "//" in host else f"//{host}").hostname
    except ValueError:
        return None
    return None if name is None else name.rstrip(".").lower()


def _as_address(name: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(name)
    except ValueError:
        return None


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
        """What belongs to the address that the app listens on, and to the one under which a proxy shows it.

        Args:
            extra: more names, as of a reverse proxy.
        """
        listens = address.host.strip("[]")
        names = {"localhost", *extra, *os.environ.get(VARIABLE, "").split(",")}
        if "//" in address.root_path:
            names.add(name_of(address.root_path) or "")
        everywhere = listens in EVERYWHERE
        if everywhere:
            own = socket.gethostname()
            names |= {own, f"{own}.local", socket.getfqdn()}
        else:
            names.add(listens)
        if os.environ.get("SPACE_ID"):
            names |= {os.environ.get("SPACE_HOST", ""), ".hf.space"}
        cleaned = (name.strip().rstrip(".").lower() for name in names)
        return cls(frozenset(name.removeprefix("*") for name in cleaned if name), everywhere)

    def allows(self, host: str, also: str | None = None) -> bool:
        """Whether a Host header, or an Origin, is one of them.

        Args:
            also: one more name that is answered, as the public link that Gradio made.
        """
        name = name_of(host)
        if not name:
            return False
        address = _as_address(name)
        if address is not None and (address.is_loopback or self.any_address):
            return True
        return (
            name in self.names
            or name == also
            or any(name.endswith(ending) for ending in self.names if ending.startswith("."))
        )
