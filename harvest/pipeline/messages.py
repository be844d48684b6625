"""The sentences of a run: what happened, what is safe, what to do."""

from catalogue.core.messages import N_, declare

declare(
    {
        "run_already_active": N_("A harvest of “%(source)s” is already under way. Wait for its end, or abort it first."),
        "run_already_ended": N_("Harvest %(run)s has already ended: there is nothing to abort."),
        "inventory_twice": N_("The finding aid %(eadid)s was given as “%(name)s” before: what was given last stands."),
        "source_removed": N_("“%(source)s” is removed: take it back before you harvest it."),
        "run_not_the_last": N_("Harvest %(run)s is not the last one of its source: start a new harvest instead."),
        "run_cannot_resume": N_("Harvest %(run)s was neither aborted nor failed: it cannot be resumed."),
        "run_asks_nothing": N_("Harvest %(run)s asks for no decision."),
        "aborted_by_person": N_("Aborted by a person. What was received is kept; the harvest can be resumed where it stopped."),
        "windows_failed": N_(
            "%(failed)s of %(all)s slices of the period could not be harvested. What was received is kept. "
            "Resume the harvest to try these slices again."
        ),
        "all_refused": N_(
            "All of the %(refused)s records that were read were refused: readers find nothing of them. "
            "Look at the quarantine for the reason, and check the format of the harvesting point."
        ),
        "nothing_read": N_(
            "A full harvest read no record at all. Nothing was withdrawn. "
            "Check the address, the format prefix and the set with the partner."
        ),
        "vanished_guard": N_(
            "%(vanished)s of %(active)s records were not served any more (%(percent)s%%, the limit is %(limit)s%%). "
            "Nothing was withdrawn. Check with the partner, then withdraw them or keep them."
        ),
        "vanished_short": N_(
            "The partner announced %(announced)s records and served %(read)s; %(vanished)s records known before were not served. "
            "Nothing was withdrawn. Check with the partner, then withdraw them or keep them."
        ),
        "vanished_with_set": N_(
            "The set of the endpoint does not exist on the server any more, and %(vanished)s records known before were not served. "
            "Nothing was withdrawn. Ask the partner for the new name of the set, then withdraw them or keep them."
        ),
        "vanished_unidentified": N_(
            "%(unidentified)s records came without bytes or without an identifier, and %(vanished)s records known before were not served: "
            "they may be the same ones. Nothing was withdrawn. Look at the quarantine, then withdraw them or keep them."
        ),
        "record_of_no_bytes": N_(
            "The record came without a single byte. This is a fault of the reading or of the delivery, never a withdrawal: "
            "what was known of it is kept."
        ),
        "drops_read_again": N_(
            "The whole delivery is read again, once: earlier versions of the portal could lose records of files in XML "
            "where a record began between two blocks of the file."
        ),
        "deleted_guard": N_(
            "The partner announced %(deleted)s of %(active)s records as deleted (%(percent)s%%, the limit is %(limit)s%%). "
            "Nothing was withdrawn. Check with the partner, then withdraw them or keep them."
        ),
        "deleted_kept": N_("%(deleted)s records that the partner announced as deleted were kept on a person's decision."),
        "few_identifiers": N_(
            "%(read)s records were read under %(distinct)s identifiers only: several records of the partner have the same one, "
            "and only the last was kept. Ask the partner to give each record its own."
        ),
        "vanished_kept": N_("%(vanished)s records that the partner no longer serves were kept on a person's decision."),
        "list_shorter_than_announced": N_("The partner announced %(announced)s records and served %(read)s."),
        "too_many_tries": N_("The same request failed %(tries)s times in a row. The last answer was: %(last)s"),
        "internal_error": N_(
            "The portal met an error of its own (%(error)s). What was received is kept. Resume the harvest; "
            "if it fails again, send this sentence to the portal's team."
        ),
        "identifier_twice": N_("The identifier was served more than once in the same list; the latest version was kept."),
        "record_withdrawn_by_itself": N_("The record says by itself that it was deleted (leader, position 5)."),
        "restarted_slice": N_("The partner forgot where the list stood. The slice was started again; nothing is lost."),
        "tokens_refused": N_(
            "The server refused %(count)s times to go on with a list that it had begun (its resumption tokens are worth nothing): "
            "it was given up; what was received is kept. Tell the partner: their tokens must last as long as a list."
        ),
        "requests_ceiling": N_(
            "%(requests)s requests were sent for %(records)s records: no more than %(limit)s are sent in one harvest. What was received is "
            "kept. Resume the harvest to go on, or ask for the ceiling to be raised (HARVEST_MOST_REQUESTS)."
        ),
        "time_ceiling": N_(
            "The partner's server took %(seconds)s seconds for %(records)s records, more than %(limit)s a record: it was given up. What "
            "was received is kept. Resume the harvest to go on, or ask for the ceiling to be raised (HARVEST_SECONDS_PER_RECORD)."
        ),
        "split_slice": N_("The partner's server could not serve the slice in one go. It was cut in smaller slices."),
        "no_identifier": N_(
            "The record has no identifier: without one it could be neither updated nor withdrawn. Ask the partner to give it one."
        ),
        "nothing_to_show": N_(
            "The record has no title: readers would see an empty line. It waits here with its bytes until its partner gives it one."
        ),
        "unreadable": N_("The record could not be read."),
        "reader_failed": N_(
            "The portal's reader failed on this record (%(error)s). Its bytes are kept: it will be read again at the next replay."
        ),
        "database_refuses": N_("The database refuses what this record holds (%(error)s). Its bytes are kept."),
        "too_many_windows": N_("The period was cut into %(count)s slices and the partner's server still fails: it must be repaired first."),
        "identifier_too_long": N_("The identifier has %(length)s characters: no more than %(limit)s are taken."),
    }
)
