"""The second factor: codes of an application (RFC 6238), ten recovery codes, asked after either log-in."""
