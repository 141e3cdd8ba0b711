"""What was sent to me, written again for what I may see now; and acting from a mail."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from allied.alliances.doors import find
from allied.notices.models import Notice
from allied.notices.writing import letter_for
from allied.people.doors import PersonRequest, page

SHOWN = 60


@page
def inbox(request: PersonRequest) -> HttpResponse:
    """The newest notices of this person."""
    rows = Notice.objects.visible_to(request.user).filter(dropped_at__isnull=True)
    found = list(rows.select_related("awaited__alliance").order_by("-made_at", "pk")[:SHOWN])
    return render(request, "web/inbox.html", {"notices": found})


@page
def letter(request: PersonRequest, notice_id: Any) -> HttpResponse:
    """One notice as it reads now."""
    request.here = "inbox"
    notice = find(Notice.objects.visible_to(request.user), pk=notice_id)
    written = letter_for(notice, now=timezone.now())
    return render(request, "web/letter.html", {"notice": notice, "letter": written})
