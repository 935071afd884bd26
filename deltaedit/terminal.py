"""How a program speaks with the person at its terminal: mistakes, Ctrl-C, questions, and the bars of a long job.

What is imported here is imported before anybody can be told anything, so it is little.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys

from deltaedit.errors import DeltaEditError

TYPE_CHECKING = False  # typing's takes a while to import
if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType
    from typing import Any, NoReturn

    from deltaedit.bundles.install import Step

#: Exit codes: what was asked for cannot be done; Ctrl-C, as shells count it; whoever read the output has gone.
REFUSED, STOPPED, UNREAD = 2, 130, 141


def say(sentence: object) -> None:
    """One line on standard error."""
    print(f"deltaedit: {sentence}", file=sys.stderr, flush=True)


class _CtrlC:
    """What Ctrl-C does in a program: the first one ends it in order, a second one at once.

    In the middle of an import even the first one ends it at once: compiled modules swallow the exception, or make
    another one of it, and there is nothing yet to put in order.

    Attributes:
        pressed: somebody did, so whatever went wrong since then is no mistake of theirs.
        code: exit code of a program that has ended already; None while it is at work.
    """

    def __init__(self) -> None:
        self.pressed = False
        self.code: int | None = None

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if self.code is not None:
            os._exit(self.code)
        if self.pressed or _importing(frame):
            say_stopped()
            os._exit(STOPPED)
        self.pressed = True
        raise KeyboardInterrupt


_ctrl_c = _CtrlC()


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False


def say_stopped() -> None:
    """What everybody is told who pressed Ctrl-C."""
    say("stopped; what is finished is kept")


def run_reporting(program: Callable[[], int]) -> int:
    """Run a program; where it ends before its end, say why in one sentence.

    Returns:
        Its exit code, or REFUSED, STOPPED or UNREAD.
    """
    try:
        code = program()
        sys.stdout.flush()
        return code
    except (Exception, KeyboardInterrupt) as error:
        if isinstance(error, KeyboardInterrupt) or _ctrl_c.pressed:
            say_stopped()
            return STOPPED
        if isinstance(error, BrokenPipeError):
            # Python would try to write the rest at its end, and complain.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return UNREAD
        if isinstance(error, DeltaEditError):
            say(error)
        elif isinstance(error, OSError):
            place = f" ('{error.filename}')" if error.filename else ""
            say(f"The work cannot go on: {error.strerror or error}{place}.")
        elif isinstance(error, MemoryError):
            say("The work cannot go on: there is not enough memory.")
        else:
            raise
        return REFUSED


def exit_with(program: Callable[[], int]) -> NoReturn:
    """Run a whole program by :func:`run_reporting`, with Ctrl-C heard at any moment, and end the process with its code.

    What the program has begun in threads is not waited for: nobody is left to look at it.
    """
    # A shell that starts something in the background has SIGINT ignored; so it stays.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _ctrl_c)
    try:
        code = run_reporting(program)
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
    _ctrl_c.code = code
    from contextlib import suppress

    # What Python would do at its end, less the threads.
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def ask(question: str) -> bool | None:
    """Ask the person at the terminal, where there is one; None where there is none."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def may_overwrite(source: Path, target: Path, allowed: bool) -> None:
    """Have it confirmed where a result would take the place of what it is made from.

    Raises:
        DeltaEditError: it was not.
    """
    if allowed or not target.exists() or not target.samefile(source):
        return
    agreed = ask(f"'{target}' is the very file that is read. Overwrite it?")
    if not agreed:
        advice = "Nothing was written." if agreed is False else "Name another file, or say --overwrite."
        raise DeltaEditError(f"'{target}' is the very file that is read, and would be overwritten. {advice}")


class StepBar:
    """Shows the steps of an installation, one bar per step, on standard error."""

    def __init__(self) -> None:
        self._label = ""
        self._bar: Any = None

    def __call__(self, step: Step) -> None:
        from tqdm import tqdm

        if self._bar is None or step.label != self._label:
            if self._bar is not None:
                self._bar.close()
            size = step.unit == "bytes"
            self._label = step.label
            self._bar = tqdm(
                desc=step.label,
                total=step.total,
                initial=step.done,
                unit="B" if size else " " + step.unit,
                unit_scale=size,
                disable=step.total is None,
            )
            if step.total is None:
                print(step.label, file=sys.stderr)
        self._bar.update(step.done - self._bar.n)
