"""What the moments of a date say together: one span of years, and whether it is certain."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from catalogue.core.dates import calendars
from catalogue.core.dates.moments import OTHER_CALENDARS, Moment
from catalogue.core.dates.years import CIRCA, UNKNOWN, Years, ordered
from catalogue.core.kinds import Calendar

_FIRST_OF_OUR_YEARS = 1440  # a year of three figures and one of printing are no range
_ONE_LIST = 50  # years: dates further apart are two events


def combine(moments: Sequence[Moment], *, doubtful: bool, other_words: bool) -> Years:
    """The years that moments cover together; ``doubtful`` where the cataloguer said a doubt, ``other_words`` where words stand there
    that are none of a date's: then the first date alone counts."""
    moments = _without_small_numbers(list(moments), other_words=other_words)
    moments = _converted(_corrected(_of_one_calendar(moments)))
    if not moments:
        return UNKNOWN
    groups = _grouped(moments)
    first_hand = [group for group in groups if not all(moment.copyright for moment in group[:1])] or groups
    spans = [_span(group, doubtful=doubtful) for group in first_hand]
    apart = other_words or any(group[0].apart for group in first_hand[1:])
    if len(spans) == 1 or apart:
        return spans[0]
    return _hull(spans, split=any(group[0].round or group[0].bracketed for group in first_hand[1:]))


def _without_small_numbers(moments: list[Moment], *, other_words: bool) -> list[Moment]:
    """Without numbers of three figures where they are no years: beside other words, or beside a year of printing."""
    if not any(moment.kind == "small" for moment in moments):
        return moments
    others = [moment for moment in moments if moment.kind != "small"]
    if other_words or any(moment.end >= _FIRST_OF_OUR_YEARS for moment in others):
        return others
    return moments


def _of_one_calendar(moments: list[Moment]) -> list[Moment]:
    """ "1289-1290 H.": the calendar said of the end is that of the beginning."""
    for place in range(len(moments) - 1):
        here, after = moments[place], moments[place + 1]
        if after.link and after.kind == "hijri" and here.kind in ("year", "small") and 0 <= after.number - here.start < 100:
            start, end = calendars.hijri(max(1, here.start))
            moments[place] = here._replace(start=start, end=end, kind="hijri", number=here.start)
    return moments


def _corrected(moments: list[Moment]) -> list[Moment]:
    """Without the moments that a later one corrects: the one before "i.e.", or all of a range that a range corrects."""
    kept: list[Moment] = []
    for place, moment in enumerate(moments):
        if moment.corrects and kept:
            is_range = place + 1 < len(moments) and moments[place + 1].link in ("to", "and", "or")
            wrong = kept.pop()
            while kept and (is_range or wrong.kind in ("hijri", "hebrew")) and wrong.link:
                wrong = kept.pop()
            moment = moment._replace(link=wrong.link, copyright=wrong.copyright, bound=moment.bound or wrong.bound, bracketed=False)
        kept.append(moment)
    return kept


def _converted(moments: list[Moment]) -> list[Moment]:
    """With one moment for a date said twice: "An VI [1798]", "1793 (an II)", "1422/2001", "XVe siècle (1453)"."""
    kept: list[Moment] = []
    for moment in moments:
        before = kept[-1] if kept else None
        if before is not None and (within := _bounded(before, moment)) is not None:
            kept[-1] = within
        elif before is None or moment.bound or before.bound:
            kept.append(moment)
        elif (same := _same_date(before, moment)) is not None:
            kept[-1] = same
        else:
            kept.append(moment)
    return kept


def _same_date(before: Moment, moment: Moment) -> Moment | None:  # noqa: PLR0911 - one answer per habit
    """The one date that two moments say, or None where they say two."""
    calendar = {before.kind, moment.kind} & OTHER_CALENDARS
    if calendar and before.kind != moment.kind:
        kind = "republican" if "republican" in calendar else "year"
        for wide, narrow in ((before, moment), (moment, before)):
            if narrow.kind in ("year", "day", "range") and _holds(wide, narrow):
                return _placed(narrow, before, kind=kind, open=before.open or moment.open)
    if moment.apart or (moment.link == "to" and not moment.bracketed and not _is_slash_of_calendars(before, moment)):
        return None
    if before.kind == "year" and any(low <= moment.start <= moment.end <= high for low, high in calendars.other_years(before.start)):
        return _placed(moment, before)
    if moment.link or moment.copyright:
        return None
    if (before.vague or before.kind == "century") and not moment.vague and _holds(before, moment):
        return _placed(moment, before)
    if moment.bracketed and not before.link:
        return _placed(moment, before, vague=moment.vague or bool(calendar and before.kind != "year"))
    return None


def _bounded(before: Moment, moment: Moment) -> Moment | None:
    """ "XVIIIe siècle [après 1750]": what is left of a century on one side of a year."""
    if not moment.bound or before.bound or moment.link or not (before.vague or before.kind == "century") or not _holds(before, moment):
        return None
    if moment.bound == "after":
        return before._replace(start=moment.start)
    return before._replace(end=max(before.start, _last_before(moment) if moment.excluded else moment.end))


def _placed(moment: Moment, before: Moment, **change: Any) -> Moment:
    """The moment that says the date, where the one before stood."""
    return moment._replace(link=before.link, bracketed=before.bracketed, round=before.round, copyright=before.copyright, **change)


def _is_slash_of_calendars(before: Moment, moment: Moment) -> bool:
    return moment.slashed and before.kind == "year" and before.start == before.end


def _holds(wide: Moment, narrow: Moment) -> bool:
    return wide.start <= narrow.start and narrow.end <= wide.end


def _grouped(moments: Sequence[Moment]) -> list[list[Moment]]:
    """Moments joined by "to", "and", "or", and those bounded from both sides ("après 1750, avant 1760")."""
    groups: list[list[Moment]] = []
    for moment in moments:
        last = groups[-1][-1] if groups else None
        if last and not last.open and (moment.link or (last.bound == "after" and moment.bound == "before")):
            groups[-1].append(moment)
        else:
            groups.append([moment])
    return groups


def _span(group: Sequence[Moment], *, doubtful: bool) -> Years:
    """The years of one group."""
    first, last = group[0], group[-1]
    said = OTHER_CALENDARS & {moment.kind for moment in group}
    calendar: Calendar = next(iter(said)) if len(said) == 1 else "gregorian"
    vague = doubtful or any(moment.vague or moment.circa or moment.bound or moment.link == "or" for moment in group) or first.between
    if len(group) == 1:
        return _alone(first, vague=vague, calendar=calendar)
    reverse = any(later.start < earlier.start for earlier, later in pairwise(group))
    start, end = min(moment.start for moment in group), max(moment.end for moment in group)
    if last.link == "to" and not first.vague and first.start <= last.end:
        start = first.start
    if first.bound == "before" and last.bound != "after":
        return Years(None, end, True, calendar)
    if first.bound == "before":
        return Years(first.end, last.start, True, calendar)
    if last.bound == "after" and first.bound != "after":
        return Years(start, None, True, calendar)
    if last.excluded and start < last.start == max(moment.start for moment in group):
        end = _last_before(last)
    return Years(start, None if last.open else end, vague or reverse, calendar)


def _last_before(moment: Moment) -> int:
    """The last year before a moment; a year of another calendar begins within one of ours, whose beginning is before it."""
    return moment.start if moment.kind in OTHER_CALENDARS else moment.start - 1


def _alone(moment: Moment, *, vague: bool, calendar: Calendar) -> Years:
    if moment.bound == "before":
        return Years(None, _last_before(moment) if moment.excluded else moment.end, True, calendar)
    if moment.bound == "after":
        return Years(moment.start, None, True, calendar)
    if moment.open:
        return Years(moment.start, None, vague, calendar)
    if moment.circa and not moment.vague and moment.kind in ("year", "small", "day"):
        start, end = moment.start - CIRCA, moment.end + CIRCA
        return Years(max(1, start) if moment.start > 0 else start, end, True, calendar)
    return Years(moment.start, moment.end, vague, calendar)


def _hull(spans: Sequence[Years], *, split: bool) -> Years:
    """One span of a list of them; uncertain where they lie far apart, in two calendars, or one in brackets after the other."""
    starts = [span.start for span in spans if span.start is not None]
    ends = [span.end for span in spans if span.end is not None]
    if len(starts) < len(spans):
        return spans[0]
    start = min(starts)
    end = None if len(ends) < len(spans) else ordered(start, max(ends))[1]
    far = any(later - earlier > _ONE_LIST for earlier, later in pairwise(sorted(starts)))
    one_calendar = len({span.calendar for span in spans}) == 1
    doubt = (split and len(set(spans)) > 1) or far or not one_calendar or any(span.uncertain for span in spans)
    return Years(start, end, doubt, spans[0].calendar if one_calendar else "gregorian")
