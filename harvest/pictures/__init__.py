"""Partners' pictures and manifests for readers' pages: fetched as harvests are, bounded, kept on disk for a while."""

from harvest.pictures.fetching import DAY, DOCUMENT, HOUR, PICTURE, TILE, Kind, NotGiven, fetch, image_type

__all__ = ["DAY", "DOCUMENT", "HOUR", "PICTURE", "TILE", "Kind", "NotGiven", "fetch", "image_type"]
