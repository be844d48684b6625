"""Why a deposit is not taken in, in sentences that say what to do instead."""

from __future__ import annotations

from catalogue.core.messages import N_, Message, declare

declare(
    {
        "deposit_untitled": N_("Write a title: readers see it above the pictures."),
        "deposit_rights": N_("Choose under what these pictures may be reused."),
        "deposit_leave": N_("Write who lets these pictures be shown: they are in copyright."),
        "deposit_no_target": N_("Say what these pictures show: a fonds of the list, or the ark of a notice."),
        "deposit_unknown_ark": N_("Nothing has the ark « %(typed)s »: copy it from the page of the notice."),
        "deposit_of_others": N_("The notice or fonds of this ark names no copy of your institution: pictures are hung on what it keeps."),
        "deposit_wrong_kind": N_("This ark is that of no notice and no fonds: pictures are hung on one of these."),
        "deposit_no_file": N_("Choose one file or several."),
        "deposit_file_empty": N_("« %(name)s » is empty."),
        "deposit_file_too_long": N_("« %(name)s » has %(megabytes)d MB, and %(most)d are the most that a file may have."),
        "deposit_no_room": N_(
            "« %(name)s » does not fit: the institution uses %(used)s of its %(most)s GB. Remove some, or ask the portal’s team for more."
        ),
        "deposit_too_many": N_("A deposit has %(most)d views at most: « %(name)s » goes into another one."),
        "deposit_removed": N_("This deposit was removed: it takes nothing in any more."),
        "deposit_nothing_made": N_("No picture of this deposit is made yet: readers would see nothing."),
        "deposit_piece": N_("A piece of « %(name)s » arrived damaged: it is sent again."),
        "picture_lost": N_("This file is not in the portal’s storage any more: hand it in anew."),
        "picture_not_made": N_("This picture could not be made in %(tries)d trials: tell the portal’s team."),
    }
)


class NotTaken(Exception):
    """What was asked of a deposit is not done; ``message`` says why."""

    def __init__(self, code: str, **args: int | str) -> None:
        self.message = Message(code, args)
        super().__init__(code)
