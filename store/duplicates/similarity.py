"""How alike two articles are, and whether they are copies of one story.

Both are told from the two articles alone, so that it does not matter which came first, nor what
else the library holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from store.duplicates.article_text import Story, days_apart
from store.duplicates.shingles import Hashes, count_shared, shingles
from store.model import CopyKind

LEAST_SHARED = 0.55
"""Share of the shorter story's shingles that the longer one must have."""
MOST_NEW_WORDS = 0.15
"""Share of the shorter story's different words that the longer one may lack."""
MOST_NEW_FACTS = 0.25
"""Share of its numbers, and of its names, that the longer one may lack."""
MOST_NEW_FIGURES = 0.1
TABLE = 0.33
"""The same for the numbers of a table: a story of whose different words so many are numbers."""
SHORTEST = 8
"""Words under which a story is only ever the same, never near."""
BRIEF = 40
"""Words under which the headlines must agree too: so little text is soon a template."""
MARKERS = frozenset(("correct", "corrected", "correction", "refile", "repeat", "rpt", "update"))
"""Words before a headline that say which version it is."""
SUBJECT = 3
"""Words at the start of a headline that say whom a brief is about."""
LEAST_TITLE = 0.6
"""Share of a brief's headline that the other article must have."""
NEARLY_ALL = 0.8
LONG_ENOUGH = 100
"""Share of the shingles, and words, from which on one number, or a name of the lead, may differ."""
MUCH_SHORTER = 0.35
"""Share of the longer story under which a shorter one must have its subject in the opening of the
longer: a round-up that takes a brief in somewhere is another story."""
RECURRING = 5
REPRINTED = 0.9
"""Days apart from which on the shorter story must share so much: what recurs by the week or month
is a template more often than a reprint."""
CONTAINED = 0.7
SHORTER = 0.8
"""Share of the shingles from which on a story under this share of the length is contained."""


@dataclass(frozen=True)
class Facts:
    """An article's story with its shingles."""

    story: Story

    @cached_property
    def hashes(self) -> Hashes:
        """The shingles of the running text."""
        return shingles(self.story.words)


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two articles are to each other."""

    share: float
    """The share of the shorter story that is in the longer one too, from 0 to 1."""
    kind: CopyKind
    """What the second one is to the first."""


def likeness(first: Facts, second: Facts) -> Likeness:
    """Return how alike two articles are, copies or not."""
    if first.story.key == second.story.key:
        return Likeness(1.0, "same")
    sizes = len(first.hashes), len(second.hashes)
    shorter, longer = min(sizes), max(sizes)
    share = count_shared(first.hashes, second.hashes) / shorter if shorter else 0.0
    kind: CopyKind = "near"
    if share >= CONTAINED and shorter < SHORTER * longer:
        kind = "contains" if sizes[0] == shorter else "contained"
    return Likeness(share, kind)


def are_copies(first: Facts, second: Facts) -> bool:
    """Say whether two articles tell one story in the same words, edits and cuts apart."""
    if first.story.key == second.story.key:
        return True
    short, long = sorted((first, second), key=lambda facts: (len(facts.hashes), facts.story.key))
    if len(short.story.words) < SHORTEST:
        return False
    share = count_shared(short.hashes, long.hashes) / len(short.hashes)
    is_late = days_apart(first.story, second.story) >= RECURRING
    if share < (REPRINTED if is_late else LEAST_SHARED):
        return False
    return _same_facts(short.story, long.story, share) and _same_subject(short, long)


def _same_facts(short: Story, long: Story, share: float) -> bool:
    """Say whether the longer story has the words, numbers and names of the shorter one."""
    if len(short.vocabulary - long.vocabulary) > MOST_NEW_WORDS * len(short.vocabulary):
        return False
    is_table = len(short.numbers) >= TABLE * len(short.vocabulary)
    is_firm = share >= NEARLY_ALL and len(short.words) >= LONG_ENOUGH
    most_new = (MOST_NEW_FIGURES if is_table else MOST_NEW_FACTS) * len(short.numbers)
    if len(short.numbers - long.numbers) > max(most_new, int(is_firm)):
        return False
    if len(short.names - long.vocabulary) > MOST_NEW_FACTS * len(short.names):
        return False
    return is_firm or short.lead_names <= long.vocabulary


def _same_subject(short: Facts, long: Facts) -> bool:
    """Say whether the longer one is about what the shorter one is about."""
    short_story, long_story = short.story, long.story
    if len(short_story.words) < BRIEF and not (
        _matches_headline(short_story, long_story) and _matches_headline(long_story, short_story)
    ):
        return False
    if len(short.hashes) >= MUCH_SHORTER * len(long.hashes):
        return True
    subject = short_story.lead_names or frozenset(short_story.words[:10])
    return 2 * len(subject & long_story.opening) >= len(subject)


def _matches_headline(story: Story, other_story: Story) -> bool:
    """Say whether another story has the first words, and most, of a headline."""
    title = [word for word in story.title if word not in MARKERS]
    words = other_story.vocabulary.union(other_story.title)
    shared = sum(word in words for word in title)
    return words.issuperset(title[:SUBJECT]) and shared >= LEAST_TITLE * len(title)
