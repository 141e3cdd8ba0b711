"""The joint memo: what goes up with the matter, written and signed by both sides."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.models import SignOff
from allied.alliances.queries import shares_of, signing_of
from allied.kit.errors import Refused
from allied.kit.forms import attempt, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict import commands
from allied.rooms.conflict.forms import MemoForm, RefusalForm
from allied.rooms.conflict.memos import KIND, put_together
from allied.rooms.conflict.models import JointMemo, MemoState
from allied.rooms.conflict.queries.one import Case
from allied.rooms.conflict.views.entering import address_of, draw, enter_case, enter_conflict
from allied.rooms.conflict.views.forming import version_of
from allied.rooms.conflict.writing import WORK


@page
def memo(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """The memo as it stands; who works on the matter writes in it."""
    case = enter_case(request, alliance_id, conflict_id)
    known = case.memo
    first: dict[str, Any] = {"version": known.version if known else 0}
    if known:
        first |= {"words": known.words, "asks": known.asks}
    form = MemoForm(sent(request), initial=first)
    if request.method == "POST":
        said = form.cleaned_data if form.is_valid() else {}
        written = attempt(
            form,
            lambda: commands.write_memo(
                by=request.user,
                conflict=case.conflict,
                words=said["words"],
                asks=said["asks"],
                version=said["version"] or 0,
                now=timezone.now(),
            ),
        )
        if written is not None:
            address = address_of(case.conflict, "conflict-memo")
            return done(request, address, "Written. Both companies read it.")
    return _page(request, case, form)


def _page(request: PersonRequest, case: Case, form: MemoForm) -> HttpResponse:
    known, step = case.memo, case.step
    content = None
    if known and known.content:
        content = known.content
    elif step is not None and step.row is not None:
        content = put_together(case.conflict, step.row, known)
    sign_off = _sign_off(request, known)
    parties = case.conflict.alliance.parties.select_related("organisation").order_by("position")
    signed = {s.owner_id for s in sign_off.signatures.all() if s.signed} if sign_off else set()
    context = {
        "alliance": case.conflict.alliance,
        "conflict": case.conflict,
        "case": case,
        "memo": known,
        "form": form,
        "content": content,
        "by": date.fromisoformat(content["by"]) if content and content["by"] else None,
        "states": MemoState,
        "marks": shares_of(signing_of(sign_off), parties) if sign_off else (),
        "has_signed": request.user.organisation_id in signed,
        "may_write": case.is_open and case.may(WORK),
        "may_sign": case.is_open and case.may("conflict.sign"),
    }
    return draw(request, "memo.html", context, refused=bool(form.errors))


def _sign_off(request: PersonRequest, memo: JointMemo | None) -> SignOff | None:
    if memo is None:
        return None
    rows = SignOff.objects.visible_to(request.user).filter(
        subject_kind=KIND, subject_id=memo.pk, revision=memo.revision
    )
    return rows.prefetch_related("signatures__person").first()


def _posted(
    request: PersonRequest, alliance_id: Any, conflict_id: Any, call: Callable[..., Any], says: str
) -> HttpResponse:
    conflict = enter_conflict(request, alliance_id, conflict_id)
    address = address_of(conflict, "conflict-memo")
    try:
        call(conflict)
    except Refused as refusal:
        return done(request, address, refusal.sentence)
    return done(request, address, says)


@page
@require_POST
def sign_off(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Ask both companies to sign the memo as it stands."""
    version = version_of(request)
    return _posted(
        request,
        alliance_id,
        conflict_id,
        lambda conflict: commands.put_up_memo(
            by=request.user, conflict=conflict, version=version, now=timezone.now()
        ),
        "Up for signature. Both companies are asked.",
    )


@page
@require_POST
def signatures(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Sign for one's own company."""
    digest = request.POST.get("digest", "")[:64]
    return _posted(
        request,
        alliance_id,
        conflict_id,
        lambda conflict: commands.sign_memo(
            by=request.user, conflict=conflict, digest=digest, now=timezone.now()
        ),
        f"Signed for {request.user.home.short_name}.",
    )


@page
@require_POST
def signature_withdrawal(
    request: PersonRequest, alliance_id: Any, conflict_id: Any
) -> HttpResponse:
    """Take one's own company's signature back."""
    return _posted(
        request,
        alliance_id,
        conflict_id,
        lambda conflict: commands.withdraw_memo_signature(
            by=request.user, conflict=conflict, now=timezone.now()
        ),
        "The signature is taken back.",
    )


@page
def refusal(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Refuse to sign, with a reason."""
    case = enter_case(request, alliance_id, conflict_id)
    form = RefusalForm(sent(request), initial={"digest": case.memo.digest if case.memo else ""})
    if request.method == "POST":
        refused = attempt(
            form,
            lambda: commands.refuse_memo(
                by=request.user,
                conflict=case.conflict,
                digest=form.cleaned_data["digest"],
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            ),
        )
        if refused is not None:
            address = address_of(case.conflict, "conflict-memo")
            return done(request, address, "Refused. Both companies read why and go on writing.")
    context = {
        "alliance": case.conflict.alliance,
        "conflict": case.conflict,
        "form": form,
        "private": False,
        "hints": {},
        "beside": None,
        "title": "Do not sign the joint memo",
        "answer": "Both go on writing. The clock of the step goes on running.",
        "button": f"Refuse for {request.user.home.short_name}",
    }
    return draw(request, "act.html", context, refused=bool(form.errors))
