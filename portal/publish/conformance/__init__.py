"""The portal judges each night what it gives to machines, and says on ``/donnees/conformite`` what it found.

Where do I change …? What is looked at: a module of ``judges`` (one for each thing that is given, listed in ``judges/__init__.py``);
when, and what is kept: ``running``; the page: ``views``. ``asking`` asks the portal as a stranger does, without leaving the process.
"""
