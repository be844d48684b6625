"""Views of the press: lists over all titles, and the pages of one."""
