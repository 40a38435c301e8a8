"""Every message a person can get: code, what happened, what to do.

WhosaysError
  ReportError    one report could not be read; the others go on
  CasebookError  the casebook could not be opened, read or written
  UsageError     the command or call was not understood
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # code: (what happened, what to do). {…} are filled by the caller.
    "R001": ("{item}: there is no such file.", "Check the path, or give '-' to read from standard input."),
    "R002": ("{item}: the file is empty.", "Nothing to read; leave it out."),
    "R003": ("{item}: this is binary data, not a page or a text.", "Give HTML, plain text or JSON Lines."),
    "R004": ("{item}: the text could not be decoded ({detail}).", "Save it as UTF-8 and try again."),
    "R005": ("{item}: no article was found on the page.", "If it is one, paste its text into a .txt file."),
    "R006": ("{item}: the text is too short to be a report ({detail}).", "Leave it out, or give the whole report."),
    "R007": ("{item}: the report is written in {detail}; only English is read.", "Give an English version."),
    "R008": ("{item}, line {line}: this is not JSON ({detail}).", "Each line must be one JSON object."),
    "R009": ("{item}, line {line}: the report has no 'text'.", 'Give each report a non-empty "text".'),
    "R010": ("{item}: permission to read was refused.", "Change the file's permissions, or copy it."),
    "R011": ("{item}: the file is larger than {detail}.", "Split it, or raise --max-bytes."),
    "R012": ("{item}: reading failed ({detail}).", "The other reports were read. Please report this with the page."),
    "R013": ("{item}: a folder without a page, a text or a JSON Lines file.", "Point at the folder that has them."),
    "R014": ("{item}, line {line}: the record does not hold ({detail}).", "Write it again with 'whosays read'."),
    "R015": ("{item}: the text is longer than {detail} and was not read.", "Split it into its reports."),
    "R016": ("{item}: this is {detail}, not a page or a text.", "Give HTML, plain text or JSON Lines."),
    "R017": (
        "{item}: this link leads out of the folder and was not followed.",
        "Name the file itself to have it read.",
    ),
    "R018": ("{item}: this is not a regular file.", "Leave it out."),
    "R019": (
        "{item}: by its own mark-up this is {detail}, not a report.",
        "If it is one, paste its text into a .txt file.",
    ),
    "R020": ("{item}: the page has more than {detail} elements and was not read.", "Save the article alone, as text."),
    "R021": ("{item}: reading took more than {detail} and was given up.", "Split the report, or leave it out."),
    "R022": ("{item}: the process that read it was ended (out of memory?).", "Split the report, or leave it out."),
    "C001": ("{item}: this is not a casebook.", "Name another file, or move this one away."),
    "C002": ("{item}: there is no such casebook.", "Make one with 'whosays add {item} REPORT…'."),
    "C003": ("{item}: the casebook cannot be written ({detail}).", "Check the folder's permissions and free space."),
    "C004": ("{item}: the casebook is damaged ({detail}).", "Restore a backup; nothing was changed."),
    "C005": ("{item}: the casebook was made by a newer whosays (schema {detail}).", "Install that version."),
    "C006": ("{item}: another process is writing to the casebook.", "Wait for it to end, then try again."),
    "C007": ("{item}: the casebook holds another text under this id.", "Give each report an id of its own."),
    "C008": ("{item}: this Python's SQLite lacks {detail}.", "Use a Python built with it; the usual ones are."),
    "C009": ("{item}: the record does not hold ({detail}) and was not added.", "Read the report again."),
    "C010": ("{item}: this is no claim on the report's words ({detail}).", "Choose words of the report by offsets."),
    "C011": ("{item}: there is no such verdict, report, claim or event.", "List them with 'whosays history'."),
    "U001": ("{item}: no such event in this casebook.", "List them with 'whosays events'."),
    "U002": ("{item}: not a date.", "Write dates as YYYY-MM-DD."),
    "U003": ("{item}: not a format that this command writes.", "Choose one of: {detail}."),
    "U004": ("{item}: cannot be written ({detail}).", "Choose another folder, or check its permissions."),
    "U005": ("{item}: no such claim.", "List them with 'whosays claims'."),
    "U006": ("{item}, row {line}: {detail}.", "Mend that row of your table and try again."),
    "U007": ("Nothing matches this filter.", "Leave a condition out."),
    "U008": ("{item}: this port and the next {detail} are taken.", "Name another with --port."),
    "U009": ("{item}: not a grade.", "Give {detail}."),
    "U010": ("{item}: that cannot be done: {detail}.", "Look at it with 'whosays claims' or 'whosays events'."),
    "U011": ("{item}: nobody of that name speaks or publishes in this casebook.", "List them with 'whosays who'."),
    "U015": ("{item}: not a format that can be checked.", "Name it with --to; these can be: {detail}."),
    "U030": ("{item} is not installed, and this needs it.", "Run pip install 'whosays[{detail}]'."),
    "U031": ("{item}: these are bytes, which a terminal does not show.", "Name a file with --output, or use a pipe."),
    "U032": ("{item}: this format is written from a casebook that holds the bytes.", "Give the casebook."),
    "I001": ("A part of the installation is missing or changed: {item} ({detail}).", "Run 'whosays doctor'."),
}


class WhosaysError(Exception):
    """Anything whosays cannot do, as a sentence with its code and its remedy."""

    def __init__(self, code: str, *, item: str = "", detail: str = "", line: int | None = None) -> None:
        what, remedy = MESSAGES[code]
        values = {"item": item, "detail": detail, "line": line}
        self.code = code
        self.item = item
        self.detail = detail
        self.what = what.format(**values)
        self.remedy = remedy.format(**values)
        super().__init__(f"[{code}] {self.what} {self.remedy}")


class ReportError(WhosaysError):
    """One report could not be read; the others go on."""


class CasebookError(WhosaysError):
    """The casebook could not be opened, read or written."""


class UsageError(WhosaysError):
    """The command or the call was not understood."""
