"""Whole documents held as one tree, with their lines, to be judged by a grammar that stands on this machine."""

from __future__ import annotations

from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

from lxml import etree


def judged_tree(stream: BinaryIO | RawIOBase, *, encoding: str = "") -> etree._ElementTree:
    """The tree of a document that will be judged: no entity, no grammar loaded, no network; ``encoding``: "" is what the file declares.

    Raises lxml's XMLSyntaxError. The whole tree is held: about twenty times the file.
    """
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_pis=True, encoding=encoding or None)
    tree: etree._ElementTree = etree.parse(stream, parser)  # type: ignore[arg-type]
    return tree


class _Near(etree.Resolver):
    """Finds what a schema includes beside it, and nowhere else."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def resolve(self, url: str, public_id: str, context: object) -> object:  # type: ignore[override]
        """The file of that name in the folder, or nothing."""
        path = self._folder / url.rpartition("/")[2]
        return self.resolve_filename(str(path), context) if path.is_file() else self.resolve_empty(context)  # type: ignore[attr-defined]


def schema(path: Path) -> etree.XMLSchema:
    """The W3C schema of a file of this machine; what it includes is looked for in its folder alone."""
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Near(path.parent))
    return etree.XMLSchema(etree.parse(str(path), parser))


def schema_of(text: str) -> etree.XMLSchema:
    """The W3C schema of a text of ours; what it imports it names by addresses of files of this machine."""
    return etree.XMLSchema(etree.fromstring(text, etree.XMLParser(no_network=True)))
