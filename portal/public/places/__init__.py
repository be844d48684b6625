"""Places: the region, departments, communes, towns abroad."""
