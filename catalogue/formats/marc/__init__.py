"""What UNIMARC and MARC 21 share: records and fields, ISO 2709, XML, character sets."""
