"""`tp3 site serve`: what is served, to whom, and what happens when files change."""

import os
import re
import resource
import socket
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Thread
from time import sleep
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

from governance.cli.serve.server import Build, Server, Window
from governance.cli.serve.watch import BREATH, changes
from governance.model.problem import Outside
from tests.helpers.command import tp3
from tests.helpers.served import PATIENCE, Served, ask, serving, small
from tests.site.ground import DAY, rewrite


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A registry whose site is elsewhere below a path of its own."""
    repo = small(tmp_path_factory.mktemp("served"))
    rewrite(repo, "registry/registry.yaml", "site: null", "site: https://example.invalid/public")
    repo.commit("address", "2026-11-26T12:00:00+02:00")
    with serving(repo, DAY) as found:
        yield found


def test_pages_are_those_of_the_build_with_one_script_more(served: Served, tmp_path: Path) -> None:
    assert tp3("-C", served.repo.path, "--today", DAY, "site", "build", "--out", tmp_path).code == 0
    for name in ("fi/index.html", "sv/themes/index.html"):
        code, text = served.ask(f"/{name}")
        less = re.sub(r'<script src="/-/reload\.js\?build=[0-9a-f]+" defer></script>\n', "", text)
        assert code == 200
        assert len(less) < len(text)
        assert less == (tmp_path / name).read_text("utf-8")
    assert served.ask("/v1/status.json")[1] == (tmp_path / "v1/status.json").read_text("utf-8")
    assert served.ask("/fi/") == served.ask("/fi/index.html")
    assert served.ask("/fi")[0] == 302


def test_a_change_is_shown_and_the_page_that_waits_hears_of_it(served: Served) -> None:
    [build] = re.findall("build=([0-9a-f]+)", served.ask("/fi/")[1])
    path = served.theme
    heard: Queue[str] = Queue()
    Thread(target=lambda: heard.put(served.ask(f"/-/next.js?build={build}")[1])).start()
    served.call_theme("Uusi nimi teemalle")
    assert heard.get(timeout=PATIENCE) == "location.reload();\n"
    assert "Uusi nimi teemalle" in served.ask(f"/fi/themes/{path.stem}/")[1]
    served.hears("Made again in")


def must_be_missing(served: Served, path: str) -> None:
    """The answer is the site's own page for it, which works from there and loads itself again."""
    code, text = served.ask(path)
    assert code == 404
    assert "Sivua ei löydy" in text
    assert "script-src 'self'" in text
    for link in re.findall(r'(?:href|src)="([^"]*)"', text):
        assert served.ask(urljoin(path, link))[0] == 200, link


@pytest.mark.parametrize("path", ["/nothing", "/fi/themes/none/deep.html", "/-/nothing", "/-/"])
def test_an_address_that_is_not_there_has_the_page_that_says_so(served: Served, path: str) -> None:
    must_be_missing(served, path)


def test_while_the_registry_is_not_valid_the_last_good_site_stays(served: Served) -> None:
    path = served.theme
    good, before = path.read_text("utf-8"), served.ask("/sv/themes/")
    path.write_text(f"{good}colour: red\n", "utf-8")
    served.hears("field-unknown")
    served.hears("stays as it was")
    assert served.ask("/sv/themes/") == before
    must_be_missing(served, "/sv/themes/new/")
    served.repo.commit("broken", "2027-01-09T12:00:00+02:00")
    served.hears("stays as it was")
    sleep(2.2 * BREATH)
    assert served.said.empty()  # told once, however long it lasts
    served.repo.git("reset", "--soft", "HEAD~1")
    path.write_text(good, "utf-8")
    served.hears("The registry is valid again")
    served.call_theme("Taas nimi")
    served.hears("Made again in")
    assert "Taas nimi" in served.ask("/fi/themes/")[1]


def test_what_editors_leave_beside_a_file_is_no_problem(served: Served) -> None:
    path = served.theme
    left = path.with_name(f".{path.name}.swp")
    left.write_bytes(b"\0")
    served.call_theme("Uudempi nimi")
    assert "Made again" in served.hears(".")
    left.unlink()


def test_a_commit_is_news_too(served: Served) -> None:
    assert served.repo.git("status", "--porcelain")
    served.repo.commit("theme", "2027-01-10T12:00:00+02:00")
    served.hears("Made again in")
    assert "Uudempi nimi" in served.ask("/fi/changelog/2027-01.html")[1]


def test_a_file_whose_name_is_not_utf8_does_not_end_it(served: Served) -> None:
    records, texts = (
        Path(os.fsdecode(os.fsencode(served.repo.path / folder) + b"/\xff.yaml"))
        for folder in ("registry", "docs")
    )
    texts.parent.mkdir()
    records.write_text("", "utf-8")
    served.hears("stays as it was")
    records.unlink()
    served.call_theme("Nimi jälkeen")
    served.hears("Made again in")
    texts.write_text("", "utf-8")
    served.call_theme("Nimi vielä")
    served.hears("Made again in")
    assert "Nimi vielä" in served.ask("/fi/themes/")[1]
    texts.unlink()


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{}", "127.0.0.1", "", "127.0.0.1:1"]
)
def test_who_calls_this_machine_by_another_name_gets_nothing(served: Served, host: str) -> None:
    code, text = served.ask("/fi/", Host=host.format(served.port))
    assert code == 421
    assert "<h1" not in text.replace("<h1>Error response</h1>", "")


def test_at_the_port_that_browsers_leave_out_its_name_is_enough() -> None:
    class Default(Server):
        """Answers as at port 80, which not everybody may listen at."""

        port = 80

    window = Window()
    window.show(Build({"fi/index.html": "<head></head>"}))
    with Default(0, window) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        port = server.socket.getsockname()[1]
        for host in ("127.0.0.1", "localhost", "127.0.0.1:80", "LOCALHOST:80"):
            assert ask(port, "/fi/", Host=host)[0] == 200, host
        for host in ("evil.example", "", f"127.0.0.1:{port}"):
            assert ask(port, "/fi/", Host=host)[0] == 421, host
        server.shutdown()


def test_an_address_that_is_none_is_refused(served: Served) -> None:
    for path in ("http://[x/", "http://a]/", "http://[::1/fi/"):
        assert served.ask(path, Host=f"localhost:{served.port}")[0] == 400, path


def test_only_what_was_built_can_be_had(served: Served) -> None:
    for path in ("/../registry/registry.yaml", "/%2e%2e/registry/registry.yaml", "//etc/passwd",
                 "/registry/registry.yaml", "/-/server.py", "/fi/%00"):  # fmt: skip
        assert served.ask(path)[0] == 404, path
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        assert served.ask("/fi/", method)[0] == 501, method
    assert served.ask("/fi/", "HEAD") == (200, "")
    assert served.ask("/fi/", Host=f"localhost:{served.port}")[0] == 200


def test_a_body_is_never_taken_for_another_request(served: Served) -> None:
    for header in ("Content-Length: 60", "Transfer-Encoding: chunked"):
        with socket.create_connection(("127.0.0.1", served.port), PATIENCE) as connection:
            host = f"Host: localhost:{served.port}\r\n"
            inner = f"GET /fi/ HTTP/1.1\r\n{host}\r\n".ljust(60)
            connection.sendall(f"GET /fi/ HTTP/1.1\r\n{host}{header}\r\n\r\n{inner}".encode())
            answer = b"".join(iter(partial(connection.recv, 65536), b""))
        assert answer.count(b"HTTP/1.1 ") == 1


def test_what_is_asked_of_a_page_is_asked_where_it_stands_too() -> None:
    window = Window()
    window.show(Build({"fi/search/index.html": "<head></head>"}))
    with Server(0, window) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for asked in ("", "?q=malli&x=%C3%A4"):
            with urlopen(f"http://127.0.0.1:{server.port}/fi/search{asked}") as answer:
                assert answer.url.partition("/fi/")[2] == f"search/{asked}"
        server.shutdown()


def test_a_page_that_waits_in_vain_is_answered_and_asks_again() -> None:
    window = Window()
    window.show(Build({"fi/index.html": "<head></head>"}))
    with Server(0, window, patience=0.01) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        assert ask(server.port, f"/-/next.js?build={window.shown.name}") == (200, "")
        assert ask(server.port, "/-/next.js?build=older") == (200, "location.reload();\n")
        server.shutdown()


def test_without_a_day_it_is_the_day_where_the_registry_is_kept(tmp_path: Path) -> None:
    with serving(small(tmp_path)) as today:
        assert today.ask("/fi/")[0] == 200
        today.theme.write_text("colour: red\n", "utf-8")
        today.hears("stays as it was")


def test_where_the_system_cannot_watch_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, before[1]))
    try:
        with pytest.raises(Outside, match="watch-failed"):
            next(changes(tmp_path))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


def test_below_a_path_that_is_not_utf8_it_is_said_and_all_else_works(tmp_path: Path) -> None:
    above = tmp_path / os.fsdecode(b"odd\xff")
    above.mkdir()
    tp3_there = partial(tp3, "-C", small(above).path, "--today", DAY, "--lang", "en")
    answer = tp3_there("site", "serve", "--port", "0")
    assert (answer.code, answer.out) == (3, "")
    assert "is not UTF-8 text" in answer.err
    assert "Give the folder another name" in answer.err
    assert tp3_there("validate").code == 0
    assert tp3_there("site", "build").code == 0


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    repo = small(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        answer = tp3("-C", repo.path, "--today", DAY, "site", "serve", "--port", port)
    assert (answer.code, answer.out) == (3, "")
    assert f"Port {port} of this machine cannot be used" in answer.err


def test_a_registry_that_is_not_valid_has_no_site_to_begin_with(tmp_path: Path) -> None:
    repo = small(tmp_path)
    rewrite(repo, "registry/registry.yaml", "site: null", "site: 7")
    answer = tp3("-C", repo.path, "--today", DAY, "site", "serve", "--port", "0")
    assert answer.code == 1
    assert "registry/registry.yaml" in answer.err
    assert tp3("-C", repo.path, "--rev", "HEAD", "site", "serve").code == 2
