"""Every code of the record, as types: what a checker of types and a reader of records both go by.

The words for each code, in both languages, stand in the TOML files beside this module.
"""

from typing import Final, Literal

Kind = Literal["misconduct-hearing", "accelerated-misconduct-hearing", "special-case-hearing"]
Regulations = Literal["2008", "2012", "2020"]
Held = Literal["public", "part-private", "private", "not-recorded"]
Status = Literal["scheduled", "adjourned", "postponed", "vacated", "findings-made", "concluded", "discontinued"]
PublicStatus = Literal[
    "scheduled", "adjourned", "postponed", "vacated", "heard", "findings-made", "concluded", "discontinued"
]
ChairRole = Literal["chief-constable", "chief-constable-delegate", "legally-qualified-chair", "senior-officer"]
Ground = Literal[
    "complainant-or-witness-welfare",
    "criminal-proceedings",
    "national-security",
    "prevention-of-crime",
    "misconduct-of-others",
    "medical",
    "public-interest",
    "other",
    "not-recorded",
]
Imposer = Literal["chair", "court", "statute", "force", "secretary-of-state", "not-recorded"]
Covers = Literal["identity", "details"]
DecisionResult = Literal["granted", "refused", "varied"]

Rank = Literal[
    "constable",
    "sergeant",
    "inspector",
    "chief-inspector",
    "superintendent",
    "chief-superintendent",
    "detective-constable",
    "detective-sergeant",
    "detective-inspector",
    "detective-chief-inspector",
    "detective-superintendent",
    "detective-chief-superintendent",
    "assistant-chief-constable",
    "deputy-chief-constable",
    "chief-constable",
    "commander",
    "deputy-assistant-commissioner",
    "assistant-commissioner",
    "deputy-commissioner",
    "commissioner",
    "special-constable",
    "special-sergeant",
    "special-inspector",
    "special-chief-inspector",
    "special-superintendent",
    "special-chief-officer",
    "not-published",
]
# The ranks above chief superintendent: chief officers, of whom a force has a handful.
CHIEF_OFFICERS: Final[frozenset[Rank]] = frozenset(
    {
        "assistant-chief-constable",
        "deputy-chief-constable",
        "chief-constable",
        "commander",
        "deputy-assistant-commissioner",
        "assistant-commissioner",
        "deputy-commissioner",
        "commissioner",
    }
)
RankStatus = Literal["acting", "temporary", "probationer", "trainee"]
Service = Literal["serving", "former"]
Leaving = Literal["resigned", "retired", "dismissed", "not-stated"]
Attendance = Literal["present", "absent", "part"]
AnonymityBasis = Literal["force-choice", "not-recorded"]
Anonymity = Literal["lifelong", "until-18", "by-order"]
Role = Literal[
    "affected-person",
    "complainant",
    "victim",
    "witness",
    "panel-member",
    "adviser",
    "representative",
    "investigator",
    "spokesperson",
    "other",
]

Standard = Literal[
    "honesty-and-integrity",
    "authority-respect-and-courtesy",
    "equality-and-diversity",
    "use-of-force",
    "orders-and-instructions",
    "duties-and-responsibilities",
    "confidentiality",
    "fitness-for-duty",
    "discreditable-conduct",
    "challenging-and-reporting-improper-conduct",
]
AllegedLevel = Literal["misconduct", "gross-misconduct"]
Level = Literal["gross-misconduct", "misconduct", "practice-requiring-improvement", "none", "not-stated"]
Finding = Literal["proven", "proven-in-part", "not-proven", "withdrawn"]
PROVEN: Final = ("proven", "proven-in-part")  # the findings that an outcome may rest on
Response = Literal["admitted", "part-admitted", "denied"]
Duty = Literal["on-duty", "off-duty"]
Outcome = Literal[
    "dismissed-without-notice",
    "would-have-been-dismissed",
    "reduction-in-rank",
    "final-written-warning",
    "written-warning",
    "reflective-practice",
    "no-action",
    "not-proven",
    "no-case-to-answer",
    "proceedings-withdrawn",
    "not-stated",
    "dismissed",
    "dismissed-with-notice",
    "management-advice",
    "final-written-warning-extended",
]
BarredList = Literal["added", "will-be-added", "not-added"]

InvestigatedBy = Literal["iopc", "force", "other-force"]
InvestigationForm = Literal["independent", "directed", "local", "managed", "supervised"]
Referral = Literal["mandatory", "voluntary", "call-in", "none"]
Origin = Literal["complaint", "conduct-matter", "recordable-conduct-matter", "dsi-matter"]
CriminalState = Literal[
    "active",
    "charged",
    "convicted",
    "acquitted",
    "discontinued",
    "caution",
    "community-resolution",
    "no-further-action",
]

AppealBody = Literal["police-appeals-tribunal", "high-court", "court-of-appeal"]
AppealRoute = Literal["appeal", "judicial-review"]
AppealParty = Literal["officer", "force", "iopc"]
AppealResult = Literal["allowed", "allowed-in-part", "dismissed", "withdrawn", "pending"]
SentBackTo = Literal["panel", "tribunal"]
InForce = Literal["original", "changed", "to-be-decided"]

ChangeKind = Literal["correction", "update", "minor"]
Afterwards = Literal["keep", "anonymise", "remove"]
ForceKind = Literal["territorial", "special", "demonstration"]
Language = Literal["en", "cy"]
