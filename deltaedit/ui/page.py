"""The page: which handler each thing calls, and how it is served."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import gradio as gr
from starlette.middleware import Middleware

from deltaedit.errors import DeltaEditError
from deltaedit.pool import EditorPool
from deltaedit.ui.address import Address
from deltaedit.ui.bundles import BundleHandlers, choices, first_bundle, offers
from deltaedit.ui.cache import Cache
from deltaedit.ui.endpoints import Endpoints
from deltaedit.ui.gate import Gate
from deltaedit.ui.handlers import Handlers
from deltaedit.ui.hosts import AllowedHosts
from deltaedit.ui.layout import Layout
from deltaedit.ui.stacking import Stacking
from deltaedit.ui.theme import CSS, KEEP_WORDS_JS, KEPT_WORDS_JS, PAGE_JS, DeltaTheme

MAX_UPLOAD = "30mb"
#: Whose sessions are remembered; each may hold megabytes. Gradio's own ten thousand would not fit into memory.
VISITORS = 64
PRIVATE: dict[str, Any] = {"api_visibility": "private"}
#: Networks at work at the same time, each with its share of the cores: two of one thread serve half as many visitors
#: again as one of two threads. Searches have places of their own, or every drag would wait behind them.
AT_ONCE = 2
SEARCHES: dict[str, Any] = {"concurrency_id": "search", "concurrency_limit": AT_ONCE}
DRAWS: dict[str, Any] = {"concurrency_id": "draw", "concurrency_limit": AT_ONCE}
#: One after another: what a visitor waits for goes before what makes the slider smooth.
SWEEPS: dict[str, Any] = {"concurrency_id": "sweep", "concurrency_limit": 1}
SCRIPT = Path(__file__).with_name("sweep.js")
#: What the script does at events of Gradio; where it did not run, the page works as it would without any.
EXPECT_JS = "(id) => { window.deltaedit?.expect(id); return []; }"
ARRIVED_JS = "(...got) => window.deltaedit?.arrived(...got) ?? { __type__: 'update' }"
ASK_JS = "(...seen) => window.deltaedit?.ask(seen) ?? seen"
SETTLED_JS = "() => { window.deltaedit?.settled(); return []; }"
TURN_JS = "(...sent) => window.deltaedit?.turn(sent) ?? sent"
DONE_JS = "() => { window.deltaedit?.done(); return []; }"
#: Of events that change what is edited: none is dropped, and each begins from what the one before it left.
IN_TURN: dict[str, Any] = {"trigger_mode": "multiple", "js": TURN_JS}
#: The address of the page reopens what is seen, where a link can.
LINK_JS = """(link) => {
  history.replaceState(null, "", link || location.pathname);
  sessionStorage.setItem("deltaedit-link", location.search);
  return [];
}"""


def build_page(pool: EditorPool, cache: Cache, wanted: str, *, may_fetch: bool = False) -> gr.Blocks:
    """Lay the page out, and say which handler each thing calls.

    Args:
        pool: where editors come from.
        cache: the folder with the uploads.
        wanted: name or folder of the bundle to open with; one that is not here is offered to be fetched.
        may_fetch: visitors may fetch published bundles onto this machine.

    Raises:
        BundleError: there is no such bundle, and none to begin with in the meantime.
    """
    offered = offers(wanted)
    first = first_bundle(offered, wanted)
    with gr.Blocks(title="DeltaEdit", analytics_enabled=False) as page:
        active = gr.State(first)
        layout = Layout(offered, first, choices(offered), wanted, cache)
        handlers = Handlers(layout, pool, cache)
        # Inverted at once, so that the first visitor does not wait for it.
        handlers.opening(first)
        edits = _connect_editing(layout, handlers, active)
        stacking = Stacking(handlers)
        edits += _connect_stack(layout, stacking)
        bundles = BundleHandlers(stacking, active, offered, wanted, first, may_fetch)
        edits += _connect_bundles(page, layout, bundles, active)
        _connect_sweeps(layout, handlers, edits)
        Endpoints(pool, cache, offered).add(first, SEARCHES, DRAWS)
    return page


def _connect_editing(layout: Layout, handlers: Handlers, active: gr.State) -> list[Any]:
    """New pictures, and edits of the picture at work; returns the events after which there may be another edit."""
    session, settings, view, status = layout.session, layout.settings, layout.view, layout.status
    # The first picture and searches take a while; whichever view is seen shows that.
    new_picture: dict[str, Any] = {
        "outputs": layout.of_picture,
        "show_progress_on": [layout.original, *layout.views],
        **PRIVATE,
        **IN_TURN,
    }
    another_picture = [
        layout.photo.upload,
        layout.random.click,
        layout.surprise.click,
        layout.centre.click,
        layout.show_example.click,
        layout.faces.select,
        *(examples.click for examples in layout.examples.values()),
    ]
    # In the browser: an answer of the server could come after that with the new picture.
    gr.on(another_picture, None, None, status, js="() => ''")
    # `upload` and not `change`, which a replaced picture fires several times over.
    edits = [
        layout.photo.upload(handlers.upload, [layout.photo, active, *settings], **new_picture, **SEARCHES),
        *(
            examples.click(handlers.example, [examples, active, *settings], **new_picture, **SEARCHES)
            for examples in layout.examples.values()
        ),
        layout.random.click(handlers.random, [active, view], **new_picture, **DRAWS),
        layout.surprise.click(handlers.surprise, [active, view], **new_picture, **DRAWS),
        layout.show_example.click(handlers.first_example, [active, *settings], **new_picture, **DRAWS),
        layout.centre.click(
            handlers.take_centre, [session, layout.waiting, active, *settings], **new_picture, **SEARCHES
        ),
        layout.faces.select(handlers.choose_face, [session, view], **new_picture, **SEARCHES),
    ]
    gr.on(
        another_picture,
        handlers.leave_picture,
        None,
        layout.saved,
        queue=False,
        show_progress="hidden",
        **PRIVATE,
    )
    # The words stay free to be typed meanwhile.
    edit: dict[str, Any] = {"outputs": layout.of_edit, "show_progress_on": [*layout.views, status], **DRAWS, **PRIVATE}
    reworded = gr.on(
        [layout.edit.click, layout.source.submit, layout.target.submit, layout.anyway.click],
        handlers.apply_words,
        [session, *settings],
        **IN_TURN,
        **edit,
    )
    # `input`, since a keyboard never releases the slider; of a drag, its end counts.
    masked = layout.threshold.input(
        handlers.apply_words, [session, *settings], trigger_mode="always_last", js=TURN_JS, **edit
    )
    edits += [reworded, masked]
    for words in (layout.hints, *layout.suggestions):
        suggested = [words, session, layout.threshold, layout.strength, view]
        edits.append(words.click(handlers.take_words, suggested, **IN_TURN, **edit))
    _end_turns(edits)
    gr.on([layout.source.change, layout.target.change], None, settings[:2], None, js=KEEP_WORDS_JS)
    shown = [*layout.views, status]
    drawn: dict[str, Any] = {"show_progress": "hidden", **DRAWS, **PRIVATE}
    seen = [session, layout.strength, view]
    rested = [*shown, layout.link]
    layout.strength.change(handlers.strength, seen, rested, trigger_mode="always_last", js=ASK_JS, **drawn).then(
        None, None, None, js=SETTLED_JS
    ).then(None, layout.link, None, js=LINK_JS, **PRIVATE)
    view.change(handlers.choose_view, seen, [layout.pair, *shown], **drawn)
    # Each is stopped by its own visitor, so nobody waits for another's; how many work at once, the jobs decide.
    sharpened = layout.sharpen.click(
        handlers.sharpen,
        session,
        [layout.sharpen, layout.stop_sharpen, layout.sharpened, status],
        show_progress="hidden",
        concurrency_limit=None,
        **PRIVATE,
    ).then(handlers.keep_sharpened, [session, layout.sharpened, *settings], layout.of_picture, **drawn)
    layout.stop_sharpen.click(handlers.stop_sharpening, None, None, queue=False, **PRIVATE)
    edits.append(sharpened)
    layout.save_edit.click(handlers.save_edit, [session, layout.strength], [layout.saved, status], **DRAWS, **PRIVATE)
    layout.animate.click(handlers.save_animation, session, [layout.saved, status], **SWEEPS, **PRIVATE)
    layout.save.click(handlers.save_whole, [session, layout.strength], [layout.saved, status], **SEARCHES, **PRIVATE)
    return edits


def _connect_stack(layout: Layout, stacking: Stacking) -> list[Any]:
    """Kept edits, and what was tried; returns the events after which there may be another edit."""
    changes: dict[str, Any] = {
        "outputs": [*layout.of_edit, layout.threshold],
        "show_progress_on": [*layout.views, layout.status],
        **DRAWS,
        **PRIVATE,
    }
    seen = [layout.session, layout.strength, layout.view]
    work = [layout.session, *layout.settings]
    edits = [
        layout.keep.click(stacking.keep, [*seen, layout.target], **IN_TURN, **changes),
        layout.undo.click(stacking.undo, seen, **IN_TURN, **changes),
        layout.redo.click(stacking.redo, seen, **IN_TURN, **changes),
        layout.start_over.click(stacking.start_over, seen, **IN_TURN, **changes),
        layout.history.select(stacking.return_to, seen, **IN_TURN, **changes),
    ]
    for kept in layout.kept:
        adjusting = [kept.index, kept.enabled, kept.strength, *work]
        edits += [
            gr.on(
                [kept.enabled.input, kept.strength.input],
                stacking.adjust,
                adjusting,
                # A slider that is dragged says more than is drawn; the last of it is.
                trigger_mode="always_last",
                js=TURN_JS,
                **changes,
            ),
            kept.remove.click(stacking.remove, [kept.index, *work], **IN_TURN, **changes),
        ]
    _end_turns(edits)
    return edits


def _end_turns(events: Iterable[Any]) -> None:
    """After events that took a turn, and after no others: whoever waits is next."""
    for event in events:
        event.then(None, None, None, js=DONE_JS, **PRIVATE)


def _connect_sweeps(layout: Layout, handlers: Handlers, edits: Iterable[Any]) -> None:
    """After each edit its frames at all strengths, which nobody waits for, and which nothing is lost without."""
    for event in edits:
        event.then(None, layout.link, None, js=LINK_JS, **PRIVATE)
        event.then(None, layout.edit_id, None, js=EXPECT_JS, **PRIVATE).then(
            handlers.sweep, layout.session, layout.sheet, show_progress="hidden", **SWEEPS, **PRIVATE
        ).then(None, [layout.sheet, layout.strength], layout.strength, js=ARRIVED_JS, **PRIVATE)


def _connect_bundles(page: gr.Blocks, layout: Layout, bundles: BundleHandlers, active: gr.State) -> list[Any]:
    """The list of bundles, and the panel that fetches one; returns the events after which there is another edit."""
    choosing = [layout.bundle, active, layout.session, layout.waiting]
    panel = [layout.bundle, *layout.fetching]
    chosen: dict[str, Any] = {
        "outputs": [*panel, active, *layout.of_bundle],
        "show_progress_on": [layout.original, *layout.views],
        **PRIVATE,
    }
    # Past the queue: somebody who arrives sees a picture however many wait.
    arriving = [*layout.settings, layout.link]
    arrived = page.load(bundles.arrive, arriving, js=KEPT_WORDS_JS, queue=False, **chosen)
    switched = layout.bundle.input(bundles.choose, choosing, **SEARCHES, **chosen)
    other = layout.other_bundle.click(bundles.for_photographs, None, layout.bundle, queue=False, **PRIVATE)
    photographs = other.then(bundles.choose, choosing, **SEARCHES, **chosen)
    fetched = layout.fetch.click(
        bundles.fetch, layout.bundle, panel, show_progress="hidden", concurrency_limit=None, **PRIVATE
    ).then(bundles.settle, choosing, **SEARCHES, **chosen)
    layout.stop_fetch.click(bundles.stop, None, None, queue=False, **PRIVATE)
    layout.cancel.click(bundles.cancel, active, panel, queue=False, show_progress="hidden", **PRIVATE)
    return [arrived, switched, photographs, fetched]


def launch_page(page: gr.Blocks, address: Address, cache: Cache, hosts: AllowedHosts, *, share: bool) -> None:
    """Serve a page until interrupted; private by default.

    Args:
        page: to serve.
        address: where.
        cache: the folder with the uploads.
        hosts: under which names the page is answered.
        share: also make a public link.

    Raises:
        DeltaEditError: it cannot be served there.
        KeyboardInterrupt: somebody pressed Ctrl-C; the page is closed.
    """
    # What the page has put there by now is its own, and stays.
    gate = Middleware(Gate, page=page, hosts=hosts, cache=cache.with_all_permanent())
    try:
        page.queue(api_open=False).launch(
            app_kwargs={"middleware": [gate]},
            server_name=address.host,
            server_port=address.port,
            root_path=address.root_path,
            share=share,
            theme=DeltaTheme(),
            css=CSS,
            js=PAGE_JS,
            head=f"<script>{SCRIPT.read_text(encoding='utf-8')}</script>",
            ssr_mode=False,
            max_file_size=MAX_UPLOAD,
            enable_monitoring=False,
            state_session_capacity=VISITORS,
            run_history=False,
            footer_links=[],
            prevent_thread_lock=True,
        )
    except Exception as error:
        # The client with which Gradio asks its own address, the server, the tunnel: each fails in its own way.
        raise DeltaEditError(f"The page cannot be served on {address.host}: {error}") from error
    try:
        while True:
            time.sleep(60)
    finally:
        page.close(verbose=False)
