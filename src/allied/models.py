"""The table of contents: every table of the house, in the order of its floors."""

from allied.alliances.attachments.models import *  # noqa: F403
from allied.alliances.models import *  # noqa: F403
from allied.clock.models import *  # noqa: F403
from allied.notices.models import *  # noqa: F403
from allied.people.models import *  # noqa: F403
from allied.record.models import *  # noqa: F403
from allied.rooms.agreement.annex.models import *  # noqa: F403
from allied.rooms.agreement.changes.models import *  # noqa: F403
from allied.rooms.agreement.exits.models import *  # noqa: F403
from allied.rooms.agreement.reading.models import *  # noqa: F403
from allied.rooms.conflict.models import *  # noqa: F403
from allied.rooms.diligence.models import *  # noqa: F403
from allied.rooms.exchange.models import *  # noqa: F403
from allied.rooms.governance.models import *  # noqa: F403
from allied.rooms.governance.simulation.models import *  # noqa: F403
from allied.rooms.selection.models import *  # noqa: F403
from allied.rooms.thesis.alignment.models import *  # noqa: F403
from allied.rooms.thesis.before.models import *  # noqa: F403
from allied.rooms.thesis.models import *  # noqa: F403
