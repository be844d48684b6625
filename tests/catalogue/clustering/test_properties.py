"""What holds of every pair: whichever comes first, the short judgement and the full one, what may only lower a judgement."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from catalogue.clustering.comparing import FIELDS, UNSAID
from catalogue.clustering.deriving import traits_of
from catalogue.clustering.evidence import SETTINGS
from catalogue.clustering.glancing import glance_of, tells_apart
from catalogue.clustering.judging import judge
from catalogue.clustering.keys import keys
from catalogue.clustering.points import table
from catalogue.clustering.policy import agreements
from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Identifier, Language, Publication, Series, Text, Title

TITLES = ("Histoire de Lyon", "Histoire de la ville de Lyon", "Germinal", "Œuvres", "Mémoires", "Vniuersité de Paris", "Le Cid", "")
NAMES = ("Zola, Émile", "Zola, É.", "Monfalcon, Jean-Baptiste", "Dumas, Alexandre", "Société d'agriculture")
DATES = ("1885", "[1885]", "1885-1887", "[18--]", "1886, c1885", "1780", "an VII", "s.d.")
EXTENTS = ("591 p.", "XII-591 p.", "2 vol. (300, 291 p.)", "3 vol.", "[4]-589-[2] p.", "")
BANDS = {"different": 0, "propose": 1, "same": 2}


def few(values):
    return st.lists(st.sampled_from(values), max_size=2)


@st.composite
def described(draw):
    titles = [Title(value=value, kind=kind) for value, kind in zip(draw(few(TITLES)), ("proper", "remainder"), strict=False)]
    if draw(st.booleans()):
        titles.append(Title(value=draw(st.sampled_from(("Tome premier", "Tome II", "Vol. 3"))), kind="part"))
    date = draw(st.sampled_from(DATES))
    publication = Publication(
        places=tuple(draw(few(("Paris", "Lugduni", "Lyon", "London")))), names=tuple(draw(few(("Hachette", "chez Barbou"))))
    )
    return Description(
        material=draw(st.sampled_from(("text", "score", "manuscript", ""))),
        titles=tuple(titles),
        agents=tuple(Agent(name=name) for name in draw(few(NAMES))),
        publications=(publication,),
        dates=(parse(date),) if draw(st.booleans()) else (),
        languages=tuple(Language(code=code) for code in draw(few(("fre", "lat")))),
        extents=(Extent(value=draw(st.sampled_from(EXTENTS)), format=draw(st.sampled_from(("in-8", "in-4", "21 cm", "")))),),
        editions=tuple(Text(value=value) for value in draw(few(("2e édition", "Nouvelle édition")))),
        series=tuple(Series(title="Bibliothèque", volume=volume) for volume in draw(few(("12", "13", "")))),
        identifiers=tuple(Identifier(scheme="ppn", value=value) for value in draw(few(("12345678X", "000000019")))),
    )


pairs = st.tuples(described().map(traits_of), described().map(traits_of))


@given(pairs, st.sampled_from(SETTINGS))
@settings(max_examples=50, deadline=None)
def test_it_is_the_same_whichever_of_the_two_comes_first(pair, setting):
    one, other = judge(*pair, setting=setting), judge(*reversed(pair), setting=setting)
    assert (one.band, one.points, one.vetoes, one.doubts) == (other.band, other.points, other.vetoes, other.doubts)
    assert [(said.field, said.level, said.points) for said in one.evidence] == [
        (said.field, said.level, said.points) for said in other.evidence
    ]


@given(pairs, st.sampled_from(SETTINGS))
@settings(max_examples=50, deadline=None)
def test_the_short_judgement_and_the_full_one_agree(pair, setting):
    assert judge(*pair, setting=setting, short=True).band == judge(*pair, setting=setting).band


@given(pairs, st.sampled_from(SETTINGS))
@settings(max_examples=400, deadline=None)
def test_what_a_glance_tells_apart_is_different_to_the_judge(pair, setting):
    if tells_apart(*map(glance_of, pair)) and set(pair[0].identifiers).isdisjoint(pair[1].identifiers):
        assert judge(*pair, setting=setting).band == "different"


def printed(year: str, extent: str):
    titles, agents = (Title(value="Histoire de Lyon"),), (Agent(name="Zola, Émile"),)
    return traits_of(Description(titles=titles, agents=agents, dates=(parse(year),), extents=(Extent(value=extent),)))


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (("1885", "591 p."), ("1871", "318 p."), True),
        (("1885", "591 p."), ("1871", "XII-591 p."), False),
        (("1885", "591 p."), ("1886", "318 p."), False),
        (("1885", "591 p."), ("1885", "318 p."), False),
        (("1885", "591 p."), ("[18--]", "318 p."), False),
        (("1885", "591 p."), ("1871", "2 vol. (300, 291 p.)"), False),
        (("1885", "591 p."), ("1871", ""), False),
        (("1885", "[2]-589-[591] p."), ("1871", "318 p."), False),
    ],
)
def test_a_glance_tells_apart_other_years_with_other_pages_alone(one, other, apart):
    pair = printed(*one), printed(*other)
    assert tells_apart(*map(glance_of, pair)) is apart
    assert not apart or judge(*pair).band == "different"


@given(pairs)
@settings(max_examples=50, deadline=None)
def test_the_heritage_setting_groups_nothing_that_the_wide_one_does_not_when_as_many_points_are_asked(pair):
    scale = table()
    level = replace(scale, same=dict.fromkeys(SETTINGS, max(scale.same.values())))
    heritage, wide = (judge(*pair, setting=setting, points=level) for setting in ("heritage", "wide"))
    assert BANDS[heritage.band] <= BANDS[wide.band]


@given(pairs)
@settings(max_examples=50, deadline=None)
def test_what_is_grouped_is_free_of_vetoes_and_doubts_or_shares_an_identifier(pair):
    found = judge(*pair)
    if found.band == "same":
        assert found.decided_by or not (found.vetoes or found.doubts)
        assert found.decided_by or not (pair[0].early or pair[1].early)


@given(described().map(traits_of))
@settings(max_examples=50, deadline=None)
def test_a_record_meets_itself_under_every_key_and_disagrees_with_itself_in_nothing(one):
    assert keys(one) == tuple(sorted(set(keys(one))))
    assert judge(one, one).vetoes == ()


def test_a_better_level_never_gives_fewer_points():
    points = {field: [table().points[field][level] for level in levels if level != UNSAID] for field, (_, levels) in FIELDS.items()}
    assert len(points) == 9
    assert {field: said for field, said in points.items() if said != sorted(said, reverse=True)} == {}


@given(pairs)
@settings(max_examples=50, deadline=None)
def test_what_is_grouped_unasked_fulfils_the_sentence_that_explains_it(pair):
    """Same if no important title word is left over on both sides, numbers and volume do not differ, the author is not another, the year is
    equal or unknown, the pages equal, within or unknown, publisher and place do not both differ, the number in the series does not differ,
    and two of author, year, pages, publisher, series number agree.
    """
    found = judge(*pair)
    if found.band != "same" or found.decided_by:
        return
    levels = {said.field: said.level for said in found.evidence}
    assert levels["title"] in ("equal", "completed", "contained", "briefly_contained")
    assert levels["number"] != "differ" and "volume" not in found.vetoes
    assert levels["author"] not in ("differ", "forenames_differ") or levels["extent"] == "same"
    assert levels["year"] in ("same", "shared")
    assert levels["extent"] not in ("differ", "volumes_differ")
    assert levels["imprint"] != "differ" and levels["series"] != "number_differs"
    assert agreements(levels) >= 2
