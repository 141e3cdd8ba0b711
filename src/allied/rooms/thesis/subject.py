"""What a version of the thesis is called where it is signed."""

from allied.alliances.signing import Version
from allied.rooms.thesis.models import ThesisVersion

KIND = "thesis"
SIGN = "thesis.sign"


def to_sign(version: ThesisVersion) -> Version:
    """What a sign-off binds to: this thesis, this revision, this digest."""
    title = f"Value thesis, version {version.revision}"
    return Version(KIND, version.thesis_id, version.revision, version.digest, title)
