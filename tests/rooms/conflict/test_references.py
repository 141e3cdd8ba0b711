"""What a conflict refers to: an entry goes by its number in the record, never by the id of its row."""

import pytest

from allied.kit.errors import Refused
from allied.record.models import Entry
from allied.rooms.conflict.references import Reference, checked, offered


def test_an_entry_goes_by_its_number_in_the_record(cast):
    rows = Entry.objects.visible_to(cast.maya).filter(alliance=cast.alliance, audience="joint")
    newest = rows.order_by("-seq").first()
    first = offered(cast.alliance, ["entry"])[0]
    assert first.id == str(newest.seq)
    (found,) = checked(cast.alliance, [Reference(kind="entry", id=first.id)], field="evidence")
    assert found.label == first.label


@pytest.mark.parametrize("wrong", ["-1", "999999", "x", "9" * 40, "٣"])
def test_an_entry_that_is_none_is_refused(cast, wrong):
    with pytest.raises(Refused, match="no joint entry"):
        checked(cast.alliance, [Reference(kind="entry", id=wrong)], field="evidence")
