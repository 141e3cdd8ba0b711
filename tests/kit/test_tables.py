"""Many tables in one step: the same tables, and each model is composed once."""

from collections import Counter
from types import SimpleNamespace

from django.db import models
from django.db.migrations.operations import CreateModel
from django.db.migrations.state import ModelState, ProjectState

from allied.kit.tables import CreateTables


def created(name: str, *towards: str) -> CreateModel:
    links = [
        (one.lower(), models.ForeignKey(f"allied.{one}", models.PROTECT, related_name="+"))
        for one in towards
    ]
    return CreateModel(name, [("id", models.AutoField(primary_key=True)), *links])


def made() -> list[CreateModel]:
    return [created("House"), created("Room", "House"), created("Chair", "House", "Room")]


def applied(operations: list) -> tuple[ProjectState, ProjectState]:
    """The state before and after, as a migration makes them of a state that is composed already."""
    before = ProjectState()
    assert before.apps
    after = before.clone()
    for operation in operations:
        operation.state_forwards("allied", after)
    return before, after


def editor(told: list[str]) -> SimpleNamespace:
    return SimpleNamespace(
        connection=SimpleNamespace(alias="default"),
        create_model=lambda model: told.append(f"+{model.__name__}"),
        delete_model=lambda model: told.append(f"-{model.__name__}"),
    )


def test_the_state_is_the_one_that_the_single_steps_make():
    assert applied([CreateTables(made())])[1] == applied(made())[1]


def test_each_model_is_composed_once(monkeypatch):
    composed: Counter[str] = Counter()
    render = ModelState.render

    def counted(self, apps):
        composed[self.name] += 1
        return render(self, apps)

    monkeypatch.setattr(ModelState, "render", counted)
    step = CreateTables(made())
    before, after = applied([step])
    step.database_forwards("allied", editor([]), before, after)
    assert composed == {"House": 1, "Room": 1, "Chair": 1}


def test_tables_come_in_their_order_and_go_in_the_opposite_one():
    step, told = CreateTables(made()), []
    before, after = applied([step])
    step.database_forwards("allied", editor(told), before, after)
    step.database_backwards("allied", editor(told), after, before)
    assert told == ["+House", "+Room", "+Chair", "-Chair", "-Room", "-House"]


def test_it_tells_how_many_tables_and_can_be_made_again():
    step = CreateTables(made())
    name, given, named = step.deconstruct()
    assert (name, named) == ("CreateTables", {})
    assert CreateTables(*given).describe() == step.describe() == "Create 3 tables"
