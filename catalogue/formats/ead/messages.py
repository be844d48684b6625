"""The sentences of the finding aids: why one was refused, what was mended in one that was read."""

from catalogue.core.messages import N_, declare

declare(
    {
        "ead_none": N_("The file holds no finding aid: its root is “%(name)s”."),
        "ead_authority": N_("The file describes a person or a body (EAC-CPF), not documents."),
        "ead_empty": N_("The file is empty."),
        "ead_not_opened": N_("The file cannot be opened: %(detail)s"),
        "ead_not_xml": N_("The file is no XML."),
        "ead_broken": N_("The XML is broken at line %(line)d: %(detail)s"),
        "ead_encoding": N_("The file says that it is in “%(name)s”, a character set that is not known."),
        "ead_without_identifier": N_("The finding aid has no identifier (eadid): its next version could not be told from another one."),
        "ead_identifier_long": N_("The identifier of the finding aid (eadid) is longer than %(limit)d characters."),
        "ead_twice": N_("Another file of the same delivery has this identifier (%(name)s): which of the two holds?"),
        "ead_without_description": N_("The finding aid describes nothing: it has no archdesc."),
        "ead_without_title": N_("Neither the finding aid nor what it describes has a title."),
        "ead_too_deep": N_("The finding aid has more than %(limit)d levels."),
        "ead_too_long": N_("One description of the finding aid is longer than %(limit)d bytes."),
        "ead_of_another": N_("The finding aid is another institution’s (%(institution)s): it is theirs to hand in."),
        "ead_elsewhere": N_("The finding aid describes what an institution outside of the region keeps (%(institution)s)."),
        "ead_deleted": N_("The partner announces this finding aid as deleted: there is nothing to read in it."),
        "ead_no_metadata": N_("The answer holds the header of a finding aid, and no finding aid."),
        "ead_identifier_of_header": N_("The finding aid has no identifier (eadid); that of the answer was taken (%(name)s)."),
        "ead_duplicate_id": N_("Components that have the id of another one, and are named by their place: %(count)d."),
        "ead_charset": N_("The file says that it is in %(said)s, and it is in %(found)s: it was read so."),
        "ead_entities": N_("Entities of HTML (as &eacute;), read as the characters that they mean: %(count)d."),
        "ead_controls": N_("Characters that XML forbids, left out: %(count)d."),
        "ead_without_did": N_("Descriptions without a did, of which nothing says what they describe: %(count)d."),
    }
)
