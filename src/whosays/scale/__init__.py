"""The same reader over many cores and many machines: same records, same order."""

from whosays.scale.pool import read_many, usable_cores
from whosays.scale.worker import Setting

__all__ = ["Setting", "read_many", "usable_cores"]
