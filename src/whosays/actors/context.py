"""Where a report plays, and the countries of actors that no word beside them names.

An actor without a country of its own takes it from where the report says that it is: civilians from the nearest place
of action, forces and governments from the country the whole report plays in. Bodies that cross borders take none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

from whosays.actors.identity import from_context
from whosays.actors.mention import Draft
from whosays.actors.page import Page
from whosays.actors.words import LOCATIVE_PREPOSITIONS

# Kinds of mention that belong to a country, by their nature, even where the words do not name it.
LOCAL_KINDS = frozenset("people force group body state office member part unit".split())
# A named body the table does not know is of the report's country if it is one of these.
LOCAL_NAMED = frozenset("MIL REB PRM UAF COP OPP PTY LEG JUD".split())
ABROAD = frozenset("IGO NGO BUS".split())
# How many sentences back a place still says where people are: two and three did equally well on the dev reports.
PLACE_REACH = 2
# The share of all places that one country needs for the report to play there, and its lead over the next.
SCENE_SHARE = 0.4
SCENE_LEAD = 1.5
# Without any place, the countries named must be at least so many: a sentence that names one says nothing of the rest.
NAMES_NEEDED = 3


class Scene:
    """The places of action of a report, in order, and the country most of them lie in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.tokens = [index for index in sorted(page.place_country) if _is_scene(page, index)]
        counts = Counter(page.place_country[index] for index in self.tokens)
        named = page.countries if sum(page.countries.values()) >= NAMES_NEEDED else Counter[str]()
        self.country = _leading(counts) or _leading(named)
        # The country spoken of most, by however little: governments that are not named are hardly another's.
        self.state = self.country or next((code for code, _ in (counts + named).most_common(1)), None)
        self.army = _leading(Counter(d.country for d in page.drafts.values() if d.sector == "MIL" and d.country))

    def nearest(self, index: int) -> str | None:
        """Return the country of the place nearest to token ``index`` in its sentence or just before it."""
        page = self.page
        here = page.sentence_of[index]
        at = bisect_right(self.tokens, index)
        near = [t for t in self.tokens[max(at - 1, 0) : at + 1] if page.sentence_of[t] == here]
        if near:
            return page.place_country[min(near, key=lambda t: abs(t - index))]
        if at and here - page.sentence_of[self.tokens[at - 1]] <= PLACE_REACH:
            return page.place_country[self.tokens[at - 1]]
        return None


def _leading(counts: Counter[str]) -> str | None:
    if not counts:
        return None
    (code, count), *others = counts.most_common(2)
    leads = not others or count >= SCENE_LEAD * others[0][1]
    return code if leads and count >= SCENE_SHARE * sum(counts.values()) else None


def _is_scene(page: Page, index: int) -> bool:
    """Whether the place at ``index`` is somewhere that things happen, rather than a government or a dateline."""
    if index in page.seats:
        return False
    held = page.covering.get(index)
    if held is None or held.kind not in ("country", "seat"):
        return True
    top = page.doc[held.head]
    return held.locative and (top.dep_ != "pobj" or top.head.lower_ in LOCATIVE_PREPOSITIONS)


def place_actors(page: Page, scene: Scene) -> None:
    """Give actors without a country the one they are in, as far as the report says where that is."""
    for draft in page.drafts.values():
        if draft.kind == "part" and draft.sector is None:
            draft.sector = "CVL"
        place_one(draft, scene)


def _beside(draft: Draft, scene: Scene) -> str | None:
    """Return the country of the soldiers or people that people are counted with ("its soldiers and two civilians")."""
    token = scene.page.doc[draft.head]
    if token.dep_ != "conj" or draft.kind not in ("people", "part"):
        return None
    other = scene.page.drafts.get(token.head.i)
    owned = other is not None and other.kind in ("people", "part", "force") and other.form == "nominal"
    return other.country if owned and other is not None and not from_context(other) else None


def place_one(draft: Draft, scene: Scene) -> None:
    """Give one mention the country it is in, if it is of a kind that belongs to the place it is in."""
    if draft.country is not None or draft.stateless or draft.sector in ABROAD or draft.form == "pronoun":
        return
    local = draft.kind in LOCAL_KINDS or (draft.kind == "organisation" and draft.sector in LOCAL_NAMED)
    if not local:
        return
    if draft.kind in ("people", "part") or draft.sector in ("CVL", "MED", "EDU", "REL", "UAF", "COP"):
        code, reason = _beside(draft, scene), "counted together with those"
        if code is None:
            code, reason = scene.nearest(draft.head), "country of the place"
    elif draft.sector == "MIL" and draft.plural and scene.army:
        code, reason = scene.army, "country of the soldiers the report is about"
    elif draft.sector == "GOV":
        code, reason = scene.state, "country of the report"
    else:
        code, reason = scene.country, "country of the report"
    if code is None:
        code, reason = scene.country or scene.nearest(draft.head), "country of the report"
    if code is not None:
        draft.country = code
        draft.why.append(reason)
