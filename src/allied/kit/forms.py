"""How a page calls a command: read the form, call, and show a refusal where it belongs."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from allied.kit.errors import Outdated, Refused
from allied.kit.words import day, listed, shortened

KEPT = "What you wrote is kept below: save it again to put it in place of what stands now."


LENGTHS = {
    "max_length": "Give at most %(limit_value)d characters; these are %(show_value)d.",
    "min_length": "Give at least %(limit_value)d characters; these are %(show_value)d.",
}
DIGITS = {
    "max_digits": "Give at most %(max)s digits.",
    "max_whole_digits": "Give at most %(max)s digits before the point.",
    "max_decimal_places": "Give at most %(max)s digits after the point.",
}


class SeeOther(HttpResponseRedirect):
    """303: the command was carried out; look there."""

    status_code = 303


class Form(forms.Form):
    """A form that says of each field what is missing, or what would be accepted."""

    def full_clean(self) -> None:
        """Word what the fields refuse, also those that a form made for itself; then check them."""
        for name, field in self.fields.items():
            said = field.label or name.replace("_", " ").capitalize()
            for code, words in {**_accepted(field), "required": f"{said} is missing."}.items():
                if field.error_messages.get(code) in (None, _unworded(field, code)):
                    field.error_messages[code] = words
        super().full_clean()


def _unworded(field: forms.Field, code: str) -> Any:
    """What Django says of this kind of field; a class of our own has words of its own."""
    kinds = (kind for kind in type(field).__mro__ if kind.__module__.startswith("django."))
    found = (getattr(kind, "default_error_messages", {}).get(code) for kind in kinds)
    return next((words for words in found if words is not None), None)


def _accepted(field: forms.Field) -> dict[str, str]:
    """What a field accepts, by the code of its refusal."""
    if isinstance(field, forms.IntegerField):  # the other numbers are kinds of it
        whole = not isinstance(field, forms.FloatField | forms.DecimalField)
        said = f"Give {'a whole number' if whole else 'a number'}{_bounds(field)}."
        return dict.fromkeys(("invalid", "min_value", "max_value"), said) | DIGITS
    if isinstance(field, forms.DateField):
        return {"invalid": "Give a day, such as 2026-12-31."}
    if isinstance(field, forms.ChoiceField):
        return {"invalid_choice": "“%(value)s” is not offered here. Choose from the list."}
    if isinstance(field, forms.EmailField):
        return {"invalid": "Give an e-mail address, such as maya@company.com."} | LENGTHS
    return LENGTHS if isinstance(field, forms.CharField) else {}


def _bounds(field: forms.IntegerField) -> str:
    least, most = (_limit(field, kind) for kind in (MinValueValidator, MaxValueValidator))
    if least is None:
        return "" if most is None else f" of at most {most}"
    return f" of {least} or more" if most is None else f" from {least} to {most}"


def _limit(field: forms.Field, kind: type[BaseValidator]) -> Any:
    """The number that a validator of the field names, however the field came by it."""
    return next((check.limit_value for check in field.validators if type(check) is kind), None)


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
