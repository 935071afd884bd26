"""Building networks from the tensors of a file: on the meta device first, then with the tensors themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

import torch
from torch import Tensor, nn

from deltaedit.errors import CheckpointError, printable, with_article

Network = TypeVar("Network", bound=nn.Module)
Config = TypeVar("Config")
MAX_NAMED = 3


def on_meta(kind: Callable[[Config], Network], config: Config, origin: object) -> Network:
    """A network on the meta device, which takes no memory for its weights, whatever sizes a file claims.

    Raises:
        CheckpointError: no network can have these dimensions.
    """
    try:
        with torch.device("meta"):
            return kind(config)
    except Exception as error:
        # Absurd dimensions fail in many ways, depending on the layer that meets them first.
        raise CheckpointError(f"{origin} has dimensions that no network can have; fetch or train it again.") from error


def load_strictly(network: Network, tensors: Mapping[str, Tensor], origin: object) -> Network:
    """Fill a network from a state dict that must fit exactly; returns it ready for inference, without gradients.

    The network uses the tensors themselves, without copies, so it may come from the meta device.

    Raises:
        CheckpointError: a tensor is missing, superfluous, of another shape or not of a floating-point type.
    """
    try:
        network.load_state_dict(dict(tensors), strict=True, assign=True)
    except (RuntimeError, AttributeError, TypeError) as error:
        raise CheckpointError(
            f"{origin} does not fit {with_article(type(network).__name__)}: {_difference(network, tensors) or error}."
        ) from error
    return network.eval().requires_grad_(False)  # type: ignore[return-value]


def _difference(network: nn.Module, tensors: Mapping[str, Tensor]) -> str:
    """What is wrong with a state dict, in words; empty where names and shapes are right."""
    wanted = network.state_dict()
    # Not required: a batch norm's count of batches. Allowed: a resampling filter's kernel, which the layer checks.
    missing = [f"'{name}'" for name in wanted if name not in tensors and not name.endswith("num_batches_tracked")]
    surplus = [f"'{printable(name)}'" for name in tensors if name not in wanted and not name.endswith(".kernel")]
    differing = [
        f"'{name}' is {list(tensors[name].shape)}, not {list(tensor.shape)}"
        for name, tensor in wanted.items()
        if name in tensors and tensors[name].shape != tensor.shape
    ]
    parts = [_few(missing, "it lacks", ""), _few(surplus, "it has", "besides"), _few(differing, "", "")]
    return "; ".join(part for part in parts if part)


def _few(names: list[str], before: str, after: str) -> str:
    more = f" and {len(names) - MAX_NAMED} more" if len(names) > MAX_NAMED else ""
    return f"{before} {', '.join(names[:MAX_NAMED])}{more} {after}".strip() if names else ""
