"""Under which names the page is answered."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deltaedit.errors import DeltaEditError
from deltaedit.ui.address import Address
from deltaedit.ui.hosts import AllowedHosts


def hosts(listens: str = "127.0.0.1", root_path: str = "", *extra: str) -> AllowedHosts:
    return AllowedHosts.of(Address(listens, 7860, root_path, local=True), extra)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DELTAEDIT_ALLOWED_HOSTS", "SPACE_ID", "SPACE_HOST"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "header",
    [
        "127.0.0.1:7860",
        "localhost",
        "LOCALHOST:7860",
        "localhost.",
        "[::1]:7860",
        "[0:0:0:0:0:0:0:1]",
        "127.8.8.8",
        "http://localhost:7860",
        "http://127.0.0.1:7860",
    ],
)
def test_this_machine_answers_to_its_own_names(header: str) -> None:
    assert hosts().allows(header)


FOREIGN = [
    "",
    "evil.example",
    "evil.example:7860",
    "evil.example.",
    "https://evil.example",
    "null",
    "localhost.evil.example",
    "evil.example/localhost",
    "localhost@evil.example",
    "evil.example@localhost",
    "localhost/evil",
    "localhost?",
    "localhost#",
    "localhost:7860:7860",
    "localhost:port",
    "localhost, evil.example",
    "localhost\n",
    " localhost",
    "file://",
    "chrome-extension://localhost",
    "//localhost",
    "2130706433",
    "127.1",
    "[::1",
    "[localhost]",
    ":7860",
    ".",
    "-",
]


@pytest.mark.parametrize("header", FOREIGN)
@pytest.mark.parametrize("listens", ["127.0.0.1", "0.0.0.0"])
def test_foreign_names_are_refused(header: str, listens: str) -> None:
    assert not hosts(listens).allows(header)


@pytest.mark.parametrize("address", ["192.168.1.5:7860", "0.0.0.0", "8.8.8.8", "[2001:db8::1]:80"])
def test_numeric_addresses_belong_to_an_app_that_listens_on_all_of_them(address: str) -> None:
    # No name can be made to lead there: the browser would send the name.
    assert hosts("0.0.0.0").allows(address) and hosts("[::]").allows(address)
    assert not hosts().allows(address)


def test_an_app_answers_to_the_one_address_that_it_listens_on() -> None:
    assert hosts("192.168.1.5").allows("192.168.1.5:7860")
    assert not hosts("192.168.1.5").allows("192.168.1.6:7860")
    assert hosts("[2001:db8::1]").allows("[2001:0db8:0::1]:80")


@pytest.mark.parametrize(
    "given_name",
    [
        "edit.example.org",
        "EDIT.example.org.",
        "https://edit.example.org:8443/here",
        "edit.example.org:8443",
        " edit.example.org ",
    ],
)
def test_names_may_be_added(given_name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert hosts("127.0.0.1", "", given_name).allows("edit.example.org")
    assert not hosts("127.0.0.1", "", given_name).allows("example.org")
    monkeypatch.setenv("DELTAEDIT_ALLOWED_HOSTS", f"other.example,{given_name},")
    assert hosts().allows("https://edit.example.org:8443") and hosts().allows("other.example")


@pytest.mark.parametrize("given_name", [".example.org", "*.example.org"])
def test_a_dot_stands_for_everything_below_a_name(given_name: str) -> None:
    allowed = hosts("127.0.0.1", "", given_name)
    assert allowed.allows("a.example.org") and allowed.allows("b.a.example.org:443")
    assert not allowed.allows("example.org") and not allowed.allows("evilexample.org")


@pytest.mark.parametrize("given_name", ["10.1.2.3", "[2001:db8::1]:80", "2001:db8::1"])
def test_addresses_may_be_added(given_name: str) -> None:
    allowed = hosts("127.0.0.1", "", given_name)
    assert allowed.allows("10.1.2.3:80") or allowed.allows("[2001:db8::1]")


@pytest.mark.parametrize("given_name", ["*", "", "*.", "two words", "https://", "a..b", "edit.example.org,other"])
def test_what_is_no_name_is_a_sentence(given_name: str) -> None:
    with pytest.raises(DeltaEditError, match="is not a host name"):
        hosts("127.0.0.1", "", given_name)


def test_the_address_of_a_proxy_is_answered() -> None:
    assert hosts("127.0.0.1", "https://example.org/edit").allows("example.org")
    assert not hosts("127.0.0.1", "/edit").allows("example.org")


def test_a_space_answers_to_its_own_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPACE_HOST", "someone-edit.hf.space")
    assert not hosts("0.0.0.0").allows("someone-edit.hf.space")
    monkeypatch.setenv("SPACE_ID", "someone/edit")
    assert hosts("0.0.0.0").allows("https://someone-edit.hf.space")


def test_a_public_link_is_answered_while_it_stands() -> None:
    assert hosts().allows("abc.gradio.live", "abc.gradio.live")
    assert not hosts().allows("abc.gradio.live") and not hosts().allows("evil.example", "abc.gradio.live")


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=40) | st.from_regex(r"(https?://)?\[?[\w.:@/%-]*\]?(:\d*)?", fullmatch=True))
def test_no_header_raises(header: str) -> None:
    hosts("127.0.0.1", "", ".example.org").allows(header)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text("localhst.127:[]@/%-", max_size=30))
def test_nothing_before_a_foreign_name_makes_it_ours(before: str) -> None:
    assert not hosts("0.0.0.0", "", ".example.org").allows(f"{before}.evil.example")
