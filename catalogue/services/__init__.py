"""What changes the catalogue: intake, withdrawal, indexing."""
