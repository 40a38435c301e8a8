"""Who did what to whom, and who says so: sourced claims from news reports of armed conflict.

    report = whosays.open_report("page.html")
    record = whosays.read(report)
    with whosays.Casebook("kursk.casebook") as case:
        case.add(record)
        events = case.events()
    whosays.export(events, "events.geojson", records=[record])

Nothing heavy is loaded until it is used: ``import whosays`` takes milliseconds.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    __version__: str
    from whosays.casebook import Casebook as Casebook
    from whosays.errors import CasebookError as CasebookError
    from whosays.errors import ReportError as ReportError
    from whosays.errors import UsageError as UsageError
    from whosays.errors import WhosaysError as WhosaysError
    from whosays.exports import export as export
    from whosays.exports.collected import Claims as Claims
    from whosays.exports.collected import Events as Events
    from whosays.exports.collected import Figures as Figures
    from whosays.finding import find as find
    from whosays.fusion import find_copies as find_copies
    from whosays.fusion import fuse as fuse
    from whosays.reader import Reader as Reader
    from whosays.reader import read as read
    from whosays.record import Claim as Claim
    from whosays.record import Event as Event
    from whosays.record import Record as Record
    from whosays.record import Report as Report
    from whosays.sources import open_report as open_report
    from whosays.sources import open_reports as open_reports

_HOMES = {
    "Casebook": "whosays.casebook",
    "CasebookError": "whosays.errors",
    "Claim": "whosays.record",
    "Claims": "whosays.exports.collected",
    "Event": "whosays.record",
    "Events": "whosays.exports.collected",
    "Figures": "whosays.exports.collected",
    "Reader": "whosays.reader",
    "Record": "whosays.record",
    "Report": "whosays.record",
    "ReportError": "whosays.errors",
    "UsageError": "whosays.errors",
    "WhosaysError": "whosays.errors",
    "export": "whosays.exports",
    "find": "whosays.finding",
    "find_copies": "whosays.fusion",
    "fuse": "whosays.fusion",
    "open_report": "whosays.sources",
    "open_reports": "whosays.sources",
    "read": "whosays.reader",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("whosays")
    if name not in _HOMES:
        raise AttributeError(f"module 'whosays' has no attribute '{name}'")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*globals(), *_HOMES]
