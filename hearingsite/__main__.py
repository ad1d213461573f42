"""`python -m hearingsite`."""

from hearingsite.cli import main

main()
