"""The published site: a folder of pages that needs no server, made from a casebook."""

from whosays.app.site.rules import Rules, Showing, read_rules
from whosays.app.site.writing import publish

__all__ = ["Rules", "Showing", "publish", "read_rules"]
