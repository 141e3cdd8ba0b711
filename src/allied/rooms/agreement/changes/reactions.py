"""What happens by itself: a decided change is carried out, and whoever must act on it is asked."""

from allied.alliances import put_up
from allied.alliances.reseating import register as seats_changed
from allied.rooms.agreement.changes.asking import look_again
from allied.rooms.agreement.changes.carrying import after_decision, settle_drafted
from allied.rooms.governance.following import register as decisions_end

decisions_end(after_decision)
seats_changed(look_again)
put_up.register(settle_drafted)
