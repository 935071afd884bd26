"""``python -m deltaedit COMMAND``, and the ``deltaedit`` that an installation puts on the path: see :mod:`.cli`.

Nothing is imported before Ctrl-C is heard.
"""

from __future__ import annotations

from deltaedit.terminal import exit_with, run_reporting


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Returns:
        0, or 1 where some of several pictures failed, or 2 where what was asked for cannot be done, or 130 where it was
        stopped; a sentence on standard error says why.
    """

    def command() -> int:
        from deltaedit.cli import run

        return run(argv)

    return run_reporting(command)


def program() -> None:
    """The whole process."""
    exit_with(main)


if __name__ == "__main__":
    program()
