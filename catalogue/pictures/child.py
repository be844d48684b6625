"""``python -m catalogue.pictures.child FILE FOLDER``: makes one picture, in a process that a hostile file may bring down alone.

Prints one line of JSON: the size of the picture and the bytes of its files, or why there are none.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from catalogue.pictures.bounds import bound
from catalogue.pictures.cutting import cut
from catalogue.pictures.reading import read
from catalogue.pictures.refusals import Refused

MEMORY: Final = 2 * 2**30  # bytes of addresses: four times what the largest picture that is taken needs
SECONDS: Final = 90  # of the processor


def main(source: str, folder: str) -> dict[str, Any]:
    """What became of a file."""
    try:
        return cut(read(Path(source)), Path(folder))
    except Refused as error:
        return {"refused": error.message.as_json()}
    except MemoryError:
        return {"refused": Refused("picture_costly").message.as_json()}
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return {"refused": Refused("picture_damaged").message.as_json()}


if __name__ == "__main__":
    bound(memory=MEMORY, seconds=SECONDS)
    sys.stdout.write(json.dumps(main(*sys.argv[1:3])))
