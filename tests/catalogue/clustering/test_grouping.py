"""Groups are the same whatever came first, and nobody's decision is ever overruled by points."""

from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.clustering.decisions import Decision, in_force
from catalogue.clustering.grouping import Edge, groups, regrouped

RECORDS = tuple("abcdefgh")
pairs = st.lists(st.sampled_from(RECORDS), min_size=2, max_size=2, unique=True).map(lambda two: tuple(sorted(two)))
edge_lists = st.dictionaries(pairs, st.integers(8, 17), max_size=14).map(
    lambda found: [Edge(*pair, points) for pair, points in found.items()]
)
decision_lists = st.lists(st.tuples(pairs, st.sampled_from(("same", "not_same", "undone"))), max_size=5).map(
    lambda found: [Decision(*pair, verdict, order) for order, (pair, verdict) in enumerate(found)]
)


def forbidding(vetoes):
    return lambda one, other: (min(one, other), max(one, other)) in vetoes


def together(found, one, other):
    return any(one in group and other in group for group in found)


def test_two_that_are_the_same_as_a_third_are_together_unless_a_veto_stands_between_them():
    edges = [Edge("a", "b", 15), Edge("b", "c", 12)]
    assert groups("abc", edges, forbids=forbidding(set())) == {frozenset("abc")}
    assert groups("abc", edges, forbids=forbidding({("a", "c")})) == {frozenset("ab"), frozenset("c")}


def test_what_a_person_put_together_stays_whatever_the_vetoes():
    decided = in_force([Decision("a", "c", "same", 1)])
    assert groups("abc", [], forbids=forbidding({("a", "c")}), decided=decided) == {frozenset("ac"), frozenset("b")}


def test_what_a_person_set_apart_stays_apart_whatever_the_points():
    decided = in_force([Decision("a", "c", "not_same", 1)])
    found = groups("abc", [Edge("a", "b", 17), Edge("b", "c", 16), Edge("a", "c", 15)], forbids=forbidding(set()), decided=decided)
    assert found == {frozenset("ab"), frozenset("c")}


def test_the_last_word_on_a_pair_counts_and_can_be_taken_back():
    same, other = Decision("a", "b", "same", 1), Decision("b", "a", "not_same", 2)
    assert in_force([other, same]).apart == {("a", "b")}
    assert in_force([same, other, Decision("a", "b", "undone", 3)]) == ((), frozenset())


@given(edge_lists, st.sets(pairs, max_size=8), decision_lists, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_the_order_in_which_things_are_told_changes_nothing(edges, vetoes, decisions, random):
    found = groups(RECORDS, edges, forbids=forbidding(vetoes), decided=in_force(decisions))
    records = list(RECORDS)
    for told in (records, edges, decisions):
        random.shuffle(told)
    assert groups(records, edges, forbids=forbidding(vetoes), decided=in_force(decisions)) == found


@given(edge_lists, st.sets(pairs, max_size=8), decision_lists, st.permutations(RECORDS))
@settings(max_examples=50, deadline=None)
def test_records_that_come_one_by_one_end_in_the_groups_of_a_rebuild(edges, vetoes, decisions, order):
    decided, forbids = in_force(decisions), forbidding(vetoes)
    known: frozenset = frozenset()
    here: set = set()
    for record in order:
        here.add(record)
        now = [edge for edge in edges if edge.one in here and edge.other in here]
        of_here = decided._replace(together=tuple(pair for pair in decided.together if set(pair) <= here))
        known = regrouped(known, [record], now, forbids=forbids, decided=of_here)
    assert known == groups(RECORDS, edges, forbids=forbids, decided=decided)


@given(edge_lists, st.sets(pairs, max_size=8), decision_lists)
@settings(max_examples=50, deadline=None)
def test_no_group_holds_a_veto_that_nobody_lifted_nor_a_pair_set_apart(edges, vetoes, decisions):
    decided = in_force(decisions)
    for group in groups(RECORDS, edges, forbids=forbidding(vetoes), decided=decided):
        for pair in ((one, other) for one in group for other in group if one < other):
            assert pair not in decided.apart
            if not decided.together:
                assert pair not in vetoes


def test_a_record_that_goes_leaves_the_others_as_if_it_had_never_come():
    edges = [Edge("a", "b", 15), Edge("b", "c", 12)]
    known = groups("abc", edges, forbids=forbidding(set()))
    assert regrouped(known, [], [], forbids=forbidding(set()), gone=["b"]) == {frozenset("a"), frozenset("c")}


def test_a_pair_put_together_by_a_person_is_together_unless_a_later_word_parts_the_chain():
    decided = in_force([Decision("a", "b", "same", 1), Decision("b", "c", "same", 2), Decision("a", "c", "not_same", 3)])
    found = groups("abc", [], forbids=forbidding(set()), decided=decided)
    assert together(found, "b", "c") and not together(found, "a", "c")
