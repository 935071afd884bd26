"""The demo: ``python app.py [--bundle NAME] [--host HOST] [--port PORT] [--share] [--accept-license]``."""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
# Linux then gives torch huge pages for large feature maps: a tenth faster at 1024 pixels, the same memory.
os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")


def main() -> int:
    """Build the page around a bundle, serve it until interrupted."""
    parser = argparse.ArgumentParser(description="Edit a picture by saying what it should become.")
    parser.add_argument("--bundle", default="avatars", help="name of a bundle, or a folder that holds one")
    parser.add_argument("--host", help="address to listen on; this machine only by default")
    parser.add_argument("--port", type=int, help="port; the first free one from 7860 by default")
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

    from deltaedit.errors import DeltaEditError
    from deltaedit.pool import EditorPool
    from deltaedit.terminal import StepBar
    from deltaedit.ui.blocks import build_page, launch_page
    from deltaedit.ui.bundles import is_fetchable
    from deltaedit.zoo.install import install, license_notice
    from deltaedit.zoo.recipes import find_recipe

    # A Space, a container and a shared link are open to people who should not fill this machine's disk.
    open_to_others = arguments.share or arguments.host not in (None, "localhost", "127.0.0.1", "::1")
    open_to_others = open_to_others or bool(os.environ.get("GRADIO_SERVER_NAME") or os.environ.get("SPACE_ID"))
    try:
        if arguments.accept_license and is_fetchable(arguments.bundle):
            print(license_notice(find_recipe(arguments.bundle)), file=sys.stderr)
            install(arguments.bundle, accept_license=True, watch=StepBar())
        page = build_page(EditorPool(), arguments.bundle, may_fetch=arguments.allow_downloads or not open_to_others)
        launch_page(page, host=arguments.host, port=arguments.port, share=arguments.share)
    except DeltaEditError as error:
        print(f"deltaedit: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"deltaedit: the page cannot be served: {error}. Choose another port with --port.", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("deltaedit: stopped; what is finished is kept", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
