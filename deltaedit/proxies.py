"""The environment's proxies: never for an address of this machine, and only where the proxy can be spoken to.

The page's server asks its own address when it starts, by a client that honours the environment: a proxy for that
answers for another machine, and one that the client does not understand ends it altogether.
"""

from __future__ import annotations

import ipaddress
import os
from urllib.request import getproxies

from deltaedit.errors import DownloadError

LOCAL = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "::")
#: What the HTTP client looks at.
SCHEMES = ("http", "https", "all")
#: Why proxies were set aside, by scheme; who asked for one is never connected past it.
_set_aside: dict[str, str] = {}


def pass_by_proxies(*hosts: str) -> None:
    """Have this machine and ``hosts`` asked directly, and set aside proxies that nobody here can speak to.

    To be called before an HTTP client is made, so before gradio is imported. Changes the environment of this process;
    without any proxy nothing.
    """
    # The environment's, or else the system's own settings, which a no_proxy alone in the environment would hide.
    found = getproxies()
    proxies = {scheme: found[scheme] for scheme in SCHEMES if found.get(scheme)}
    if not proxies:
        return
    for name in [name for name in os.environ if name.lower() in ("no_proxy", *(f"{one}_proxy" for one in SCHEMES))]:
        del os.environ[name]
    for scheme, address in proxies.items():
        reason = _unusable(address)
        if reason is None:
            os.environ[f"{scheme}_proxy"] = address
        else:
            _set_aside[scheme] = reason
    direct = [entry for entry in (part.strip() for part in found.get("no", "").split(",")) if _is_understood(entry)]
    direct += [host for host in (*LOCAL, *hosts) if host not in direct]
    os.environ["no_proxy"] = os.environ["NO_PROXY"] = ",".join(direct)


def check_proxies() -> None:
    """Check that what is fetched can go the way that was asked for.

    Raises:
        DownloadError: a proxy of the environment cannot be spoken to.
    """
    found = getproxies()
    reasons = {scheme: _unusable(found[scheme]) for scheme in SCHEMES if found.get(scheme)} | _set_aside
    for scheme, reason in reasons.items():
        if reason is not None:
            raise DownloadError(
                f"The proxy in {scheme}_proxy cannot be used: {reason}. Nothing is fetched past it; change or unset "
                f"{scheme}_proxy (or {scheme.upper()}_PROXY)."
            )


def _unusable(address: str) -> str | None:
    """Why the HTTP client cannot speak to a proxy; None where it can. Says no address: one may hold a password."""
    import httpx

    try:
        httpx.Client(proxy=address if "://" in address else f"http://{address}", verify=False).close()
    except ImportError:
        return "it speaks SOCKS, and the package for that is missing (pip install socksio)"
    except (ValueError, httpx.InvalidURL):
        return "its address is none of the form http://HOST:PORT"
    return None


def _is_understood(entry: str) -> bool:
    """An entry of no_proxy that the HTTP client can read: networks and brackets of IPv6 end it with an exception."""
    if entry.count(":") <= 1 and "[" not in entry:
        return bool(entry)
    try:
        return bool(ipaddress.ip_address(entry))
    except ValueError:
        return False
