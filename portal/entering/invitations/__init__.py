"""Invitations by e-mail: a link that is signed, opens once and expires, and by which a person chooses her own password."""
