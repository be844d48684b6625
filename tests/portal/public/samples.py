"""Notices written for these tests, one per state a page must stand: rich, right-to-left, many copies, bare, hostile, long."""

from __future__ import annotations

from catalogue.core.description import (
    Agent,
    DateSpan,
    Description,
    DigitalCopy,
    Extent,
    Feature,
    Genre,
    Holding,
    Identifier,
    Language,
    Link,
    Note,
    Publication,
    Series,
    Subject,
    Text,
    Title,
)

LYON, GRENOBLE, UNKNOWN = "690001001", "380001001", "010001001"

RICH = Description(
    identifier="rich",
    format="unimarc",
    material="text",
    document_type="book",
    level="monograph",
    titles=(
        Title("Le Jardin des soyeux", language="fre", nonsorting=3),
        Title("ou Traité des étoffes façonnées", kind="remainder"),
        Title("Hortus sericariorum", kind="parallel", language="lat"),
        Title("Jardin des soyeux lyonnais", kind="variant"),
    ),
    responsibility=(Text("par Antoine Perrachon, maître ouvrier"),),
    agents=(
        Agent("Perrachon, Antoine", roles=("070",), dates="1520?-1581"),
        Agent("Garnier, Pierrette", roles=("610",), rank="other"),
        Agent("Collège de la Trinité", kind="corporate", roles=("390",), rank="other", copy=f"{LYON}:Rés 317 042"),
    ),
    publications=(
        Publication(places=("Lyon",), names=("Pierrette Garnier",), date="1562"),
        Publication(kind="printing", names=("Jean Vaulx",)),
    ),
    dates=(DateSpan("1562", 1562, 1562),),
    countries=("FR",),
    languages=(Language("fre"), Language("lat", role="original")),
    editions=(Text("Seconde édition, revue"),),
    extents=(Extent("[16]-312-[8] p.", "ill. gravées sur bois", "in-4", "1 échantillon"),),
    series=(Series("Les Métiers de la ville", "3"),),
    notes=(
        Note("Dédicace à la ville datée de 1561.", kind="general"),
        Note("Traité en trois livres des fils, des dessins et des métiers.", kind="summary"),
        Note("Baudrier, II, 214", kind="references"),
        Note("Ex-libris manuscrit : « Ce livre est à la Trinité »", kind="provenance", copy=f"{LYON}:Rés 317 042"),
        Note("Reliure de veau brun, dos refait", kind="binding", copy=GRENOBLE),
        Note("Un troisième exemplaire, non localisé, fut vendu en 1871.", kind="copy"),
    ),
    subjects=(
        Subject("Soie -- Industrie -- Lyon (Rhône) -- 16e siècle", scheme="rameau"),
        Subject("Lyon (Rhône)", kind="place", scheme="rameau"),
    ),
    genres=(Genre("Traités"),),
    identifiers=(
        Identifier("fingerprint", "e,i- s.t. r,e, vnqu (3) 1562 (R)"),
        Identifier("ppn", "123456789"),
        Identifier("isbn", "javascript:alert(1)"),
    ),
    links=(Link("other_edition", "Le Jardin des soyeux, 1555"),),
    holdings=(
        Holding(LYON, call_number="Rés 317 042", collection="Fonds ancien", access="Consultable sur rendez-vous"),
        Holding(GRENOBLE, call_number="E.29117", notes=(Note("Manque le titre", kind="gaps"),), features=(Feature("binding.parchment"),)),
    ),
    digital_copies=(
        DigitalCopy(url="https://numelyo.example/ark:/99999/jardin", rights="Domaine public"),
        DigitalCopy(url="javascript:alert('no')"),
    ),
    rights=(Text("Domaine public"),),
    features=(Feature("technique.woodcut"), Feature("marks.printer"), Feature("marks.watermark"), Feature("of.another.list")),
)

RIGHT_TO_LEFT = Description(
    identifier="rtl",
    format="unimarc",
    material="text",
    document_type="book",
    titles=(
        Title("ספר התפילות", language="heb"),
        Title("Livre des prières", kind="parallel", language="fre"),
        Title("كتاب الصلوات", kind="parallel", language="ara"),
    ),
    agents=(Agent("משה בן יעקב", roles=("070",)),),
    publications=(Publication(places=("Venise",), names=("Bomberg",), date="[1524?]"),),
    dates=(DateSpan("[1524?]", 1524, 1524, uncertain=True),),
    languages=(Language("heb"),),
    holdings=(Holding(LYON, call_number="Ms hébreu 14"),),
)

MANY_COPIES = Description(
    identifier="many",
    format="unimarc",
    material="text",
    document_type="periodical",
    level="serial",
    titles=(Title("Bulletin des communes de la montagne"),),
    publications=(Publication(places=("Privas",), date="1871-1912"),),
    dates=(DateSpan("1871-1912", 1871, 1912),),
    holdings=tuple(
        Holding(f"07{number:03d}1001", f"Mairie de la commune {number}", call_number=f"PER {number}") for number in range(1, 199)
    ),
)

NO_DATE = Description(
    identifier="bare",
    format="dublin_core",
    document_type="photograph",
    material="image",
    titles=(Title("Vue du pont"),),
)

LONG_TITLE = Description(
    identifier="long",
    format="unimarc",
    document_type="book",
    material="text",
    titles=(
        Title(
            "Discours véritable et très ample de tout ce qui s’est passé en la ville et au pays de Forez durant les années de disette, "
            "avec le dénombrement des paroisses, des foires, des ponts et des moulins, ensemble les remontrances faites au lieutenant "
            "général par les consuls assemblés, et la réponse que ledit seigneur leur donna le jour de la Saint-Jean, le tout recueilli "
            "fidèlement par un bourgeois de Montbrison qui en fut témoin, et mis en lumière pour l’instruction de ceux qui viendront"
        ),
    ),
    publications=(Publication(places=("[S.l.]",), names=("[s.n.]",), date="[vers 1600]"),),
    dates=(DateSpan("[vers 1600]", 1595, 1605, uncertain=True),),
    holdings=(Holding(GRENOBLE, call_number="F.1204"),),
)

HOSTILE_WORDS = "<script>alert('x')</script><img src=x onerror=alert(1)>"
HOSTILE = Description(
    identifier="hostile",
    format="dublin_core",
    document_type="book",
    titles=(Title(HOSTILE_WORDS), Title(HOSTILE_WORDS, kind="parallel", language='"><script>')),
    agents=(Agent(HOSTILE_WORDS, dates=HOSTILE_WORDS),),
    publications=(Publication(places=(HOSTILE_WORDS,), names=(HOSTILE_WORDS,), date=HOSTILE_WORDS),),
    notes=(Note(HOSTILE_WORDS), Note(HOSTILE_WORDS, kind="provenance")),
    subjects=(Subject(HOSTILE_WORDS),),
    genres=(Genre(HOSTILE_WORDS),),
    identifiers=(Identifier(HOSTILE_WORDS, "data:text/html,<script>alert(1)</script>"),),
    links=(Link("related", HOSTILE_WORDS, identifiers=(Identifier("url", "javascript:alert(1)"),)),),
    holdings=(Holding("", HOSTILE_WORDS, HOSTILE_WORDS, HOSTILE_WORDS, access=HOSTILE_WORDS, statement=HOSTILE_WORDS),),
    digital_copies=(DigitalCopy(url="javascript:alert(1)", label=HOSTILE_WORDS), DigitalCopy(url="data:text/html,x")),
    rights=(Text(HOSTILE_WORDS),),
)

WITHDRAWN = Description(
    identifier="withdrawn",
    format="unimarc",
    document_type="map",
    material="map",
    titles=(Title("Carte du diocèse de Viviers"),),
    agents=(Agent("Tassin, Nicolas", roles=("180",)),),
    publications=(Publication(places=("Paris",), date="1634"),),
    dates=(DateSpan("1634", 1634, 1634),),
    holdings=(Holding(GRENOBLE, call_number="C 118"),),
)

EVERY = (RICH, RIGHT_TO_LEFT, MANY_COPIES, NO_DATE, LONG_TITLE, HOSTILE)
