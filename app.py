"""The demo: ``python app.py [--bundle NAME] [--host HOST] [--port PORT] [--share]``."""

from __future__ import annotations

import argparse
import os
import sys

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")


def main() -> int:
    """Load the bundle, build the page, serve it until interrupted."""
    parser = argparse.ArgumentParser(description="Edit a picture by saying what it should become.")
    parser.add_argument("--bundle", default="avatars", help="name of a bundle, or a folder that holds one")
    parser.add_argument("--host", help="address to listen on; this machine only by default")
    parser.add_argument("--port", type=int, help="port; the first free one from 7860 by default")
    parser.add_argument("--share", action="store_true", help="also make a public link")
    arguments = parser.parse_args()

    from deltaedit.editor import DeltaEditor
    from deltaedit.errors import DeltaEditError
    from deltaedit.ui.blocks import build_page, launch_page

    try:
        editor = DeltaEditor.from_bundle(arguments.bundle)
        launch_page(build_page(editor), host=arguments.host, port=arguments.port, share=arguments.share)
    except DeltaEditError as error:
        print(f"deltaedit: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"deltaedit: the page cannot be served: {error}. Choose another port with --port.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
