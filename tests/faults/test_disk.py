"""A disk that is full or closed: a sentence, and what is published stays whole. Needs root to mount a small disk."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest

from kg.errors import StorageFailed
from kg.release.layout import current, releases
from kg.release.publish import point_at, prune, rollback
from kg.release.verify import verify
from tests.workshop import Workshop

MOUNTS = os.geteuid() == 0 and not subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode
