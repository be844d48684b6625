"""The press: the titles, the calendar of each, what was published on a day, the words of issues."""
