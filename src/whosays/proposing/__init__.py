"""A second reader, off unless it is asked for: a language model at an endpoint of the user's proposes claims.

It points at words; the report decides. A proposal stands only if every quotation is found in the report letter by
letter and every field is of the vocabulary; dates, numbers, places and actors are worked out from the words by the same
grammars and tables that the built-in reader uses. What a model proposed is a record of its own, marked by its
``version``, and is never mixed with the built-in reading.
"""

from whosays.proposing.checking import Proposed, Refusal, check
from whosays.proposing.endpoint import Endpoint
from whosays.proposing.prompt import messages_of

__all__ = ["Endpoint", "Proposed", "Refusal", "check", "messages_of", "propose"]

from whosays.record import Record


def propose(read: Record, endpoint: Endpoint) -> Proposed:
    """Ask an endpoint for the claims of a report and return those that its words bear out, and what was refused.

    ``read`` is the built-in reading of the report: mentions that it resolved keep what it knows of them. Raise
    `ReportError` L002 to L004 where the endpoint gives no usable answer; nothing is asked twice.
    """
    answer = endpoint.ask(messages_of(read.report), item=read.report.id)
    return check(answer, read, model=endpoint.model)
