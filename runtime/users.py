"""Who uses the services of a clone: one small file per process, so that the last one to leave stops them."""

from __future__ import annotations

from pathlib import Path

from runtime import files, processes


class Users:
    """The users' files in ``folder``; the file of a process that died without leaving counts for nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def join(self) -> None:
        """Note this process as a user."""
        me = processes.this_process()
        files.write_json(self.folder / f"{me.pid}.json", me.as_dict())

    def leave(self) -> None:
        """Forget this process."""
        (self.folder / f"{processes.this_process().pid}.json").unlink(missing_ok=True)

    def any(self) -> bool:
        """Whether a living process uses the services; files of the dead are removed on the way."""
        active = False
        for note in self.folder.glob("*.json"):
            if processes.alive(processes.from_dict(files.read_json(note))):
                active = True
            else:
                note.unlink(missing_ok=True)
        return active
