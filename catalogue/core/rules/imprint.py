"""Where, by whom and when a document was published: the statement that counts, and its words."""

from __future__ import annotations

from catalogue.core.description import Description, Publication


def principal_publication(description: Description) -> Publication | None:
    """The first statement of publication that names a place or somebody, else the first statement of another kind that does, else the
    first one; None without any.
    """
    if len(description.publications) < 2:
        return description.publications[0] if description.publications else None
    said = [publication for publication in description.publications if publication.places or publication.names]
    return next((publication for publication in said if publication.kind == "publication"), (said or description.publications)[0])


def statement(publication: Publication) -> str:
    """Place, name and date as ISBD separates them: "Lyon : Jean de Tournes, 1557" (ISBD consolidated edition, area 4)."""
    where, who = " ; ".join(publication.places), " : ".join(publication.names)
    made = f"{where} : {who}" if where and who else where or who
    return f"{made}, {publication.date}" if made and publication.date else made or publication.date


def imprint_of(description: Description) -> str:
    """The principal statement of publication in words, or an empty string."""
    publication = principal_publication(description)
    return statement(publication) if publication is not None else ""
