"""Whatever a library hands in: it becomes plain pixels, upright, without a word about it, or a sentence says why not."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from catalogue.core.messages import TEMPLATES, Message
from catalogue.pictures.child import main
from catalogue.pictures.layout import Layout
from catalogue.pictures.making import Made, make
from catalogue.pictures.reading import read
from tests.catalogue.pictures import pictures

HOSTILE = pictures.hostile()


def file(folder: Path, content: bytes) -> Path:
    path = folder / "dossier IMG.JPG"
    path.write_bytes(content)
    return path


def pixel(image: Image.Image, x: int, y: int) -> tuple[int, ...]:
    found = image.convert("RGB").getpixel((x, y))
    assert isinstance(found, tuple)
    return tuple(round(value) for value in found)


def is_near(found: tuple[int, ...], wanted: tuple[int, ...], *, within: int = 40) -> bool:
    return all(abs(one - other) <= within for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    "content",
    [
        pictures.photograph(),
        pictures.saved(pictures.drawn("CMYK")),
        pictures.saved(pictures.drawn("CMYK"), "TIFF"),
        pictures.saved(pictures.drawn("RGBA"), "PNG"),
        pictures.saved(pictures.drawn("P"), "PNG"),
        pictures.saved(pictures.drawn("LAB"), "TIFF", compression="tiff_lzw"),
        pictures.saved(pictures.drawn("YCbCr"), "TIFF"),
        pictures.saved(pictures.drawn(), "WEBP"),
    ],
)
def test_colours_of_every_kind_are_those_that_a_reader_sees(tmp_path: Path, content: bytes) -> None:
    image = read(file(tmp_path, content))
    assert (image.mode, image.size) == ("RGB", (pictures.WIDE, pictures.TALL))
    assert is_near(pixel(image, 5, 30), pictures.RED) and is_near(pixel(image, 85, 30), pictures.BLUE)


def test_greys_in_sixteen_bits_are_greys_in_eight(tmp_path: Path) -> None:
    image = read(file(tmp_path, pictures.sixteen_bits()))
    assert image.mode == "L"
    assert pixel(image, 5, 5) == (0, 0, 0) and is_near(pixel(image, 80, 5), (233, 233, 233), within=3)


def test_a_picture_stands_upright_and_says_nothing_of_who_took_it_where(tmp_path: Path) -> None:
    made = main(str(file(tmp_path, pictures.turned())), str(tmp_path / "made"))
    assert (made["width"], made["height"]) == (pictures.TALL, pictures.WIDE)
    tile = tmp_path / "made" / Layout(pictures.TALL, pictures.WIDE).named("full", "max")
    with Image.open(tile) as image:
        assert is_near(pixel(image, 30, 5), pictures.RED) and is_near(pixel(image, 30, 85), pictures.BLUE)
        assert not image.getexif() and not {"exif", "icc_profile", "xmp", "comment"} & set(image.info)
    assert b"Durand" not in tile.read_bytes()


def test_what_hides_behind_a_picture_goes_no_further(tmp_path: Path) -> None:
    behind = b"<script>alert(1)</script><?php system($_GET['c']); ?>PK\x03\x04"
    main(str(file(tmp_path, pictures.photograph() + behind)), str(tmp_path / "made"))
    written = [path.read_bytes() for path in (tmp_path / "made").rglob("*.jpg")]
    assert written and all(b"script" not in one and one.endswith(b"\xff\xd9") for one in written)


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence(tmp_path: Path, case: str) -> None:
    content, code = HOSTILE[case]
    said = main(str(file(tmp_path, content)), str(tmp_path))["refused"]
    assert said["code"] == code
    assert "%(" not in Message.of_json(said).sentence() and code in TEMPLATES
    assert not list(tmp_path.rglob("*.jpg"))


def test_a_picture_is_made_in_a_process_of_its_own(tmp_path: Path) -> None:
    made = make(file(tmp_path, pictures.photograph((1500, 1100))), tmp_path / "made")
    assert isinstance(made, Made) and (made.width, made.height) == (1500, 1100)
    written = {path.relative_to(tmp_path / "made").as_posix() for path in (tmp_path / "made").rglob("*.jpg")}
    assert written == {part.name for part in Layout(1500, 1100).parts()}
    assert made.bytes == sum((tmp_path / "made" / name).stat().st_size for name in written)


def test_who_never_ends_is_ended(tmp_path: Path) -> None:
    said = make(file(tmp_path, pictures.photograph()), tmp_path / "made", seconds=0.001)
    assert isinstance(said, Message) and said.code == "picture_costly"
