"""The same person? Two forms of a name judged by what they say and by what their bearers did, before a person decides."""
