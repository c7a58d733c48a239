"""A GitHub for tests, spoken to by real HTTP: npm `emulate` behind a proxy of ours.

A test takes the fixture `hub`; it is empty then, and one server serves all tests of a process:

    def test_x(hub: GitHub) -> None:
        run("issues", "apply", env=hub.environment())    # GITHUB_API_URL, _REPOSITORY, _TOKEN
        contact = hub.person("contact")
        contact.comment(1, "/voimassa")                  # what people do on the web
        assert [issue["title"] for issue in hub.issues()] == ["..."]
        assert [str(sent) for sent in hub.requests if sent.writes] == []

or, outside of pytest, `with GitHub(people=("anna", "bengt")) as hub:` and `hub.reset()` between
scenarios.

Who there is (`hub.person(key)`, `hub.token(key)`): `maintainer` (admin, member of the
organisation), `github-actions[bot]` (BOT: a workflow's token; its `permissions` can be taken
away), `colleague` (write), `triager` (triage), `member` (of the organisation, reads), and
`contact`, `deputy`, `stranger` with no rights; more by `people`. A Person has `id`, `login`,
`account` (github:<id>) and `token`, and does what GitHub lets it do: `open_issue`, `comment`,
`edit`, `edit_comment`, `delete_comment`, `close`, `reopen`, `label`, `unlabel`, `assign`, `lock`,
`delete`, `transfer`, `convert`, `rename` (its login), `leave` (its account). What GitHub would
refuse raises Denied. People's actions meet no fault and no limit and stand in no log. Text typed
on the web has CR LF line ends, as on GitHub.

What is checked: every request must fit GitHub's published description; `hub.violations` holds
those that did not, and `check()`, `reset()` and the fixture's end fail over them. A test that asks
wrongly on purpose clears the list.

Time: `hub.clock` is set by the test, and goes on by `hub.tick` (a second) with every write. Limits
and `Retry-After` are of the real clock.

Faults: `hub.faults.at(3, Fault.BAD_GATEWAY_DONE)` is the third request from now,
`hub.faults.random(seed, 0.1)` every tenth, `hub.faults.clear()` none. `hub.on_request(request)` is
called before a request is carried out and `hub.on_answer(request, answer)` after it; they may do
anything a person does, kill the process that asked, or return a Fault (Fault.CUT from `on_request`:
it never arrived). They are called in the server's threads, and by every request, so also by those
of
a second run that they start themselves. What a killed process sent is carried out all the same:
wait until `hub.busy` is 0.

Limits: `hub.limits.exhaust(seconds, after=5)`: five more requests, then none for so many seconds.

The repository: `hub.repository`, `hub.rename_repository("uusi")`, `hub.archived`, `hub.private`,
`hub.issues_enabled`. A workflow's events: `hub.comment_event(id)`, `hub.issue_event(number)`; what
it started: `hub.dispatched`, `hub.enabled`.

Git: `hub.origin` is the path of a bare repository. Branches, commits, pull requests and merges are
what stands there; without it GitHub has an empty repository, and answers 409. A pull request's head
follows its branch, and a merge is a three-way merge on the base branch.
"""

from tests.github.faults import Fault
from tests.github.hub import GitHub
from tests.github.people import BOT, Denied, Person, Role

__all__ = ["BOT", "Denied", "Fault", "GitHub", "Person", "Role"]
