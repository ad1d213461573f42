"""The words of which designations are made: titles and roles that one letter or number can follow, in both languages."""

from typing import Final, NamedTuple


class Title(NamedTuple):
    """A word that a letter can follow: officers' words and other people's are two families, alike words are kin."""

    family: str
    kin: str
    singular: str = ""


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


# One line a kin, a bar between a word and its plural. What stands for a person in a record, in both languages.
_OFFICERS: Final = (
    "pc|pcs wpc sc|scs dc|dcs tdc constable|constables cwnstabl gwnstabl chwnstabl heddwas",
    "sgt|sgts ps ds sergeant|sergeants rhingyll ringyll",
    "insp di inspector|inspectors arolygydd",
    "dci supt dsu superintendent|superintendents uwch-arolygydd acc dcc commander comander",
    "officer|officers swyddog|swyddogion pcso",
)
_PEOPLE: Final = (
    "ms mrs miss mr mx",
    "dr doctor nurse professor",
    "person|persons berson pherson individual woman|women man|men girl boy male female adult",
    "child|children plentyn|plant blentyn phlentyn teenager",
    "witness|witnesses tyst|tystion dyst thyst",
    "complainant|complainants achwynydd",
    "victim|victims dioddefwr",
    "colleague|colleagues cydweithiwr employee supervisor manager recruit student civilian volunteer",
    "neighbour resident driver passenger customer patient detainee suspect friend relative partner",
)
DOTTED: Final = _words("pc wpc dc tdc ps ds di dci acc dcc pcso sgt insp supt mr mrs ms mx dr")
COURTESY: Final = _words("ms mrs miss mr mx dr")
# These are spoken of in small letters too: "officer Y" is no slip of the pen in another word.
SMALL: Final = _words(
    "officer constable sergeant inspector superintendent person child witness complainant victim swyddog tyst"
)
# Words that begin a sentence; any other word with a capital after "Mr A." is taken for a surname.
STARTERS: Final = _words(
    "a after all also although among an and another any as at because before both but by during each either every few "
    "following for four from had has have he her here his how however i if in instead into it its later many meanwhile "
    "more most neither never no nobody none nor not nothing now of on once one only or other others our over she "
    "shortly since so some soon ten that the their them then there therefore these they this those three through "
    "throughout to together two under until upon was we were what when where whether which while who with within "
    "without yet you your roedd yna ond yn ar y yr ni nid mae cafodd dywedodd wedyn "
    "police panel evidence misconduct monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july august september october november december"
)


def _read_titles() -> dict[str, Title]:
    titles: dict[str, Title] = {}
    for family, lines in (("officer", _OFFICERS), ("person", _PEOPLE)):
        for line in lines:
            for words in line.split():
                word, _, plural = words.partition("|")
                titles[word] = Title(family, line)
                if plural:
                    titles[plural] = Title(family, line, word.upper() if word in DOTTED else word.capitalize())
    return titles


TITLES: Final = _read_titles()
