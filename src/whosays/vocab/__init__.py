"""Closed vocabularies: data files that an expert can edit, and their loaders."""
