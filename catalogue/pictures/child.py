"""``python -m catalogue.pictures.child FILE FOLDER``: makes one picture, in a process that a hostile file may bring down alone.

Prints one line of JSON: the size of the picture and the bytes of its files, or why there are none.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from catalogue.pictures.bounds import bound
from catalogue.pictures.cutting import cut
from catalogue.pictures.reading import read
from catalogue.pictures.refusals import Refused

MEMORY: Final = 2 * 2**30  # bytes of addresses: four times what the largest picture that is taken needs
SECONDS: Final = 90  # of the processor
HANDS: Final = ".hands"


def main(source: str, folder: str) -> dict[str, Any]:
    """What became of a file."""
    try:
        return cut(read(Path(source), before_heavy=_turn(Path(folder).parent)), Path(folder))
    except Refused as error:
        return {"refused": error.message.as_json()}
    except MemoryError:
        return {"refused": Refused("picture_costly").message.as_json()}
    except Exception as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return {"refused": Refused("picture_damaged").message.as_json()}


def _turn(place: Path) -> Callable[[], None]:
    """Take a turn beside the other hand, which works for the same ``place``; what is given back waits to be alone there. Both until the end
    of this process: a heavy picture and another one would together take more than a worker has.
    """
    hands = os.open(place / HANDS, os.O_WRONLY | os.O_CREAT, 0o600)
    fcntl.flock(hands, fcntl.LOCK_SH)
    return lambda: fcntl.flock(hands, fcntl.LOCK_EX)


if __name__ == "__main__":
    bound(memory=MEMORY, seconds=SECONDS)
    sys.stdout.write(json.dumps(main(*sys.argv[1:3])))
