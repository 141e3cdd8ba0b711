"""The only hands that write the annex: its terms, its KPIs, its versions and their signatures."""

from allied.rooms.agreement.annex.commands.agreeing import (
    put_up_annex,
    refuse_annex,
    sign_annex,
    withdraw_annex_signature,
)
from allied.rooms.agreement.annex.commands.defining import change_kpi, define_kpi, retire_kpi
from allied.rooms.agreement.annex.commands.wording import change_terms

__all__ = [
    "change_kpi",
    "change_terms",
    "define_kpi",
    "put_up_annex",
    "refuse_annex",
    "retire_kpi",
    "sign_annex",
    "withdraw_annex_signature",
]
