"""The commands about the private list. They print ids and designations, and a value only with --reveal on a terminal."""

import datetime as dt
import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from hearingsite.cli.console import (
    Project,
    count,
    counts,
    format_option,
    now_option,
    print_report,
    say,
)
from hearingsite.cli.people import add, edit, list_options, needed
from hearingsite.diagnostics import Report, fault
from hearingsite.disk import disk_faults, write_whole
from hearingsite.guard import vault
from hearingsite.guard.attest import PUBLIC_KEY
from hearingsite.guard.exceptions import DAYS, FILE, add_exceptions, is_same_person, known_tiers
from hearingsite.guard.keys import new_key, new_secret, public_key_of, recipient
from hearingsite.guard.private_file import one_writer, write_new
from hearingsite.guard.tokens import new_token_key, read_token_key, write_tokens
from hearingsite.guard.tracked import check_place
from hearingsite.guard.vault import Holder, load_list, open_list, save
from hearingsite.moment import read_now
from hearingsite.values import day_of

_LIST: Final = "identities.age"
_RECOVERY: Final = "recovery"
_SPARE: Final = "spare-recovery"
_NAME: Final = click.Path(path_type=Path, file_okay=False)


@click.group()
def identities() -> None:
    """Keep the private list: who must be recognised nowhere on the site.

    Example: hearingsite identities init ~/hearingsite-private
    """


identities.add_command(add)
identities.add_command(edit)


@identities.command()
@click.argument("folder", type=_NAME)
@click.option("--officer", default="press-officer", show_default=True, help="What to call the first key.")
@click.pass_obj
def init(project: Project, folder: Path, officer: str) -> int:
    """Make an empty encrypted list and its keys in a FOLDER outside the project.

    Example: hearingsite identities init ~/hearingsite-private
    """
    settings = project.settings
    folder = folder.absolute()
    _check_holder(officer)
    for name in (_LIST, f"{officer}.key", f"{_RECOVERY}.key"):
        check_place(folder / name, settings.project)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    secret, keys = new_secret(), {name: new_key(name) for name in (officer, _RECOVERY)}
    holders = [Holder(name, public) for name, (_, public) in keys.items()]
    write_new(folder / _LIST, vault.encrypt(vault.write_text(secret, holders, "[]\n"), holders))
    for name, (text, _) in keys.items():
        write_new(folder / f"{name}.key", text.encode())
    _publish_key(settings.project / PUBLIC_KEY, public_key_of(bytes.fromhex(secret)))
    say(f"Made an empty list, {_LIST}, and two keys in {folder}.")
    say(f"1. Copy {_RECOVERY}.key to a stick, lock the stick away, and delete the file in the folder.")
    say("   It is the only way back to the list if the other key is lost.")
    say("2. Put these two lines into the file .profile in your home folder, and log in again:")
    say(f"     export HEARINGSITE_IDENTITIES={shlex.quote(str(folder / _LIST))}")
    say(f"     export HEARINGSITE_AGE_KEY={shlex.quote(str(folder / f'{officer}.key'))}")
    say("3. Add the first person: hearingsite identities add")
    if settings.identities == "not-held":
        say('4. Take the line "identities": "not-held" out of pelicanconf.py: from now on nothing is built without it.')
    return 0


def _publish_key(file: Path, key: str) -> None:
    """Put the public half of the signing key into the project; one that is there already stays."""
    if file.exists():
        say(f"{file.name} is there already and was left as it is. It should hold: {key}")
    else:
        with disk_faults(file.parent, file.parent, what="The public key"):
            write_whole(file, f"{key}\n".encode("ascii"))
        say(f"Wrote {file.name} into the project: with it anybody can verify what this list attests. Commit it.")


@identities.command()
@click.argument("name")
@click.option("--public", metavar="AGE1…", help="The public key of that person, if they have one.")
@click.option("--remove", is_flag=True, help="Take the key out; it opens no later state of the list.")
@click.option("--yes", is_flag=True, help="Do not ask, also where one key alone is left.")
@list_options
def share(
    project: Project,
    name: str,
    *,
    public: str | None,
    identities: Path | None,
    key: Path | None,
    remove: bool,
    yes: bool,
) -> int:
    """Let another press officer open the list. NAME is a role, not a person's name.

    Example: hearingsite identities share deputy
    """
    file = needed(identities)
    _check_holder(name)
    with one_writer(file.absolute()):
        opened = load_list(file, key, project.settings.project)
        others = [one for one in opened.holders if one.name != name]
        if remove:
            if len(others) == len(opened.holders):
                raise click.UsageError("There is no such key.")
            if not [one for one in others if one.name != _RECOVERY]:
                raise click.UsageError("It is the last key besides the recovery key.")
            _warn_of_loss(name, others, is_sure=yes)
            save(opened, key, opened.people, others)
            say(f"The key of {name} opens the list no more. Copies made before can still be opened with it.")
            return 0
        if len(others) < len(opened.holders):
            raise click.UsageError(
                "There is a key of this name already. Choose another name, or take that one out first, with --remove."
            )
        made = None if public else new_key(name)
        if public and recipient(public) is None:
            raise click.UsageError("This is not a public key; it begins with age1.")
        key_file = opened.file.with_name(f"{name}.key")
        if made:
            write_new(key_file, made[0].encode())
        save(opened, key, opened.people, [*opened.holders, Holder(name, made[1] if made else public or "")])
    say(f"The key of {name} opens the list now.")
    if made:
        say(f"Hand over {key_file.name} on a stick, never by e-mail, and delete it here.")
    return 0


def _warn_of_loss(name: str, others: Sequence[Holder], *, is_sure: bool) -> None:
    """Say what is lost with a key, and ask, where that is the way back or leaves one key alone; raises Abort for a no."""
    if name == _RECOVERY:
        say("This is the recovery key, the way back to the list if every other key is lost.", err=True)
    elif len(others) > 1:
        return
    if len(others) == 1:
        say(
            f"Only the key of {others[0].name} will be left: if that is lost, nobody can open the list again.", err=True
        )
    say(f"To have another key first: hearingsite identities share {_SPARE}", err=True)
    if not is_sure:
        click.confirm(f"Take the key of {name} out all the same?", abort=True)


def _check_holder(name: str) -> None:
    if not name.replace("-", "").isalnum() or not name.isascii() or len(name) > 40:  # noqa: PLR2004 -- a file's name
        raise click.UsageError("A key is named after a role: letters, digits and hyphens, like deputy.")


@identities.command("list")
@list_options
def list_(project: Project, identities: Path | None, key: Path | None) -> int:
    """Print the ids and designations of the list, and nothing else of it.

    Example: hearingsite identities list
    """
    listed = load_list(needed(identities), key, project.settings.project).identities
    if not listed:
        say("Nobody is in the list yet. To add the first person: hearingsite identities add.", err=True)
    for one in listed:
        say(f"{one.id}  {one.known_as}{'  (not known to the force)' if one.unknown else ''}")
    return 0


@identities.command()
@format_option
@now_option
@list_options
def check(project: Project, identities: Path | None, key: Path | None, format_: str, now: str | None) -> int:
    """Say everything that is wrong with the list, alone and beside the records.

    Example: hearingsite identities check
    """
    from hearingsite.unlock import compare_with_records, exitcode_of, worth_a_look  # noqa: PLC0415 -- no other command here needs the records

    settings = project.settings
    opened, entries = open_list(needed(identities), key, settings.project)
    report = Report.of(
        [*(entries.faults or compare_with_records(opened, settings)), *worth_a_look(opened, day_of(read_now(now)))]
    )
    print_report(report, format_)
    if format_ == "text":
        people, keys = len(opened.identities), count(len(opened.holders), "key")
        unknown = people - opened.sought
        told = f" ({unknown} not known to the force: no name is looked for)" if unknown else ""
        say(f"{people} {'person' if people == 1 else 'people'}{told}, {keys}: {counts(report)}.", err=True)
        if opened.note:
            say(opened.note, err=True)
    return 2 if entries.faults else exitcode_of(report)


@identities.command()
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--token-key",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="The key of the tokens, outside the project; made if it is not there.",
)
@list_options
def tokens(project: Project, target: Path, token_key: Path, identities: Path | None, key: Path | None) -> int:
    """Write a FILE with which public CI can look for listed names without the list.

    Example: hearingsite identities tokens guard-tokens.txt --token-key ~/hearingsite-private/tokens.key
    """
    settings = project.settings
    opened = load_list(needed(identities), key, settings.project)
    check_place(token_key, settings.project)
    if not token_key.exists():
        write_new(token_key, f"{new_token_key()}\n".encode())
        say(f"Made the key {token_key}: put its content into the secrets of the CI, and nowhere else.")
    content = write_tokens(opened.identities, read_token_key(token_key)).encode("ascii")
    with disk_faults(settings.project, target.absolute().parent, what="The file of tokens"):
        write_whole(target, content)
    say(f"Wrote {target}. Make it again whenever the list changes.")
    return 0


@identities.command("except")
@click.argument("findings", metavar="FINDING...", nargs=-1, required=True)
@click.option("--reason", default="", help="Why it is innocent.")
@click.option("--by", default="", help="Who looked at it.")
@click.option(
    "--also-by", default="", help="Who looked at it as well; needed where the finding points at one person alone."
)
@click.option("--days", type=click.IntRange(1, 366), default=DAYS, show_default=True, help="How long it holds.")
@now_option
@list_options
def except_(
    project: Project,
    findings: tuple[str, ...],
    *,
    reason: str,
    by: str,
    also_by: str,
    days: int,
    identities: Path | None,
    key: Path | None,
    now: str | None,
) -> int:
    """Let a FINDING of the guard through: write it into guard-exceptions.yaml, by the mark that was printed with it.

    Several findings that are innocent for one reason can be given at once.

    Example: hearingsite identities except 9f2c41d07ab35e8810c4
    """
    folder = project.settings.project
    opened = load_list(needed(identities), key, folder)
    today = day_of(read_now(now))
    tiers = known_tiers(findings, opened)
    reason = reason or click.prompt("Why is this innocent (without the name itself)?")
    by = by or click.prompt("Your name or post")
    which = "This finding points" if len(set(findings)) == 1 else "One or more of these findings point"
    also_by = _second(by, also_by, which, is_needed="unique" in tiers)
    until = today + dt.timedelta(days=days)
    signed = {"reason": reason, "by": by, "also_by": also_by, "on": str(today), "until": str(until)}
    with disk_faults(folder, folder, what="The exception"):
        add_exceptions(folder, opened, [{"finding": finding, **signed} for finding in dict.fromkeys(findings)])
    say(f"Written into {FILE}, until {until}. Look at the file, then commit it.")
    return 0


def _second(by: str, also_by: str, which: str, *, is_needed: bool) -> str:
    """Give the second person who looked at `which` findings, who is asked for where one is needed."""
    if also_by and is_same_person(by, also_by):
        message = "The same person is named twice."
        raise fault("HS667", "--also-by", message, "Let a second person look, and name them.", exitcode=2)
    if also_by or not is_needed:
        return also_by
    say(f"{which} at one person alone, so a second person must have looked, too.")
    while is_same_person(by, typed := click.prompt("Their name or post")):
        say("That is the same person. Nobody can except it alone.", err=True)
    return str(typed)
