"""How accounts come to be: through the first run or an invitation, never by open sign-up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Closes allauth's own sign-up: people are brought in by their organisation."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up on their own."""
        return False

    def get_user_display(self, user: Any) -> str:
        """People are shown by name."""
        return str(user.name)
