"""What stands around a word with a capital that no list has: it makes a person of it, or a place, a body or a thing."""

import functools
import re
from collections.abc import Iterator
from typing import Final

from hearingsite.patterns import later
from hearingsite.records.rules.capitals import INSTITUTIONS, MAKES, NO_NAMES
from hearingsite.records.rules.titles import STARTERS
from hearingsite.records.rules.told import find_all
from hearingsite.vocabulary.word_lists import SortedWords, read_words

_REACH: Final = 48
_SHORT: Final = 8  # letters of a rank


def _any(*words: str) -> str:
    return rf"(?:{'|'.join(sorted({*words}, key=len, reverse=True))})"


_DEED: Final = _any(*read_words("deeds"))
_KIN: Final = _any(*read_words("kin"))
_THING: Final = _any(*read_words("things"))
_NAMED: Final = later(r"[A-Z][a-z]+\b(?!(?:['\u2019]s)? [A-Z])")
_CALLABLE: Final = "(?:man|woman|male|female|person|girl|boy|child|officer|constable|sergeant|inspector|driver|suspect|prisoner|victim)"
_MAY_BE_CALLED: Final = later(rf"\b(?:{_CALLABLE}|{_KIN})\Z")
_RANKS_BEFORE: Final = ("officer ", "constable ", "sergeant ", "inspector ", ".C. ", ".S. ", ".I. ", " Con ", " Con. ")
_RANK_BEFORE: Final = later(r"(?:\b(?:officer|constable|sergeant|inspector)|\b[PDW]\.[CSI]\.|\bDet\.? Con\.?) \Z")
CALLING: Final = (" called ", " named ", " known as ", *_RANKS_BEFORE)
_BEASTS: Final = "(?:dog|puppy|horse|cat|pony|spaniel|labrador|alsatian|malinois|mare|stallion)"
_BEAST: Final = later(rf"\b(?:{_BEASTS}(?: called| named)?|(?:her|his|their|an?|police|search) {_BEASTS},|PD|PH) \Z")
_BETWEEN: Final = r"(?:(?:had|has|also|already|later|then|never|not|still|first|only|again|would|did|does) ){0,3}"
_STATE: Final = (
    r"(?:was|were|is|had been|has been|being) (?:(?:also|already|then|later|still|never|not|very) )?(?:an? (?:[a-z-]+ ){0,2}"
    rf"{_KIN}|arrested|assaulted|handcuffed|injured|interviewed|detained|stopped|told|asked|hurt|taken|held|bitten|punched|kicked|restrained"
    r"|kneeling|lying|sitting|standing|waiting|speaking|asleep|drunk|pregnant|afraid|frightened|upset|crying|vulnerable|unwell"
    r"|[a-z]+ing (?:his|her)|in (?:the|his|her|custody|hospital|tears))"
)

# Behind a name: what only people do, whose somebody is, who somebody is.
_SOMEBODY_AFTER: Final = later(
    rf",? (?:who )?(?:{_BETWEEN}{_DEED}|{_STATE})\b"
    rf"|['\u2019]s? (?:[a-z]+ ){{0,2}}(?:{_KIN}|arm|hand|head|face|body|phone|handbag|bedroom|account|evidence|statement|death|arrest|name)\b"
    rf"|,? (?:who|whose|whom)\b|, (?:aged|then \d)|, (?:an?|the|his|her|their) (?:[a-z-]+ ){{0,3}}{_KIN}\b"
    rf"|,? and (?:an?|the|his|her|their|two|three) (?:[a-z-]+ ){{0,2}}{_KIN}\b"
    r"| (?:to|into) (?:the )?(?:hospital|custody(?! (?:suite|centre))|the ground|court)\b"
    r"| (?:home|aside|upstairs)\b| on the (?:arm|head|face|leg|back)\b"
    r"| (?:can|could) (?:[a-z]+ )?(?:be (?:heard|seen|reached|traced)|stand|walk|speak|see|hear|remember|recall|breathe)\b"
    r"| (?:began|started|continued) to (?:feel|cry|shout|shake|scream|run|panic|speak|struggle|swear|bleed|explain|resist)\b"
)
# Before a name: what is done to people alone, what people give, who somebody is.
_SOMEBODY_BEFORE: Final = later(
    r"(?i)(?:(?:told|asked|met|meet|rang|ring|phoned|texted|messaged|knew|known|arrested|taught|married|dated|kissed|punched|kicked|slapped|thanked"
    r"|blamed|interviewed|warned|informed|advised|suspected|cautioned|handcuffed|assaulted|visit|visited|befriended|comforted|harassed"
    r"|stalked|accused|insulted|named|woke|escorted|restrained|questioned|contacted)"
    r"|(?:relationship|affair|sex|friends|in love|a flat|a house|a bed|a room|spoke|speak|speaking|spoken|argued|lived) with"
    r"|(?:statement|account|evidence|complaint|word|letter|testimony|conduct|murder|death|arrest|mother|father|home|call|flat|house"
    r"|message|text) (?:of|by|from|made by)"
    r"|(?:written|signed|driven|seen|heard|witnessed|hit|bitten|followed|filmed|told|said|asked|wanted|read|found) by"
    r"|(?:that|friends?|sisters?|brothers?|mothers?|fathers?|injuries|body|face|arm|head|hand|name|trial|evidence|arrest|stop|detention"
    r"|rights|words|phone|belongings|clothes|blood|partner|family|children|supervision|photographs?|pictures?|picture) of"
    r"|(?:in|into|sat|sitting|alone|met|slept|drank|lunch|dinner|coffee|contact|touch|angry|row|quarrel|argument|engaged|children?) "
    r"(?:[a-z]+ )?(?:[a-z]+ )?with|(?:apology|money|note|gift|present|flowers|roses|offer|promise) (?:to|for)"
    r"|(?:said|wrote|spoke|lied|apologised|belonged|gave evidence|married|rude|loyal|engaged|message|letter) to|in love with"
    r"|(?:shouted|shouting|swore|swearing|laughed|laughing|looked|pointed|stared|spat|yelled|screamed|smiled|aimed|angry|thrown|threw"
    r"(?: [a-z]+){0,2}) at|(?:heard|nothing|word) from"
    r"|(?:according|rented|let|sublet|leased|sold|introduced (?:him|her|them|himself|herself)|registered|related|next door) to"
    r"|(?:lent|owed|gave|given|sent|handed|offered|showed|read|returned) (?:[a-z]+ ){0,3}(?:\u00a3[\d,.]+|money|roses|flowers|keys|gifts?"
    r"|presents?|pictures?|photographs?|images?|videos?|messages?|texts?|notes?|it|them) to"
    r"|(?:was|were|been|be|being) (?:given|handed|shown|thrown|lent|owed|promised|offered|read) to"
    r"|(?:calls?|messages?|letters?|e-mails?|complaints?|tips?) (?:had |has )?(?:came|come|was|were) from"
    r"|(?:accounts?|phone|car|flat|house|card|tenancy|bag|coat) (?:[a-z]+ ){0,2}(?:held|owned|used|rented|left|carried) by"
    r"|(?:in|under) the name(?: of)?"
    r"|(?:handcuffs|cuffs|spray|baton|Taser|knee|hands?|foot|fist|elbow|blows?|pressure|weight|force|shield|leg restraints?) (?:[a-z]+ ){0,4}"
    r"(?:on|onto|against|off|over|upon)"
    r"|(?:know|recognised?|remember(?:ed)?|described?|pushed|dragged|grabbed|lifted|pinned|shot|struck|strangled|raped|touched|hugged|bullied"
    r"|mocked|teased|supervised|mentored|tutored|replaced|detain|arrest|restrain|interview|protect|believe|doubt)"
    r"|(?:search|searched|searches|searching|looked|looking|asked|asking|waited|records|database) (?:\w+ )?for|it was"
    rf"|{_KIN},?) \Z"
)
# Before the name of a place, a body or a thing.
_SOMETHING_BEFORE: Final = later(
    r"(?i)(?:(?:work|works|worked|working|employed|employment|jobs?|shifts?|paid|hired|rented|leased|bought|ordered|supplied|delivered|made"
    r"|built|owned|run|managed|operated|provided|published|printed|sponsored|dismissed|sacked|funded|staffed|installed|developed"
    r"|sold|accounts?|cards?|loans?|insured|insurance|contracts?|subscription|trained|training|posted|recorded|logged|messages|searched"
    r"|searches|deleted|sent|uploaded|registered|deal|dealt|one|another|records?|held|checks?|streamed|viewed) (?:[a-z]+ )?"
    r"(?:for|with|by|from|at|on|of|via|using|to|through)"
    r"|(?:took|taken|taking|takes|take|drank|drinking|ate|eating|smoked|smoking|injected|swallowed|prescribed|buy|buys|bought|wore|wearing"
    r"|using|used|use|uses|installed|downloaded|stolen|selling|sold|joined|left|leaving|entered|entering|reached|reaching|via|through"
    r"|past|along|across|including|like|called|opened|driving|rode|riding|playing|supported|supports|support|passed"
    r"|said to be|thought to be|diagnosed with|positive for|reported (?:[a-z]+ )?to)"
    r"|(?:packets?|packs?|bottles?|cans?|pints?|doses?|tablets?|traces?|grams?|supply|box|boxes|glass(?:es)?|amounts?|bags?|tins?|jars?"
    r"|shares?|employees?|staff|customers?|branch(?:es)?|members?|fans?|copy|copies|edition|issue) of"
    r"|(?:moved|move|went|go|goes|going|drove|drive|driven|travelled|travel|flew|flown|sailed|walked|walk|cycled|ran|posted|transferred"
    r"|transfer|attached|seconded|relocated|returned|return|journey|trip|road|route|way|trains?|bus|coach|flights?|ferry|left|set off|headed"
    r"|came|come|lived|born|holiday|leave|miles?|minutes?|commuted|pursuit|from|north|south|east|west|side|end|ends|outskirts|parts?|suburb"
    r"|village|town|city|hamlet|district|port|mouth|banks?|coast|edge|area|estate|parish|borough|rest|maps?|streets?|people|residents?"
    r"|centre|outside|short|football|officers?|teams?|crews?|units?|colleagues|supporters|police|station|base|friends|man|men|woman|women"
    r"|boys?|girls?|couple|family|courts?|magistrates) (?:to|from|for|of|via|past|off|at|near|beyond|against)"
    r"|(?:hall|centre|hotel|house|court|street|road|lane|station|park|square|avenue|suite|rooms|club|church|school|college|estate|dref|sir"
    r"|stryd|heol|gwesty|neuadd),"
    # Behind these alone a place or a body is likelier than a person, of whom they are said with a word more.
    r"|(?:of|from|by|with|for|to|on|as)"
    rf"|{_THING}(?:,| called| named| known as)? ?,?) \Z"
)
_SOMETHING_AFTER: Final = later(
    rf" {_THING}\b(?! of)|, (?:an?|the|its|their|another) (?:[a-z-]+ ){{0,3}}{_THING}\b"
    rf"| (?:was|were|is|are|has been|had been|have been) (?:[a-z]+ly )?(?:closed|opened|built|used|installed|bought|sold|damaged|missing"
    r"|searched|found in|full|empty|busy|demolished|renamed|updated|switched|available|owned|parked|cancelled|sealed|called off)\b"
    r"| (?:covers?|serves?|contains?|lies|stands|sells|makes|operates|runs from|has no|opens|closes|employs|shows?|records|lists|paid)\b"
    r"|,? which\b|['\u2019]s (?:disease|syndrome|law|rule|test|palsy|principles?)\b"
    r"|(?:,| and) (?:and )?(?:elsewhere|other (?:places|towns|villages|shops|streets|apps|drugs|brands|platforms|sites))\b"
)
_CONTENTS: Final = later(
    r"\b(?:pallets?|crates?|cans?|pints?|bottles?|packets?|packs?|glass(?:es)?|tins?|bowls?|jars?|kegs?|barrels?) of \Z"
)
_CALLED: Final = later(rf"\b{_THING}(?:,| called| named) \Z")
# Nouns for things that are verbs as well, behind what somebody is let or seen to do.
_LET: Final = later(
    r"\b(?:let|lets|letting|made|make|makes|saw|see|watch(?:ed)?|heard?|helped|did|does|would|could|had) \Z"
)
_DOES: Final = later(
    r" (?:drive|walk|show|park|stand|watch|pitch|tap|ring|drill|race|test|tour|market|ship|train|care)\b"
)
_BESIDE: Final = later(
    r"([A-Z][\w'\u2019-]+)(?: and| or|,|,? and later| and then| to| rather than)(?: (?:in|at|to|from|with|near|by|for))? \Z"
)
_BEHIND: Final = later(
    r",?(?: and| or|,| to| rather than)(?: (?:in|at|to|from|with|near|by|for))? ([A-Z][\w'\u2019-]+)"
)
_SURNAME: Final = later(r" ([A-Z][\w'\u2019-]+)")
_A_WORD: Final = re.compile(r"\b\w")
_JUDGE: Final = later(r"(?:Lord|Lady|Mrs?|Ms|Miss|Dame|Sir) (?:Chief )?Justice [A-Z]|(?P<peer>Lord|Lady) [A-Z]")
_LETTERS: Final = later(r",? (?:LJJ?|JJ?|CJ|MR)\b")
_CITED: Final = later(
    r"\b(?:judge?ments?|words?|dictum|dicta|opinions?|speech(?:es)?|observations?|decisions?|said|cited|per) (?:of |by )?\Z"
)


def is_judge(text: str, start: int, end: int) -> bool:
    """Whether somebody is a judge who is cited: "Mrs Justice W", "the judgment of Lord W", "W LJ"."""
    if _LETTERS.match(text, end):
        return True
    found = _JUDGE.match(text, start)
    return bool(found and (not found["peer"] or _CITED.search(text, max(0, start - _REACH), start)))


def is_somebody(text: str, start: int, end: int) -> bool:
    """Whether what stands beside a word makes it somebody: "told W", "W wrote", "W's mother", "his partner, W"."""
    return bool(_SOMEBODY_AFTER.match(text, end)) or _leads_to(_SOMEBODY_BEFORE, text, start)


def _leads_to(pattern: re.Pattern[str], text: str, start: int) -> bool:
    """Whether the words right before a place fit a pattern that begins with a word, at which alone it is tried."""
    return any(
        pattern.match(text, word.start(), start) for word in _A_WORD.finditer(text, max(0, start - _REACH), start)
    )


def is_contents(text: str, start: int) -> bool:
    """Whether something holds it: "a packet of W"."""
    return bool(_CONTENTS.search(text, max(0, start - _REACH), start))


def is_let(text: str, start: int, end: int) -> bool:
    """Whether somebody is let or seen to do what follows, which would otherwise be a thing: "let W drive"."""
    return bool(_DOES.match(text, end) and _LET.search(text, max(0, start - _REACH), start))


def is_called(text: str, start: int) -> bool:
    """Whether a noun for a thing or a body stands right before its name: "the firm, W", "an app called W"."""
    return bool(_CALLED.search(text, max(0, start - _REACH), start))


def called_by_a_word(text: str) -> Iterator[int]:
    """Yield where somebody is called by what may be a word as well: "a man called Baker", "officer Baker", "D.C. Baker"."""
    for at, sign in find_all(text, CALLING):
        end = at + len(sign)
        found = _NAMED.match(text, end)
        if not found or found[0] in NO_NAMES:
            continue
        if sign in _RANKS_BEFORE:
            is_somebody_there = found[0].lower() not in STARTERS and found[0] not in _bodies()
            before = _RANK_BEFORE.search(text, max(0, at - _SHORT), end)
        else:
            is_somebody_there = found[0] not in _things() and found[0] not in INSTITUTIONS  # bodies are rung up
            before = _MAY_BE_CALLED.search(text, max(0, at - _REACH), at)
        if is_somebody_there and before:
            yield found.start()


def is_beast(text: str, start: int) -> bool:
    """Whether it is the name of a dog or a horse, whatever it does: "PD W", "a dog called W", "her horse, W"."""
    return bool(_BEAST.search(text, max(0, start - _REACH), start))


def is_something(text: str, start: int, end: int) -> bool:
    """Whether what stands beside a word makes it a place, a body or a thing: "moved to W", "worked for W", "the W depot"."""
    before = max(0, start - _REACH)
    behind = _SURNAME.match(text, end)
    if behind and behind[1] in _places():
        return False  # many surnames are places
    if is_let(text, start, end):
        return False
    if _SOMETHING_AFTER.match(text, end):
        return True
    if _is_surname(text[start:end]):
        return False
    if _leads_to(_SOMETHING_BEFORE, text, start):
        return True
    beside = (_BESIDE.search(text, before, start), _BEHIND.match(text, end))
    return any(one and one[1] in _things() for one in beside)


def _is_surname(word: str) -> bool:
    return word.lower() in _surnames()


@functools.cache
def _surnames() -> SortedWords:
    return SortedWords(titled=(), written=("surnames",))


@functools.cache
def _places() -> frozenset[str]:
    return frozenset(read_words("places"))


@functools.cache
def _bodies() -> frozenset[str]:
    return frozenset(read_words("proper")) | MAKES


@functools.cache
def _things() -> frozenset[str]:
    return _bodies() | _places()
