"""When: expressions of time as intervals with a grain, read against the day of publication."""

from whosays.reading.times.calendar import Grain, Interval
from whosays.reading.times.find import TimeExpression, find_times, resolve

__all__ = ["Grain", "Interval", "TimeExpression", "find_times", "resolve"]
