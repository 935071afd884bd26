"""Whether a request fits a page, before Gradio sees it."""

from __future__ import annotations

import json
from typing import Any

import gradio as gr
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deltaedit.errors import DeltaEditError
from deltaedit.ui.cache import Cache
from deltaedit.ui.gate.requests import MOST_PARTS, RequestError, finite_json, read_call
from deltaedit.ui.upload import NOT_AN_UPLOAD, RawImage
from tests.gated import META, data_url, png

JOIN, RUN, CALL, V2 = "/gradio_api/queue/join", "/gradio_api/run/x", "/gradio_api/call/edit", "/gradio_api/call/v2/edit"
GOOD: dict[str, Any] = {
    "image": data_url(png()),
    "words": "face",
    "strength": 1.5,
    "threshold": None,
    "view": "a",
    "bundle": "avatars",
    "whole": True,
}


@pytest.fixture(scope="module")
def page(cache: Cache) -> gr.Blocks:
    def edit(
        image: Any, session: Any, words: str, strength: float, threshold: Any, view: str, bundle: str, whole: bool
    ):
        return words

    with gr.Blocks(analytics_enabled=False) as page:
        inputs = [
            RawImage(label="image"),
            gr.State(None),
            gr.Textbox(label="words"),
            gr.Slider(-2, 2, label="strength"),
            gr.Number(None, label="threshold"),
            gr.Radio(["a", "b"], value="a", label="view"),
            gr.Dropdown(["avatars", "robots"], value="avatars", label="bundle"),
            gr.Checkbox(False, label="whole"),
        ]
        samples = gr.Dataset(components=[gr.Textbox()], samples=[["a"], ["b"]], label="examples")
        gallery, press, out = gr.Gallery(), gr.Button(), gr.Textbox()
        press.click(edit, inputs, out, api_name="edit")
        samples.click(lambda index: index, samples, out, api_visibility="private")
        gallery.select(_selected, None, out, api_visibility="private")
        press.click(lambda: None, None, out, api_name="hidden", api_visibility="private")
    return page


def _selected(event: gr.SelectData) -> str:
    return str(event.index)


def passed(page: gr.Blocks, cache: Cache, path: str, body: object) -> dict[str, Any]:
    """What Gradio gets of a request."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return dict(json.loads(read_call(page, path, content).body(cache)))


def refused(page: gr.Blocks, cache: Cache, path: str, body: object) -> str:
    with pytest.raises(DeltaEditError) as error:
        passed(page, cache, path, body)
    return str(error.value)


def test_gradio_gets_what_was_checked_and_nothing_else(page: gr.Blocks, cache: Cache) -> None:
    values = list(GOOD.values())
    smuggled = {"event_id": "x", "batched": True, "request": {}, "simple_format": True, "oauth_token": "x", "extra": 1}
    body = {"fn_index": 0, "session_hash": "a-b_1", "data": [values[0], "mine", *values[1:]], **smuggled}
    got = passed(page, cache, JOIN, {**body, "trigger_id": 3, "event_data": {"path": "/etc/passwd"}})
    picture = got["data"].pop(0)
    assert got == {"fn_index": 0, "session_hash": "a-b_1", "trigger_id": 3, "data": [None, *values[1:]]}
    # The picture lies among the uploads by now, however it was sent.
    kept = cache.holds(picture["path"])
    assert kept is not None and kept.read_bytes().startswith(b"\x89PNG") and picture.keys() == {"path", "meta"}
    again = passed(page, cache, RUN, {**body, "data": [{"path": str(kept), "size": "x", **META}, None, *values[1:]]})
    assert again["data"][0] == {"path": str(kept), **META}


@pytest.mark.parametrize("session", [[], ["state"]])
def test_what_the_server_remembers_may_be_left_out(session: list[str], page: gr.Blocks, cache: Cache) -> None:
    values: list[Any] = list(GOOD.values())
    values[1:1] = session
    got = passed(page, cache, CALL, {"data": values})
    assert len(got["data"]) == len(values) and got.keys() == {"data"}


def test_values_may_have_names(page: gr.Blocks, cache: Cache) -> None:
    got = passed(page, cache, V2, {**GOOD, "image": None})
    assert got == {**GOOD, "image": None}
    assert "needs a 'image'" in refused(page, cache, V2, {"words": "x"})
    assert "takes no 'nothing'" in refused(page, cache, V2, {**GOOD, "nothing": 1})
    assert refused(page, cache, V2, {**GOOD, "image": {"path": "/etc/passwd"}}) == NOT_AN_UPLOAD
    assert "'strength' must be a number from -2 to 2" in refused(page, cache, V2, {**GOOD, "strength": "3"})


@pytest.mark.parametrize(("typed", "taken"), [(3, 2), (-1e9, -2), (0.3, 0.3), (None, -2)])
def test_a_slider_takes_the_nearest_value(typed: float | None, taken: float, page: gr.Blocks, cache: Cache) -> None:
    assert passed(page, cache, V2, {**GOOD, "image": None, "strength": typed})["strength"] == taken


HUGE = 10**400
WRONG: dict[str, list[Any]] = {
    "words": [5, True, [], {}, {"path": "/etc/passwd", **META}, "x" * 10_001, "\ud83d"],
    "strength": ["1", True, [1], {}, float("nan"), float("inf"), HUGE, {"url": "/etc/passwd"}],
    "threshold": ["1", False, [], float("nan"), float("-inf"), HUGE, 1e13],
    "view": [None, "c", 1, ["a"], {}, True],
    "bundle": [None, "cat", 0, ["avatars"], [[]], {}],
    "whole": [None, 1, "true", [], {"path": "/etc/passwd"}],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in WRONG.items() for value in values])
def test_a_wrong_value_is_named(name: str, value: object, page: gr.Blocks, cache: Cache) -> None:
    before = len(list(cache.folder.iterdir()))
    for path, body in (
        (CALL, {"data": list({**GOOD, name: value}.values())}),
        (V2, {**GOOD, name: value}),
        (JOIN, {"fn_index": 0, "session_hash": "a", "data": list({**GOOD, name: value}.values())}),
    ):
        assert f"'{name}' must be " in refused(page, cache, path, body)
    # No picture was kept for what cannot succeed.
    assert len(list(cache.folder.iterdir())) == before


@pytest.mark.parametrize("value", [2, -1, None, "0", True, 1.0, [0], HUGE])
def test_an_example_that_there_is_not(value: object, page: gr.Blocks, cache: Cache) -> None:
    assert passed(page, cache, RUN, {"fn_index": 1, "session_hash": "a", "data": [1]})["data"] == [1]
    body = {"fn_index": 1, "session_hash": "a", "data": [value]}
    assert "'examples' must be the number of an example, from 0 to 1" in refused(page, cache, RUN, body)


@pytest.mark.parametrize("event", [None, [], {}, {"index": None}, {"index": "0"}, {"index": [0]}, {"index": -1}, "0"])
def test_a_selection_of_nothing(event: object, page: gr.Blocks, cache: Cache) -> None:
    body = {"fn_index": 2, "session_hash": "a", "data": []}
    got = passed(page, cache, JOIN, {**body, "event_data": {"index": 3, "value": {"path": "/etc/passwd"}}})
    assert got["event_data"] == {"index": 3, "value": None}
    assert "event_data" in refused(page, cache, JOIN, {**body, "event_data": event})


@pytest.mark.parametrize(
    ("path", "body", "sentence"),
    [
        (JOIN, b"", "is not JSON"),
        (JOIN, b"\xff\xfe{", "is not JSON"),
        (JOIN, b"[" * 100_000, "more than"),
        (JOIN, b"[" * 9_000, "is not JSON"),
        (JOIN, b'{"data":[' + b"[]," * MOST_PARTS + b"[]]}", "more than"),
        (JOIN, b'{"fn_index": ' + b"9" * 5000 + b"}", "is not JSON"),
        (JOIN, [], "must be a JSON object"),
        (JOIN, {}, 'has no "data"'),
        (JOIN, {"data": {}}, 'has no "data"'),
        (JOIN, {"data": [], "fn_index": 2}, 'has no "session_hash"'),
        (JOIN, {"data": [], "fn_index": 1, "session_hash": "a"}, "takes 1 value(s), and 0 were sent"),
        (JOIN, {"data": [1, 2], "fn_index": 1, "session_hash": "a"}, "takes 1 value(s), and 2 were sent"),
        (CALL, {"data": [1]}, "takes 7 value(s), and 1 were sent"),
        ("/gradio_api/call/hidden", {"data": []}, "There is no endpoint '/hidden'; there are '/edit'"),
        ("/gradio_api/call/v2/hidden", {}, "There is no endpoint '/hidden'"),
        *[
            (JOIN, {"data": [], "fn_index": index, "session_hash": "a"}, "not of this page")
            for index in (99, -1, None, "0", 0.0, True, [], HUGE, float("nan"))
        ],
        *[
            (JOIN, {"data": [], "fn_index": 2, "session_hash": session}, "must be up to 64 letters")
            for session in (5, [], {}, "", "a" * 65, "a b", "../x", "é", "a\n", True)
        ],
    ],
)
def test_what_asks_for_nothing_is_a_sentence(
    path: str, body: object, sentence: str, page: gr.Blocks, cache: Cache
) -> None:
    assert sentence in refused(page, cache, path, body)


def test_a_body_that_is_passed_on_holds_no_number_that_json_has_not() -> None:
    assert json.loads(finite_json(b'{"a": [1.5, null]}')) == {"a": [1.5, None]}
    for number in (b"NaN", b"-Infinity", b"1e999"):
        with pytest.raises(RequestError, match="not finite"):
            finite_json(b'{"a": ' + number + b"}")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.just("path"), inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.dictionaries(st.sampled_from(["data", "fn_index", "session_hash", "event_data", "trigger_id"]), JSON))
def test_no_body_ends_in_anything_but_a_sentence(page: gr.Blocks, cache: Cache, body: dict[str, Any]) -> None:
    for filled in (body, {**body, "fn_index": 0, "session_hash": "a"}):
        try:
            passed(page, cache, JOIN, filled)
        except DeltaEditError as error:
            assert str(error).endswith(".") and len(str(error)) < 400
