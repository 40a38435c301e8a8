"""The brief: a written situation report in which every sentence is footnoted to the exact words.

Composed once into a `Document` and then set as Markdown, HTML, DOCX or PDF. Templates only: the text is the same for
the same claims and says nothing that they do not carry; what anybody says stands in the report's own words.
"""

from whosays.exports.brief.compose import compose
from whosays.exports.brief.markdown import as_markdown
from whosays.exports.brief.speech import representative

__all__ = ["as_markdown", "compose", "representative"]
