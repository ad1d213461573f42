"""Hand a sealed build to where it is served."""
