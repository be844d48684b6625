"""Many fonds written at once: what Wagtail does page by page, in some statements for all of them.

Each page by itself costs more than a hundred statements: siblings and slugs looked up, a version, the indexes, the journal. Here the same
rows are written for five hundred pages at a time, and the signals are sent for each. ``placing``: where they stand in the tree;
``storing``: their rows; ``versions``: what they say, kept, published, withdrawn; ``removing``: they are there no more.

What is particular of a page (``versions.particular``: a review under way, a schedule, comments) is left to Wagtail's own way, which
defines what is written here: ``tests/catalogue/services/test_many_fonds.py`` compares the two.
"""
