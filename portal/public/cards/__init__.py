"""The picture that other sites show of a link to a page of ours that has none: its title, what it is, where it is, drawn."""
