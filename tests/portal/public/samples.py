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
        Title(value="Le Jardin des soyeux", language="fre", nonsorting=3),
        Title(value="ou Traité des étoffes façonnées", kind="remainder"),
        Title(value="Hortus sericariorum", kind="parallel", language="lat"),
        Title(value="Jardin des soyeux lyonnais", kind="variant"),
    ),
    responsibility=(Text(value="par Antoine Perrachon, maître ouvrier"),),
    agents=(
        Agent(name="Perrachon, Antoine", roles=("070",), dates="1520?-1581"),
        Agent(name="Garnier, Pierrette", roles=("610",), rank="other"),
        Agent(name="Collège de la Trinité", kind="corporate", roles=("390",), rank="other", copy=f"{LYON}:Rés 317 042"),
    ),
    publications=(
        Publication(places=("Lyon",), names=("Pierrette Garnier",), date="1562"),
        Publication(kind="printing", names=("Jean Vaulx",)),
    ),
    dates=(DateSpan(display="1562", start=1562, end=1562),),
    countries=("FR",),
    languages=(Language(code="fre"), Language(code="lat", role="original")),
    editions=(Text(value="Seconde édition, revue"),),
    extents=(Extent(value="[16]-312-[8] p.", illustrations="ill. gravées sur bois", format="in-4", accompanying="1 échantillon"),),
    series=(Series(title="Les Métiers de la ville", volume="3"),),
    notes=(
        Note(value="Dédicace à la ville datée de 1561.", kind="general"),
        Note(value="Traité en trois livres des fils, des dessins et des métiers.", kind="summary"),
        Note(value="Baudrier, II, 214", kind="references"),
        Note(value="Ex-libris manuscrit : « Ce livre est à la Trinité »", kind="provenance", copy=f"{LYON}:Rés 317 042"),
        Note(value="Reliure de veau brun, dos refait", kind="binding", copy=GRENOBLE),
        Note(value="Un troisième exemplaire, non localisé, fut vendu en 1871.", kind="copy"),
    ),
    subjects=(
        Subject(value="Soie -- Industrie -- Lyon (Rhône) -- 16e siècle", scheme="rameau"),
        Subject(value="Lyon (Rhône)", kind="place", scheme="rameau"),
    ),
    genres=(Genre(value="Traités"),),
    identifiers=(
        Identifier(scheme="fingerprint", value="e,i- s.t. r,e, vnqu (3) 1562 (R)"),
        Identifier(scheme="ppn", value="123456789"),
        Identifier(scheme="isbn", value="javascript:alert(1)"),
    ),
    links=(Link(relation="other_edition", title="Le Jardin des soyeux, 1555"),),
    holdings=(
        Holding(institution=LYON, call_number="Rés 317 042", collection="Fonds ancien", access="Consultable sur rendez-vous"),
        Holding(
            institution=GRENOBLE,
            call_number="E.29117",
            notes=(Note(value="Manque le titre", kind="gaps"),),
            features=(Feature(code="binding.parchment"),),
        ),
    ),
    digital_copies=(
        DigitalCopy(url="https://numelyo.example/ark:/99999/jardin", rights="Domaine public"),
        DigitalCopy(url="javascript:alert('no')"),
    ),
    rights=(Text(value="Domaine public"),),
    features=(
        Feature(code="technique.woodcut"),
        Feature(code="marks.printer"),
        Feature(code="marks.watermark"),
        Feature(code="of.another.list"),
    ),
)

RIGHT_TO_LEFT = Description(
    identifier="rtl",
    format="unimarc",
    material="text",
    document_type="book",
    titles=(
        Title(value="ספר התפילות", language="heb"),
        Title(value="Livre des prières", kind="parallel", language="fre"),
        Title(value="كتاب الصلوات", kind="parallel", language="ara"),
    ),
    agents=(Agent(name="משה בן יעקב", roles=("070",)),),
    publications=(Publication(places=("Venise",), names=("Bomberg",), date="[1524?]"),),
    dates=(DateSpan(display="[1524?]", start=1524, end=1524, uncertain=True),),
    languages=(Language(code="heb"),),
    holdings=(Holding(institution=LYON, call_number="Ms hébreu 14"),),
)

MANY_COPIES = Description(
    identifier="many",
    format="unimarc",
    material="text",
    document_type="periodical",
    level="serial",
    titles=(Title(value="Bulletin des communes de la montagne"),),
    publications=(Publication(places=("Privas",), date="1871-1912"),),
    dates=(DateSpan(display="1871-1912", start=1871, end=1912),),
    holdings=tuple(
        Holding(institution=f"07{number:03d}1001", institution_name=f"Mairie de la commune {number}", call_number=f"PER {number}")
        for number in range(1, 199)
    ),
)

NO_DATE = Description(
    identifier="bare",
    format="dublin_core",
    document_type="photograph",
    material="image",
    titles=(Title(value="Vue du pont"),),
)

LONG_TITLE = Description(
    identifier="long",
    format="unimarc",
    document_type="book",
    material="text",
    titles=(
        Title(
            value="Discours véritable et très ample de tout ce qui s’est passé en la ville et au pays de Forez durant les années "
            "de disette, avec le dénombrement des paroisses, des foires, des ponts et des moulins, ensemble les remontrances faites "
            "au lieutenant général par les consuls assemblés, et la réponse que ledit seigneur leur donna le jour de la Saint-Jean, le "
            "tout recueilli fidèlement par un bourgeois de Montbrison qui en fut témoin, et mis en lumière pour "
            "l’instruction de ceux qui viendront"
        ),
    ),
    publications=(Publication(places=("[S.l.]",), names=("[s.n.]",), date="[vers 1600]"),),
    dates=(DateSpan(display="[vers 1600]", start=1595, end=1605, uncertain=True),),
    holdings=(Holding(institution=GRENOBLE, call_number="F.1204"),),
)

HOSTILE_WORDS = "<script>alert('x')</script><img src=x onerror=alert(1)>"
HOSTILE = Description(
    identifier="hostile",
    format="dublin_core",
    document_type="book",
    titles=(Title(value=HOSTILE_WORDS), Title(value=HOSTILE_WORDS, kind="parallel", language='"><script>')),
    agents=(Agent(name=HOSTILE_WORDS, dates=HOSTILE_WORDS),),
    publications=(Publication(places=(HOSTILE_WORDS,), names=(HOSTILE_WORDS,), date=HOSTILE_WORDS),),
    notes=(Note(value=HOSTILE_WORDS), Note(value=HOSTILE_WORDS, kind="provenance")),
    subjects=(Subject(value=HOSTILE_WORDS),),
    genres=(Genre(value=HOSTILE_WORDS),),
    identifiers=(Identifier(scheme=HOSTILE_WORDS, value="data:text/html,<script>alert(1)</script>"),),
    links=(Link(relation="related", title=HOSTILE_WORDS, identifiers=(Identifier(scheme="url", value="javascript:alert(1)"),)),),
    holdings=(
        Holding(
            institution="",
            institution_name=HOSTILE_WORDS,
            collection=HOSTILE_WORDS,
            call_number=HOSTILE_WORDS,
            access=HOSTILE_WORDS,
            statement=HOSTILE_WORDS,
        ),
    ),
    digital_copies=(DigitalCopy(url="javascript:alert(1)", label=HOSTILE_WORDS), DigitalCopy(url="data:text/html,x")),
    rights=(Text(value=HOSTILE_WORDS),),
)

WITHDRAWN = Description(
    identifier="withdrawn",
    format="unimarc",
    document_type="map",
    material="map",
    titles=(Title(value="Carte du diocèse de Viviers"),),
    agents=(Agent(name="Tassin, Nicolas", roles=("180",)),),
    publications=(Publication(places=("Paris",), date="1634"),),
    dates=(DateSpan(display="1634", start=1634, end=1634),),
    holdings=(Holding(institution=GRENOBLE, call_number="C 118"),),
)

EVERY = (RICH, RIGHT_TO_LEFT, MANY_COPIES, NO_DATE, LONG_TITLE, HOSTILE)
