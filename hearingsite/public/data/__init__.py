"""The public tables: one definition of their fields, and every file that is made from it."""
