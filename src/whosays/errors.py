"""Every message a person can get: code, what happened, what to do.

WhosaysError
  ReportError    one report could not be read; the others go on
    FetchError   one address could not be fetched; the others go on
  CasebookError  the casebook could not be opened, read or written
  UsageError     the command or call was not understood
"""

from __future__ import annotations

MESSAGES: dict[str, tuple[str, str]] = {
    # code: (what happened, what to do). {…} are filled by the caller.
    "R001": ("{item}: there is no such file.", "Check the path, or give '-' to read from standard input."),
    "R002": ("{item}: the file is empty.", "Nothing to read; leave it out."),
    "R003": (
        "{item}: this is binary data, not a page or a text.",
        "Give a page, a text, a feed, a table or an archive.",
    ),
    "R004": ("{item}: the text could not be decoded ({detail}).", "Save it as UTF-8 and try again."),
    "R005": ("{item}: no article was found on the page.", "If it is one, paste its text into a .txt file."),
    "R006": ("{item}: the text is too short to be a report ({detail}).", "Leave it out, or give the whole report."),
    "R007": ("{item}: the report is written in {detail}; only English is read.", "Give an English version."),
    "R008": ("{item}, line {line}: this is not JSON ({detail}).", "Each line must be one JSON object."),
    "R009": ("{item}, line {line}: the report has no 'text'.", 'Give each report a non-empty "text".'),
    "R010": ("{item}: permission to read was refused.", "Change the file's permissions, or copy it."),
    "R011": ("{item}: the file is larger than {detail}.", "Split it, or raise --max-bytes."),
    "R012": ("{item}: reading failed ({detail}).", "The other reports were read. Please report this with the page."),
    "R013": ("{item}: a folder without a report in it.", "Point at the folder that has pages, texts or archives."),
    "R014": ("{item}, line {line}: the record does not hold ({detail}).", "Write it again with 'whosays read'."),
    "R015": ("{item}: the text is longer than {detail} and was not read.", "Split it into its reports."),
    "R016": ("{item}: this is {detail}, which holds no report.", "Give a page, a text, a feed, a table or an archive."),
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
    "R041": ("{item}: this is {detail} that opens only with its password.", "Save it without one, and give that."),
    "R042": ("{item}: a damaged {detail}.", "Fetch or save it again; what stood before the damage was read."),
    "R043": ("{item}: packed more than {detail} deep and not opened.", "Unpack it yourself, and name the files."),
    "R044": (
        "{item}: unpacks to far more than it holds ({detail}) and was not read further.",
        "Unpack it yourself if you trust it, and name the files.",
    ),
    "R045": (
        "{item}: this is {detail}, and the library for it is not installed.",
        "Install it: pip install 'whosays[tables]'.",
    ),
    "R046": ("{item}: the table has no column for the text (it has {detail}).", "Name it: --map text=COLUMN."),
    "R047": (
        "{item}: the PDF holds pictures of pages and no text ({detail}).",
        "Run text recognition over it, and give the result.",
    ),
    "R048": (
        "{item}: only the address of a page ({detail}), no text.",
        "Fetch it with 'whosays add'; --fetch for those in a list.",
    ),
    "R049": ("{item}: reading took longer than {detail} and was given up.", "Save its words as a .txt, and give that."),
    "R050": ("{item}: {detail}, and no report in it.", "Leave it out, or name the file that has the reports."),
    "R051": ("{item}: the table has no column {detail}.", "Look at its first line, and mend --map."),
    "R052": ("{item}: more than {detail} addresses; the rest was left.", "Split the list."),
    "F001": ("{item}: this address is not fetched: {detail}.", "Give the http or https address of a public page."),
    "F002": ("{item}: the host's name could not be resolved ({detail}).", "Check the address and your connection."),
    "F003": (
        "{item}: leads to {detail}, an address inside a network, and was not fetched.",
        "Save the page and add the file; for a server of your own, --allow-address.",
    ),
    "F004": ("{item}: the site's robots.txt asks not to fetch this.", "Save the page in a browser, and add the file."),
    "F005": ("{item}: the server answered {detail}.", "Try later, or look at the page in a browser."),
    "F006": ("{item}: the connection failed ({detail}).", "Check the address and your connection; try later."),
    "F007": ("{item}: took longer than {detail} seconds and was given up.", "Try later, or raise --max-seconds."),
    "F008": ("{item}: larger than {detail} and given up.", "Save it and add the file, or raise --max-bytes."),
    "F009": (
        "{item}: redirected more than {detail} times.",
        "Look where it leads in a browser, and give that address.",
    ),
    "F010": ("{item}: this is {detail}, which holds no report.", "Give the address of a page, a feed or an archive."),
    "F011": ("{item}: the server's answer could not be unpacked ({detail}).", "Try later, or save it in a browser."),
    "C001": ("{item}: this is not a casebook.", "Name another file, or move this one away."),
    "C002": ("{item}: there is no such casebook.", "Make one with 'whosays --casebook {item} add REPORT…'."),
    "C003": ("{item}: the casebook cannot be written ({detail}).", "Check the folder's permissions and free space."),
    "C004": ("{item}: the casebook is damaged ({detail}).", "Restore a backup; nothing was changed."),
    "C005": ("{item}: the casebook was made by a newer whosays (schema {detail}).", "Install that version."),
    "C006": ("{item}: another process is writing to the casebook.", "Wait for it to end, then try again."),
    "C007": ("{item}: the casebook holds another text under this id.", "Give each report an id of its own."),
    "C008": ("{item}: this Python's SQLite lacks {detail}.", "Use a Python built with it; the usual ones are."),
    "C009": ("{item}: the record does not hold ({detail}) and was not added.", "Read the report again."),
    "C010": ("{item}: this is no claim on the report's words ({detail}).", "Choose words of the report by offsets."),
    "C011": ("{item}: there is no such verdict, report, claim or event.", "List them with 'whosays history'."),
    "C012": (
        "{item}: the casebook holds code of somebody's own ({detail}) and was not opened.",
        "Ask whoever made it what it is for; take it out with an SQLite tool if you know.",
    ),
    "C021": (
        "{item}: the server is not reached ({detail}).",
        "See that it runs and that the address is right; until then what this machine has of the casebook can be read.",
    ),
    "C022": (
        "{item}: the server refused the name or its password ({detail}).",
        "Set PGPASSWORD, or put the password into ~/.pgpass, which nobody else may read.",
    ),
    "C023": ("{item}: the server is PostgreSQL {detail}.", "Use PostgreSQL 15 or later."),
    "C024": ("{item}: there is no such database ({detail}).", "Have it made on the server: createdb NAME."),
    "C025": (
        "{item}: the server does not let you do that ({detail}).",
        "Ask who runs it for the right; which ones are needed stands in docs/how-to/share-a-casebook.md.",
    ),
    "C026": ("{item}: the server refused it ({detail}).", "Nothing was changed; tell who runs the server."),
    "C027": (
        "{item}: the server fell away while it was keeping this ({detail}).",
        "Whether it was kept shows when the server is back: look with 'whosays history' before you do it again.",
    ),
    "C028": (
        "{item}: it is kept on the server, but not in this machine's copy ({detail}).",
        "Make room on the disk; do not do it again.",
    ),
    "C029": ("{item} is not that of a casebook on a server: {detail}.", "Write postgresql://NAME@HOST/DATABASE."),
    "C030": (
        "{item}: the casebook there was made by an older whosays (schema {detail}).",
        "Back it up with that release, begin a new one (?casebook=NAME) with this one, and merge the backup into it.",
    ),
    "C031": (
        "{item}: the server's chain of custody is not the one that was followed here so far.",
        "Ask who runs it what was restored or changed. What was followed is kept as {detail}; open it again to go on.",
    ),
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
    "U033": ("{item}: no name, for it has no letter.", "Give the name as reports write it: --redact 'Ana Petrova'."),
    "U040": ("Ray did not start ({detail}).", "Try again when the machine is less busy, or use --engine local."),
    "U050": ("{item}: could not be read or written ({detail}).", "Check the place, its permissions and free space."),
    "U051": (
        "The memory of this machine did not suffice; nothing kept was lost.",
        "Give fewer reports at once, or fewer --workers; close other programs.",
    ),
    "U060": ("{item}: these rules of publishing do not hold ({detail}).", "Each is full, quotation or none."),
    "U061": ("{item}: a withheld name would appear here.", "Give the name as it is written there, too, with --redact."),
    "U062": ("{item}: these accounts cannot be used ({detail}).", "Make them with 'whosays serve --add-account NAME'."),
    "U063": ("{item}: this account cannot be kept ({detail}).", "Choose another name or password."),
    "U070": ("{item}: these are no weights ({detail}).", "Give a file that 'whosays train' wrote."),
    "U071": ("{item}, line {line}: no verdict and no record ({detail}).", "Give what 'whosays review --export' wrote."),
    "U072": ("{item}: nothing to learn from: {detail}.", "Judge more claims with 'whosays review'."),
    "G001": ("{item}: these sources cannot be read: {detail}.", "Give OPML, a list of addresses, or TOML."),
    "G002": ("{item}: {detail}.", "Mend that line; how it is written stands in docs/how-to/follow-feeds.md."),
    "G003": ("{item}: nothing is called {detail}.", "Mend that line; names stand in docs/how-to/follow-feeds.md."),
    "G004": ("{item}: could not be delivered ({detail}).", "It is kept and tried again; check the channel's settings."),
    "G005": ("{item}: the secret in the environment variable {detail} is not set.", "Set it, and start again."),
    "L001": (
        "{item}: not on this machine ({detail}); the words of reports would leave it.",
        "Name a model on this machine, or say --may-leave-this-machine.",
    ),
    "L002": ("{item}: the model's endpoint gave no answer ({detail}).", "See that it runs and knows the model's name."),
    "L003": ("{item}: the model took longer than {detail} seconds and was given up.", "Raise --max-seconds."),
    "L004": (
        "{item}: the model's answer cannot be used ({detail}).",
        "Try again, or another model; nothing of it was kept.",
    ),
    "L005": ("{item}: not the address of an endpoint ({detail}).", "Give one like http://127.0.0.1:8080/v1."),
    "L006": (
        "{item}: a reading by the built-in reader and a model's proposals are never mixed.",
        "Keep each in a file of its own, and give one of them.",
    ),
    "L007": (
        "{item}: the model's endpoint failed several times in a row; {detail} and the reports after it were not tried.",
        "See that it runs, then give those again.",
    ),
    "P001": ("{item}: this plugin cannot be loaded ({detail}).", "Mend or uninstall it; the rest works without it."),
    "P002": (
        "{item}: this plugin was made for another interface ({detail}; this whosays has 1).",
        "Install a release of it that fits.",
    ),
    "P003": ("{item}: this plugin failed ({detail}).", "Tell those who made it; the rest works without it."),
    "I001": ("A part of the installation is missing or changed: {item} ({detail}).", "Run 'whosays doctor'."),
}


def _printable(words: str) -> str:
    """Return words as they can be printed: names and addresses are strangers', and may hold codes for a terminal."""
    if words.isprintable():
        return words
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in words
    )


class WhosaysError(Exception):
    """Anything whosays cannot do, as a sentence with its code and its remedy."""

    def __init__(self, code: str, *, item: str = "", detail: str = "", line: int | None = None) -> None:
        what, remedy = MESSAGES[code]
        item, detail = _printable(item), _printable(detail)
        values = {"item": item, "detail": detail, "line": line}
        self.code = code
        self.item = item
        self.detail = detail
        self.detail = detail
        self.what = what.format(**values)
        self.remedy = remedy.format(**values)
        super().__init__(f"[{code}] {self.what} {self.remedy}")


class ReportError(WhosaysError):
    """One report could not be read; the others go on."""


class FetchError(ReportError):
    """One address could not be fetched; the others go on."""


class CasebookError(WhosaysError):
    """The casebook could not be opened, read or written."""


class UsageError(WhosaysError):
    """The command or the call was not understood."""
