"""How much each way to answer counts: the one place where relevance has numbers.

A word counts by where it stands exactly as typed; found only by its stem, or in the spelling of early prints, it counts once or
less, so that « tours » puts Tours before tour.
"""

from __future__ import annotations

from collections.abc import Mapping

FIELDS: Mapping[str, float] = {
    "title": 6.0,
    "agents": 4.0,
    "subjects": 2.5,
    "places": 3.0,
    "publishers": 2.0,
    "notes": 1.0,
    "call_numbers": 1.0,
}
OTHER_FIELDS = 0.3  # of what a word scores in the fields beside the best one
EARLY = 0.6
TITLE_STEM = 2.0
TITLE_ALL = 20.0  # of a title that has every word: before one that has some of them beside an author or a note with the others
TITLE_PHRASE = 2.0  # the words in the title in any order, not far apart
TITLE_ADJACENT = 6.0  # the same with every word typed, little ones too, side by side
ADJACENT: Mapping[str, float] = {"subjects": 2.0, "agents": 2.0, "notes": 1.0}
# Of a title that is just what was typed, by itself or with its author: before whatever has the words among others.
WHOLE_TITLE = 120.0
ANY_ORDER = 120.0  # of a title that has these words and no other, in another order; with its author it earns as much
TITLE_PROPER = 30.0  # more where it is the title proper, not one among others
TITLE_ALONE = 30.0  # more where nothing goes on with it: no subtitle, no part
TITLE_BEGINS = 30.0  # of a title proper that begins as « le mond* », once more with its article
LONGEST_WITH_AUTHOR = 12  # words of an author and a title
LONGEST_NAME = 3  # words of an author beside a title
MEANT = 1.0  # of a notice that is what a word names, without having the word
ONE_MISSING_OF = 3  # words: where most are asked for, one in three may be missing, and one in any case
LONGEST_PHRASE = 8  # words; the closeness of more costs much and tells nothing
CODE = 1000.0  # of a notice that an identifier or a call number names by itself
# A notice whose years lie within a period asked for; one that may be of it among other years counts less.
DATE = 20.0
LONG_DATE = 2.0
LATIN = 12.0  # of a notice in Latin whose imprint names the town that was typed under its Latin name
ALSO = 0.3  # of a synonym, or of another way to write a date
