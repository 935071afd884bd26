"""Messages for failed downloads, one sentence for each cause: the hub's answers, the network, the disk.

No message holds an address with its query, a token or a password: only the name of the hub's host, and the file.
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

from huggingface_hub import constants, errors

from deltaedit.errors import DeltaEditError, DownloadError

if TYPE_CHECKING:
    from deltaedit.bundles.hub import HubFile

#: The HTTP library of the hub's client: httpx in its version 1, httpx2 from version 2 on, with the same classes.
http: Any = importlib.import_module(
    next(kind for kind in errors.HfHubHTTPError.__mro__ if kind.__name__ == "HTTPError").__module__.partition(".")[0]
)

REPO_GONE = (
    "{host} has no {kind} {repo}: it was deleted, renamed or made private. Look for a newer DeltaEdit, or put the file "
    "into the hub cache by hand. If it is yours, sign in with 'hf auth login' or HF_TOKEN."
)
PROXY = (
    "The proxy refused to connect to {host} for {name}; check HTTPS_PROXY and HTTP_PROXY, and the user name and "
    "password in them, or add {host} to NO_PROXY."
)
BUSY = "{host} has a problem (HTTP {status}) and did not send {name}; try again later. What is finished is kept."
NO_ANSWER = "{host} did not send {name} (HTTP {status}); check HF_ENDPOINT and the proxy, or try again later."
INCOMPLETE = "{name} arrived incomplete from {host}; try again later, or from another network."
DISK = "{name} cannot be written to {folder} ({reason}); free some space there, or set {variable} to another folder."

#: Messages by the class of the error; the first match counts.
BY_KIND: tuple[tuple[Any, str], ...] = (
    (
        errors.OfflineModeIsEnabled,
        "{name} is not on this computer yet, and HF_HUB_OFFLINE forbids fetching it; unset that variable and try "
        "again.",
    ),
    (
        errors.GatedRepoError,
        "{name} is only available to those who accept its terms: do that at {page}, sign in with 'hf auth login' or "
        "HF_TOKEN, and try again.",
    ),
    (
        errors.DisabledRepoError,
        "{repo} was disabled by {host}, so {path} cannot be fetched. Look for a newer DeltaEdit.",
    ),
    (
        errors.RevisionNotFoundError,
        "{repo} has no revision {revision} any more. Look for a newer DeltaEdit, or put the file into the hub cache "
        "by hand.",
    ),
    (
        errors.RemoteEntryNotFoundError,
        "{repo} has no file {path} at revision {revision}. Look for a newer DeltaEdit, or put the file into the hub "
        "cache by hand.",
    ),
    (errors.RepositoryNotFoundError, REPO_GONE),
    (http.ProxyError, PROXY),
    (
        (http.InvalidURL, http.UnsupportedProtocol, http.LocalProtocolError),
        "{name} was not fetched, because HF_ENDPOINT or a proxy variable is not a valid address; unset it, or set it "
        "to one such as https://huggingface.co.",
    ),
    (http.TimeoutException, "{host} did not answer in time for {name}; check the connection and try again."),
    (
        ssl.SSLError,
        "The certificate of {host} was not accepted, so {name} was not fetched; check this computer's clock, and if "
        "you use a proxy, set SSL_CERT_FILE to the file of its certificates.",
    ),
    (socket.gaierror, "The host {host} could not be found, for {name}; check the connection and HF_ENDPOINT."),
    (http.ConnectError, "{host} could not be reached, for {name}; check the connection and HF_ENDPOINT."),
    (http.TransportError, "The connection to {host} broke while {name} was fetched; try again."),
)
BY_STATUS = {
    401: "{host} requires authentication for {name}: sign in with 'hf auth login' or HF_TOKEN; if you are signed in, "
    "the token is no longer valid.",
    403: "Access to {name} was refused (HTTP 403), by the hub or by a proxy or firewall in between: open {page} in a "
    "browser to see which; accept the terms there, or have {host} allowed by the proxy.",
    404: REPO_GONE,
    407: PROXY,
    408: BUSY,
    429: "{host} received too many requests from here, so {name} was not fetched; try again {when}. What is finished "
    "is kept.",
}


@contextmanager
def explained(file: HubFile, cache_dir: Path | None) -> Iterator[None]:
    """Turn everything that the hub's client, the network and the disk raise into a :class:`DownloadError`.

    Args:
        cache_dir: the folder that the file is fetched into; None for the hub's cache.
    """
    try:
        yield
    except DeltaEditError:
        raise
    except (OSError, ValueError, http.HTTPError, http.InvalidURL) as error:
        cause: BaseException = error
        # When the client falls back to its cache after an error of the hub, it wraps that error.
        if isinstance(error, (errors.LocalEntryNotFoundError, ValueError)) and not isinstance(error, http.HTTPError):
            cause = error.__cause__ or error
        response = cause.response if isinstance(cause, errors.HfHubHTTPError) else None
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
                when=f"in {after} seconds" if after.isdigit() else "in a few minutes",
                folder=cache_dir or constants.HF_HUB_CACHE,
                variable="DELTAEDIT_HOME" if cache_dir else "HF_HOME",
                reason=getattr(cause, "strerror", None),
            )
        ) from error


def hub_host() -> str:
    """Host name of the hub in use, without the user name, the password or the query that its address may hold."""
    try:
        return urlsplit(constants.ENDPOINT).hostname or "HF_ENDPOINT"
    except ValueError:
        return "HF_ENDPOINT"


def _sentence(error: BaseException, status: int) -> str:
    """The message for an error, with placeholders in braces."""
    cause: BaseException | None = error
    while isinstance(error, http.ConnectError) and cause is not None:
        error = cause if isinstance(cause, (ssl.SSLError, socket.gaierror)) else error
        cause = cause.__cause__ or cause.__context__
    for kind, sentence in BY_KIND:
        if isinstance(error, kind):
            return sentence
    if status:
        return BY_STATUS.get(status, BUSY if status >= 500 else NO_ANSWER)
    return DISK if getattr(error, "errno", None) else INCOMPLETE
