"""The drawn domains, each a module of data."""

from __future__ import annotations

from deltaedit.errors import TrainingError, listed
from deltaedit.training.drawn.domain import Domain
from deltaedit.training.drawn.domains.avatars import AVATARS
from deltaedit.training.drawn.domains.full_style import FULL_AVATARS, FULL_ROBOTS
from deltaedit.training.drawn.domains.robots import ROBOTS

DOMAINS: dict[str, Domain] = {domain.name: domain for domain in (AVATARS, ROBOTS)}
#: Domains that can be trained, but whose bundles are not offered yet.
UNFINISHED: dict[str, Domain] = {domain.name: domain for domain in (FULL_AVATARS, FULL_ROBOTS)}


def find_domain(name: str) -> Domain:
    """A drawn domain by name, whether its bundle is finished or not.

    Raises:
        TrainingError: there is no such domain; the message lists those whose bundles are finished.
    """
    if (domain := (DOMAINS | UNFINISHED).get(name)) is None:
        raise TrainingError(f"There is no drawn domain '{name}'; there are {listed(DOMAINS)}.")
    return domain
