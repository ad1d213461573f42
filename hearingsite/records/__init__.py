"""What the editors wrote: reading, the typed record, the rules. May hold private facts."""
