"""One page of every kind, and of every state that looks different, by its English address."""

from typing import Final

KINDS: Final = {
    "home": "/",
    "founding-case": "/hearings/as-2023-014/",
    "several-officers": "/hearings/wld-2021-002/",
    "appeal": "/hearings/wld-2023-002/",
    "details-held-back": "/hearings/wld-2025-004/",
    "notice": "/hearings/wld-2026-007/",
    "vacated": "/hearings/wld-2026-005/",
    "tombstone": "/hearings/wld-2024-003/",
    "outcomes": "/outcomes/",
    "upcoming": "/upcoming/",
    "standards": "/standards/",
    "standard": "/standards/honesty-and-integrity/",
    "outcome": "/outcomes/dismissed-without-notice/",
    "forces": "/forces/",
    "force": "/forces/wealdshire/",
    "ranks": "/ranks/",
    "rank": "/ranks/constable/",
    "year": "/years/2023/",
    "search": "/search/",
    "subscribe": "/subscribe/",
    "about": "/about/",
    "glossary": "/about/glossary/",
    "accessibility": "/about/accessibility/",
    "statistics": "/statistics/",
    "data": "/data/",
    "not-found": "/404.html",
}
