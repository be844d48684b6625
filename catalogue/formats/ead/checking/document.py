"""A finding aid as a tree that rules look at, its elements found by their names once."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from lxml import etree

from catalogue.formats.ead.staff import COMPONENTS
from catalogue.formats.ead.text import XLINK, attribute, name_of, named, plain

__all__ = ["XLINK", "Document", "attribute", "name_of", "named", "plain"]


class Document:
    """A finding aid: its root element ``ead``, its elements by local name, its levels of description."""

    def __init__(self, tree: etree._ElementTree, root: etree._Element) -> None:
        self.tree, self.root = tree, root
        self._by_name: dict[str, list[etree._Element]] = defaultdict(list)
        for element in root.iter(etree.Element):
            self._by_name[name_of(element)].append(element)

    def all(self, *names: str) -> list[etree._Element]:
        """The elements of these names, those of one name in the order of the document."""
        return [element for name in names for element in self._by_name.get(name, ())]

    def first(self, name: str) -> etree._Element | None:
        """The first element of a name."""
        return next(iter(self._by_name.get(name, ())), None)

    @property
    def header(self) -> etree._Element:
        """The header, or the root where there is none."""
        found = self.first("eadheader")
        return self.root if found is None else found

    @property
    def whole(self) -> etree._Element | None:
        """The description of the whole."""
        return self.first("archdesc")

    @property
    def did(self) -> dict[str, list[etree._Element]]:
        """What the ``did`` of the whole holds, by names."""
        found = self.children_of_whole.get("did")
        return named(found[0]) if found else {}

    @cached_property
    def children_of_whole(self) -> dict[str, list[etree._Element]]:
        """What stands in the description of the whole, by names."""
        return named(self.whole) if self.whole is not None else {}

    @cached_property
    def components(self) -> list[etree._Element]:
        """The components, in the order of the document."""
        return [element for element in self.root.iter(etree.Element) if name_of(element) in COMPONENTS]

    @cached_property
    def levels(self) -> list[etree._Element]:
        """The whole, then its components."""
        return ([self.whole] if self.whole is not None else []) + self.components

    @cached_property
    def ids(self) -> set[str]:
        """Every id of the file."""
        return {element.get("id") or "" for element in self.root.iter(etree.Element)} - {""}

    @property
    def has_document_type(self) -> bool:
        """Whether the file names a DTD."""
        return bool(self.tree.docinfo.doctype)  # type: ignore[attr-defined]

    @property
    def namespace(self) -> str:
        """The namespace of the root, empty without one."""
        return etree.QName(self.root).namespace or ""
