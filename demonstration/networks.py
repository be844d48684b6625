"""The networks of libraries of the demonstration, from public facts (open data of the ministry of Culture on public libraries)."""

from __future__ import annotations

from dataclasses import dataclass

from demonstration.fonds import House

ACCESS = "Prêt et consultation sur place ; documents anciens sur rendez-vous (exemple de démonstration)."


@dataclass(frozen=True, slots=True)
class Network:
    """Libraries that work as one. ``members``: the RCR of those that the demonstration has; ``others``: libraries made for it."""

    name: str
    presentation: str
    members: tuple[str, ...]
    others: tuple[House, ...]


VALENCE_ROMANS = Network(
    name="Réseau de lecture publique Valence Romans Agglo",
    presentation=(
        "Quatorze médiathèques de la Drôme, de Valence à Romans-sur-Isère : une même agglomération les porte, une navette va de l’une à "
        "l’autre. Les documents anciens et drômois sont à Valence, dans l’ancienne caserne Latour-Maubourg."
    ),
    members=("263626101",),
    others=(
        House(
            isil="",
            name="Médiathèque Simone-de-Beauvoir",
            town="Romans-sur-Isère",
            insee="26281",
            department="26",
            access=ACCESS,
            presentation="La médiathèque du centre de Romans, rue Sabaton.",
            latitude=45.0464,
            longitude=5.0517,
        ),
        House(
            isil="",
            name="Médiathèque La Passerelle de Bourg-lès-Valence",
            town="Bourg-lès-Valence",
            insee="26058",
            department="26",
            access=ACCESS,
            presentation="La médiathèque de Bourg-lès-Valence, place des Rencontres.",
            latitude=44.946305,
            longitude=4.892757,
        ),
    ),
)
NETWORKS: tuple[Network, ...] = (VALENCE_ROMANS,)
