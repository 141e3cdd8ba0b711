"""Settings from the environment: the database behind an address."""

import pytest

from allied import environment


@pytest.mark.parametrize(
    ("query", "options"),
    [
        ("", {"options": "-c random_page_cost=1.1"}),
        ("?options=", {"options": ""}),
        (
            "?sslmode=require",
            {"options": "-c random_page_cost=1.1", "sslmode": "require"},
        ),
    ],
)
def test_an_address_may_add_to_what_a_connection_says(tmp_path, query, options) -> None:
    found = environment.database(f"postgres://allied:p%40ss@db:5433/house{query}", tmp_path)
    assert found["OPTIONS"] == {"connect_timeout": 5, **options}
    assert (found["PASSWORD"], found["PORT"], found["NAME"]) == ("p@ss", "5433", "house")


def test_an_address_of_another_database_is_refused(tmp_path) -> None:
    with pytest.raises(ValueError, match="neither sqlite:/// nor postgres://"):
        environment.database("mysql://db/house", tmp_path)
