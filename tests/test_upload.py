"""From what a visitor sent to a file among the uploads, and to bytes."""

from __future__ import annotations

import base64
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from deltaedit.errors import ImageError
from deltaedit.images import open_image
from deltaedit.ui.cache import Cache
from deltaedit.ui.upload import MAX_DATA_URL, NO_PICTURE, NOT_AN_UPLOAD, keep_upload, located, read_upload
from tests.gated import META, data_url, png


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("outside") / "private.png"
    path.write_bytes(png())
    return path


def test_an_upload_and_a_data_url_are_read(cache: Cache) -> None:
    path = cache.write(png("navy"), "me.png")
    for sent in ({"path": str(path)}, {"path": str(path), **META}, {"path": str(path), "url": "/etc/passwd", **META}):
        assert keep_upload(cache, sent) == path
        assert read_upload(cache, sent) == png("navy")
    assert read_upload(cache, data_url(png())) == png()
    assert read_upload(cache, {**data_url(png()), "path": None}) == png()


def test_a_data_url_is_kept_as_an_upload_without_its_metadata(cache: Cache) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    path = keep_upload(cache, data_url(png(exif=exif)))
    assert cache.holds(str(path)) == path
    assert b"SecretCamera" in png(exif=exif) and b"SecretCamera" not in path.read_bytes()
    assert open_image(path).getpixel((5, 5)) == (255, 165, 0)


def test_everything_else_is_refused_with_one_sentence(cache: Cache, outside: Path) -> None:
    os.mkfifo(cache.folder / "pipe")
    (cache.folder / "link.png").symlink_to(outside)
    (cache.folder / "link").symlink_to(outside.parent)
    places = [
        str(outside),
        str(outside.with_name("missing.png")),
        "/dev/zero",
        "/dev/urandom",
        "/etc/shadow",
        str(cache.folder),
        str(cache.folder / "pipe"),
        str(cache.folder / "missing.png"),
        str(cache.folder / "link.png"),
        str(cache.folder / "link" / outside.name),
        f"{cache.folder}/../../{outside.parent.name}/{outside.name}",
        f"file://{outside}",
        "http://127.0.0.1:1/x.png",
        "\0",
        "./" * 1_000_000,
        "",
        base64.b64encode(png()).decode(),
    ]
    sent: list[Any] = [{"url": place} for place in places] + [{"path": place} for place in places]
    sent += [{"path": place, **META} for place in places] + [{"path": place, **data_url(png())} for place in places]
    sent += [*places, 5, True, [], [data_url(png())], {}, META, {"path": 5}, {"url": ["data:"]}, {"url": None}]
    for one in sent:
        for take in (located, read_upload, keep_upload):
            with pytest.raises(ImageError) as refused:
                take(cache, one)
            assert str(refused.value) == NOT_AN_UPLOAD, one


def test_nothing_is_a_sentence_of_its_own(cache: Cache) -> None:
    with pytest.raises(ImageError) as refused:
        read_upload(cache, None)
    assert str(refused.value) == NO_PICTURE


def test_a_bad_data_url_is_a_sentence(cache: Cache) -> None:
    for url, sentence in (
        ("data:image/png;base64,###", "not valid base64"),
        ("data:image/png;base64,é", "not valid base64"),
        ("data:image/png;base64," + "A" * MAX_DATA_URL, "too large"),
        ("data:", "empty|not a picture"),
        ("data:text/html,hello", "base64|not a picture"),
    ):
        with pytest.raises(ImageError, match=sentence):
            keep_upload(cache, {"url": url})


def test_a_file_that_grows_is_read_no_further_than_allowed(cache: Cache) -> None:
    path = cache.folder / "grown.png"
    with path.open("wb") as file:
        file.truncate(40_000_000)
    with pytest.raises(ImageError, match="at most 30 MB are read") as refused:
        read_upload(cache, {"path": str(path)})
    assert str(cache.folder) not in str(refused.value)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("/etc/passwd"),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["path", "url", "meta", "size"]), inner),
    max_leaves=8,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(ANYTHING)
def test_nothing_that_is_sent_gives_a_file_of_the_server(cache: Cache, sent: object) -> None:
    try:
        place = located(cache, sent)
    except ImageError:
        return
    assert isinstance(place, str) and place.startswith("data:")
