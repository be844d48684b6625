"""The console's pages inside the Wagtail admin."""
