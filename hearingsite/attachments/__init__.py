"""Documents below content/files: which may be published, and what is left of them when they are.

`admission` decides, in this process; `cleaning` makes new bytes, in a process of its own with limits.
"""
