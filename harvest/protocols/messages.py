"""The sentences of the protocols, written for the person in charge of a partner: what happened, what is safe, what to do."""

from catalogue.core.messages import N_, declare

ADDRESS = {
    "protocol.address.invalid": N_(
        "“%(url)s” is not a web address that can be harvested. It must start with http:// or https:// and name a server."
    ),
    "protocol.address.scheme": N_("“%(url)s” starts with “%(scheme)s”: only http and https addresses can be harvested."),
    "protocol.address.credentials": N_(
        "The address contains a user name or a password. Please remove them: they would be shown in the reports."
    ),
    "protocol.address.port": N_(
        "Port %(port)s is not open to harvesting. Ask an administrator of the portal to allow it for this endpoint."
    ),
    "protocol.address.private": N_(
        "“%(host)s” leads to the address %(address)s, which is not on the public internet. Nothing was asked of it."
        " Give the public address of the server."
    ),
    "protocol.address.unknown_host": N_(
        "No server is called “%(host)s”. Check the spelling of the address, or whether the partner has moved."
    ),
    "protocol.address.lookup_failed": N_("The name “%(host)s” could not be looked up for the moment. It will be tried again."),
}

TRANSPORT = {
    "protocol.http.refused": N_("“%(host)s” does not accept connections for the moment. It will be tried again."),
    "protocol.http.connect_timeout": N_("“%(host)s” did not answer the connection within %(seconds)s seconds. It will be tried again."),
    "protocol.http.read_timeout": N_(
        "“%(host)s” stayed silent for %(seconds)s seconds in the middle of an answer. It will be tried again."
    ),
    "protocol.http.deadline": N_("The answer of “%(host)s” was not complete after %(seconds)s seconds. It will be tried again."),
    "protocol.http.too_slow": N_(
        "“%(host)s” sent fewer than %(rate)s bytes a second. The answer was given up and will be asked for again."
    ),
    "protocol.http.reset": N_("“%(host)s” cut the connection. The page will be asked for again; what was received before is kept."),
    "protocol.http.cut": N_(
        "The answer of “%(host)s” stopped after %(received)s bytes, before its end. The page will be asked for again;"
        " what was received before is kept."
    ),
    "protocol.http.empty": N_("“%(host)s” gave an empty answer. The page will be asked for again; what was received before is kept."),
    "protocol.http.bad_answer": N_("“%(host)s” does not answer in HTTP (%(detail)s). It will be tried again."),
    "protocol.http.too_large": N_(
        "The answer is larger than the %(megabytes)s MB allowed for one page. The period will be cut into smaller parts."
        " If it happens again, ask the partner to send smaller pages."
    ),
    "protocol.http.bomb": N_(
        "The compressed answer grows to more than %(megabytes)s MB, a hundred times its size: it was refused as dangerous and"
        " nothing of it was kept."
    ),
    "protocol.http.encoding": N_("“%(host)s” compressed its answer with “%(encoding)s”, which was not asked for and cannot be read."),
    "protocol.http.encoding_plain": N_(
        "“%(host)s” says that its answer is packed as “%(encoding)s” and sends it plain. It was read all the same."
        " Tell the partner to correct the Content-Encoding header of their server."
    ),
    "protocol.http.bad_gzip": N_("The compressed answer of “%(host)s” is damaged. It will be asked for again without compression."),
    "protocol.http.busy": N_(
        "“%(host)s” is busy and asks for patience (%(status)s). The harvest goes on in %(seconds)s seconds, where it stopped."
    ),
    "protocol.http.polite": N_("“%(host)s” must not be asked more often. The harvest goes on in %(seconds)s seconds."),
    "protocol.http.forbidden": N_(
        "“%(host)s” refuses the harvester (%(status)s). The harvest has stopped and what was received is kept."
        " Please write to the partner and ask them to let it in (it presents itself as “%(agent)s”)."
    ),
    "protocol.http.challenge": N_(
        "“%(host)s” is behind a protection against robots that asks for a human being. The harvest has stopped and what was"
        " received is kept."
        " Please ask the partner to let the harvester through (it presents itself as “%(agent)s”)."
    ),
    "protocol.http.gone": N_(
        "There is nothing at this address any more (%(status)s). Ask the partner for the new address and correct the endpoint."
    ),
    "protocol.http.bad_request": N_(
        "“%(host)s” does not understand the request (%(status)s). Check the address and the settings of the endpoint."
    ),
    "protocol.http.server_error": N_(
        "“%(host)s” had an internal error (%(status)s). It will be tried again; what was received before is kept."
    ),
    "protocol.http.deep_error": N_(
        "“%(host)s” had an internal error (%(status)s) far into a long list. The period will be cut in two and asked for again;"
        " what was received before is kept."
    ),
    "protocol.http.refused_size": N_("“%(host)s” refuses so long a list (%(status)s). The period will be cut into smaller parts."),
    "protocol.http.redirects": N_(
        "The address leads to another one more than %(count)s times in a row. Ask the partner for the right address."
    ),
    "protocol.http.redirect_nowhere": N_("The server says that the address has moved but not where. Ask the partner for the new address."),
    "protocol.http.moved": N_("The partner has moved to %(url)s. The harvest followed; please replace the address of the endpoint."),
}

TLS = {
    "protocol.tls.expired": N_(
        "The security certificate of “%(host)s” has expired. Nothing was asked of the server. Tell the partner: they must renew it."
    ),
    "protocol.tls.not_yet": N_(
        "The security certificate of “%(host)s” is not valid yet. Tell the partner; check the clock of the portal too."
    ),
    "protocol.tls.self_signed": N_(
        "“%(host)s” signed its security certificate itself. Ask the partner for a recognised certificate, or for the certificate of"
        " their authority and add it to the endpoint."
    ),
    "protocol.tls.incomplete": N_(
        "“%(host)s” does not send the whole chain of its security certificate (an intermediate one is missing). Tell the partner,"
        " or add the missing certificate to the endpoint."
    ),
    "protocol.tls.hostname": N_(
        "The security certificate shown by “%(host)s” belongs to another server. Check the address, then tell the partner."
    ),
    "protocol.tls.invalid": N_("The security certificate of “%(host)s” cannot be trusted (%(detail)s). Tell the partner."),
    "protocol.tls.broken": N_("The secure connection with “%(host)s” broke. It will be tried again; what was received before is kept."),
    "protocol.tls.bad_bundle": N_("The certificates added to the endpoint cannot be read. They must be in PEM form."),
}

XML = {
    "protocol.xml.not_well_formed": N_("The answer is not well-formed XML (%(detail)s). It will be tried again."),
    "protocol.xml.other_root": N_(
        "The address answers, but not in %(protocol)s (“%(root)s”). Check the address and the protocol of the endpoint."
    ),
    "protocol.xml.control_characters": N_(
        "%(count)s forbidden characters were replaced in the record %(identifier)s. The partner should clean them."
    ),
    "protocol.xml.page_control_characters": N_("%(count)s forbidden characters were replaced outside the records of a page."),
    "protocol.xml.bad_utf8": N_(
        "The record %(identifier)s holds bytes that are not UTF-8 (first at byte %(offset)s of the page: %(bytes)s). It was set aside with"
        " its bytes; the others were kept."
    ),
    "protocol.xml.windows": N_(
        "The record %(identifier)s holds bytes that are not UTF-8 (first at byte %(offset)s of the page: %(bytes)s). They were read as"
        " Windows-1252. Tell the partner."
    ),
    "protocol.xml.broken_record": N_(
        "The record %(identifier)s is not well-formed XML (%(detail)s). It was set aside with its bytes; the others were kept."
    ),
    "protocol.xml.broken_page": N_(
        "The page is not well-formed XML: its records were separated one by one, %(refused)s of %(count)s were set aside."
    ),
}

RECORD = {
    "protocol.record.no_identifier": N_("The record has no identifier. It was set aside: no identifier is ever made up."),
    "protocol.record.no_header": N_("The record has no header, therefore no identifier. It was set aside with its bytes."),
    "protocol.record.no_metadata": N_("The record %(identifier)s is empty: the server gave its header without a notice. It was set aside."),
    "protocol.record.no_datestamp": N_("The record %(identifier)s has no date of change. It was kept."),
    "protocol.record.packed": N_(
        "The record %(identifier)s is written as text where an element is due (escaped, or in CDATA). It was read all the same."
    ),
    "protocol.record.several": N_("The record %(identifier)s holds several notices (%(count)s). Only the first one was kept."),
    "protocol.record.too_large": N_("A record is larger than the %(megabytes)s MB allowed. It was left out."),
}

OAI = {
    "protocol.oai.bad_token": N_(
        "The server no longer knows where the list stopped (its resumption token has expired). This part of the period starts"
        " again from its"
        " beginning; what was received before is kept."
    ),
    "protocol.oai.loop": N_(
        "The server sends the same page again and again (page %(page)s). The harvest has stopped and what was received is kept."
        " Tell the partner that their resumption tokens go round in circles."
    ),
    "protocol.oai.too_many_pages": N_("The list has more than %(count)s pages: it was stopped. What was received is kept."),
    "protocol.oai.empty_pages": N_(
        "The server sent %(count)s empty pages in a row without ending its list. The harvest has stopped; what was received is kept."
    ),
    "protocol.oai.short_list": N_(
        "The server announced %(total)s records and its list ended after %(seen)s. What was received is kept, but records may be missing."
    ),
    "protocol.oai.bad_format": N_(
        "The server does not offer the format “%(prefix)s”. Choose another one for the endpoint (the server lists its formats"
        " under ListMetadataFormats)."
    ),
    "protocol.oai.bad_argument": N_(
        "The server refuses the request (“%(detail)s”). Check the format, the set and the dates of the endpoint."
    ),
    "protocol.oai.bad_verb": N_(
        "The server does not know the request (“%(detail)s”). Check that the address is the one of its OAI-PMH service."
    ),
    "protocol.oai.unknown_id": N_("The server no longer knows the record (“%(detail)s”)."),
    "protocol.oai.no_sets": N_("The server has no sets, but the endpoint asks for the set “%(set)s”. Empty the set of the endpoint."),
    "protocol.oai.vanished_set": N_(
        "The set “%(set)s” does not exist on the server any more: nothing new came from it, and nothing was withdrawn from the portal."
        " Ask the partner for the new name of the set."
    ),
    "protocol.oai.set_unchecked": N_(
        "The server says that nothing matches, and its list of sets could not be read to make sure that “%(set)s” still exists."
    ),
    "protocol.oai.error": N_("The server answered with the error “%(code)s”: “%(detail)s”."),
    "protocol.oai.granularity": N_("The server refused the dates of its own announced form (%(announced)s); they were sent as %(used)s."),
    "protocol.oai.namespace": N_("The server uses “%(uri)s” instead of the OAI-PMH namespace. The page was read all the same."),
    "protocol.oai.clock": N_(
        "The clock of the server is %(hours)s hours away from ours. The server's own clock is used for the next harvest."
    ),
    "protocol.oai.no_identify": N_(
        "The server does not say who it is (Identify failed: %(reason)s). Its lists were asked for all the same, by days. Tell the partner."
    ),
    "protocol.oai.earliest": N_(
        "The server gives “%(said)s” as the date of its oldest record: its period was taken to begin on %(used)s. Nothing older is left"
        " out."
    ),
    "protocol.oai.without_from": N_(
        "The server refuses a list that begins on %(from)s. All that it has was asked for instead; what was known already was met again."
    ),
    "protocol.oai.earlier_than_earliest": N_(
        "The last harvest (%(since)s) goes before the date that the server gives for its oldest record (%(earliest)s), so that a list"
        " from there may be refused or incomplete. All that it has was asked for instead; what was known already was met again."
    ),
    "protocol.oai.clock_went_back": N_(
        "The server's clock (%(now)s) stands before the last harvest (%(since)s): one of the two was wrong. All that it has was asked for"
        " instead; what was known already was met again."
    ),
    "protocol.oai.dates_ignored": N_(
        "The server answers a period (%(from)s to %(until)s) with records of other dates (%(date)s): it ignores the period, and gives its"
        " whole list for each slice. Set the days in a slice of the endpoint to 0, and tell the partner."
    ),
    "protocol.oai.no_list": N_(
        "The answer holds neither records nor an error. The page will be asked for again; what was received before is kept."
    ),
}

SRU = {
    "protocol.sru.no_total": N_(
        "The server does not say how many records it has found. They were asked for, page after page, until none came any more."
    ),
    "protocol.sru.surrogate": N_(
        "The server could not give the record %(identifier)s, at position %(position)s (error %(number)s: “%(detail)s”). The"
        " others were kept."
    ),
    "protocol.sru.constant_identifier": N_(
        "The server gives its %(count)s records of a page the same identifier (“%(identifier)s”): the one inside each record was used."
    ),
    "protocol.sru.warning": N_("The server gave a warning with its answer (%(number)s: “%(detail)s”). Its records were kept."),
    "protocol.sru.busy": N_("The server is not available for the moment (%(number)s: “%(detail)s”). It will be tried again."),
    "protocol.sru.login": N_("The server asks for a login (%(number)s: “%(detail)s”). Ask the partner to open it to the harvester."),
    "protocol.sru.query": N_("The server does not understand the query (%(number)s: “%(detail)s”). Correct the query of the endpoint."),
    "protocol.sru.schema": N_(
        "The server does not offer the format “%(prefix)s” (%(number)s: “%(detail)s”). Choose another one for the endpoint."
    ),
    "protocol.sru.settings": N_("The server refuses the request (%(number)s: “%(detail)s”). Check the settings of the endpoint."),
    "protocol.sru.too_many": N_(
        "The server finds too many records for this query (%(number)s: “%(detail)s”). Narrow the query of the endpoint, or make"
        " several endpoints."
    ),
    "protocol.sru.capped": N_(
        "The server found %(total)s records but stops giving them after %(position)s. What was received is kept. Narrow the"
        " query, or make several endpoints."
    ),
    "protocol.sru.loop": N_(
        "The server gives the same records again at position %(position)s. The harvest has stopped and what was received is kept."
    ),
    "protocol.sru.no_explain": N_(
        "The server does not say who it is (explain failed: %(reason)s). The query was sent all the same. Tell the partner."
    ),
    "protocol.sru.holes": N_(
        "The server announced %(total)s records and left %(count)s of their places empty, without a word on why. The others were kept. Tell"
        " the partner."
    ),
    "protocol.sru.no_query": N_('The endpoint has no query. Write one in CQL, for example: bib.publisher all "Lyon".'),
}

DROP = {
    "protocol.drop.missing": N_("There is no file or folder at “%(path)s”. Check the path, or deposit the file again."),
    "protocol.drop.outside": N_("“%(path)s” is outside the folder where deliveries are deposited. Nothing was read."),
    "protocol.drop.changed": N_("The file “%(file)s” is not there any more. The delivery starts again from its beginning."),
    "protocol.drop.unknown_file": N_("“%(file)s” is not a file of records that is known here (%(looks)s). It was left out."),
    "protocol.drop.empty_file": N_("“%(file)s” is empty."),
    "protocol.drop.nested": N_("“%(file)s” is an archive inside an archive. It was left out: put its files directly in the delivery."),
    "protocol.drop.encrypted": N_("“%(file)s” is protected by a password. It was left out."),
    "protocol.drop.bad_name": N_("The name “%(file)s” in the archive points outside of it. It was left out."),
    "protocol.drop.too_many_files": N_("The archive holds more than %(count)s files: it was refused and nothing of it was kept."),
    "protocol.drop.bomb": N_("The archive unpacks to more than %(megabytes)s MB: reading stopped. What was read before is kept."),
    "protocol.drop.bad_archive": N_("The archive “%(file)s” is damaged (%(detail)s). What was read before is kept."),
    "protocol.drop.cut_record": N_("The last record of “%(file)s” is cut. It was set aside with its bytes."),
    "protocol.drop.broken_record": N_(
        "A record of “%(file)s” is not well-formed XML (%(detail)s). It was set aside with its bytes; reading goes on with the next one."
    ),
    "protocol.drop.cut_file": N_("“%(file)s” stops before its end: records may be missing. Ask the partner to deposit it again."),
    "protocol.drop.unreadable": N_("“%(file)s” could not be read (%(detail)s). It will be tried again."),
}

OTHER = {
    "protocol.unknown": N_("“%(name)s” is not a protocol that is known here. Choose one of: %(known)s."),
}

for _table in (ADDRESS, TRANSPORT, TLS, XML, RECORD, OAI, SRU, DROP, OTHER):
    declare(_table)
