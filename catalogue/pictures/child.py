"""``python -m catalogue.pictures.child FILE FOLDER``: makes one picture, in a process that a hostile file may bring down alone.

Prints one line of JSON: the size of the picture and the bytes of its files, or why there are none.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import sys
from pathlib import Path
from typing import Any, Final

from catalogue.pictures.cutting import cut
from catalogue.pictures.reading import read
from catalogue.pictures.refusals import Refused

MEMORY: Final = 2 * 2**30  # bytes of addresses: four times what the largest picture that is taken needs
SECONDS: Final = 90  # of the processor
COURTESY: Final = 10


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


def _bound() -> None:
    """Neither all of the machine's memory nor its processor for ever; some systems know no such bounds."""
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))
    with contextlib.suppress(OSError):
        os.nice(COURTESY)


if __name__ == "__main__":
    _bound()
    sys.stdout.write(json.dumps(main(*sys.argv[1:3])))
