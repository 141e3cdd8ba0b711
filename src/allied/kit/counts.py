"""Counting the rows of one query beside the rows of another, so that a page asks once."""

from django.db.models import IntegerField, Subquery


class CountOf(Subquery):
    """How many rows a query gives; the query may be cut off at a number that is enough to know."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()
