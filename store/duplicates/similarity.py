"""Measures how similar two articles are, and decides whether they are copies.

Both depend on the two articles alone: not on their order, nor on the rest of the library.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from store.duplicates.article_text import Story, days_apart
from store.duplicates.shingles import Hashes, count_shared, shingles
from store.model import CopyKind

LEAST_SHARED = 0.55
"""Share of the shorter story's shingles that the longer one must contain."""
MOST_NEW_WORDS = 0.15
"""Share of the shorter story's distinct words that the longer one may lack."""
MOST_NEW_FACTS = 0.25
"""Share of its numbers, and of its names, that the longer one may lack."""
MOST_NEW_FIGURES = 0.1
TABLE = 0.33
"""The share for numbers in a table: a story with this share of numbers among its distinct words."""
SHORTEST = 8
"""Words below which a story can only be identical, never similar."""
BRIEF = 40
"""Words below which the headlines must match too, as such a short text may be a template."""
MARKERS = frozenset(("correct", "corrected", "correction", "refile", "repeat", "rpt", "update"))
"""Words before a headline that mark a version."""
SUBJECT = 3
"""Words at the start of a headline that identify the subject of a brief."""
LEAST_TITLE = 0.6
"""Share of a brief's headline that the other article must contain."""
NEARLY_ALL = 0.8
LONG_ENOUGH = 100
"""Share of the shingles, and number of words, from which one number, or a name in the lead, may
differ."""
MUCH_SHORTER = 0.35
"""Share of the longer story below which the subject of the shorter one must be in the opening of
the longer one: a round-up that includes a brief is a different story."""
RECURRING = 5
REPRINTED = 0.9
"""Days apart from which the stories must share this much: what recurs weekly or monthly is more
often a template than a reprint."""
CONTAINED = 0.7
SHORTER = 0.8
"""Share of the shingles from which a story shorter than this share of the other counts as
contained."""


@dataclass(frozen=True)
class Facts:
    """A story with its shingles."""

    story: Story

    @cached_property
    def hashes(self) -> Hashes:
        """The shingles of the running text."""
        return shingles(self.story.words)


@dataclass(frozen=True, slots=True)
class Likeness:
    """The relation between two articles."""

    share: float
    """The share of the shorter story's shingles in the longer one, from 0 to 1."""
    kind: CopyKind
    """What the second article is to the first."""


def likeness(first: Facts, second: Facts) -> Likeness:
    """Return how similar two articles are, whether or not they are copies."""
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
    """Return whether two articles are copies: the same words apart from edits and cuts."""
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
    """Return whether the longer story has the words, numbers and names of the shorter one."""
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
    """Return whether both stories have the same subject."""
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
    """Return whether another story has the first words, and most others, of a headline."""
    title = [word for word in story.title if word not in MARKERS]
    words = other_story.vocabulary.union(other_story.title)
    shared = sum(word in words for word in title)
    return words.issuperset(title[:SUBJECT]) and shared >= LEAST_TITLE * len(title)
