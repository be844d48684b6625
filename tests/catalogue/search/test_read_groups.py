"""How is a search read: which words go together, which are the first to be done without, what else may answer each, what is repeated?"""

from __future__ import annotations

import pytest

from catalogue.core.ideograms import cut
from catalogue.search.dates import FIRST
from catalogue.search.groups import Group
from catalogue.search.meanings import OLD, Meaning, meaning_at
from catalogue.search.request import SearchRequest
from catalogue.search.result import Offer, TypedDate
from catalogue.search.synonyms import Row, synonyms_of
from catalogue.search.words import MAX_WORDS, read_request, read_words, understood

TABLE = synonyms_of([Row("chemin de fer", ("voie ferrée", "rail")), Row("carte", ("plan",))], version="essai")


def word(*words: str, weak: bool = False) -> Group:
    return Group(words, weak=weak, typed=words)


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("tome IV seul", (word("tome"), word("4", weak=True), word("seul"))),
        ("l abbaye", (word("abbaye"),)),
        ("d une l", (word("l", weak=True),)),
        ("x histoire", (word("x", weak=True), word("histoire"))),
        ("biblio*", (Group(("biblio",), prefix="biblio"),)),
        ("b*", (word("b", weak=True),)),
        ("mont-bl*", (word("mont"), word("bl"))),
        ("LYON ET PARIS", (word("lyon"), word("paris"))),
        ("lugduni", (Group(("lugduni",), also=(("lyon",),), latin=True, typed=("lugduni",)),)),
        ("lyon lyon", (word("lyon"),)),
        ("MOT1", (Group(("mot1",), ("mot1",), "mot1"),)),
    ],
)
def test_the_groups_of_a_search(typed: str, groups: tuple[Group, ...]) -> None:
    assert read_words(typed).groups == groups


def test_a_number_is_looked_for_in_every_way_to_write_it() -> None:
    [francis, first] = read_words("françois Ier").groups
    assert francis == word("francois") and first.forms[:2] == ("1er", "premier") and {"1", "i"} <= set(first.forms)
    [number, regiment] = read_words("12e régiment").groups
    assert number == Group(("12e",), ("12e",), "12e", forms=("xiie", "12eme", "douzieme", "twelfth")) and regiment == word("regiment")
    [volume, one] = read_words("vol. 1").groups
    assert (volume.words, volume.weak, one.words) == (("volume",), True, ("1",))
    assert read_words("vol. 1").kept == ("vol.", "1")
    assert [group.words for group in read_words("chemin n° 12 bis").groups] == [("chemin",), ("n",), ("12",), ("bis",)]


def test_forms_of_numbers_are_as_many_as_there_is_room_for() -> None:
    counted = [len(group.forms) for group in read_words("1er 2e 3e 4e 5e 6e 7e 8e 9e 10e").groups]
    assert sum(counted) == 24 and counted[0] > 2 and counted[-1] == 0


def test_either_of_two_is_as_good() -> None:
    [group] = read_words("lyon OU grenoble OU ms12").groups
    assert group == Group(("lyon",), ("ms12",), "ms12", either=(("grenoble",), ("ms12",)))
    assert [group.either for group in read_words("1789 OU lyon").groups] == [(), ()], "a date is no word"
    quoted = read_words('lyon OU "la gare" paris')
    assert (quoted.phrases, [group.words for group in quoted.groups]) == ((("la", "gare"),), [("lyon",), ("paris",)])
    [first, second] = read_words("lyon OU grenoble paris").groups
    assert first.either and second == word("paris")
    assert read_words("OU lyon").groups[-1] == word("lyon")


def test_what_is_left_out() -> None:
    left_out = read_words("lyon SAUF gare place")
    assert (left_out.excluded, left_out.dashes, left_out.kept, left_out.spoken) == ((("gare",),), False, ("lyon", "SAUF", "place"), ())
    assert [group.words for group in left_out.groups] == [("lyon",), ("place",)]
    dashed = read_words("a -b-c")
    assert (dashed.excluded, dashed.dashes) == ((("b", "c"),), True)
    assert read_words("a -b", dashes=False).excluded == () and read_words("a -b", dashes=False).spoken == ("a", "b")
    assert not read_words("SAUF gare").excluded, "there is nothing to leave it out of"
    assert read_words("lyon SAUF -gare SAUF place").dashes is False
    assert read_words("lyon -gare SAUF place").dashes is True


def test_between_quotes_nothing_else_is_read() -> None:
    read = read_words('"tour du monde" lyon')
    assert (read.phrases, read.kept, read.spoken) == ((("tour", "du", "monde"),), ("lyon",), ("tour", "du", "monde", "lyon"))
    assert read.codes == Group(()) and read_words("lyon 12").codes == Group((), ("lyon12",), "lyon12")
    assert read.ranking == ("lyon", "tour", "du", "monde") == read.marked
    assert [group.words for group in read_words('de "la ville"').groups] == []


def test_a_date_takes_its_words_once() -> None:
    read = read_words("lyon 1550-1560 gravures 1550-1560")
    assert read.dates == (TypedDate("1550-1560", 1550, 1560),) and read.periods == ((1550, 1560),)
    assert [group.words for group in read.groups] == [("lyon",), ("1550", "1560"), ("gravures",)]
    assert read.kept == ("lyon", "gravures") and read.ranking == ("lyon", "gravures")
    assert read.groups[1].call_number == "1550.1560" and read.groups[1].identifiers == ("15501560",)
    assert read_words("1557", dates=False).periods == () and read_words("lyon ET paris", dates=False).kept == ("lyon", "ET", "paris")


def test_as_many_words_are_looked_for_as_there_is_room_for() -> None:
    letters = [f"{one}{other}x" for one in "bcdf" for other in "bcdfghjklm"]
    whole, cut_short = read_words(" ".join(letters[:MAX_WORDS])), read_words(" ".join(letters[: MAX_WORDS + 1]))
    assert (len(whole.groups), whole.cut) == (MAX_WORDS, False) and (len(cut_short.groups), cut_short.cut) == (MAX_WORDS, True)
    joined = read_words(" ".join(letters[: MAX_WORDS - 1]) + ' "mot deux"')
    assert joined.phrases == (("mot",),) and joined.cut
    just = read_words(" ".join(letters[: MAX_WORDS - 2]) + ' "mot deux"')
    assert just.phrases == (("mot", "deux"),) and not just.cut
    dated = read_words(" ".join(letters[: MAX_WORDS - 2]) + " 1550-1560 lyon")
    assert dated.periods and dated.cut, "a date takes the room of its words"


def test_words_of_the_table_go_together_and_are_said() -> None:
    read = read_words("les cartes du chemin de fer à Lyon", synonyms=TABLE)
    assert read.synonyms == (("cartes", ("plan",)), ("chemin de fer", ("voie ferrée", "rail")))
    [cards, railway, lyon] = read.groups
    assert railway == Group(("chemin", "fer"), also=(("voie", "ferree"), ("rail",)), typed=("chemin", "de", "fer"))
    assert cards.also == (("plan",),) and cards.weak and lyon == word("lyon")
    assert read.marked == ("cartes", "plan", "chemin", "fer", "voie", "ferree", "rail", "lyon")


def test_words_that_say_what_kind_of_thing_is_looked_for() -> None:
    read = read_words("je cherche des cartes anciennes de Lyon")
    assert [(group.typed, group.weak, group.meaning is not None) for group in read.groups] == [
        (("je", "cherche"), True, True),
        (("cartes",), True, True),
        (("anciennes",), True, True),
        (("lyon",), False, False),
    ]
    assert read.has_weak and [group.words for group in read.strong] == [("lyon",)]
    assert [group.words for group in read.kinds] == [("cartes",)]
    assert read.offers == (Offer("cartes", (("document_type", "map"),)), Offer("anciennes", (), OLD))
    only = read_words("je cherche des cartes")
    assert [group.words for group in only.strong] == [("cartes",)] and only.has_weak
    nothing = read_words("je cherche")
    assert nothing.strong == nothing.groups and not nothing.has_weak
    assert not read_words("lyon").has_weak


def test_a_century_is_offered_as_a_filter_and_a_year_is_not() -> None:
    assert read_words("XVIe siècle").offers == (Offer("16e siecle", (("century", "16"),)),)
    assert read_words("1557").offers == () and read_words("XVe-XVIe siècles").offers == ()


def test_what_is_marked_of_a_date_is_what_says_it() -> None:
    assert read_words("XVIe siècle").marked == ("16e", "xvie")
    assert read_words("14 juillet 1789").marked == ("14", "1789")
    assert read_words("mars 1871").marked == ("mars", "1871")


def test_meanings_are_those_of_the_longest_wording() -> None:
    assert OLD[0] == FIRST
    assert meaning_at(("livre", "ancien"), 1) == (1, Meaning(years=OLD))
    assert meaning_at(("carte",), 0) == (1, Meaning((("document_type", "map"),), widens=True))
    assert meaning_at(("livre",), 0)[1] is not None and not meaning_at(("livre",), 0)[1].widens  # type: ignore[union-attr]
    assert meaning_at(("en", "latin"), 1) == (1, Meaning((("language", "lat"),), widens=True))
    assert meaning_at(("latin",), 0) == (1, Meaning((("language", "lat"),), widens=False))
    assert meaning_at(("le", "latin"), 1) == (1, Meaning((("language", "lat"),), widens=False))
    assert meaning_at(("lyon",), 0) == (1, None)
    assert meaning_at(("je", "cherche", "lyon"), 0) == (2, Meaning())


def test_how_the_search_was_understood_is_said_in_the_words_typed() -> None:
    request = SearchRequest(words='Cartes "La Ville" 1557 -"vieux pont"', fields=(("title", "x"),), synonyms=TABLE)
    said = understood(request, read_request(request))
    assert (said.words, said.phrases, said.excluded) == (("Cartes",), ("la ville",), ("vieux pont",))
    assert said.fields == (("title", "x"),) and said.dates == (TypedDate("1557", 1557, 1557),) and not said.cut
    assert said.synonyms == (("Cartes", ("plan",)),) and said.offers == (Offer("cartes", (("document_type", "map"),)),)
    long = SearchRequest(words="é" * 600)
    assert understood(long, read_request(long)).cut


def test_a_text_without_spaces_is_cut_as_indexes_cut_it() -> None:
    assert [group.words[0] for group in read_words("中国诗").groups] == list(cut(["中国诗"])) == ["中国", "国诗"]
    assert cut(["诗", "中国", "a中国诗b"]) == ["诗", "中国", "a", "中国", "国诗", "b"]
