"""What a request to run something may hold: checked before Gradio sees it, which then gets that and nothing else.

Gradio answers what does not fit with ``null`` or with status 500 and a traceback in the log, opens files on the way,
and keeps whatever was sent for as long as the request waits. So the body that it gets is written anew from what was
checked: pictures as paths of uploads, words and numbers of a usable size, and no field that nobody needs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

import gradio as gr
from gradio.block_function import BlockFunction

from deltaedit.errors import listed
from deltaedit.ui.cache import Cache
from deltaedit.ui.gate.limits import RequestError
from deltaedit.ui.upload import RawImage, keep_upload, located

SESSION = re.compile(r"[A-Za-z0-9_-]{1,64}")
#: Nothing here is set to a larger number than this; arithmetic on one may overflow.
LARGEST_NUMBER = 1e12
HALVES = re.compile("[\ud800-\udfff]")
#: Characters of one value that is a text; what the words themselves may have is far less.
LONGEST_TEXT = 10_000
#: Commas and brackets of a body: a picture has two, and every one of them may become an object of 64 bytes.
MOST_PARTS = 10_000
MOST_SELECTED = 10_000
CALL_V2, CALL = "/gradio_api/call/v2/", "/gradio_api/call/"
SEE = "see /gradio_api/info"


@dataclass(frozen=True)
class Call:
    """A request to run a function of the page. Its values are what was sent, and not yet checked.

    Attributes:
        function: that is to run.
        session: that it is for, where it names one.
        blocks, values: which component each value belongs to.
        names: what each value is called, where it was sent by its name.
        event: what Gradio is told of the event besides.
    """

    function: BlockFunction
    session: str | None
    blocks: Sequence[Any]
    values: Sequence[object]
    names: Sequence[str] | None
    event: Mapping[str, Any]

    def body(self, cache: Cache) -> bytes:
        """The body for Gradio. A picture that came as a data URL is written to a file among the uploads.

        Raises:
            RequestError: a value is not of its kind; says which.
            ImageError: a picture's value does not name an upload.
        """
        values = list(self.values)
        # Pictures last: nothing is stored for a request that cannot succeed.
        for place in sorted(range(len(values)), key=lambda place: isinstance(self.blocks[place], RawImage)):
            block = self.blocks[place]
            if isinstance(block, RawImage):
                values[place] = self._picture(values[place], cache)
            else:
                values[place] = _checked(block, values[place])
        if self.names is not None:
            return json.dumps(dict(zip(self.names, values))).encode()
        session = {} if self.session is None else {"session_hash": self.session}
        return json.dumps({"data": values, **session, **self.event}).encode()

    def _picture(self, sent: object, cache: Cache) -> object:
        """A picture as Gradio gets it: the path of an upload.

        For a program, an upload that is not a picture is refused here. The page is let through, since its handler says
        so without covering what the visitor has.
        """
        if sent is None:
            return None
        place = located(cache, sent)
        if isinstance(place, str) or self.function.api_visibility == "public":
            place = keep_upload(cache, sent)
        return {"path": str(place), "meta": {"_type": "gradio.FileData"}}


def read_json(content: bytes) -> dict[str, Any]:
    """A body as the JSON object that it must be.

    Raises:
        RequestError: it is not one, or would take far more memory than the body.
    """
    if sum(map(content.count, (b",", b"[", b"{"))) > MOST_PARTS:
        raise RequestError(f"The body of this request has more than {MOST_PARTS} values; {SEE}.")
    try:
        body = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise RequestError("The body of this request is not JSON.") from error
    if not isinstance(body, dict):
        raise RequestError('The body of this request must be a JSON object with "data", a list.')
    return body


def finite_json(content: bytes) -> bytes:
    """A body of JSON written anew.

    Raises:
        RequestError: it is not a JSON object, or holds NaN or an infinity, which JSON does not know.
    """
    try:
        return json.dumps(read_json(content), allow_nan=False).encode()
    except ValueError as error:
        raise RequestError("The body of this request holds a number that is not finite.") from error


def read_call(page: gr.Blocks, path: str, content: bytes) -> Call:
    """Find out what a request asks for.

    Args:
        page: whose functions they are.
        path: what was posted to.
        content: the body.

    Raises:
        RequestError: it asks for nothing that there is; says why.
    """
    body = read_json(content)
    if path.startswith(CALL_V2):
        return _named(page, path.removeprefix(CALL_V2), body)
    data, session = body.get("data"), body.get("session_hash")
    if not isinstance(data, list):
        raise RequestError('This request has no "data", the list of what the function takes.')
    if session is not None and not (isinstance(session, str) and SESSION.fullmatch(session)):
        raise RequestError('The "session_hash" must be up to 64 letters and digits.')
    if path.startswith(CALL):
        function = _endpoint(page, path.removeprefix(CALL))
        event = {}
    else:
        function = _numbered(page, body.get("fn_index"))
        if session is None and function.queue:
            raise RequestError('This request has no "session_hash", which says whom the answer is for.')
        event = {"fn_index": function._id, **_event_of(function, body)}
    blocks = list(function.inputs)
    if len(data) != len(blocks):
        blocks = _sent_inputs(function)
    if len(data) != len(blocks):
        raise RequestError(f"This function takes {len(blocks)} value(s), and {len(data)} were sent; {SEE}.")
    return Call(function, session, [_as_seen(page, session, block) for block in blocks], data, None, event)


def _named(page: gr.Blocks, name: str, body: dict[str, Any]) -> Call:
    """A request whose values have names."""
    function = _endpoint(page, name)
    parameters = page.get_api_info()["named_endpoints"][f"/{name}"]["parameters"]
    blocks = dict(zip((parameter["parameter_name"] for parameter in parameters), _sent_inputs(function)))
    for unknown in body.keys() - blocks.keys():
        raise RequestError(f"'/{name}' takes no '{unknown[:100]}'; it takes {listed(blocks)}.")
    for parameter in parameters:
        if not parameter["parameter_has_default"] and parameter["parameter_name"] not in body:
            raise RequestError(f"'/{name}' needs a '{parameter['parameter_name']}'; {SEE}.")
    return Call(function, None, [blocks[key] for key in body], list(body.values()), list(body), {})


def _as_seen(page: gr.Blocks, session: str | None, block: Any) -> Any:
    """A component as one visitor has it, whose bundle may have set other bounds and choices."""
    state = page.state_holder.session_data.get(session or "")
    return block if state is None else state.blocks_config.blocks.get(block._id, block)


def _sent_inputs(function: BlockFunction) -> list[Any]:
    """The inputs that a caller of the API sends; a session's own are known here."""
    return [block for block in function.inputs if not getattr(block, "skip_api", False)]


def _endpoint(page: gr.Blocks, name: str) -> BlockFunction:
    public = {function.api_name: function for function in page.fns.values() if function.api_visibility == "public"}
    if name not in public:
        names = listed(f"/{one}" for one in public)
        raise RequestError(f"There is no endpoint '/{name[:100]}'; there are {names}.", 404)
    return public[name]


def _numbered(page: gr.Blocks, index: object) -> BlockFunction:
    if isinstance(index, bool) or not isinstance(index, int) or index not in page.fns:
        raise RequestError('The "fn_index" of this request is not of this page; open the page again.', 404)
    return page.fns[index]


def _event_of(function: BlockFunction, body: Mapping[str, Any]) -> dict[str, Any]:
    """What began the function, and what was selected where the function asks for that."""
    trigger = body.get("trigger_id")
    event: dict[str, Any] = {"trigger_id": trigger if isinstance(trigger, int) and abs(trigger) < 2**31 else None}
    if function.collects_event_data:
        selected = body.get("event_data")
        index = selected.get("index") if isinstance(selected, dict) else None
        if isinstance(index, bool) or not isinstance(index, int) or not 0 <= index < MOST_SELECTED:
            raise RequestError('The "event_data" of this request must say the "index" of what was selected.')
        event["event_data"] = {"index": index, "value": None}
    return event


def _checked(block: Any, value: object) -> object:
    """A value as Gradio gets it; what a state holds is the server's, whatever is sent in its place.

    Raises:
        RequestError: the component could not have such a value.
    """
    if isinstance(block, gr.State):
        return None
    if isinstance(block, gr.Slider) and (value is None or _is_number(value)):
        # The page sends what is being typed, be it nothing yet, and then sets it to the nearest value itself.
        return block.value if value is None else min(max(value, block.minimum), block.maximum)
    fits, must_be = _demand(block, value)
    if not fits:
        raise RequestError(f"'{getattr(block, 'label', None) or type(block).__name__}' must be {must_be}.")
    return value


def _demand(block: Any, value: object) -> tuple[bool, str]:
    """Whether a component could have a value, and what it must be: for everything that the page asks for."""
    match block:
        case gr.Textbox() | gr.Button():
            # Half of a character, as JSON can write it, is a text in no answer.
            fits = isinstance(value, str) and len(value) <= LONGEST_TEXT and not HALVES.search(value)
            return value is None or fits, f"a text of at most {LONGEST_TEXT} characters"
        case gr.Slider():
            return False, f"a number from {block.minimum:g} to {block.maximum:g}"
        case gr.Number():
            return value is None or _is_number(value), f"a number from {-LARGEST_NUMBER:g} to {LARGEST_NUMBER:g}"
        case gr.Checkbox():
            return isinstance(value, bool), "true or false"
        case gr.Radio() | gr.Dropdown():
            choices = [choice for _, choice in block.choices]
            return isinstance(value, str) and value in choices, f"one of {listed(choices)}"
        case gr.Dataset():
            count = len(block.samples)
            fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < count
            return fits, f"the number of an example, from 0 to {count - 1}"
    return False, "left out: it cannot be sent"


def _is_number(value: object) -> TypeGuard[float]:
    """Also finite: nothing is between two numbers that is not a number itself. And bool is a kind of int."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER
