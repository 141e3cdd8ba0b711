"""How a page calls a command: read the form, call, and show a refusal where it belongs."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict

from allied.kit.errors import Refused


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
    """The same for a form whose fields are not the words of the command: the call reads them itself."""
    if not form.is_valid():
        return None
    try:
        return call()
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.sentence)
        return None


def done(request: HttpRequest, address: str, says: str) -> HttpResponse:
    """Go on to a page and say there what happened."""
    messages.info(request, says)
    return SeeOther(address)
