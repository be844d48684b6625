"""Neutral notices to what each partner would send: UNIMARC, MARC 21 or Dublin Core, with the partner's own habits."""
