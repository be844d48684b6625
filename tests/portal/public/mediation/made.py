"""Pages made for tests: one piece of every kind, as editors would write them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from catalogue.core.description import Agent, Description, DigitalCopy, Publication, Title
from catalogue.models import Institution
from portal.pages.mediation import Exhibition, LearningPath, Mediation
from tests.portal.conftest import Library
from tests.portal.public import samples

DIGITISED, FORBIDDEN = "delie", "defendu"


def digitised(library: Library, manifest: str, *, identifier: str = DIGITISED, rights: str = "Domaine public") -> str:
    """The ark of a record whose digital copy has this manifest."""
    copy = DigitalCopy(url="https://numerique.example/doc", manifest=manifest, rights=rights)
    library.add(
        Description(
            identifier=identifier, titles=(Title(value="Délie, objet de plus haute vertu"),), agents=(Agent(name="Scève, Maurice"),),
            publications=(Publication(places=("Lyon",), names=("Sulpice Sabon",)),), digital_copies=(copy,),
        )
    )  # fmt: skip
    return library.arks[identifier]


def block(kind: str, **value: Any) -> dict[str, Any]:
    """A piece as a stream keeps it."""
    return {"type": kind, "value": value, "id": str(uuid4())}


def listed(*values: Any) -> list[dict[str, Any]]:
    """What a list of blocks keeps."""
    return [{"type": "item", "value": value, "id": str(uuid4())} for value in values]


def picture(ark: str, **more: Any) -> dict[str, Any]:
    """The picture of a record, described."""
    return {"ark": ark, "page": 1, "region": {}, "alt": "Une page imprimée", "decorative": False, "caption": ""} | more


PART = {"left": 10, "top": 20, "width": 50, "height": 30}


def of_every_kind(digital: str, plain: str) -> list[dict[str, Any]]:
    """One piece of each kind that a path takes."""
    return [
        block("text", title="Ouverture", text="<p>Un <i>livre</i> de vers.</p>"),
        block("notice", title="", ark=plain, text="<p>Pourquoi ici.</p>"),
        block("detail", title="La marque", picture=picture(digital, region=PART, alt="Un rocher battu des flots"), text="<p>Voyez.</p>"),
        block("comparison", title="Deux pages", first=picture(digital), second=picture(digital, page=2, decorative=True, alt=""), text=""),
        block("story", title="Lire la page", picture=picture(digital),
              stages=listed({"title": "Le titre", "region": PART, "alt": "Cinq lettres", "text": "<p>En capitales.</p>"})),
        block("place", title="La rue Mercière", commune="69123", latitude=45.7629, longitude=4.8333, text="<p>Les libraires.</p>"),
        block("person", title="", name="Scève, Maurice", text="<p>Poète.</p>"),
        block("quotation", text="Souffrir non souffrir", author="Maurice Scève", ark=digital),
        block("transcription", title="Le titre", picture=picture(digital), lines="DELIE\nobject de plus", language="frm", text=""),
        block("question", title="À vous", question="<p>Qui est Délie&nbsp;?</p>", picture={}, answer="<p>Une femme aimée, ou l’Idée.</p>"),
    ]  # fmt: skip


def of_exhibitions(digital: str, plain: str) -> list[dict[str, Any]]:
    """What exhibitions alone take."""
    return [
        block("group", title="Autour", arks=listed(digital, plain), text=""),
        block("timeline", title="Dates", events=listed({"date": "1544", "title": "Délie", "text": "<p>À Lyon.</p>", "ark": digital})),
        block("map", title="Où", places=listed({"commune": "69123", "text": "<p>Lyon.</p>"})),
        block("bibliography", title="Références", arks=listed(digital, plain), others="Une étude, 1948."),
        block("visit", title="Venez", text="<p>La salle est ouverte.</p>"),
    ]


def make(model: type[Mediation], pieces: list[dict[str, Any]], *, rcr: str = samples.LYON, publish: bool = True, **fields: Any) -> Any:
    """A page under an institution; published unless it is a draft."""
    institution = Institution.objects.get(isil__endswith=rcr)
    told: dict[str, Any] = {"title": "Délie et ses libraires", "summary": "Un livre, une ville.", "authors": "L’équipe du fonds ancien"}
    page: Any = model(**(told | fields), slug=f"page-{uuid4().hex[:8]}", live=False)
    setattr(page, "steps" if model is LearningPath else "body", pieces)
    institution.add_child(instance=page)
    revision = page.save_revision()
    if publish:
        revision.publish()
        page.refresh_from_db()
    return page


def path(library: Library, manifest: str, **fields: Any) -> LearningPath:
    """A path with a piece of every kind."""
    digital = library.arks.get(DIGITISED) or digitised(library, manifest)
    made: LearningPath = make(
        LearningPath, of_every_kind(digital, next(iter(library.arks.values()))), duration=50, level="cycle-4", **fields
    )
    return made


def exhibition(library: Library, manifest: str, **fields: Any) -> Exhibition:
    """An exhibition with a piece of every kind."""
    digital = library.arks.get(DIGITISED) or digitised(library, manifest)
    plain = next(iter(library.arks.values()))
    made: Exhibition = make(Exhibition, [*of_every_kind(digital, plain), *of_exhibitions(digital, plain)], **fields)
    return made
