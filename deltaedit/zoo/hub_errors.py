"""What keeps a file of the hub from coming, in one sentence each: the hub's answers, the network, the disk.

No sentence holds an address with its query, a token or a password: only the name of the hub's host, and the file.
"""

from __future__ import annotations

import errno
import importlib
import os
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from huggingface_hub import constants
from huggingface_hub import errors as kinds

from deltaedit.errors import DeltaEditError, DownloadError
from deltaedit.zoo.hub_cache import HubFile, cache_folder, one_line

#: The HTTP library under the client: httpx up to its version 1, httpx2 from version 2 on, with the same classes.
http: Any = importlib.import_module(
    next(kind for kind in kinds.HfHubHTTPError.__mro__ if kind.__name__ == "HTTPError").__module__.partition(".")[0]
)

#: Answers after which the same question may be answered a moment later.
BUSY = (408, 429, 500, 502, 503, 504)
_KEPT = "What has arrived is kept, and the next try goes on from there."
_ELSEWHERE = "Look for a newer DeltaEdit, or put the file into the hub cache by hand."
_SIGN_IN = "sign in with 'hf auth login' or HF_TOKEN"
_NO_RIGHT = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EEXIST, errno.ENOENT, errno.EISDIR)


@contextmanager
def explained(file: HubFile) -> Iterator[None]:
    """Turns everything that the client, the network and the disk raise into a :class:`DownloadError`."""
    try:
        yield
    except DeltaEditError:
        raise
    except (OSError, http.HTTPError, http.InvalidURL) as error:
        raise DownloadError(_sentence(error, file)) from error


def status_of(error: Exception | None) -> int | None:
    """HTTP status of an answer that is an error; None for every other error."""
    return error.response.status_code if isinstance(error, kinds.HfHubHTTPError) else None


def is_passing(error: Exception) -> bool:
    """Whether it may go better a moment later."""
    lasting = (http.ProxyError, http.UnsupportedProtocol, http.LocalProtocolError)
    return status_of(error) in BUSY or (isinstance(error, http.TransportError) and not isinstance(error, lasting))


def hub_host() -> str:
    """Name of the hub in use, without the user name, the password or the query that its address may hold."""
    try:
        return urlsplit(constants.ENDPOINT).hostname or "HF_ENDPOINT"
    except ValueError:
        return "HF_ENDPOINT"


def _sentence(error: Exception, file: HubFile) -> str:
    if isinstance(error, kinds.OfflineModeIsEnabled):
        return (
            f"{file.name} is not on this computer yet, and HF_HUB_OFFLINE forbids fetching it; unset that variable "
            f"and try again."
        )
    if isinstance(error, kinds.HfHubHTTPError):
        return _answer(error, file)
    if isinstance(error, (http.HTTPError, http.InvalidURL)):
        return _network(error, file)
    return _disk(error, file)


def _answer(error: Any, file: HubFile) -> str:
    """What the hub, or a proxy before it, answered."""
    status, host = error.response.status_code, hub_host()
    page = f"https://huggingface.co/{'' if file.repo_type == 'model' else file.repo_type + 's/'}{file.repo}"
    if isinstance(error, kinds.GatedRepoError):
        return f"{file.name} is given only to those who accept its terms: do that at {page}, {_SIGN_IN}, and try again."
    if isinstance(error, kinds.DisabledRepoError):
        return f"{file.repo} was disabled by {host}, so {file.path} cannot be fetched. {_ELSEWHERE}"
    if isinstance(error, kinds.RevisionNotFoundError):
        return f"{file.repo} has no revision {file.revision} any more. {_ELSEWHERE}"
    if isinstance(error, kinds.RemoteEntryNotFoundError):
        return f"{file.repo} has no file {file.path} at revision {file.revision}. {_ELSEWHERE}"
    if isinstance(error, kinds.RepositoryNotFoundError) or status == 404:
        return (
            f"{host} has no {file.repo_type} {file.repo}: it has vanished, was renamed or became private. "
            f"{_ELSEWHERE} If it is yours, {_SIGN_IN}."
        )
    if status == 401:
        return (
            f"{host} wants to know who asks for {file.name}: {_SIGN_IN}; if you are signed in, the token is no "
            f"longer valid."
        )
    if status == 407:
        return _proxy(file)
    if status == 403:
        return (
            f"Access to {file.name} was refused (HTTP 403), by the hub or by a proxy or firewall before it: open "
            f"{page} in a browser to see which; accept the terms there, or have {host} allowed by the proxy."
        )
    if status == 429:
        after = str(error.response.headers.get("Retry-After", "")).strip()
        when = f"in {after} seconds" if after.isdigit() else "in some minutes"
        return f"{host} had too many requests from here while {file.name} was fetched; try again {when}. {_KEPT}"
    if status >= 500 or status == 408:
        return f"{host} is in trouble (HTTP {status}) and did not give {file.name}; try again later. {_KEPT}"
    return f"{host} did not give {file.name} (HTTP {status}); check HF_ENDPOINT and the proxy, or try again later."


def _proxy(file: HubFile) -> str:
    host = hub_host()
    return (
        f"The proxy refused the way to {host} for {file.name}; check HTTPS_PROXY and HTTP_PROXY, and the user name "
        f"and password in them, or let NO_PROXY name {host}."
    )


def _network(error: Exception, file: HubFile) -> str:
    """What kept an answer from coming, or from coming whole."""
    host = hub_host()
    if isinstance(error, http.ProxyError):
        return _proxy(file)
    if isinstance(error, (http.InvalidURL, http.UnsupportedProtocol, http.LocalProtocolError)):
        return (
            f"{file.name} was not fetched, because HF_ENDPOINT or a proxy variable is not an address; unset it, or "
            f"write one such as https://huggingface.co."
        )
    if isinstance(error, http.TimeoutException):
        return f"{host} did not answer in time for {file.name}; check the connection and try again. {_KEPT}"
    if isinstance(error, http.ConnectError) and _caused_by(error, ssl.SSLError):
        return (
            f"The certificate of {host} was not accepted, so {file.name} was not fetched; check this computer's "
            f"clock, and let SSL_CERT_FILE name the certificates of your proxy if you have one."
        )
    if isinstance(error, http.ConnectError) and _caused_by(error, socket.gaierror):
        return f"The name {host} could not be found for {file.name}; check the connection and HF_ENDPOINT. {_KEPT}"
    if isinstance(error, http.ConnectError):
        return f"{host} could not be reached for {file.name}; check the connection and HF_ENDPOINT. {_KEPT}"
    if isinstance(error, http.TransportError):
        return f"The connection to {host} broke while {file.name} was fetched; try again. {_KEPT}"
    return f"{host} gave no usable answer for {file.name} ({type(error).__name__}); check HF_ENDPOINT and the proxy."


def _caused_by(error: BaseException, kind: type[BaseException]) -> bool:
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, kind):
        cause = cause.__cause__ or cause.__context__
    return cause is not None


def _disk(error: Exception, file: HubFile) -> str:
    """What the disk, or the rights on it, did not allow."""
    number, cache = getattr(error, "errno", None), cache_folder()
    if number in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return (
            f"The disk of the hub cache ({cache}) is full, so {file.name} was not written whole; make room, or let "
            f"HF_HOME name a folder on a larger disk. {_KEPT}"
        )
    if number in _NO_RIGHT:
        return (
            f"The hub cache {cache} cannot be written to ({os.strerror(number)}), so {file.name} was not fetched; "
            f"let HF_HOME name a folder that can."
        )
    return f"{file.name} could not be fetched or kept in the hub cache {cache}: {one_line(error)}."
