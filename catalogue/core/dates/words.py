"""The words of dates, folded to small letters without accents: months, modifiers, centuries and their parts, idioms.

The languages are those of the records of a French region: French of all ages, Latin, English, Italian, Spanish, German.
"""

from __future__ import annotations

import re

from catalogue.core.dates import republican


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# The months of French in their order, from 1.
_FRENCH = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre")
FRENCH_MONTHS = {name: number for number, name in enumerate(_FRENCH, 1)}
MONTHS = _set(
    "janvier janv jan fevrier fevr fev mars avril avr mai juin juillet juil aout septembre sept sep octobre oct novembre nov decembre dec"
    " january february feb march mar april apr may june july august aug september october november december"
    " gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    " enero febrero abril mayo junio julio septiembre setiembre octubre noviembre diciembre"
    " januar februar marz april juni juli august oktober dezember"
    " januarii ianuarii januarij februarii februarij martii martij aprilis maii maij mai junii iunii junij julii iulii julij augusti"
    " septembris octobris novembris decembris 7bre 8bre 9bre 10bre xbre"
)
# Republican months, with the abbreviations of cataloguers.
REPUBLICAN_MONTHS = {name: number for number, name in enumerate(republican.MONTHS, 1)} | {
    short: number
    for number, shorts in enumerate(
        ("vend vendem", "brum", "frim", "niv", "pluv", "vent", "germ", "flor", "prair", "mess", "therm", "fruct", "compl sansculottide"), 1
    )
    for short in shorts.split()
}
REPUBLICAN_MONTHS |= {f"{name}s": number for name, number in REPUBLICAN_MONTHS.items() if len(name) > 5}
REPUBLICAN_MONTHS |= {"thermidore": 11, "fervidor": 11, "nivos": 4, "pluvios": 5, "ventos": 6}

CIRCA = _set("ca circa vers environ env about around um gegen approximativement approximately approx ungefahr hacia circiter")
DOUBT = _set("peut probablement prob probably perhaps possibly vermutlich forse presume presumee estime estimee suppose supposee privilege")
DOUBT |= _set("approbation dedicace preface permis wahrscheinlich inferred")
BEFORE = _set(
    "avant av avt before ante prima vor anterieur anterieure anterieurement antes prior"
)  # the year itself is not meant: a document "avant 1500" is of 1499 at the latest
UP_TO = _set("jusque")
AFTER = _set("apres ap apr after post depuis since dopo nach posterieur posterieure posterieurement despues")
COPYRIGHT = _set("cop copyright c p pc © ℗ copr")
BETWEEN = _set("entre between inter tra zwischen")
DECADES = _set("annees decennie decennies anni")
TO = _set("a au to al aux through")
AND = _set("et and und e y")
OR = _set("ou or oder vel o aut")
# What may stand around a year without changing it.
FILLERS = _set(
    "l le la les en de du des d di del della dell el in im the of anno annee annees an ano anni l' domini salutis gratiae christi"
    " ab a s n en date datee datees dates jour jours day lundi mardi mercredi"
    " jeudi vendredi samedi dimanche printemps ete automne hiver spring summer autumn fall winter paques noel trimestre semestre debut fin"
    " mense mensis die vero dies er do adi est ce cette courant on st nd rd th e eme mois annus no colophon"
)
# What the year after it is the date of: no second end of a list of years.
ROLES = _set("dl depot legal impr imp imprime imprimee printed printing prod distrib reimpr reed ed tirage diffusion")
ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "premier premiere primo prim prima primera erste first 1er", "deuxieme second seconde secondo seconda segunda zweite 2nd",
            "troisieme tiers third", "quatrieme fourth",
            "cinquieme", "sixieme", "septieme", "huitieme", "neuvieme", "dixieme", "onzieme", "douzieme", "treizieme", "quatorzieme",
            "quinzieme", "seizieme", "dixseptieme", "dixhuitieme", "dixneuvieme", "vingtieme", "vingtetunieme",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
CARDINALS = {
    word: number
    for number, words in enumerate(
        (
            "un ung une", "deux", "trois troys", "quatre", "cinq cincq", "six", "sept", "huit huict huyt", "neuf neufz", "dix", "onze unze",
            "douze", "treize treze", "quatorze", "quinze", "seize seze",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip

CENTURY = _set("siecle siecles century centuries secolo secoli siglo siglos saeculo saeculi jahrhundert jahrhunderts jh jhdt jhs")
CENTURY_BEFORE = _set("saec saeculo sec secolo siglo s")  # "saec. XV", "s. XV"
CENTURY_AFTER = CENTURY | _set("s c cent")
MILLENNIUM = _set("millenaire millenium millennium millenaires")

# Parts of a century, as first and last year in it (1 to 100).
PARTS = {
    word: span
    for words, span in {
        "debut deb commencement early inizio inizi in ineunte ineuntis anfang beginn start beginning principio principios": (1, 25),
        "fin late fine ex exeunte exeuntis ende end finales": (76, 100),
        "milieu mid mi middle meta med medio mitte mediados": (40, 60),
    }.items()
    for word in words.split()
}
FRACTIONS = {
    word: parts
    for words, parts in {
        "moitie moities moit half halves meta mitad halfte": 2,
        "tiers third thirds terzo terzi": 3,
        "quart quarts q quarter quarters quarto quarti viertel": 4,
    }.items()
    for word in words.split()
}
LAST = _set("dernier derniere dern last ultimo")
LATE_PARTS = _set("ex exeunte exeuntis in ineunte ineuntis med medio")  # that follow their century: "s. XV ex."

# Idioms of several words or signs, each read as one sign; the order counts.
_IDIOMS = (
    ("IE", r"\bi\.? ?e\.?(?![a-z])|\bi\. ?d\.(?![a-z])|\bи\.? ?е\.?|\bc\.?-?a\.?-?d\b\.?|\bc'est-a-dire\b|\bid est\b|\brect(?:e|ius)\b"
           r"|\bcorr\.|\bcorrige(?: en)?\b|\bsic (?:pour|for)\b|\berreur pour\b|\bpour(?= \d{4})|\blire\b|\bcioe\b|="),
    ("NEWSTYLE", r"\b(?:n(?:ouveau|\.)|new) ?s(?:t(?:yle|\.)?|\.)(?![a-z])"),
    ("OLDSTYLE", r"\b(?:(?:v(?:ieux|\.)|a(?:ncien|\.)) ?st(?:yle|\.)?|old style|o\. ?s\.)(?![a-z])"),
    ("HIJRI", r"\bn\. ?h\.|\b(?:de )?l'hegire\b|\bhegir[ae]e?\b|\bhidschra\b|\bhijr[ia]h?\b"
              r"|\ba\.?h\.?(?![a-z])|ه(?:ـ|\b)|\bh\.(?= ?$| ?\W)|(?<=\d)h\.?"
              r"(?![a-z0-9])"),
    ("SOLAR", r"\bh\.? ?sh\.?(?![a-z])|\ba\.?s\.?h\.?(?![a-z])|\bsh(?:amsi)?\b"),
    ("HEBREW", r"\ba\. ?m\.(?![a-z])|\banno mundi\b|\b(?:calendrier |ere )?hebraique\b|\bde la creation(?: du monde)?\b"),
    ("BC", r"\bav(?:ant|t)?\.? ?j\.? ?-? ?c\b\.?"
           r"|\bav\.?(?= ?- ?[\divx]{1,6}(?:er?)? ?(?:s|siecle)?\b\.? ?ap)|\bav(?:ant|\.)? notre ere\b"
           r"|\bb\. ?c\.(?: ?e\.)?|\bbce?\b|\ba\. ?c\.(?! ?\d)|\bv\. ?chr\."),
    ("AD", r"\bap(?:res|r)?\.? ?j\.? ?-? ?c\b\.?|\bde notre ere\b|\ba\. ?d\.(?![a-z])|\bn\. ?chr\.|\bp\. ?c\. ?n\."
           r"|\bad(?= ?\d{1,3}\b)|(?<=\d) ?(?:ad|c\.?e\.?)(?! ?[a-z\d])"),
    ("NODATE", r"\bs\. ?d\b\.?|\bs\. ?a\.(?: |$)|\bs\. ?l\b\.?|\bs\. ?n\b\.?|\bn\.d\.|\bo\. ?j\.|\bsans date\b|\bsine anno\b|\bundated\b"),
    ("LIBERTY", r"\b(?:de |of )?(?:la |l'ere de la )?libert(?:e|y)\b"),
    ("EQUALITY", r"\b(?:de )?l'egalite\b"),
    ("REGNAL", r"\bde l'empire\b|\bde l'ere fasciste\b|\be\. ?f\.|\b(?:de |du )?(?:son |notre |leur |nostre |nos )?"
               r"(?:regne|pontificat|sacre)s?\b"
               r"|\bdu roi\b|\bde rome\b|\breg(?:ni|is)\b|\bpontificatus\b|\bdu monde\b"),
    ("REPUBLIC", r"\b(?:de la |la )?rep(?:ubl(?:ique|icaine)?|ub)?\b\.?(?: fr(?:ancaise|anc)?\b\.?)?(?:,? une et indivisible)?"),
    ("COMPLEMENTARY", r"\bj(?:ours?|\.)? compl(?:ementaires?|\.)?|\bsans-?culottides?\b"),
    ("BEFORE", r"\b(?:non|pas|au plus) (?:post|apres|tard)\b|\bnot? (?:after|later than)\b|\bor (?:before|earlier)\b"
               r"|\b(?:ou|et) (?:(?:un )?(?:peu|juste|bien|meme) )?(?:avant|auparavant|plus tot)\b|\bat the latest\b"),
    ("EARLIER", r"\bterminus ante(?: quem)?\b|\bpeu avant\b"),
    ("UNTIL", r"\bjusqu'(?:en|a|au)\b|\busque ad\b|\buntil\b|\btill\b|\bbis\b"),
    ("AFTER", r"\b(?:non|pas|au plus) (?:ante|avant|tot)\b|\bnot? (?:before|earlier than)\b"
              r"|\b(?:or|and) (?:after|later)\b|\b(?:ou|et) (?:(?:un )?(?:peu|juste|bien|meme) )?(?:apres|posterieur|plus tard)\b"
              r"|\ba partir d[eu]\b|\bterminus post(?: quem)?\b|\bpeu apres\b|\bda[lt] \b|\bau plus tot\b"),
    ("CIRCA", r"\bautour d[eu]\b|\b(?:aux )?environs d[eu]\b|\bc\.(?= ?\d)|\bverso\b|(?<=[\dx?])[~≈]|[~≈](?=\d)"),
    ("DOUBT", r"\bsans doute\b|\bpeut-etre\b|\bd'apres\b"),
    ("NOW", r"\b(?:a )?nos jours\b|\b(?:to )?(?:the )?present\b|\ben cours\b|\b9999\b|\baujourd'hui\b|(?<=-) ?>"),
    ("LASTING", r"\bcourant du\b"),
)  # fmt: skip
IDIOM = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _IDIOMS))
