"""Find every attribution in a text: who says, thinks, wants or denies what, and by which word."""

from whosays.reading.attribution.find import find_attributions
from whosays.reading.attribution.found import FoundAttribution

__all__ = ["FoundAttribution", "find_attributions"]
