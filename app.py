"""The demo: ``python app.py``; ``--help`` lists its options."""

from __future__ import annotations

import os
import signal
import sys

from deltaedit.terminal import StepBar, exit_with, say

TYPE_CHECKING = False  # typing's takes a while to import, and Ctrl-C is heard only behind it
if TYPE_CHECKING:
    import argparse
    from typing import NoReturn

    from deltaedit.ui.address import Address
    from deltaedit.ui.cache import Cache
    from deltaedit.ui.hosts import AllowedHosts

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
# Linux then gives torch huge pages for large feature maps: a tenth faster at 1024 pixels, the same memory.
os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")


def end(number: int, frame: object) -> NoReturn:
    """A supervisor, or a terminal that is closed, ends the app in order: what it keeps of visitors goes with it."""
    sys.exit(128 + number)


def main() -> int:
    """Build the page around a bundle, serve it until interrupted."""
    import argparse

    parser = argparse.ArgumentParser(description="Edit a picture by saying what it should become.")
    parser.add_argument("--bundle", default="avatars", help="name of a bundle, or a folder that holds one")
    parser.add_argument("--host", help="address to listen on; this machine only by default")
    parser.add_argument("--port", help="port; the first free one from 7860 by default")
    parser.add_argument("--root-path", help="where a reverse proxy shows the page: /edit, or https://example.org/edit")
    parser.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="also answer to this name, as of a reverse proxy (.example.org: and everything below it)",
    )
    parser.add_argument("--share", action="store_true", help="also make a public link")
    parser.add_argument(
        "--accept-license",
        action="store_true",
        help="you agree to the licences of a published bundle: fetch it before the page opens, if it is not here",
    )
    parser.add_argument(
        "--allow-downloads",
        action="store_true",
        help="visitors may fetch bundles even where the page is open to others",
    )
    arguments = parser.parse_args()
    for name in ("SIGTERM", "SIGHUP"):
        # Windows has no SIGHUP, and nohup has it ignored.
        if hasattr(signal, name) and signal.getsignal(getattr(signal, name)) != signal.SIG_IGN:
            signal.signal(getattr(signal, name), end)

    from deltaedit.errors import DownloadError
    from deltaedit.proxies import check_proxies, pass_by_proxies
    from deltaedit.ui.address import HOST_VARIABLE, address_of
    from deltaedit.ui.hosts import AllowedHosts

    address = address_of(arguments.host, arguments.port, arguments.root_path)
    hosts = AllowedHosts.of(address, arguments.allow_host)
    # Gradio looks for a free port at this address, and can do so only where it is IPv4; it is told the host anyway.
    os.environ.pop(HOST_VARIABLE, None)
    pass_by_proxies(address.host.strip("[]"))
    try:
        check_proxies()
    except DownloadError as error:
        if arguments.share:
            raise
        say(f"{error} The page itself works.")

    from deltaedit.ui.cache import private_cache

    with private_cache() as cache:
        from deltaedit.bundles.find import find_bundle, list_recipes

        # Gradio takes seconds to import, and a bundle to load: a wrong name is said before.
        if arguments.bundle not in list_recipes():
            find_bundle(arguments.bundle)
        serve(arguments, address, cache, hosts)
    return 0


def serve(arguments: argparse.Namespace, address: Address, cache: Cache, hosts: AllowedHosts) -> None:
    """Build the page and serve it; Gradio is imported here, since it reads its folder when it is imported."""
    import torch

    from deltaedit.bundles.install import install, license_notice
    from deltaedit.bundles.recipes import find_recipe
    from deltaedit.pool import EditorPool
    from deltaedit.ui.bundles import is_fetchable
    from deltaedit.ui.page import AT_ONCE, build_page, launch_page

    torch.set_num_threads(max(1, (os.cpu_count() or 1) // AT_ONCE))
    # A Space, a container and a shared link are open to people who should not fill this machine's disk.
    open_to_others = arguments.share or not address.local or bool(os.environ.get("SPACE_ID"))
    if arguments.accept_license and is_fetchable(arguments.bundle):
        say(license_notice(find_recipe(arguments.bundle)))
        install(arguments.bundle, accept_license=True, watch=StepBar())
    page = build_page(EditorPool(), cache, arguments.bundle, may_fetch=arguments.allow_downloads or not open_to_others)
    launch_page(page, address, cache, hosts, share=arguments.share)


if __name__ == "__main__":
    exit_with(main)
