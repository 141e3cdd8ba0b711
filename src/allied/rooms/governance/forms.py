"""The shape of what people send from the pages of this room."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms

from allied.clock.models import REASONS
from allied.kit.forms import Form
from allied.kit.words import listed
from allied.rooms.governance.asking import LETTERS, LONGEST_OPTION, Option, Question, lettered
from allied.rooms.governance.value import NotAnAmount, parse_value

BLOCKS = 4
OPEN_BLOCKS = 2
"""So many options stand open on an empty page; a question with one answer needs no vote."""

TEXT = {"rows": 4}


def option_choices(options: list[tuple[str, str]], first: str) -> list[tuple[str, str]]:
    """The options to choose from; nothing is chosen for anybody where nothing is recommended."""
    return options if first or len(options) == 1 else [("", "Choose an option"), *options]


class AnswerForm(Form):
    """An answer for one's own company; which button was pressed is the verdict."""

    verdict = forms.ChoiceField(choices=[("approve", "Approve"), ("decline", "Decline")])
    option = forms.ChoiceField(required=False)
    conditions = forms.CharField(
        required=False, max_length=20000, widget=forms.Textarea(attrs=TEXT)
    )
    reason = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs=TEXT))
    revision_digest = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, posted: Any, options: Sequence[Option], first: str = "") -> None:
        super().__init__(posted, initial={"option": first})
        field = self.fields["option"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = option_choices([(option.key, option.line) for option in options], first)

    def clean_conditions(self) -> list[str]:
        """One condition per line."""
        return [line for line in self.cleaned_data["conditions"].splitlines() if line.strip()]


class CommentForm(Form):
    """A comment and who reads it."""

    audience = forms.ChoiceField(choices=[("joint", "Both companies"), ("private", "Only us")])
    body = forms.CharField(max_length=5000, widget=forms.Textarea(attrs=TEXT))


class CopyForm(Form):
    """The words of an own comment that become visible to both companies."""

    text = forms.CharField(max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    read = forms.BooleanField(error_messages={"required": "Say that you have read the whole text."})


class ReasonForm(Form):
    """Why, in words that both companies read."""

    reason = forms.CharField(label="Why", max_length=2000, widget=forms.Textarea(attrs=TEXT))


def _day(label: str) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}))


class DeferralForm(ReasonForm):
    """Why a decision is put off, and until when."""

    until = _day("Open again on")


class PauseForm(ReasonForm):
    """Why the clock stands still, in a closed list and in words, and when it runs again."""

    why = forms.ChoiceField(choices=REASONS, label="What is missing")
    until = _day("The clock runs again on")
    field_order = ("why", "reason", "until")


class MeetingForm(Form):
    """A meeting that took the decision: who of each side was there, and for which option."""

    forum = forms.ChoiceField()
    held_on = _day("Day of the meeting")
    option = forms.ChoiceField()
    present = forms.MultipleChoiceField(label="Who was there", widget=forms.CheckboxSelectMultiple)
    stand_ins = forms.MultipleChoiceField(
        label="Who of them stood in for a member",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, posted: Any, *, choices: Mapping[str, Sequence[tuple[str, str]]], forum: str = ""
    ) -> None:
        super().__init__(posted, initial={"forum": forum})
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(values)


class AskForm(Form):
    """A question for both companies; the blocks of its options stand on the page from the start."""

    type = forms.ChoiceField(required=False, label="Type of decision")
    title = forms.CharField(max_length=200, label="What is to be decided")
    question = forms.CharField(
        required=False, max_length=10000, widget=forms.Textarea(attrs={"rows": 5})
    )
    recommendation = forms.ChoiceField(required=False)
    standing = forms.ChoiceField(required=False)
    value = forms.CharField(required=False, max_length=60, label="Value at stake")
    paper = forms.CharField(
        required=False, max_length=50000, widget=forms.Textarea(attrs={"rows": 8})
    )
    condition_applies = forms.BooleanField(required=False)
    accountable = forms.ChoiceField(required=False, label="Who decides when it is not joint")

    def __init__(
        self,
        posted: Any,
        *,
        types: Sequence[tuple[str, str]],
        parties: Sequence[tuple[str, str]],
        currency: str,
        first: Mapping[str, Any] | None = None,
        options: Sequence[Option] = (),
    ) -> None:
        self.blocks = min(max(BLOCKS, len(options) + 1), len(LETTERS))
        super().__init__(posted, initial={**_first_options(options), **(first or {})})
        self.currency = currency
        for number in range(1, self.blocks + 1):
            self._add_block(number)
        letters = [("", "No option")] + [(key, key) for key in LETTERS[: self.blocks]]
        choices = {"recommendation": letters, "standing": letters, "accountable": parties}
        for name, values in {**choices, "type": [("", "Choose a type"), *types]}.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(values)

    def _add_block(self, number: int) -> None:
        title = forms.CharField(required=False, max_length=LONGEST_OPTION)
        text = forms.CharField(
            required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
        )
        facts = forms.CharField(
            required=False, max_length=1500, widget=forms.Textarea(attrs={"rows": 2})
        )
        for name, field in (("title", title), ("text", text), ("facts", facts)):
            self.fields[f"option_{number}_{name}"] = field

    @property
    def option_blocks(self) -> Iterator[tuple[str, Any, Any, Any]]:
        """The letter and the three fields of each option, in their order."""
        for number in range(1, self.blocks + 1):
            names = (f"option_{number}_{part}" for part in ("title", "text", "facts"))
            title, text, facts = (self[name] for name in names)
            yield LETTERS[number - 1], title, text, facts

    @property
    def further_blocks(self) -> Iterator[tuple[str, Any, Any, Any]]:
        """The blocks that stay folded until somebody needs them: from C on, as long as they are empty."""
        for number, block in enumerate(self.option_blocks):
            if number >= OPEN_BLOCKS and not any(
                field.value() or field.errors for field in block[1:]
            ):
                yield block

    def clean(self) -> dict[str, Any]:
        """What is missing or does not fit together, said at once and beside its field."""
        super().clean()
        said = self.cleaned_data
        keys = [option.key for option in lettered(self._written_options())]
        if self.data.get("act") != "draft":
            if not said.get("type"):
                self.add_error("type", "Choose the type of decision; it says who decides.")
            if not keys:
                sentence = "Give at least one option that people can approve."
                self.add_error("option_1_title", sentence)
        for name in ("recommendation", "standing"):
            if keys and said.get(name) and said[name] not in keys:
                self.add_error(name, f"Choose option {listed(keys, 'or')}, or leave it open.")
        return said

    def clean_value(self) -> tuple[Decimal | None, str]:
        """The amount and its currency."""
        said = self.cleaned_data["value"].strip()
        if not said:
            return None, ""
        try:
            value = parse_value(said, self.currency)
        except NotAnAmount as error:
            raise forms.ValidationError(str(error)) from error
        return value.amount, value.currency

    def question_asked(self) -> Question:
        """The question for the command."""
        said = self.cleaned_data
        amount, currency = said["value"]
        return Question(
            title=said["title"],
            question=said["question"],
            options=lettered(self._written_options()),
            recommendation=said["recommendation"],
            standing=said["standing"],
            paper=said["paper"],
            value=amount,
            currency=currency,
        )

    def _written_options(self) -> Iterator[dict[str, Any]]:
        for number in range(1, self.blocks + 1):
            said = {
                part: self.cleaned_data.get(f"option_{number}_{part}", "")
                for part in ("title", "text", "facts")
            }
            facts = [
                line.partition(":")[::2] for line in said["facts"].splitlines() if line.strip()
            ]
            yield {"title": said["title"], "text": said["text"], "facts": facts}


def _first_options(options: Sequence[Option]) -> dict[str, str]:
    first = {}
    for number, option in enumerate(options, 1):
        first[f"option_{number}_title"] = option.title
        first[f"option_{number}_text"] = option.text
        lines = [f"{name}: {value}" for name, value in option.facts]
        first[f"option_{number}_facts"] = "\n".join(lines)
    return first


class FilterForm(Form):
    """What of the register is shown; it stands in the address, so it can be shared."""

    state = forms.ChoiceField(required=False)
    type = forms.ChoiceField(required=False)
    forum = forms.ChoiceField(required=False)
    pen = forms.ChoiceField(required=False)
    overdue = forms.BooleanField(required=False)
    text = forms.CharField(required=False, max_length=100)
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, asked: Any, choices: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        super().__init__(asked)
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(values)
