"""The settings of an installation, with the trial's reaction and short leases."""

from allied.settings import *  # noqa: F403
from allied.settings import INSTALLED_APPS, TASKS

INSTALLED_APPS += ["tests.reliability.trial.TrialConfig"]
# A killed worker's letters are taken over after this many seconds instead of thirty.
TASKS["default"]["OPTIONS"]["LOCK_TIMEOUT"] = 3
