"""The table "What is public when" as properties: whatever the record and the moment, a field's word is out just then."""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from hearingsite.public.model import PublicRegister
from hearingsite.public.site import SiteOptions, plan_site
from hearingsite.public.words import load_words
from hearingsite.records.frontmatter import FrontMatter, split_front_matter
from hearingsite.records.model import Force, Hearing
from hearingsite.records.register import Entry, ForceEntry, Register
from hearingsite.records.schema import convert_hearing
from hearingsite.records.source import Source
from hearingsite.release import release
from hearingsite.values import Text
from hearingsite.vocabulary.codes import Language
from tests.release.lives import DECIDED, Appeal, Gate, Life, Matter, Order, lives, never, since, typed, unless

THEME = Path(__file__).parents[2] / "theme"
WORDS = {lang: load_words(THEME, lang) for lang in get_args(Language)}
OPTIONS = SiteOptions(name="x", url="https://x.example", authority="x", authority_since="2026-01-01", page_size=50)
DAY = dt.timedelta(days=1)
FORCE = Force(name=Text("x"), short=Text("x"), kind="demonstration", reference_prefix="WLD", languages=["en", "cy"])

Block = dict[str, Any]


class Record:
    """A life as a record with a word of its own in every field; `gates` says of each word when it may be read.

    With `unlike`, a record that is the same to anyone who reads it at that moment: what they may not read is other words,
    and what is still to come is to come a day later.
    Where the door is stricter than the table, so is the gate, and says so.
    """

    def __init__(self, life: Life, unlike: dt.datetime | None = None) -> None:
        """Write every field."""
        self.life = life
        self.unlike = unlike
        self.gates: dict[str, Gate] = {}
        self.names: dict[tuple[int | str, str], str] = {}
        self.header = self._header()
        self.body = Text(**self.text("body", self._shows_body)) if life.has_body else None

    def secret(self, when: dt.date | None) -> str | None:
        """Type a day or a moment that nobody is told before it comes."""
        return typed(when + DAY if when and self.unlike and not since(when)(self.unlike) else when)

    def word(self, field: str, *gates: Gate, at_its_end: bool = False) -> str:
        """Make a field's own word: out while every gate is open, and the record public or (`at_its_end`) taken down."""
        word = f"zq{field}qz"
        base = self.life.is_taken_down if at_its_end else self.life.is_public
        self.gates[word] = lambda now: base(now) and all(gate(now) for gate in gates)
        return word if self.unlike is None or self.gates[word](self.unlike) else f"zm{field}mz"

    def text(self, field: str, *gates: Gate) -> dict[str, str]:
        """Make a text in both languages."""
        return {lang: self.word(f"{field}-{lang}", *gates) for lang in ("en", "cy")}

    def mention(self, field: str, *gates: Gate) -> dict[str, str]:
        """Make a text that may name the first officer: by the last name alone, which is enough to drop it."""
        last_name = self.names[0, "name"].split()[-1] if self.life.names_an_officer else ""
        texts = self.text(field, self.life.may_mention, *gates)
        return {lang: f"{text} {last_name}".strip() for lang, text in texts.items()}

    def code(self, key: str, value: int | str, *gates: Gate) -> int | str:
        """Take a code that nothing else says: where it stands in the released register is as telling as a word."""
        self.word(key, *gates)
        self.gates[f"{key}={value!r}"] = self.gates.pop(f"zq{key}qz")
        return value

    def _shows_body(self, now: dt.datetime) -> bool:
        serves_as_notice = not self.life.has_notice_text and self.life.status not in DECIDED
        return self.life.tells(now) or (serves_as_notice and self.life.details_are_free(now))

    def _header(self) -> Block:
        life = self.life
        officers = [self._officer(place) for place in range(len(life.is_named))]
        person = self._person()
        history = [self._step(place, status, on) for place, (status, on) in enumerate(life.history)]
        return {
            "reference": "WLD-2024-001",
            "force": "wealdshire",
            "status": life.status,
            "summary": self.text("summary", life.tells),
            "hearing": {**self._sitting("", "chair"), "history": history},
            "notice": self._notice(life.notice) if life.notice else None,
            "officers": officers,
            "people": [person],
            "restrictions": [self._restriction(f"order{place}-", order) for place, order in enumerate(life.orders)],
            "investigation": {"by": self.code("Investigation(by", "other-force", life.tells)},
            "criminal_proceedings": [self._matter(place, matter) for place, matter in enumerate(life.matters)],
            "allow": [self._allow(life.released_until)] if life.released_until else [],
            "publication": self._publication() if life.status in DECIDED else None,
            "takedown": self._takedown() if life.takedown else None,
            "appeals": [self._appeal(f"appeal{place}-", appeal) for place, appeal in enumerate(life.appeals)],
            "changes": [
                {"on": self.secret(on), "kind": "correction", "what": self.mention(f"what{place}", since(on))}
                for place, on in enumerate(life.changes)
            ],
            "attachments": [{"file": f"{self.word('file', life.tells)}.pdf", "title": self.text("title", life.tells)}],
            "quotes": [{"by": self.names[life.quoted, "name"], "text": self.text("quote", life.tells)}],
            "area": self.text("area", life.may_quote),
            "editor_note": self.word("editor-note", never),
        }

    def _sitting(self, field: str, chair: str, *gates: Gate) -> Block:
        """The hearing, or that of an appeal."""
        self.names[chair, "name"] = self.word(chair, *gates, unless(partial(self.life.is_protected, chair)))
        return {
            "kind": "misconduct-hearing",
            "dates": [typed(self.life.last_sitting_day)],
            "venue": self.text(f"{field}venue", *gates),
            "held": "part-private",
            "private_ground": "medical",
            "private_reason": self.mention(f"{field}private-reason", *gates),
            "chair": {"role": "legally-qualified-chair", "name": self.names[chair, "name"]},
            "decisions": [self._decision(field, *gates)],
        }

    def _decision(self, field: str, *gates: Gate) -> Block:
        """A decision on privacy; stricter than the table: who asked for what is held back as if it were a note."""
        life, has_come = self.life, since(self.life.decided)
        return {
            "on": self.secret(life.decided),
            "result": "granted",
            "asked_by": self.word(f"{field}asked-by", *gates, has_come, life.may_quote),
            "asked_for": self.word(f"{field}asked-for", *gates, has_come, life.may_quote),
            "note": self.text(f"{field}decision-note", *gates, has_come, life.tells),
        }

    def _step(self, place: int, status: str, on: dt.datetime) -> Block:
        """A change of status; stricter than the table: held-back details take the reasons of early steps with them."""
        decided = self.life.outcome_is_out if status == "concluded" else self.life.is_published
        gates = [since(on), decided] if status in DECIDED else [since(on)]
        return {"on": self.secret(on), "status": status, "reason": self.mention(f"step{place}", *gates)}

    def _notice(self, published: dt.datetime) -> Block:
        """The notice; stricter than the table: why it was short may say something about somebody."""
        life = self.life
        gates = (life.details_are_free, unless(life.is_published))
        return {
            "published": self.secret(published),
            "text": self.text("notice", *gates) if life.has_notice_text else None,
            "until": self.secret(life.notice_until),
            "shortened": {"reason": self.text("shortened", since(published), life.may_quote)},
        }

    def _officer(self, place: int) -> Block:
        life, verdict = self.life, self.life.verdict
        allegation = {
            "conduct": self.text(f"conduct{place}", partial(life.describes, place)),
            "when": self.text(f"when{place}", partial(life.describes, place)),
            "response": self.code(" response", verdict.response, life.is_published),
        }
        left = {"how": self.code("left", verdict.left, life.is_published)}
        officer = {**self._names(place), "rank": "constable", "service": "serving", "left": left}
        if life.status in {"findings-made", "concluded"}:
            allegation["finding"] = self.code(" finding", verdict.finding, life.is_published)
            allegation["level"] = self.code(" level", verdict.level, life.is_published)
        return officer | {"allegations": [allegation]} | (self._outcome(place) if life.status == "concluded" else {})

    def _outcome(self, place: int) -> Block:
        """The panel's outcome; stricter than the table: its barred list goes where an appeal changes the outcome."""
        life, verdict = self.life, self.life.verdict
        outcome = {
            "outcome": self.code("(outcome", verdict.outcome, life.outcome_is_out),
            "outcome_months": self.code(" months", verdict.months, life.outcome_is_out),
            "reasons": self.text(f"reasons{place}", life.tells, life.outcome_is_out),
        }
        if place == 0:
            gates = (life.outcome_is_out, unless(life.is_changed))
            outcome["barred_list"] = self.code("barred_list", verdict.barred_list, *gates)
        return outcome

    def _names(self, place: int) -> Block:
        """An officer's names; stricter than the table: a former designation waits for every restriction to end."""
        life, shows_name = self.life, partial(self.life.shows_name, place)
        if not life.is_named[place]:
            self.names[place, "name"] = self.word(f"known-as{place}")
            return {"known_as": self.names[place, "name"]}
        names = {
            "name": f"{self.word(f'first-name{place}', shows_name)} {self.word(f'last-name{place}', shows_name)}",
            "anonymous_as": self.word(f"anonymous-as{place}", unless(shows_name)),
            "formerly": self.word(f"formerly{place}", shows_name, partial(life.tells_formerly, place)),
        }
        self.names |= {(place, key): name for key, name in names.items()}
        return {**names, "formerly": [names["formerly"]], "collar_number": self.word(f"collar{place}", shows_name)}

    def _person(self) -> Block:
        """Somebody else; stricter than the table: a former designation is never told beside the name."""
        life, shows_name = self.life, self.life.shows_persons_name
        person: Block = {
            "role": ["witness"],
            "post": self.text("post", life.tells),
            "anonymity": "lifelong" if life.is_person_anonymous_for_life else None,
        }
        if not life.is_person_named:
            self.names["person", "name"] = self.word("person", life.tells)
            return person | {"known_as": self.names["person", "name"]}
        self.names["person", "name"] = self.word("person", life.tells, shows_name)
        self.names["person", "formerly"] = self.word("persons-formerly", life.tells, unless(shows_name))
        return person | {"name": self.names["person", "name"], "formerly": [self.names["person", "formerly"]]}

    def _restriction(self, field: str, order: Order) -> Block:
        """A restriction; stricter than the table: once names are over, no words of any order are quoted."""
        life, has_come, lifted = self.life, order.has_come, since(order.lifted)
        name = self.names.get((order.protects, "name"), "all")
        quoted = life.tells if order.protects == "person" else life.may_quote
        restriction: Block = {
            "protects": self.names.get((order.protects, order.alias), name),
            "covers": order.covers,
            "imposed_by": "court",
            "ground": "other",
            "text": self.text(f"{field}text", has_come, quoted),
            "from": self.secret(order.starts),
            "until": typed(order.until),
            "decisions": [self._decision(field, has_come, quoted)],
        }
        if order.lifted:
            by = self.word(f"{field}by", has_come, lifted, quoted)
            note = self.text(f"{field}note", has_come, lifted, life.tells)
            restriction["lifted"] = {"on": self.secret(order.lifted), "by": by, "note": note}
        return restriction

    def _matter(self, place: int, matter: Matter) -> Block:
        note = self.text(f"matter{place}", self.life.tells, matter.has_come)
        officer = self.names[matter.officer, "name"]
        return {"officer": officer, "state": matter.state, "on": self.secret(matter.on), "note": note}

    def _allow(self, until: dt.date) -> Block:
        """An exception by which a named person releases what criminal proceedings hold back."""
        reason, by = self.word("allow-reason", never), f"Ann Example, {self.word('allow-by', never)}"
        return {"rule": "HS358", "words": self.names[0, "name"], "reason": reason, "by": by, "until": typed(until)}

    def _publication(self) -> Block:
        return {
            "publish_at": self.secret(self.life.publish_at),
            "outcome_at": self.secret(self.life.outcome_at),
            "keep_until": self.secret(self.life.keep_until),
            "afterwards": self.life.afterwards,
            "basis": self.text("basis", never),
        }

    def _takedown(self) -> Block:
        """The end; its reason alone is out when the record is not."""
        reason = {lang: self.word(f"takedown-{lang}", at_its_end=True) for lang in ("en", "cy")}
        return {"at": self.secret(self.life.takedown), "reason": reason, "by": self.word("takedown-by", never)}

    def _appeal(self, field: str, appeal: Appeal) -> Block:
        """An appeal: pending since it was lodged, told at its own moment; one that is allowed changes the outcome."""
        life, is_pending = self.life, appeal.result == "pending"
        gates = (life.outcome_is_out, since(appeal.lodged), since(appeal.notice))
        block: Block = {
            "body": "police-appeals-tribunal",
            "lodged": self.secret(appeal.lodged),
            "decided": None if is_pending else str(self.secret(appeal.published))[:10],
            "published": None if is_pending else self.secret(appeal.published),
            "result": appeal.result,
            "hearing": self._sitting(field, f"{field}chair", *gates),
            "notice": {"published": self.secret(appeal.notice)},
            "note": self.text(f"{field}note", life.tells, life.outcome_is_out, appeal.has_come),
        }
        if appeal.result == "allowed":
            outcome = self.code("(outcome", "reflective-practice", life.is_changed)
            reasons = self.text(f"{field}reasons", life.tells, partial(life.is_in_force, appeal))
            block["officers"] = {self.names[0, "name"]: {"outcome": outcome, "reasons": reasons}}
            block["in_force"] = "changed"
        return block


def read(record: Record) -> Register:
    """Read a record as its file is read, without its empty fields; YAML takes JSON as it is."""
    header = json.loads(json.dumps(record.header), object_hook=lambda block: {k: v for k, v in block.items() if v})
    front_matter = split_front_matter(Source("x.md", f"---\n{json.dumps(header, indent=1)}\n---\n"))
    assert isinstance(front_matter, FrontMatter), front_matter
    hearing = convert_hearing(front_matter)
    assert isinstance(hearing, Hearing), hearing
    force = ForceEntry("wealdshire", FORCE, front_matter)
    return Register((Entry(hearing, front_matter, record.body),), {force.code: force})


def printed(register: PublicRegister) -> str:
    """All that anyone may come to read: the heads and views of every page in both languages, and the feeds."""
    plan = plan_site(
        register,
        WORDS,
        OPTIONS,
        documents=DOCUMENTS,
        static=THEME / "static",
        stock_routes=(),
        record_schema=b"{}",
        hearing_links={},
    )
    return (repr(plan.pages) + "".join(file.content.decode("utf-8", "replace") for file in plan.files)).casefold()


# Any document there is: what its bytes hold is not what is asked here.
DOCUMENTS: defaultdict[str, bytes] = defaultdict(lambda: b"%PDF")


def some_of(moments: list[dt.datetime]) -> st.SearchStrategy[list[dt.datetime]]:
    """A few moments: a plan takes longer than a release."""
    return st.lists(st.sampled_from(moments), min_size=1, max_size=3)


@given(life=lives(), data=st.data())
def test_no_word_is_out_at_the_wrong_time(life: Life, data: st.DataObject) -> None:
    """No word that the table forbids at a moment is in the register; nor on a page in either language or in a feed."""
    record = Record(life)
    register, planned = read(record), data.draw(some_of(life.around))
    for now in life.around:
        public = release(register, now).register
        text = repr(public) + (printed(public) if now in planned else "")
        assert [word for word, gate in record.gates.items() if word in text and not gate(now)] == [], now


@given(life=lives())
def test_every_word_is_out_in_its_time(life: Life) -> None:
    """Every word that the table allows at a moment is in the register."""
    record = Record(life)
    register = read(record)
    for now in life.around:
        text = repr(release(register, now).register)
        assert [word for word, gate in record.gates.items() if word not in text and gate(now)] == [], now


@given(life=lives(), data=st.data())
def test_what_is_not_public_changes_nothing(life: Life, data: st.DataObject) -> None:
    """Whatever is written where the table says no, and whenever the rest will come: register and plan are the same."""
    record = Record(life)
    register, planned = read(record), data.draw(some_of(life.around))
    for now in life.around:
        public, other = (release(each, now).register for each in (register, read(Record(life, unlike=now))))
        assert public == other, now
        assert now not in planned or printed(public) == printed(other), now


@given(life=lives(st.just("concluded")), unlike=lives(st.sampled_from(DECIDED)), data=st.data())
def test_an_embargo_keeps_what_came_out(life: Life, unlike: Life, data: st.DataObject) -> None:
    """Before `publish_at`, whatever came out, and before `outcome_at`, whatever the outcome: all is the same."""
    embargo = [now for now in life.around if not life.outcome_is_out(now)]
    findings = {key: getattr(life.verdict, key) for key in ("finding", "level", "response", "left")}
    untold = replace(life, appeals=(), status=unlike.status, verdict=unlike.verdict)
    found = replace(life, appeals=(), verdict=replace(unlike.verdict, **findings))
    one, *others = (read(Record(each)) for each in (life, untold, found))
    planned = data.draw(some_of(embargo))
    for now in embargo:
        public, other = (release(each, now).register for each in (one, others[life.is_published(now)]))
        assert public == other, now
        assert now not in planned or printed(public) == printed(other), now


@given(life=lives())
def test_nothing_changes_between_two_moments(life: Life) -> None:
    """From just after a moment of a record until just before its next, the same is released."""
    register = read(Record(life))
    for after, before in zip(life.around[1::2], life.around[2::2], strict=False):
        assert release(register, after) == release(register, before), after
