"""The digitised pages as a partner gives them: IIIF images cut in tiles (level 0), and their manifests."""
