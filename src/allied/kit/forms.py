"""How a page calls a command: read the form, call, and show a refusal where it belongs."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from allied.kit.errors import Outdated, Refused
from allied.kit.words import day, listed, shortened

KEPT = "What you wrote is kept below: save it again to put it in place of what stands now."


class SeeOther(HttpResponseRedirect):
    """303: the command was carried out; look there."""

    status_code = 303


class Form(forms.Form):
    """A form that says which field is missing, instead of that some field is."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            said = field.label or name.replace("_", " ").capitalize()
            if (
                field.error_messages.get("required")
                == forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = f"{said} is missing."


def sent(request: HttpRequest) -> QueryDict | None:
    """What was sent with a form; nothing as long as the page is only read."""
    return request.POST if request.method == "POST" else None


def carry_out(form: forms.Form, command: Callable[..., Any], **known: Any) -> Any | None:
    """Call the command with the cleaned form; None when the form or the command refuses.

    The refusal is then an error of the form, beside the field it belongs to.
    """
    return attempt(form, lambda: command(**form.cleaned_data, **known))


def attempt[T](form: forms.Form, call: Callable[[], T]) -> T | None:
    """The same for a form whose fields are not the words of the command: the call reads them itself.

    A form that began with what stood before (`initial`, with its `version`) goes on from the newest
    version after a refusal as outdated: it says what stands there now, and sends that version next.
    """
    if not form.is_valid():
        return None
    try:
        return call()
    except Outdated as refusal:
        more = f" {KEPT}" if _goes_on_from_newest(form) and form.visible_fields() else ""
        form.add_error(None, refusal.sentence + more)
        return None
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.sentence)
        return None


def _goes_on_from_newest(form: forms.Form) -> bool:
    """Whether the form began with a newer version than was sent; then it says how that one stands."""
    newest, read = form.initial.get("version"), form.cleaned_data.get("version")
    if newest is None or newest == read or not isinstance(form.data, QueryDict):
        return False
    stands = dict(_stands_now(form))
    again = form.data.copy()
    again[form.add_prefix("version")] = str(newest)
    form.data = again
    for name, said in stands.items():
        form.add_error(name, said)
    return True


def _stands_now(form: forms.Form) -> Iterator[tuple[str, str]]:
    """What stands now in each field that says something else."""
    for name in form.changed_data:
        field = form.fields[name]
        if name in form.initial and not field.widget.is_hidden:
            yield name, f"{form[name].label} is now {_in_words(field, form.initial[name])}."


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(value, list | tuple):
        return listed([_in_words(field, one) for one in value]) or "empty"
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "chosen" if value else "not chosen"
    if isinstance(value, date):
        return day(value)
    if isinstance(field, forms.ChoiceField):
        value = dict(field.choices).get(value, value)  # type: ignore[arg-type]  # no groups are used
    return f"“{shortened(str(value), 160)}”"


def done(request: HttpRequest, address: str, says: str) -> HttpResponse:
    """Go on to a page and say there what happened."""
    messages.info(request, says)
    return SeeOther(address)
