"""How fast the common record is read from its JSON and written: against dataclasses, as it was before it was made of structs."""

from __future__ import annotations

import dataclasses
import gc
import time
import typing
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import msgspec
import orjson

from bench.rounds import rounds
from bench.table import Figure
from catalogue.core.description import Description, Part
from catalogue.core.serialization import from_json, to_json

MOST = 1_200  # descriptions of the demonstration: all of them
PAGE = 50  # descriptions: what a page of results or of a harvest holds


@cache
def _former(kind: type[Part]) -> type:
    """The same part as a frozen dataclass with slots: the form that is compared with."""
    fields: list[Any] = []
    for one in msgspec.structs.fields(kind):
        default = dataclasses.field(default=_default(one)) if not one.required else dataclasses.field()
        fields.append((one.encode_name, one.type, default))
    return dataclasses.make_dataclass(kind.__name__, fields, frozen=True, slots=True)


def _default(one: msgspec.structs.FieldInfo) -> Any:
    return one.default if one.default is not msgspec.NODEFAULT else typing.cast(Callable[[], Any], one.default_factory)()


def _nested(kind: type[Part]) -> dict[str, type[Part]]:
    parts = {}
    for one in msgspec.structs.fields(kind):
        held = typing.get_args(one.type)
        if held and isinstance(held[0], type) and issubclass(held[0], Part):
            parts[one.encode_name] = held[0]
    return parts


@cache
def former_loader(kind: type[Part]) -> Callable[[dict[str, Any]], Any]:
    """The former loader: a dataclass made of a dictionary that ``orjson`` read; names without a field are left out."""
    known = frozenset(one.encode_name for one in msgspec.structs.fields(kind))
    nested = {name: former_loader(items) for name, items in _nested(kind).items()}
    tuples = [one.encode_name for one in msgspec.structs.fields(kind) if typing.get_origin(one.type) is tuple]
    made = _former(kind)

    def load(data: dict[str, Any]) -> Any:
        values = {name: part for name, part in data.items() if name in known}
        for name in tuples:
            if name in values:
                values[name] = tuple(map(nested[name], values[name]) if name in nested else values[name])
        return made(**values)

    return load


@cache
def former_dumper(kind: type[Part]) -> Callable[[Any], dict[str, Any]]:
    """The former dumper: a function whose source is written of the names of the fields, as the domain did."""
    nested = _nested(kind)
    lines, names = ["def dump(value):", " found = {}"], dict[str, Any]()
    for one in msgspec.structs.fields(kind):
        name, part = one.encode_name, "part"
        if name in nested:
            names[f"dump_{name}"] = former_dumper(nested[name])
            part = f"[dump_{name}(item) for item in part]"
        default = None if one.required else _default(one)
        condition = (
            "if part is not None: " if not one.required and default is None else "if part: " if not (one.required or default) else ""
        )
        lines += [f" part = value.{name}", f" {condition}found[{name!r}] = {part}"]
    exec("\n".join([*lines, " return found"]), names)
    return typing.cast(Callable[[Any], dict[str, Any]], names["dump"])


def stored() -> list[bytes]:
    """The descriptions of the demonstration, as they are stored."""
    from catalogue.formats.reading import read_item
    from demonstration.oai.repository import disseminate
    from demonstration.records import all_records

    texts = []
    for record in all_records():
        if record.notice is None or record.fault:
            continue
        data = disseminate(record, prefix=record.source.prefix, base="https://demonstration.invalid")
        description = read_item(data, format=record.source.format, identifier=record.identifier).description
        texts += [to_json(description)] if description is not None else []
    return texts[:MOST]


def _side_by_side(*works: tuple[Callable[[Any], Any], Sequence[Any]]) -> tuple[float, ...]:
    """Seconds of processor time that each work takes over its values, as many for each: the sum of the best round of each page.

    Page by page, turn by turn, as the portal has them at hand: over all of them at once, what is timed is how long the memory of
    those that wait takes to come back, which is nobody's way of reading or writing and other on each machine at every moment.
    The collector of cycles is at work as it is anywhere else.
    """
    gc.collect()
    took = [0.0] * len(works)
    for start in range(0, len(works[0][1]), PAGE):
        times: list[list[float]] = [[] for _ in works]
        for _ in range(rounds(7)):
            for (work, values), all_rounds in zip(works, times, strict=True):
                page = values[start : start + PAGE]
                started = time.process_time()
                kept = [work(value) for value in page]
                all_rounds.append(time.process_time() - started)
                del kept
        took = [so_far + min(all_rounds) for so_far, all_rounds in zip(took, times, strict=True)]
    return tuple(took)


def figures(size: int) -> list[Figure]:
    """The rows of the bench table; ``size`` bounds how many descriptions are taken."""
    texts = stored()[: size or MOST]
    load, dump = former_loader(Description), former_dumper(Description)
    former = [load(orjson.loads(text)) for text in texts]
    structs = [from_json(text) for text in texts]
    assert [orjson.dumps(dump(one)) for one in former] == [to_json(one) for one in structs] == texts
    read = _side_by_side((lambda text: load(orjson.loads(text)), texts), (from_json, texts))
    written = _side_by_side((lambda one: orjson.dumps(dump(one)), former), (to_json, structs))
    each = 1e6 / len(texts)
    return [
        Figure("a description read: the former way ÷ typed decode", read[0] / read[1], bar=8, detail=_detail(read, each, len(texts))),
        Figure("a description written: the former way ÷ encode", written[0] / written[1], bar=4, detail=_detail(written, each, len(texts))),
    ]


def _detail(took: tuple[float, ...], each: float, count: int) -> str:
    return f"{took[0] * each:.1f} µs ÷ {took[1] * each:.1f} µs, {count} descriptions of the demonstration"
