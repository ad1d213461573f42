"""The words by which rules see at once that a text holds nothing for them, looked for together in one pass over it.

Profiled on accounts of 300 words: to look for one word took a microsecond, whether it stood there or not, and most do not;
the sixty of all rules together take six.
"""

import functools
from typing import Final

from ahocorasick_rs import AhoCorasick

# Grows while the modules of rules are imported.
_SOUGHT: Final[list[str]] = []


def sought(*words: str) -> tuple[str, ...]:
    """Have words looked for with those of all other rules; gives them back."""
    _SOUGHT.extend(words)
    return words


def find_traces(text: str) -> frozenset[str]:
    """Give the words of `sought` that stand in a text, capitals as they are, also inside of other words."""
    return frozenset(_automaton(len(_SOUGHT)).find_matches_as_strings(text, overlapping=True))


@functools.lru_cache(maxsize=1)
def _automaton(number: int) -> AhoCorasick:
    """Make the automaton of the words there are; made anew where a module was imported since."""
    return AhoCorasick(sorted(set(_SOUGHT[:number])))
