"""Finding: the claims that answer a question, ranked, each with its words and its owner."""

from whosays.finding.question import Question, asked
from whosays.finding.ranking import Answer, find

__all__ = ["Answer", "Question", "asked", "find"]
