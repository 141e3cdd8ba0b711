"""What happens by itself: a decided change is carried out; other people in the seats are asked anew."""

from allied.alliances.reseating import register as seats_changed
from allied.rooms.agreement.changes.asking import look_again
from allied.rooms.agreement.changes.carrying import after_decision
from allied.rooms.governance.following import register as decisions_end

decisions_end(after_decision)
seats_changed(look_again)
