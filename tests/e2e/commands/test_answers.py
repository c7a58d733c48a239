"""What owners answer by comment becomes an entry, once, and is answered, once."""

import pytest

from tests.e2e.commands.place import Place
from tests.helpers.repo import git


def test_an_answer_in_finnish_is_entered_and_answered(place: Place) -> None:
    comment = place.say("aalto", "/Voimassa\nLuin läpi, @kaikki #1 toimii.")
    answer = place.run()
    url = f"{place.hub.page}/issues/{place.issue('aalto')}#issuecomment-{comment}"
    assert (answer.code, answer.out) == (0, f"{url}\taalto\tentered and answered\n")
    assert place.record("aalto")["reviews"] == [
        {
            "date": "2027-03-01",
            "by": "org-a",
            "contact": "role-1",
            "outcome": "valid",
            "evidence": "Luin läpi, @kaikki #1 toimii.",
            "via": "issue",
            "source": url,
        }
    ]
    assert place.answer(comment) == (
        "Kiitos! Tarkistus on kirjattu: tuotos on voimassa.\n\n"
        "Rekisteriin kirjattiin: ”Luin läpi, @&#8203;kaikki #&#8203;1 toimii.”\n\n"
        "Seuraava tarkistus on määrä tehdä viimeistään 1.3.2028. Kysymme hyvissä ajoin sitä "
        "ennen; siihen asti sinun ei tarvitse tehdä mitään. Tämä tehtävä sulkeutuu itsestään."
    )


def test_the_entry_comes_by_a_checked_pull_request_of_one_file(place: Place) -> None:
    comment = place.say("aalto", "/voimassa Fixes #1, @kaikki")
    place.run()
    (pull,) = place.pulls()
    assert (pull["merged"], pull["head"]["ref"]) == (True, "tp3/review/aalto")
    assert pull["title"] == "aalto: tarkistettu (voimassa)"
    marker = f'<!-- tp3-entry:1 {{"comment":{comment},"waits":false}} -->'
    assert pull["body"].splitlines()[0] == marker
    assert "Fixes #&#8203;1, @&#8203;kaikki" in pull["body"]
    statuses = place.hub.world.statuses[pull["head"]["sha"]]
    told = {(each["context"], each["state"]) for each in statuses}
    assert told == {("tp3/checks", "success"), ("tp3/approvals", "success")}
    assert place.branches() == ["main"]
    files = git(place.origin, "diff", "--name-only", "main~1", "main")
    assert files == "registry/outputs/alpha/aalto.yaml"
    message = git(place.origin, "log", "-1", "--format=%B", "main")
    title = f"aalto: tarkistettu (voimassa) (#{pull['number']})"
    assert message.startswith(f"{title}\n\nVastaus: http")
    assert "Fixes" not in message
    assert (
        place.clone.git("status", "--porcelain", "--branch") == "## main...origin/main [behind 1]"
    )


def test_an_owner_who_was_proposed_answers_in_swedish(place: Place) -> None:
    accepted = place.say("lumo", "/Godkanner", "member")
    place.run()
    assert place.record("lumo")["owner_since"] == "2027-03-01"
    assert place.record("lumo")["owner_basis"] == "ehdotus"
    answer = place.answer(accepted) or ""
    assert answer.startswith("Tack! Er organisation är nu antecknad som ägare till resultatet.")
    lacking = place.say("lumo", "/behöver uppdateras: kapitel 3 är föråldrat", "member")
    place.run()
    record = place.record("lumo")
    assert [each["outcome"] for each in record["reviews"]] == ["needs-work"]
    (need,) = record["update_needs"]
    assert need["summary"] == dict.fromkeys(("fi", "sv"), "kapitel 3 är föråldrat")
    assert need["source"].endswith(f"#issuecomment-{lacking}")
    assert "uppdateringsbehov (nr 1)" in (place.answer(lacking) or "")
    assert "senast den 1 mars 2028" in (place.answer(lacking) or "")


def test_somebody_else_gets_one_polite_answer(place: Place) -> None:
    first = place.say("aalto", "/voimassa Luin läpi", "stranger")
    place.run()
    second = place.say("aalto", "/voimassa Luin läpi, oikeasti", "stranger")
    place.writes()
    place.run()
    assert place.writes() == []
    assert "Vastauksen kysymykseen voi antaa vain omistajan yhteyshenkilö" in (
        place.answer(first) or ""
    )
    assert place.answer(second) is None
    assert place.commits() == ["records"]


def test_an_edited_comment_never_counts(place: Place) -> None:
    comment = place.say("aalto", "Katson tämän huomenna.")
    place.run()
    place.hub.tick *= 60
    place.hub.person("contact").edit_comment(comment, "/voimassa Luin läpi")
    place.run()
    assert "muokattu" in (place.answer(comment) or "")
    again = place.say("aalto", "/voimassa Luin läpi")
    place.run()
    assert place.answer(again)
    assert len(place.record("aalto")["reviews"]) == 1


def test_empty_evidence_is_asked_for(place: Place) -> None:
    comment = place.say("aalto", "/voimassa")
    place.run()
    assert place.commits() == ["records"]
    assert "mitä tarkistit?" in (place.answer(comment) or "")
    place.say("aalto", "/voimassa Luin läpi")
    place.run()
    assert len(place.record("aalto")["reviews"]) == 1


def test_the_second_of_two_answers_is_told_that_it_is_done(place: Place) -> None:
    place.say("aalto", "/voimassa Luin läpi")
    late = place.say("aalto", "/korvattava Ei kelpaa", "deputy")
    assert place.run().code == 0
    assert [each["outcome"] for each in place.record("aalto")["reviews"]] == ["valid"]
    assert "on jo tehty" in (place.answer(late) or "")


def test_several_answers_in_one_run_are_each_made_on_the_newest(place: Place) -> None:
    comments = [place.say(id, "/voimassa Luin läpi") for id in ("aalto", "halla")]
    comments.append(place.say("lumo", "/inte vår B:s", "member"))
    assert place.run().code == 0
    assert all(place.answer(each) for each in comments)
    assert place.commits()[::-1] == [
        "records",
        "aalto: tarkistettu (voimassa)",
        "halla: tarkistettu (voimassa)",
        "lumo: tarkistettu (ei meidän)",
    ]
    assert place.record("lumo")["owner_since"] == "null"


def test_what_needs_more_than_the_owner_waits_in_the_pull_request(place: Place) -> None:
    comment = place.say("aalto", "/poistettava Ei enää käytössä")
    assert place.run().code == 0
    (pull,) = place.pulls()
    assert (pull["state"], place.commits()) == ("open", ["records"])
    assert f"#{pull['number']}" in (place.answer(comment) or "")
    other = place.say("aalto", "/voimassa Onpas", "deputy")
    place.run()
    assert "odottaa jo toinen vastaus" in (place.answer(other) or "")
    place.writes()
    assert place.run().out == ""
    assert place.writes() == []
    place.hub.person("maintainer").merge(pull["number"])
    assert place.record("aalto")["status"] == "retired"


def test_a_maintainer_answers_for_an_owner_by_proxy(place: Place) -> None:
    comment = place.say("aalto", "/valid They phoned: read it", "maintainer")
    place.run()
    (review,) = place.record("aalto")["reviews"]
    assert (review["by"], review["via"], "contact" in review) == ("org-a", "proxy", False)
    assert "entered for the owner" in (place.answer(comment) or "")


def test_help_and_what_is_unclear(place: Place) -> None:
    asked = {
        place.say("aalto", "/apua"): "Näin vastaat",
        place.say("aalto", "/hjalp"): "Så här svarar du",
        place.say("aalto", "/help"): "How to answer",
        place.say("aalto", "/voimasa luettu"): "Tarkoititko `/voimassa`?",
        place.say("aalto", "/valid /retire read"): "two different answers",
        place.say("aalto", "Hei!\n/voimassa luettu"): "ei ole ensimmäisen rivin alussa",
        place.say("aalto", "Voimassa, luin läpi"): "pitää alkaa vinoviivalla",
        place.say("aalto", "```\n/aktuell läst\n```"): "ska börja med ett snedstreck",
    }
    silent = [
        place.say("aalto", "Kiitos muistutuksesta!"),
        place.say("aalto", "> /voimassa luettu"),
        place.say("aalto", "Voimassa, luin läpi", "maintainer"),
    ]
    assert place.run().code == 0
    for comment, words in asked.items():
        assert words in (place.answer(comment) or ""), words
    assert [place.answer(each) for each in silent] == [None, None, None]
    assert place.commits() == ["records"]


def test_a_need_s_issue_takes_no_review(place: Place) -> None:
    place.ground.need("halla", "2027-02-01")
    place.push("need")
    assert place.apply().code == 0
    comment = place.say("halla", "/voimassa luettu", kind="need")
    place.run()
    assert "eikä tähän kirjata tarkistuksia" in (place.answer(comment) or "")


def test_an_answer_that_comes_after_the_issue_was_closed_is_answered(place: Place) -> None:
    place.say("aalto", "/voimassa Luin läpi")
    place.run()
    assert place.apply().code == 0
    number = place.issue("aalto")
    assert [each["name"] for each in place.hub.issue(number)["labels"]] == ["tp3-done"]
    late = place.say("aalto", "/voimassa Minäkin", "deputy")
    place.run()
    assert "on jo tehty" in (place.answer(late) or "")


def test_a_report_becomes_a_need_and_is_closed(place: Place) -> None:
    stranger = place.hub.person("stranger")
    number = stranger.open_issue("Luku 3 on vanhentunut\u202e", "Katsokaa!")
    place.hub.person("maintainer").label(number, "tp3-report")
    refused = stranger.comment(number, "/tp3 accept aalto")
    place.run()
    assert "Ilmoituksesta voi tehdä päivitystarpeen vain" in (place.answer(refused) or "")
    taken = place.hub.person("contact").comment(number, "/tp3 accept Aalto")
    assert place.run().code == 0
    (need,) = place.record("aalto")["update_needs"]
    assert need == {
        "id": "1", "reported": "2027-03-01", "summary": {"fi": "Luku 3 on vanhentunut"},
        "source": f"{place.hub.page}/issues/{number}", "state": "open",
    }  # fmt: skip
    assert "päivitystarve 1" in (place.answer(taken) or "")
    assert place.hub.issue(number)["state"] == "closed"


def test_a_report_is_taken_under_the_title_that_was_accepted(place: Place) -> None:
    stranger = place.hub.person("stranger")
    number = stranger.open_issue("Luku 3", "Katsokaa!")
    place.hub.person("maintainer").label(number, "tp3-report")
    stranger.edit(number, title="Luku 3 on vanhentunut")
    place.hub.person("contact").comment(number, "/tp3 accept aalto")
    stranger.edit(number, title="OSTA HALPOJA PILLEREITÄ")
    stranger.edit(number, title="OSTA LISÄÄ")
    assert place.run().code == 0
    (need,) = place.record("aalto")["update_needs"]
    assert need["summary"] == {"fi": "Luku 3 on vanhentunut"}


def test_an_entry_against_the_rules_is_refused_politely(place: Place) -> None:
    policy = place.ground.root / "workflows/lifecycle.yaml"
    text = policy.read_text()
    assert "demands: [needs-closed]" in text
    policy.write_text(text.replace("demands: [needs-closed]", "demands: [replacement]"))
    place.push("policy")
    comment = place.say("aalto", "/poistettava vanha")
    answer = place.run()
    assert (answer.code, "[status-demand]" in answer.out) == (1, True)
    assert "ei sovi rekisterin sääntöihin" in (place.answer(comment) or "")
    assert place.pulls() == []
    place.writes()
    assert place.run().code == 0
    assert place.writes() == []


def test_somebody_else_s_change_meanwhile_is_kept(place: Place) -> None:
    comment = place.say("aalto", "/voimassa Luin läpi")
    place.ground.output("halla", license="CC0-1.0")
    place.meanwhile(lambda sent: "/merge" in sent.path, lambda: place.push("license"))
    assert place.run().code == 0
    assert place.commits() == ["aalto: tarkistettu (voimassa)", "license", "records"]
    assert place.record("halla")["license"] == "CC0-1.0"
    assert place.answer(comment)


@pytest.mark.parametrize("path", ["/pulls", "/statuses/", "/git/ref/heads/main"])
def test_a_base_that_moves_is_built_upon_anew(place: Place, path: str) -> None:
    place.say("aalto", "/voimassa Luin läpi")
    place.ground.output("aalto", license="CC0-1.0")
    place.meanwhile(lambda sent: path in sent.path, lambda: place.push("license"))
    assert place.run().code == 0
    record = place.record("aalto")
    assert (record["license"], len(record["reviews"])) == ("CC0-1.0", 1)
    assert place.commits() == ["aalto: tarkistettu (voimassa)", "license", "records"]
    assert place.branches() == ["main"]


def test_an_owner_who_changed_meanwhile_decides(place: Place) -> None:
    comment = place.say("aalto", "/voimassa Luin läpi")
    place.ground.output("aalto", owner="org-b", owner_since="2027-03-01")
    place.push("handover")
    place.run()
    assert "omistaja on nyt Organisaatio org-b" in (place.answer(comment) or "")
    assert "reviews" not in place.record("aalto")
