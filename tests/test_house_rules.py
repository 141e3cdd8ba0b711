"""Rules about the code itself: cheaper to enforce than to remember."""

import ast
import inspect
import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

import allied
from allied.alliances.access import RIGHTS
from allied.alliances.guards import scoped_models
from allied.people.scope import Guarded
from allied.record.facts import Fact
from tests.conftest import BROWSER

SOURCE = Path(allied.__file__).parent

# Where rows may be read across people, and why each place may.
SYSTEM_SCOPE = {
    "alliances": "acts, numbers and sign-offs of several people settle together",
    "record": "appending needs the head of the log",
    "clock": "timers fire for nobody in particular",
    "notices": "the worker writes to everybody, each in their own scope",
    "people": "sign-in, invitations and leaving happen before or across seats",
    "rooms": "a command settles what several people answered",
    "cli": "the operator's own verbs",
}

# Tables without an audience, each with its reason.
GLOBAL_TABLES = {
    "StagedWorkbook": "belongs to one person for a day; its manager shows it to nobody else",
    "Organisation": "known before any alliance; its manager shows own and partners only",
    "Installation": "says which organisation hosts this server, nothing else",
    "Person": "sign-in must find an account before anybody acts",
    "Once": "belongs to one person, read by that person's own calls only",
    "Token": "belongs to one person",
    "Alliance": "its manager shows alliances with a seat only",
    "Party": "the root of access: the walls themselves read it",
    "Seat": "the root of access: the walls themselves read it",
    "Notice": "belongs to one person; holds ids only, never text",
    "UsedLink": "a digest of a link that was used",
    "Heartbeat": "when a worker was last seen",
    "Counter": "a number without content, reached by commands only",
    "Log": "the head of a log: size and root, no content",
    "OrganisationCalendar": "working days of an organisation, frozen into joint clocks",
}


def modules() -> list[str]:
    return [
        m.name
        for m in walk_packages([str(SOURCE)], "allied.")
        if "migrations" not in m.name and not m.name.endswith("__main__")
    ]


def commands() -> list[tuple[str, object]]:
    found = []
    for name in modules():
        if re.search(r"(^|\.)commands(\.|$)|\.signing$|alliances\.notes$", name):
            module = import_module(name)
            for verb, action in vars(module).items():
                if inspect.isfunction(action) and action.__module__ == name and verb[0] != "_":
                    found.append((f"{name}.{verb}", action))
    return found


# Reading functions that live beside commands because they lock nothing and write nothing.
NOT_COMMANDS = {"allied.alliances.signing.standing"}


@pytest.mark.parametrize(
    ("name", "command"), commands(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_commands_are_keyword_only_say_who_and_when_and_are_explained(name, command):
    if name in NOT_COMMANDS:
        return
    parameters = inspect.signature(command).parameters
    assert all(p.kind is p.KEYWORD_ONLY for p in parameters.values()), name
    assert {"by", "now"} <= parameters.keys(), name
    assert command.__doc__, name


def test_every_module_and_public_function_says_what_it_is_for():
    silent = []
    for path in SOURCE.rglob("*.py"):
        text = path.read_text()
        if not text.strip() or "migrations" in path.parts:
            continue
        tree = ast.parse(text)
        if not ast.get_docstring(tree):
            silent.append(str(path.relative_to(SOURCE)))
        for node in tree.body:
            public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith(
                "_"
            )
            if public and not ast.get_docstring(node):
                silent.append(f"{path.relative_to(SOURCE)}: {node.name}")
    assert silent == []


def test_every_fact_has_its_own_kind_in_the_past_and_a_sentence_of_its_fields():
    for name in modules():
        import_module(name)
    for kind, fact in Fact.registered.items():
        assert re.fullmatch(r"[a-z]+\.[a-z]+\.[a-z_]+", kind), kind
        assert fact.__doc__, kind
        fields = set(fact.__dataclass_fields__) | {"who"}
        named = set(re.findall(r"{(\w+)}", fact.sentence))
        assert named, kind
        assert named <= fields, (kind, named - fields)


def test_every_table_has_an_audience_or_a_reason_why_not():
    without = {
        m.__name__ for m in apps.get_app_config("allied").get_models() if m not in scoped_models()
    }
    assert without - set(GLOBAL_TABLES) == set()


def test_every_scoped_table_is_reached_through_its_guarded_manager():
    for model in scoped_models():
        assert isinstance(model.objects, Guarded), model
        assert model._default_manager is model.objects, model


def test_no_reverse_name_leads_from_a_joint_row_to_a_private_one():
    for model in scoped_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.many_to_one and field.related_model in scoped_models():
                private_allowed = {"ours"} <= set(_audiences(model))
                if private_allowed and model.__name__ not in {"Disclosure", "Checkpoint"}:
                    assert field.remote_field.related_name == "+", f"{model.__name__}.{field.name}"


def _audiences(model) -> list[str]:
    for constraint in model._meta.constraints:
        words = str(getattr(constraint, "condition", ""))
        if re.fullmatch(r"\(AND: \('audience', '(joint|ours)'\)\)", words):
            return re.findall(r"'(joint|ours)'", words)
    return ["joint", "ours"]


def sources(*parts: str) -> list[Path]:
    return [
        p
        for p in SOURCE.rglob("*.py")
        if any(part in p.parts for part in parts) and "migrations" not in p.parts
    ]


def test_only_listed_floors_read_in_a_system_scope():
    for path in SOURCE.rglob("*.py"):
        if "in_system_scope(" in path.read_text() and path.name != "scope.py":
            assert path.relative_to(SOURCE).parts[0] in SYSTEM_SCOPE, path


DOORS = [
    p for p in SOURCE.rglob("*.py") if p.name in {"views.py", "api.py"} and "kit" not in p.parts
]


def unguarded_reads(source: str) -> list[int]:
    """Lines that touch Model.objects without going straight to visible_to()."""
    tree = ast.parse(source)
    fine = {
        id(n.value)
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and n.attr in {"visible_to", "with_address"}
    }
    return [
        n.lineno
        for n in ast.walk(tree)
        if isinstance(n, ast.Attribute) and n.attr == "objects" and id(n) not in fine
    ]


@pytest.mark.parametrize("path", DOORS, ids=lambda p: "/".join(p.parts[-2:]))
def test_doors_only_read_what_the_person_may_see(path):
    assert unguarded_reads(path.read_text()) == []


def test_the_check_of_doors_bites():
    assert unguarded_reads("Decision.objects.get(pk=1)") == [1]


FORBIDDEN = re.compile(
    r"_base_manager|_default_manager|\.raw\(|\.extra\(|connection\.cursor|RawSQL"
)
RAW_SQL = {
    "kit/together.py",  # puts the words that Django composed side by side
    "people/scope.py",
    "people/doors.py",
    "alliances/guards.py",
    "alliances/doctor.py",
    "cli/operate.py",
    "cli/copies.py",
    "rooms/exchange/demo/crowd.py",
}


def test_nobody_goes_around_the_managers_or_writes_sql_in_rooms():
    around = {
        str(p.relative_to(SOURCE))
        for p in SOURCE.rglob("*.py")
        if "migrations" not in p.parts and FORBIDDEN.search(p.read_text())
    }
    assert around - RAW_SQL == set()


def test_no_request_is_poured_into_a_query():
    for path in sources("rooms", "web", "api", "people", "alliances"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr in {"filter", "exclude", "annotate", "order_by", "values", "get"}:
                for keyword in node.keywords:
                    poured = ast.unparse(keyword.value) if keyword.arg is None else ""
                    assert not re.search(r"request|GET|POST|cleaned_data|payload", poured), (
                        path,
                        node.lineno,
                    )


def test_rules_know_neither_django_nor_the_database():
    for path in SOURCE.rglob("rules.py"):
        imported = [
            name
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [a.name for a in node.names]
            )
        ]
        assert not [
            n
            for n in imported
            if n.startswith(
                ("django", "ninja", "allied.people", "allied.record", "allied.alliances")
            )
        ], path


def test_every_right_is_said_in_words_and_held_by_somebody():
    for name, right in RIGHTS.items():
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", name)
        assert right.says, name
        assert right.roles, name


def routes(patterns=None, prefix="", decorated=()):
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each.url_patterns, prefix + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield prefix + str(each.pattern), each


# Addresses that anybody may open: signing in, invitations, the document of the API, health.
PUBLIC = re.compile(
    r"^(accounts/|static/|healthz$|readyz$|invitations/|acts/|start|$|api/v1/openapi.json$|api/v1/$|kit$)"
)
SAMPLE = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uuidstr": "00000000-0000-4000-8000-000000000000",
    "int": "1",
    "slug": "a",
    "str": "a",
    "path": "a",
}


def filled(route: str) -> str:
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda m: SAMPLE[m.group(1) or "str"], route)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_door_opens_to_a_stranger(client, db, method):
    wrong = []
    for route, _ in routes():
        if PUBLIC.match(route) or "^" in route:
            continue
        status = getattr(client, method)(filled(route)).status_code
        if status not in {302, 401, 403, 404, 405}:
            wrong.append((route, status))
    assert wrong == []


def test_no_template_has_inline_style_or_script():
    for path in SOURCE.rglob("*.html"):
        text = path.read_text()
        assert not re.search(r"\sstyle=", text), path
        assert not re.search(r"<script(?![^>]*(src=|application/json))", text), path
        assert not re.search(r"\son[a-z]+=", text), path


# Longer than the house wants, each with its reason.
LONG = {
    "rooms/exchange/demo": "a story told in one go: data, not logic",
    "rooms/exchange/incoming.py": "one mapping, column by column",
    "rooms/exchange/outgoing.py": "one mapping, column by column",
}


def test_files_and_functions_stay_small():
    long = []
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        if text.count("\n") > 400:
            long.append(str(path))
        if str(path.relative_to(SOURCE)).startswith(tuple(LONG)):
            continue
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.FunctionDef):
                continue
            if node.end_lineno - node.lineno + 1 > 45:
                long.append(f"{path}: {node.name}")
    for path in SOURCE.rglob("*.html"):
        if path.read_text().count("\n") > 120:
            long.append(str(path))
    assert long == []


def test_what_drives_a_browser_stands_where_one_worker_takes_it():
    tests = Path(__file__).parent
    files = [one.relative_to(tests.parent).as_posix() for one in tests.rglob("test_*.py")]
    marked = [one for one in files if "mark.walk" in (tests.parent / one).read_text()]
    here = "tests/test_house_rules.py"
    assert [one for one in marked if not one.startswith(BROWSER) and one != here] == []


def _calls_start(node):
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "start"
        and not node.args
    )


def test_a_verb_starts_the_application_before_it_reads_anything_that_needs_it():
    early = []
    for file in sorted((SOURCE / "cli").glob("*.py")):
        for verb in ast.walk(ast.parse(file.read_text())):
            if not isinstance(verb, ast.FunctionDef):
                continue
            started = min((n.lineno for n in ast.walk(verb) if _calls_start(n)), default=0)
            found = [n for n in ast.walk(verb) if isinstance(n, ast.ImportFrom)]
            early += [
                f"{file.name}:{n.lineno} {n.module}"
                for n in found
                if n.lineno < started and not f"{n.module}".startswith("allied.cli")
            ]
    assert not early, f"call start() before these imports, or the verb fails in a shell: {early}"
