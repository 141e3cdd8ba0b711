"""Having a document read: who may, what is kept, what a person says to each fact, for one side or for all."""

import pytest

from allied.alliances.attachments.models import Attachment
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people.scope import JOINT, OURS
from allied.record.models import Disclosure, Entry
from allied.rooms.agreement.reading import commands, finders
from allied.rooms.agreement.reading.content import AgreementContent
from allied.rooms.agreement.reading.finders import Command, Rules, Silent
from allied.rooms.agreement.reading.kinds import name_of
from allied.rooms.agreement.reading.models import AgreementFact, AgreementReading, FactState
from allied.rooms.agreement.reading.prefill import filled_from
from allied.rooms.agreement.reading.queries.readings import listed_readings, shown
from allied.rooms.agreement.reading.reader import read_file
from allied.rooms.agreement.reading.rules.finding import MODEL, Fact, Place
from tests.rooms.agreement.reading.stage import (
    CONTENT,
    NOON,
    TEXT,
    fact,
    facts,
    fresh,
    judge,
    kinds,
    own,
    read,
)

WRITERS = {"maya", "tomas", "ingrid", "jonas", "daniel", "rachel", "hannah", "ben"}


@pytest.mark.django_db
@pytest.mark.parametrize("audience", [JOINT, OURS])
def test_who_may_have_a_document_read(cast, now, audience):
    for name, person in cast.everybody().items():
        if name in WRITERS:
            assert read(cast, by=person, audience=audience, now=now).pk
        else:
            with pytest.raises(NotAllowed):
                read(cast, by=person, audience=audience, now=now)


@pytest.mark.django_db
def test_what_is_kept_of_a_document(cast):
    made = read(cast)
    assert (made.title, made.file_name, made.file_kind) == (
        "Strategic Alliance Agreement",
        "alliance.txt",
        "txt",
    )
    values = {row.kind: row.value for row in facts(made)}
    assert values["expiry"] == "2027-03-03"
    assert values["renewal notice"] == "45 days"
    assert values["governing law"] == "Sweden"
    law = fact(made, "governing law")
    assert (law.section, law.line, law.state, law.source) == (
        "3 Governing Law",
        12,
        "found",
        "rules",
    )
    assert fresh(made).text[law.start : law.end].startswith("This Agreement shall be governed")
    [file] = Attachment.objects.visible_to(cast.daniel).filter(subject_id=made.pk)
    assert file.name == "alliance.txt"
    assert kinds() == ["agreement.document.read"]


@pytest.mark.django_db
def test_a_draft_of_one_side_is_known_to_nobody_else(cast):
    made = own(cast)
    assert AgreementReading.objects.visible_to(cast.tomas).filter(pk=made.pk).exists()
    for who in (cast.daniel, cast.rachel, cast.carl, cast.olga, cast.zed, cast.host):
        assert not AgreementReading.objects.visible_to(who).exists()
        assert not AgreementFact.objects.visible_to(who).exists()
        assert not Attachment.objects.visible_to(who).exists()
    assert kinds(JOINT) == []
    assert kinds(OURS) == ["agreement.document.read"]
    judge(fact(made, "governing law"), by=cast.tomas)
    assert kinds(JOINT) == []


@pytest.mark.django_db
def test_a_partner_cannot_write_into_a_draft(cast):
    made = own(cast)
    for act in (
        lambda: judge(fact(made, "term"), by=cast.daniel),
        lambda: commands.add_fact(
            by=cast.daniel, reading=made, kind="term", value="1 year", now=made.at
        ),
        lambda: commands.discard_reading(by=cast.daniel, reading=made, now=made.at),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_yours"


@pytest.mark.django_db
def test_only_what_a_person_confirmed_or_corrected_counts(cast):
    made = read(cast)
    law, term, expiry = (fact(made, kind) for kind in ("governing law", "term", "expiry"))
    assert not law.counts
    law = judge(law, by=cast.daniel)
    term = judge(term, "corrected", by=cast.maya, value="  30 months ")
    expiry = judge(expiry, "refused", by=cast.maya)
    assert [(one.counts, one.counts_as) for one in (law, term, expiry)] == [
        (True, "Sweden"),
        (True, "30 months"),
        (False, "2027-03-03"),
    ]
    assert kinds()[1:] == ["agreement.fact.judged"] * 3
    filled = filled_from(facts(made), AgreementContent(name=""))
    assert (filled.law, filled.term, filled.ends_on, filled.parties) == (
        "Sweden",
        "30 months",
        None,
        (),
    )


@pytest.mark.django_db
def test_all_confirmed_facts_fill_the_record(cast):
    made = read(cast)
    for row in facts(made):
        row.alliance = cast.alliance
        judge(row, by=cast.maya)
    filled = filled_from(facts(made), AgreementContent(name=""))
    assert filled == CONTENT


OPTION = """This Agreement is made as of March 3, 2025 by and between A, Inc. and B, Inc.

1. Term. The term of this Agreement shall be two (2) years. B, Inc. has the option to renew this Agreement for a further year by written
notice given at least sixty (60) days prior to the end of the term.
"""


@pytest.mark.django_db
def test_the_notice_of_an_option_is_no_notice_against_it_but_fills_the_record(cast):
    made = read(cast, text=OPTION)
    assert facts(made, "renewal notice") == []
    notice = fact(made, "option notice")
    assert name_of(notice.kind) == "Notice to renew"
    with pytest.raises(Refused, match="such as 90 days"):
        judge(notice, "corrected", by=cast.maya, value="soon")
    judge(notice, by=cast.maya)
    assert filled_from(facts(made), AgreementContent(name="")).notice == "60 days"


@pytest.mark.django_db
def test_a_verdict_against_an_older_version_is_refused(cast):
    law = fact(read(cast), "governing law")
    judge(law, by=cast.maya)
    with pytest.raises(Outdated):
        judge(law, "refused", by=cast.daniel, version=1)


BAD_VERDICTS = [
    ("governing law", "maybe", "", "verdict", "confirmed, corrected or refused"),
    ("governing law", "corrected", "  ", "value", "Say what stands"),
    ("governing law", "corrected", "x" * 2001, "value", "2,000"),
    ("governing law", "corrected", "a\x00b", "value", "character"),
    ("expiry", "corrected", "next year", "value", "2027-03-31"),
    ("expiry", "corrected", "2027-02-30", "value", "2027-03-31"),
    ("renewal notice", "corrected", "soon", "value", "90 days"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("case", BAD_VERDICTS)
def test_bad_verdicts_say_what_is_accepted(cast, case):
    kind, verdict, value, field, says = case
    row = fact(read(cast), kind)
    with pytest.raises(Refused) as refused:
        judge(row, verdict, by=cast.maya, value=value)
    assert refused.value.field == field
    assert says in refused.value.sentence
    assert fresh(row).state == FactState.FOUND


@pytest.mark.django_db
def test_a_blank_cannot_be_confirmed_only_corrected(cast):
    made = read(
        cast,
        text="This Agreement is made as of the ___ day of ________, 2019 by and between A, Inc. and B, Inc.",
    )
    row = fact(made, "agreement date")
    with pytest.raises(Refused, match="Correct it"):
        judge(row, by=cast.maya)
    assert judge(row, "corrected", by=cast.maya, value="2019-04-01").counts_as == "2019-04-01"


@pytest.mark.django_db
def test_a_fact_added_by_hand_counts_at_once(cast, now):
    made = read(cast)
    row = commands.add_fact(
        by=cast.maya,
        reading=made,
        kind="KPI",
        value="On-shelf rate",
        quote="see Exhibit C",
        now=now,
    )
    assert (row.counts, row.source, row.number) == (True, "person", len(facts(made)))
    assert kinds()[-1] == "agreement.fact.added"
    for kind, value in (("weather", "fine"), ("expiry", "soon"), ("KPI", "")):
        with pytest.raises(Refused):
            commands.add_fact(by=cast.maya, reading=made, kind=kind, value=value, now=now)


@pytest.mark.django_db
def test_discarding_leaves_no_word_of_the_document(cast, now):
    made = own(cast)
    commands.discard_reading(by=cast.tomas, reading=made, now=now)
    commands.discard_reading(by=cast.tomas, reading=made, now=now)
    gone = fresh(made)
    assert (gone.text, gone.title, gone.file_name) == ("", "", "")
    assert {(row.value, row.quote, row.said) for row in facts(made)} == {("", "", "")}
    [file] = Attachment.objects.in_system_scope("test").filter(subject_id=made.pk)
    assert (bytes(file.content), file.name) == (b"", "")
    assert listed_readings(cast.maya, cast.alliance) == ([], [])
    assert kinds(OURS)[-1] == "agreement.reading.discarded"
    with pytest.raises(Refused, match="discarded"):
        commands.add_fact(by=cast.maya, reading=made, kind="KPI", value="x", now=now)


@pytest.mark.django_db
def test_discarding_leaves_no_word_in_the_record_either(cast, now):
    made = read(cast)
    judge(fact(made, "expiry"), "corrected", by=cast.daniel, value="2028-04-05")
    commands.add_fact(by=cast.maya, reading=made, kind="KPI", value="on-shelf rate", now=now)
    words = {"Strategic Alliance Agreement", "alliance.txt", "2028-04-05", "on-shelf rate"}

    def disclosed() -> str:
        rows = Disclosure.objects.in_system_scope("test").filter(alliance=cast.alliance)
        return str(list(rows.values_list("value", flat=True)))

    assert all(word in disclosed() for word in words)
    commands.discard_reading(by=cast.maya, reading=made, now=now)
    assert [word for word in words if word in disclosed()] == []
    last = Entry.objects.in_system_scope("test").filter(alliance=cast.alliance).order_by("-seq")
    assert last[0].kind == "record.erasure.done"


@pytest.mark.django_db
def test_only_the_company_that_had_it_read_discards_a_joint_reading(cast, now):
    with pytest.raises(Refused) as refused:
        commands.discard_reading(by=cast.daniel, reading=read(cast), now=now)
    assert refused.value.code == "not_yours"


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing_behind(cast):
    with pytest.raises(Refused) as refused:
        read(cast, text=b"\x89PNG\r\n\x1a\n000")
    assert refused.value.field == "file"
    assert "Accepted is plain text" in refused.value.sentence
    assert not AgreementReading.objects.in_system_scope("test").exists()
    assert kinds() == []


@pytest.mark.django_db
def test_text_with_letters_that_cannot_be_printed_is_kept(cast):
    made = read(cast, text=TEXT.replace("Sweden.", "Sweden\u00a0.\u200b"))
    assert Attachment.objects.visible_to(cast.maya).filter(subject_id=made.pk).count() == 1


class Fake:
    """A finder that says what it was told to say."""

    def __init__(self, *said, silent=""):
        self.said, self.silent = said, silent

    def find(self, text):
        if self.silent:
            raise Silent(self.silent)
        return self.said


def said(kind, value):
    place = Place(start=0, end=4, line=1, page=1)
    return Fact(kind=kind, value=value, quote="STRATEGIC", place=place, source=MODEL)


@pytest.mark.django_db
def test_what_a_model_says_is_marked_and_waits_for_a_person(cast):
    made = read(cast, finder=Fake(said("KPI", "On-shelf rate"), said("governing law", "sweden")))
    [kpi] = facts(made, "KPI")
    assert (kpi.source, kpi.state, kpi.counts) == ("model", "found", False)
    assert [row.source for row in facts(made, "governing law")] == ["rules"]


@pytest.mark.django_db
def test_a_silent_model_is_a_note_and_the_rules_still_read(cast):
    made = read(cast, finder=Fake(silent="The model gave no answer (TimeoutExpired)."))
    assert made.notes == ["The model gave no answer (TimeoutExpired)."]
    assert len(facts(made)) > 8


def test_no_model_is_asked_unless_the_settings_name_one(monkeypatch):
    monkeypatch.delenv(finders.SETTING, raising=False)
    assert finders.model() is None
    monkeypatch.setenv(finders.SETTING, "reader --facts")
    assert isinstance(finders.model(), Command)
    assert finders.model().words == ["reader", "--facts"]


def script(tmp_path, body):
    file = tmp_path / "model.py"
    file.write_text(f"import sys, json\ntext = sys.stdin.read()\n{body}\n")
    import sys

    return Command(f"{sys.executable} {file}")


def test_a_program_as_a_model_and_what_it_invents_is_dropped(tmp_path):
    body = (
        'print(json.dumps([{"kind": "KPI", "value": "On time", "quote": "On  time rate"}, '
        '{"kind": "term", "value": "9 years", "quote": "invented"}, {"kind": "x"}, "y"]))'
    )
    [found] = script(tmp_path, body).find("Alder counts the On time rate.")
    assert (found.kind, found.value, found.source, found.place.start) == (
        "KPI",
        "On time",
        "model",
        17,
    )


@pytest.mark.parametrize("body", ["print('no json')", "print('{}')", "sys.exit(3)"])
def test_a_program_that_fails_is_silent(tmp_path, body):
    with pytest.raises(Silent):
        script(tmp_path, body).find("words")


def test_a_program_that_does_not_exist_is_silent():
    with pytest.raises(Silent):
        Command("/nowhere/model").find("words")


def test_the_rules_are_a_finder_too():
    assert [fact.value for fact in Rules().find(TEXT) if fact.kind == "governing law"] == ["Sweden"]


def test_the_reading_process_answers_like_the_rules():
    read_apart = read_file(TEXT.encode())
    assert list(read_apart.facts) == list(Rules().find(TEXT))
    assert (read_apart.kind, read_apart.pages, read_apart.notes) == ("txt", 1, ())


@pytest.mark.django_db
def test_what_a_reading_leaves_open_follows_what_was_refused(cast):
    made = read(cast)
    assert "law" not in {gap.key for gap in shown(cast.daniel, made, NOON).gaps}
    judge(fact(made, "governing law"), "refused", by=cast.daniel)
    assert "law" in {gap.key for gap in shown(cast.daniel, made, NOON).gaps}
