"""The preview: rebuild after each save, show the last good build and what is wrong with the present state."""
