"""The public API, version 1: the catalogue in JSON for programs, described in OpenAPI; it reads and never writes."""
