"""Addresses of the pages of this room."""


def one(decision, rest=""):
    return f"/decisions/{decision.pk}{rest}"
