"""How the paths begin that are told apart before any view is asked."""

BACK_OFFICE = ("/gestion/", "/administration/")
DEPOSITS = "/gestion/depots-d-images/"  # where files are handed in that are no forms
NOT_PAGES = ("gestion/", "administration/", "static/", "media/", "documents/", "sante/")  # below these, nothing is for readers
BLOCKS = "integrer/"  # below it, what other sites show; itself is the page where that is composed
