"""How accounts come to be and how sign-in speaks: by invitation only, in the words of the house."""

from typing import Any, override
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest

# What allauth reports -> what the next page says; everything else it reports stays unsaid.
SAID = {
    "account/messages/password_changed.txt": "Your password is changed.",
    "account/messages/password_set.txt": "Your password is set.",
    "mfa/messages/totp_activated.txt": "The authenticator app is on.",
    "mfa/messages/totp_deactivated.txt": "The authenticator app is off.",
    "mfa/messages/recovery_codes_generated.txt": "These recovery codes count now. Older ones are dead.",
    "mfa/messages/webauthn_added.txt": "The passkey is added.",
    "mfa/messages/webauthn_removed.txt": "The passkey is removed.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Closes allauth's own sign-up: people are brought in by their organisation."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account has ended.",
        "email_password_mismatch": "This address and this password do not belong together.",
        "enter_current_password": "This is not your current password.",
        "incorrect_code": "This code is not the one. It changes every 30 seconds.",
        "incorrect_password": "This is not your password.",
        "invalid_login": "This address and this password do not belong together.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
        "rate_limited": "Too many attempts. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up on their own."""
        return False

    @override
    def get_reset_password_from_key_url(self, key: str) -> str:
        """Where a new password is chosen: never under the name that whoever asked had called."""
        asked = urlsplit(super().get_reset_password_from_key_url(key))
        return f"{settings.BASE_URL}{asked.path}"

    def get_user_display(self, user: Any) -> str:
        """People are shown by name."""
        return str(user.name)

    @override
    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say on the next page what happened, if it is worth saying."""
        says = message or SAID.get(message_template or "")
        if says:
            messages.info(request, says)


class SecondFactorAdapter(DefaultMFAAdapter):
    """The words of the second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not the one. An app's code changes every 30 seconds; "
        "a recovery code works once.",
        "cannot_delete_authenticator": "A second factor is needed on this server.",
        "cannot_generate_recovery_codes": "Recovery codes come with an authenticator app or a passkey.",
    }
