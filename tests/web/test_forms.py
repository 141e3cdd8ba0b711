"""Fields are bound to their labels, hints and errors, keep what was typed, and escape it."""

from typing import Any

import pytest
from django import forms

from tests.web.html import Element, read
from tests.web.stage import BRIGHTLEAF, COLD_BREW, CSRF, KESTREL, NORTHWIND, stage

HOSTILE = "\"></textarea><script>alert('x')</script>"


def drawn(source: str, **context: Any) -> Element:
    imports = (
        "{% import 'web/forms.html' as forms %}{% import 'web/bound.html' as bound %}"
        "{% import 'web/composer.html' as talk %}{% import 'web/dialogs.html' as dialogs %}"
    )
    html = stage().from_string(imports + source).render(context)
    assert "<script>" not in html
    return read(html)


@pytest.mark.parametrize("macro", ["field", "date_field", "number_field", "textarea"])
def test_a_field_is_bound_to_label_hint_and_error(macro: str) -> None:
    source = f"{{{{ forms.{macro}('due', label, value, hint, error) }}}}"
    box = drawn(source, label=HOSTILE, value=HOSTILE, hint=HOSTILE, error=HOSTILE)
    (control,) = [one for one in box.walk() if one.attrs.get("name") == "due"]
    (label,) = box.find("label")
    assert label.attrs["for"] == control.attrs["id"] == "f-due"
    assert control.attrs["aria-invalid"] == "true"
    hint, error = (box.find(id=name)[0] for name in control.attrs["aria-describedby"].split())
    assert hint.attrs["class"] == "hint"
    assert error.attrs["class"] == "error"
    assert control.attrs.get("value", control.text) == HOSTILE
    assert "required" in control.attrs


def test_an_optional_field_says_so_and_takes_more_attributes() -> None:
    box = drawn("{{ forms.field('mail', 'Email', none, optional=true, autocomplete='email') }}")
    (control,) = box.find("input")
    assert box.find("label")[0].text == "Email (optional)"
    assert "required" not in control.attrs
    assert "aria-invalid" not in control.attrs
    assert control.attrs["autocomplete"] == "email"
    assert control.attrs["value"] == ""


def test_a_text_that_begins_with_an_empty_line_keeps_it() -> None:
    html = str(stage().from_string(
        "{% import 'web/forms.html' as forms %}{{ forms.textarea('a', 'A', value) }}"
    ).render(value="\nfirst"))  # fmt: skip
    assert ">\n\nfirst</textarea>" in html


def test_a_select_marks_what_was_chosen() -> None:
    box = drawn("{{ forms.select('n', 'N', [(1, 'One'), (2, 'Two')], '2') }}")
    assert [o.text for o in box.find("option") if "selected" in o.attrs] == ["Two"]


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    box = drawn(
        "{{ forms.segments('r', 'Rhythm', [('w', 'Weekly'), ('m', 'Monthly')], 'm', error='No') }}"
    )
    (group,) = box.find("fieldset")
    assert group.find("legend")[0].text == "Rhythm"
    assert group.attrs["aria-describedby"] == "e-f-r"
    assert [i.attrs["value"] for i in group.find("input") if "checked" in i.attrs] == ["m"]


class Ask(forms.Form):
    """Every kind of field a room uses."""

    question = forms.CharField(max_length=20, help_text="Answerable by an option.")
    detail = forms.CharField(widget=forms.Textarea, required=False)
    kind = forms.ChoiceField(choices=[("a", "Delivery"), ("b", "Roadmap")])
    needed = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}))
    weeks = forms.IntegerField(min_value=1)
    rule = forms.ChoiceField(choices=[("x", "X"), ("y", "Y")], widget=forms.RadioSelect)
    days = forms.MultipleChoiceField(choices=[("mon", "Monday"), ("tue", "Tuesday")])
    agreed = forms.BooleanField(label="I have read it")
    secret = forms.CharField(widget=forms.PasswordInput)
    version = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> None:
        self.add_error(None, "Both companies see it as soon as you ask.")


def test_a_form_of_django_is_drawn_with_its_errors() -> None:
    sent = {"question": "x" * 21, "detail": HOSTILE, "kind": "b", "weeks": "0", "rule": "y",
            "needed": "2026-11-26", "days": ["tue"], "agreed": "on", "secret": "hidden", "version": "3"}  # fmt: skip
    form = Ask(sent)
    assert not form.is_valid()
    box = drawn(
        "{{ bound.summary(form) }}{% for f in form %}{{ bound.draw(f) }}{% endfor %}", form=form
    )
    values = {one.attrs["name"]: one.attrs.get("value") for one in box.find("input")}
    assert values["question"] == "x" * 21
    assert values["secret"] == ""
    assert values["version"] == "3"
    assert box.find("input", name="question")[0].attrs["maxlength"] == "20"
    assert box.find("input", name="needed")[0].attrs["type"] == "date"
    assert box.find("input", name="weeks")[0].attrs["aria-invalid"] == "true"
    assert box.find("textarea")[0].text == HOSTILE
    checked = [one.attrs.get("value") for one in box.find("input") if "checked" in one.attrs]
    assert checked[:2] == ["y", "tue"]
    (summary,) = box.find(class_="error-summary")
    assert summary.find("h2")[0].text == "Three things to fix"
    targets = [a.attrs["href"].removeprefix("#") for a in summary.find("a")]
    assert targets == ["f-question", "f-weeks"]
    assert all(box.find(id=target) for target in targets)
    assert summary.attrs["role"] == "alert"
    assert "autofocus" in summary.attrs


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{{ bound.error_summary([]) }}").text == ""
    one = drawn("{{ bound.error_summary([('f-a', 'Write it')]) }}")
    assert one.find("h2")[0].text == "One thing to fix"


def test_the_composer_asks_who_reads_before_the_text_and_says_it_on_the_button() -> None:
    box = drawn(
        "{{ talk.composer('/c', csrf, parties, own, 14, 6, value=value) }}",
        csrf=CSRF, parties=COLD_BREW.parties, own=NORTHWIND, value=HOSTILE,
    )  # fmt: skip
    order = [one.attrs.get("name") for one in box.walk() if one.name in {"input", "textarea"}]
    assert order == ["csrfmiddlewaretoken", "once", "audience", "audience", "body"]
    joint, private = box.find("input", name="audience")
    assert "checked" in joint.attrs
    assert "checked" not in private.attrs
    assert [b.text for b in box.find("button")] == [
        "Post to both companies", "Post for Northwind only",
    ]  # fmt: skip
    assert "14 people of both companies will read this." in box.text
    assert box.find("textarea")[0].text == HOSTILE


def test_in_an_alliance_of_three_the_composer_names_all_three() -> None:
    box = drawn(
        "{{ talk.composer('/c', csrf, parties, own, 20, 1) }}",
        csrf=CSRF, parties=(*COLD_BREW.parties, KESTREL), own=NORTHWIND,
    )  # fmt: skip
    assert box.find("button")[0].text == "Post to all three companies"
    assert "1 person of Northwind will read this." in box.text


def test_where_only_one_company_reads_there_is_no_choice() -> None:
    box = drawn("{{ talk.private_composer('/c', csrf, own, 6) }}", csrf=CSRF, own=NORTHWIND)
    assert box.find("input", name="audience")[0].attrs["value"] == "private"
    assert not box.find("input", type="radio")
    assert [b.text for b in box.find("button")] == ["Post for Northwind only"]


SHARE = (
    "{{ dialogs.share_private('/s', csrf, 'note', title, body, own, parties, 6, 14, 'The rest stays.',"
    " files, keep) }}"
)


def share(keep: str = "") -> Element:
    return drawn(
        SHARE, csrf=CSRF, title=HOSTILE, body="The whole text.", own=NORTHWIND,
        parties=COLD_BREW.parties, files=["a.csv, 84 KB"], keep=keep,
    )  # fmt: skip


def test_sharing_shows_who_reads_now_and_after_and_the_whole_text() -> None:
    box = share()
    assert box.find("h2")[0].text == f"Share this note with {BRIGHTLEAF.name}?"
    for words in (
        "6 people of Northwind", "14 people of both companies", "The whole text.",
        "1 file: a.csv, 84 KB", "You cannot take it back.", "The rest stays.",
    ):  # fmt: skip
        assert words in box.text


def test_the_safe_button_has_the_focus_and_the_box_must_be_ticked() -> None:
    keep, go = share().find("button")
    assert keep.text == "Keep private"
    assert "autofocus" in keep.attrs
    assert keep.attrs["formmethod"] == "dialog"
    assert go.text == "Share with Brightleaf Coffee"
    (box,) = share().find("input", name="read")
    assert "required" in box.attrs
    assert "checked" not in box.attrs


def test_sharing_also_works_as_a_page_of_its_own() -> None:
    page = share(keep="/notes/7")
    assert not page.find("dialog")
    (keep,) = page.find("a", href="/notes/7")
    assert keep.text == "Keep private"


def test_a_dialog_opens_without_a_script_of_ours() -> None:
    box = drawn(
        "{{ dialogs.opener('d', 'Decline') }}{% call dialog('d', 'Decline', 'foot') %}Why{% endcall %}".replace(
            "call dialog", "call dialogs.dialog"
        )
    )
    (button,) = box.find("button")
    assert button.attrs["commandfor"] == box.find("dialog")[0].attrs["id"] == "d"
    assert button.attrs["command"] == "show-modal"
