"""The words of a judgement on two names: a sentence for each level and doubt, to be translated where it is shown."""

from __future__ import annotations

from catalogue.core.messages import N_, Message, declare

SENTENCES: dict[str, str] = {
    "name_same": N_("Same name"),
    "name_latin": N_("Same name, in another language or spelling"),
    "name_spelt": N_("Names that differ by one letter"),
    "name_fuller": N_("Same name, with more forenames on one side"),
    "name_part": N_("Same forename, a part of the surname on one side only"),
    "name_initials": N_("Same surname, and initials that agree"),
    "name_surname": N_("Same surname, no forename on one side"),
    "name_among": N_("A forename of one is the second or the third of the other"),
    "body_same": N_("Same name"),
    "body_same_moved": N_("Same words in another order"),
    "body_unqualified": N_("Same name, its town or its kind told on one side only"),
    "generation_none": N_("Neither is said to be the father or the son"),
    "generation_same": N_("Same rank in the family"),
    "generation_one_sided": N_("One alone is said to be the first, the second, the father or the son"),
    "dates_same": N_("Same dates of life"),
    "dates_one": N_("Same year of birth or of death"),
    "dates_compatible": N_("Dates of life that do not gainsay each other"),
    "dates_missing": N_("Dates of life on one side at most"),
    "activity_same": N_("At work in the same years"),
    "activity_near": N_("At work within twenty years"),
    "activity_missing": N_("Years of work not known on both sides"),
    "activity_far": N_("Years of work apart, that dates allow"),
    "roles_same": N_("Same trade"),
    "roles_kin": N_("Neighbouring trades"),
    "roles_missing": N_("Trade not known on both sides"),
    "roles_other": N_("Other trades"),
    "doubt_generation": N_("Father and son of one name: look at the years"),
    "doubt_name": N_("The name is not whole on both sides"),
    "doubt_dates": N_("No dates of life to compare"),
}
declare({f"person_match_{code}": sentence for code, sentence in SENTENCES.items()})


def said(kind: str, code: str) -> Message:
    """The sentence of a level (``kind``: its aspect) or of a doubt."""
    return Message(f"person_match_{kind}_{code}")
