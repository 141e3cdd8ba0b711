"""The addresses of signing in: those of allauth that this house uses, and no others.

Changing one's own address is not among them: an invitation binds to the address of an account.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.urls import path, re_path

from allied.people import views

PASSWORD, KEY = "password/", "2fa/webauthn/keys/<int:pk>/"

urlpatterns = [
    path("login/", views.sign_in, name="account_login"),
    path("demo", views.enter_demo, name="demo-sign-in"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path(f"{PASSWORD}change/", account.password_change, name="account_change_password"),
    path(f"{PASSWORD}set/", account.password_set, name="account_set_password"),
    path(f"{PASSWORD}reset/", account.password_reset, name="account_reset_password"),
    path(f"{PASSWORD}reset/done/", account.password_reset_done, name="account_reset_password_done"),
    path(
        f"{PASSWORD}reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("sessions/", views.sessions, name="usersessions_list"),
    path("2fa/", mfa.index, name="mfa_index"),
    path("2fa/authenticate/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/reauthenticate/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("2fa/totp/activate/", totp.activate_totp, name="mfa_activate_totp"),
    path("2fa/totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("2fa/recovery-codes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "2fa/recovery-codes/generate/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "2fa/recovery-codes/download/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
    path("2fa/webauthn/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("2fa/webauthn/add/", webauthn.add_webauthn, name="mfa_add_webauthn"),
    path("2fa/webauthn/login/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path(
        "2fa/webauthn/reauthenticate/",
        webauthn.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(f"{KEY}remove/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path(f"{KEY}edit/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
]
