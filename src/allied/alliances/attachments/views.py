"""The address of an attached file."""

from typing import Any

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import download
from allied.alliances.doors import enter, find
from allied.people.doors import PersonRequest, page


@page
@require_GET
def file(request: PersonRequest, alliance_id: Any, attachment_id: Any) -> HttpResponse:
    """One file, for who reads the record that it belongs to."""
    alliance = enter(request, alliance_id)
    return download(
        find(Attachment.objects.visible_to(request.user), pk=attachment_id, alliance=alliance)
    )
