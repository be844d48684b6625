"""Everything that a judgement can say has its sentence, and nothing else has one."""

from catalogue.clustering.comparing import FIELDS
from catalogue.clustering.policy import DOUBTS
from catalogue.clustering.vetoes import VETOES
from catalogue.clustering.wording import SENTENCES, said


def test_every_level_veto_and_doubt_has_its_sentence():
    sayable = {f"{field}_{level}" for field, (_, levels) in FIELDS.items() for level in levels}
    sayable |= {f"veto_{veto}" for veto in VETOES}
    sayable |= {f"doubt_{doubt}" for doubt in DOUBTS}
    sayable |= {"band_same", "band_propose", "band_different"}
    assert set(SENTENCES) == sayable


def test_a_level_is_said_in_words():
    assert said("year", "same").sentence() == "Same year"
