"""What keeps a file of the hub from coming, in one sentence each: the hub's answers, the network, the disk.

No sentence holds an address with its query, a token or a password: only the name of the hub's host, and the file.
"""

from __future__ import annotations

import importlib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from huggingface_hub import constants
from huggingface_hub import errors as kinds

from deltaedit.errors import DeltaEditError, DownloadError

if TYPE_CHECKING:
    from deltaedit.bundles.hub import HubFile

#: The HTTP library under the client: httpx up to its version 1, httpx2 from version 2 on, with the same classes.
http: Any = importlib.import_module(
    next(kind for kind in kinds.HfHubHTTPError.__mro__ if kind.__name__ == "HTTPError").__module__.partition(".")[0]
)

VANISHED = (
    "{host} has no {kind} {repo}: it has vanished, was renamed or became private. Look for a newer DeltaEdit, or put "
    "the file into the hub cache by hand. If it is yours, sign in with 'hf auth login' or HF_TOKEN."
)
PROXY = (
    "The proxy refused the way to {host} for {name}; check HTTPS_PROXY and HTTP_PROXY, and the user name and password "
    "in them, or let NO_PROXY name {host}."
)
BUSY = "{host} is in trouble (HTTP {status}) and did not give {name}; try again later. What is finished is kept."
NO_ANSWER = "{host} did not give {name} (HTTP {status}); check HF_ENDPOINT and the proxy, or try again later."
NOT_WHOLE = "{name} did not come whole from {host}; try again later, or from another network."
DISK = "{name} cannot be kept in {folder} ({reason}); make room there, or let {variable} name another place."

#: The first kind that fits speaks.
BY_KIND: tuple[tuple[Any, str], ...] = (
    (
        kinds.OfflineModeIsEnabled,
        "{name} is not on this computer yet, and HF_HUB_OFFLINE forbids fetching it; unset that variable and try "
        "again.",
    ),
    (
        kinds.GatedRepoError,
        "{name} is given only to those who accept its terms: do that at {page}, sign in with 'hf auth login' or "
        "HF_TOKEN, and try again.",
    ),
    (
        kinds.DisabledRepoError,
        "{repo} was disabled by {host}, so {path} cannot be fetched. Look for a newer DeltaEdit.",
    ),
    (
        kinds.RevisionNotFoundError,
        "{repo} has no revision {revision} any more. Look for a newer DeltaEdit, or put the file into the hub cache "
        "by hand.",
    ),
    (
        kinds.RemoteEntryNotFoundError,
        "{repo} has no file {path} at revision {revision}. Look for a newer DeltaEdit, or put the file into the hub "
        "cache by hand.",
    ),
    (kinds.RepositoryNotFoundError, VANISHED),
    (http.ProxyError, PROXY),
    (
        (http.InvalidURL, http.UnsupportedProtocol, http.LocalProtocolError),
        "{name} was not fetched, because HF_ENDPOINT or a proxy variable is not an address; unset it, or write one "
        "such as https://huggingface.co.",
    ),
    (http.TimeoutException, "{host} did not answer in time for {name}; check the connection and try again."),
    (
        ssl.SSLError,
        "The certificate of {host} was not accepted, so {name} was not fetched; check this computer's clock, and let "
        "SSL_CERT_FILE name the certificates of your proxy if you have one.",
    ),
    (socket.gaierror, "The name {host} could not be found for {name}; check the connection and HF_ENDPOINT."),
    (http.ConnectError, "{host} could not be reached for {name}; check the connection and HF_ENDPOINT."),
    (http.TransportError, "The connection to {host} broke while {name} was fetched; try again."),
)
BY_STATUS = {
    401: "{host} wants to know who asks for {name}: sign in with 'hf auth login' or HF_TOKEN; if you are signed in, "
    "the token is no longer valid.",
    403: "Access to {name} was refused (HTTP 403), by the hub or by a proxy or firewall before it: open {page} in a "
    "browser to see which; accept the terms there, or have {host} allowed by the proxy.",
    404: VANISHED,
    407: PROXY,
    408: BUSY,
    429: "{host} had too many requests from here while {name} was fetched; try again {when}. What is finished is kept.",
}


@contextmanager
def explained(file: HubFile, cache_dir: Path | None) -> Iterator[None]:
    """Turns everything that the client, the network and the disk raise into a :class:`DownloadError`.

    Args:
        cache_dir: where the file was to be kept; the hub's cache where None.
    """
    try:
        yield
    except DeltaEditError:
        raise
    except (OSError, ValueError, http.HTTPError, http.InvalidURL) as error:
        cause: BaseException = error
        # Where the client looked into its cache after the hub had answered, it wraps the answer.
        if isinstance(error, (kinds.LocalEntryNotFoundError, ValueError)) and not isinstance(error, http.HTTPError):
            cause = error.__cause__ or error
        response = cause.response if isinstance(cause, kinds.HfHubHTTPError) else None
        status = 0 if response is None else response.status_code
        after = "" if response is None else str(response.headers.get("Retry-After", ""))
        raise DownloadError(
            _sentence(cause, status).format(
                name=file.name,
                repo=file.repo,
                path=file.path,
                kind=file.repo_type,
                revision=file.revision,
                page=f"https://huggingface.co/{'' if file.repo_type == 'model' else file.repo_type + 's/'}{file.repo}",
                host=hub_host(),
                status=status,
                when=f"in {after} seconds" if after.isdigit() else "in some minutes",
                folder=cache_dir or constants.HF_HUB_CACHE,
                variable="DELTAEDIT_HOME" if cache_dir else "HF_HOME",
                reason=getattr(cause, "strerror", None),
            )
        ) from error


def hub_host() -> str:
    """Name of the hub in use, without the user name, the password or the query that its address may hold."""
    try:
        return urlsplit(constants.ENDPOINT).hostname or "HF_ENDPOINT"
    except ValueError:
        return "HF_ENDPOINT"


def _sentence(error: BaseException, status: int) -> str:
    """What to say, with names in braces to be filled in."""
    cause: BaseException | None = error
    while isinstance(error, http.ConnectError) and cause is not None:
        error = cause if isinstance(cause, (ssl.SSLError, socket.gaierror)) else error
        cause = cause.__cause__ or cause.__context__
    for kind, sentence in BY_KIND:
        if isinstance(error, kind):
            return sentence
    if status:
        return BY_STATUS.get(status, BUSY if status >= 500 else NO_ANSWER)
    return DISK if getattr(error, "errno", None) else NOT_WHOLE
