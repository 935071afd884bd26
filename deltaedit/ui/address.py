"""Where the page is served: checked before anything is loaded for it."""

from __future__ import annotations

import ipaddress
import os
import re
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from deltaedit.errors import DeltaEditError, whole_number

#: The variables that say the same as options; gradio reads them too.
HOST_VARIABLE, PORT_VARIABLE, ROOT_VARIABLE = "GRADIO_SERVER_NAME", "GRADIO_SERVER_PORT", "GRADIO_ROOT_PATH"
PORTS_VARIABLE = "GRADIO_NUM_PORTS"
FIRST_PORT, PORTS = 7860, 100
_PATH = re.compile(r"(/[\w.~-]+)*/?", re.ASCII)
_ADDRESS = re.compile(r"https?://(\[[0-9a-fA-F:.]+\]|[\w.-]+)(:\d{1,5})?", re.ASCII)


@dataclass(frozen=True)
class Address:
    """Where the page listens, and where it is seen from outside.

    Attributes:
        host: name or address to listen on, as in a URL: IPv6 in brackets.
        port: to listen on; None is the first free one from 7860 on.
        root_path: where a reverse proxy shows the page: a path ("/edit"), a whole address, or empty.
        local: only programs of this machine can reach it, and none of them is known to pass it on.
    """

    host: str
    port: int | None
    root_path: str
    local: bool


def address_of(
    host: str | None, port: str | int | None, root_path: str | None, environment: Mapping[str, str] = os.environ
) -> Address:
    """What was asked for, by options or else by the environment, if the page can be served there now.

    Raises:
        DeltaEditError: the host is not this machine's, the port is taken or not a number, or the path is not a path.
    """
    root_path = root_path if root_path is not None else environment.get(ROOT_VARIABLE, "")
    start = re.match(_ADDRESS, root_path)
    rest = root_path[start.end() :] if start else root_path
    if not _PATH.fullmatch(rest) or any(part in (".", "..") for part in rest.split("/")):
        raise DeltaEditError(
            f"The root path must be a path like /edit, or a whole address like https://example.org/edit, not "
            f"'{root_path}'."
        )
    host = (host or environment.get(HOST_VARIABLE) or "127.0.0.1").strip("[]")
    # Looked at whatever the options say: Gradio stumbles over wrong ones when it is imported.
    first = whole_number(environment.get(PORT_VARIABLE, FIRST_PORT), f"port in {PORT_VARIABLE}", 1, 65535)
    count = whole_number(environment.get(PORTS_VARIABLE, PORTS), f"number in {PORTS_VARIABLE}", 1, 65535)
    chosen = None if port is None else whole_number(port, "port", 1, 65535)
    ports = range(first, min(first + count, 65536)) if chosen is None else range(chosen, chosen + 1)
    family, place = _place(host)
    _check_free(family, place, ports)
    local = ipaddress.ip_address(place[0].partition("%")[0]).is_loopback and not root_path
    return Address(f"[{host}]" if ":" in host else host, chosen, root_path.rstrip("/"), local)


def _place(host: str) -> tuple[socket.AddressFamily, tuple[Any, ...]]:
    """Family and socket address of a host; raises DeltaEditError where they are not this machine's."""
    try:
        family, _, _, _, place = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.bind(place)
    except (OSError, UnicodeError) as error:
        reason = (isinstance(error, OSError) and error.strerror) or "this is not a host name"
        raise DeltaEditError(
            f"The page cannot listen on '{host}': {reason}. Take --host 127.0.0.1 for this machine only, or 0.0.0.0 "
            "for everybody who can reach it."
        ) from error
    return family, place


def _check_free(family: socket.AddressFamily, place: tuple[Any, ...], ports: range) -> None:
    """Raises DeltaEditError where none of the ports can be listened on."""
    for port in ports:
        try:
            # Where the system allows it, a port whose last connections are still closing counts as free.
            with socket.create_server((place[0], port, *place[2:]), family=family):
                return
        except OSError as error:
            reason = error.strerror
    which = f"port {ports[0]}" if len(ports) == 1 else f"any port from {ports[0]} to {ports[-1]}"
    raise DeltaEditError(f"The page cannot listen on {which}: {reason}. Choose another one with --port.")
