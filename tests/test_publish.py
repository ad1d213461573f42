"""Handing a site to where it is served, with the real programs: whole, in order, and never what was not sealed."""

import datetime as dt
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hearingsite.destination import Carrier, Destination, parse_destination
from hearingsite.diagnostics import Fault
from hearingsite.publish.folder import Folder
from hearingsite.publish.handover import publish
from hearingsite.publish.order import steps_of
from hearingsite.publish.rsync import Rsync
from hearingsite.settings import load_settings
from hearingsite.verify import digests_of
from tests.quick import Done, Quick
from tests.sites import RECORD, edit, make_site, tree

NOW: Final = "--now=2024-06-01T09:00"
MOMENT: Final = dt.datetime(2024, 6, 1, 9, tzinfo=dt.UTC)


class Way(NamedTuple):
    """A way to a folder of this machine, as it is typed."""

    name: str
    target: str
    options: tuple[str, ...] = ()


WAYS: Final = (
    Way("folder", "{}"),
    Way("plain", "{}", ("--plain",)),
    Way("rsync", "rsync:{}"),
    Way("rclone", "rclone:served:{}"),
)
every_way = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)


@pytest.fixture(scope="module")
def made(quick: Quick, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built."""
    site = make_site(tmp_path_factory.mktemp("made"))
    done = quick(site, "build", NOW)
    assert done.returncode == 0, done.out
    return site


class Scene:
    """A copy of the built site, and a place to publish to."""

    def __init__(self, site: Path, quick: Quick) -> None:
        """Keep them, and tell rclone of this machine's disk."""
        self.site, self.quick = site, quick
        self.place = site.parent / "www" / "hearings"
        self.place.parent.mkdir()
        self.settings = site.parent / "rclone.conf"
        self.settings.write_text("[served]\ntype = local\n", "utf-8")

    def __call__(self, way: Way, *more: str, kill_at: int = 0, stop_at: int = 0, **environment: str) -> Done:
        """Publish."""
        given = {"RCLONE_CONFIG": str(self.settings), **environment}
        arguments = ["publish", way.target.format(self.place), *way.options, NOW, *more]
        return self.quick(self.site, *arguments, kill_at=kill_at, stop_at=stop_at, environment=given)

    def build(self, now: str = NOW) -> None:
        """Build again."""
        done = self.quick(self.site, "build", now)
        assert done.returncode == 0, done.out

    def live(self) -> dict[str, bytes | str]:
        """What was built."""
        return tree((self.site / "output").resolve())

    def shown(self) -> dict[str, bytes | str]:
        """What lies in the place."""
        return tree(self.place.resolve())


@pytest.fixture
def scene(made: Path, quick: Quick, tmp_path: Path) -> Scene:
    """The scene of a test."""
    shutil.copytree(made, tmp_path / "site", symlinks=True)
    return Scene(tmp_path / "site", quick)


@every_way
def test_a_site_arrives_whole(scene: Scene, way: Way) -> None:
    """Every file of the build and no other, readable by everybody; once more changes nothing, not even a time."""
    done = scene(way)
    assert (done.returncode, scene.shown() == scene.live()) == (0, True), done.out
    assert f"Published {sum(not isinstance(one, str) for one in scene.live().values())} files to " in done.out
    assert "There is no attestation" in done.out
    assert scene.place.is_symlink() == (way.name == "folder")
    files = [path for path in scene.place.resolve().rglob("*") if path.is_file()]
    if way.name != "rclone":
        assert {path.stat().st_mode & 0o777 for path in files} == {0o644}
        assert {path.parent.stat().st_mode & 0o777 for path in files} == {0o755}
    times = [path.stat().st_mtime_ns for path in files]
    done = scene(way)
    assert (done.returncode, "nothing differs" in done.out) == (0, True), done.out
    assert [path.stat().st_mtime_ns for path in files] == times


@every_way
def test_what_was_taken_down_is_nowhere(scene: Scene, way: Way) -> None:
    """The next site replaces the one before in whole; nothing of the old one lies in the place or beside it."""
    assert scene(way).returncode == 0
    edit(scene.site, RECORD, "\nofficers:", "\ntakedown: {at: 2024-02-01, reason: It must end., by: PSD}\nofficers:")
    scene.build()
    done = scene(way)
    assert (done.returncode, scene.shown() == scene.live()) == (0, True), done.out
    words = b"17 calls"
    found = [path for path in scene.place.parent.rglob("*") if path.is_file() and words in path.read_bytes()]
    assert (found, words in (scene.site / RECORD).read_bytes()) == ([], True)


@every_way
def test_what_is_put_right(scene: Scene, way: Way) -> None:
    """A file of the place that was changed, lost or added, with its size and time as they were, is put right."""
    assert scene(way).returncode == 0
    index = scene.place / "index.html"
    times = index.stat()
    index.write_bytes(index.read_bytes().replace(b"e", b"x"))
    os.utime(index, ns=(times.st_atime_ns, times.st_mtime_ns))
    (scene.place / "robots.txt").unlink()
    done = scene(way)
    assert (done.returncode, scene.shown() == scene.live()) == (0, True), done.out
    assert "1 added, 1 changed, 0 removed" in done.out


@every_way
def test_a_dry_run_touches_nothing(scene: Scene, way: Way) -> None:
    """It says what would differ; what is new, the place included, stays away."""
    before = tree(scene.place.parent)
    done = scene(way, "--dry-run", "--format=json")
    said = json.loads(done.out)
    assert (done.returncode, tree(scene.place.parent) == before) == (0, True), done.out
    assert (len(said["added"]), said["dry_run"], said["attested"]) == (said["files"], True, False)
    assert scene(way).returncode == 0
    before = tree(scene.place.parent)
    (scene.site / "content/pages/en/x.md").write_text("Title: x\nSummary: s\n\nx\n", "utf-8")
    scene.build()
    done = scene(way, "--dry-run")
    assert (done.returncode, tree(scene.place.parent) == before) == (0, True), done.out
    assert re.search(r"Would publish \d+ files to .*: 1 added, [1-9]\d* changed, 0 removed\.", done.out)


def change(site: Path) -> None:
    """Change a byte."""
    file = site / "output/index.html"
    file.write_bytes(file.read_bytes() + b"\n")


def lose(site: Path) -> None:
    """Lose a file."""
    (site / "output/index.html").unlink()


def add(site: Path) -> None:
    """Add a file."""
    (site / "output/notes.txt").write_text("x", "utf-8")


def link(site: Path) -> None:
    """Put a link in the place of a file."""
    (site / "output/index.html").rename(site / "kept.html")
    (site / "output/index.html").symlink_to(site / "kept.html")


def unseal(site: Path) -> None:
    """Lose the seal."""
    for file in (site / ".hearingsite").rglob("*.json"):
        if file.parent.parent.name == "builds":
            file.unlink()


def mar_moment(site: Path) -> None:
    """Take the moment out of the seal."""
    build = (site / "output").resolve()
    seal = build.with_name(f"{build.name}.json")
    data = json.loads(seal.read_text("utf-8"))
    seal.write_text(json.dumps({**data, "now": "soon"}), "utf-8")


def unbuild(site: Path) -> None:
    """Lose the site."""
    (site / "output").unlink()


def hold(site: Path) -> None:
    """Say that the private list is held, so that what is published must have been searched with it."""
    edit(site, "pelicanconf.py", '    "identities": "not-held",\n', "")


@pytest.mark.parametrize("way", WAYS[::2], ids=lambda way: way.name)
@pytest.mark.parametrize(
    ("spoil", "code", "exitcode"),
    [
        (change, "HS668", 4),
        (lose, "HS668", 4),
        (add, "HS668", 4),
        (link, "HS668", 4),
        (unseal, "HS668", 4),
        (mar_moment, "HS668", 4),
        (unbuild, "HS668", 4),
        (hold, "HS930", 3),
    ],
)
def test_only_what_was_sealed_is_published(
    scene: Scene, way: Way, spoil: Callable[[Path], None], code: str, exitcode: int
) -> None:
    """Unsealed, altered, not searched: a sentence, and the place stays as it was."""
    assert scene(way).returncode == 0
    before = tree(scene.place.parent)
    edit(scene.site, RECORD, "17 calls", "18 calls")
    scene.build()
    spoil(scene.site)
    done = scene(way)
    assert (done.returncode, code in done.out, "notes.txt" in done.out) == (exitcode, True, False), done.out
    assert tree(scene.place.parent) == before


def test_a_build_of_tomorrow_is_not_published(scene: Scene) -> None:
    """Outcomes that are not due stay here; once the site of now is built, it may go, also where no page differs."""
    (scene.site / "output").unlink()
    shutil.rmtree(scene.site / ".hearingsite")
    scene.build("--now=2099-01-01")
    done = scene(WAYS[0])
    assert (done.returncode, "HS931" in done.out, scene.place.exists()) == (4, True, False), done.out
    scene.build()
    assert scene(WAYS[0]).returncode == 0


@every_way
def test_what_is_another_s_is_never_replaced(scene: Scene, way: Way) -> None:
    """A folder with anything in it that did not come from here stays as it is; an empty one may be filled."""
    scene.place.mkdir()
    assert scene(way).returncode == 0
    if scene.place.is_symlink():
        scene.place.unlink()
    else:
        shutil.rmtree(scene.place)
    scene.place.mkdir()
    (scene.place / "thesis.txt").write_text("x", "utf-8")
    before = tree(scene.place)
    done = scene(way)
    assert (done.returncode, "HS905" in done.out, tree(scene.place) == before) == (4, True, True), done.out


def test_a_link_or_a_file_of_another_s_is_never_replaced(scene: Scene) -> None:
    """Neither a link to a folder elsewhere nor a file."""
    elsewhere = scene.place.with_name("elsewhere")
    elsewhere.mkdir()
    scene.place.symlink_to(elsewhere)
    for _ in range(2):
        done = scene(WAYS[0])
        assert (done.returncode, "HS905" in done.out) == (4, True), done.out
        scene.place.unlink()
        scene.place.write_text("x", "utf-8")


def test_a_link_and_an_ordinary_folder_take_turns(scene: Scene) -> None:
    """What was published one way is known the other way."""
    for way in (*WAYS[:2], *WAYS[:2]):
        done = scene(way)
        assert (done.returncode, scene.shown() == scene.live()) == (0, True), done.out
    assert not scene.place.is_symlink()


PLACES: Final = [
    ("public", Carrier.FOLDER, "public"),
    ("/srv/www", Carrier.FOLDER, "/srv/www"),
    ("C:/www", Carrier.FOLDER, "C:/www"),
    ("./a:b", Carrier.FOLDER, "./a:b"),
    ("rsync:deploy@www.example:/srv/x", Carrier.RSYNC, "deploy@www.example:/srv/x"),
    ("rsync:www:site", Carrier.RSYNC, "www:site"),
    ("rsync:deploy@[::1]:/srv/x", Carrier.RSYNC, "deploy@[::1]:/srv/x"),
    ("rsync:/srv/x", Carrier.RSYNC, "/srv/x"),
    ("rclone:served:bucket/x", Carrier.RCLONE, "served:bucket/x"),
]


@pytest.mark.parametrize(("text", "carrier", "place"), PLACES)
def test_what_a_place_means(text: str, carrier: Carrier, place: str) -> None:
    """Folders, places of rsync and of rclone; what is written is what is said again."""
    found = parse_destination(text)
    assert (found, str(found)) == (Destination(carrier, place), text)


NO_PLACES: Final = [
    "",
    " ",
    "-x",
    "--rsh=touch pwned",
    "a\x1b[2J",
    "a\nb",
    "deploy@www.example:/srv/x",
    "www.example:/srv/x",
    "rsync:",
    "rsync:/",
    "rsync:www:",
    "rsync:www:/",
    "rsync:www:~",
    "rsync:www:./",
    "rsync:www:../x",
    "rsync:www:-x",
    "rsync:--rsh=touch pwned",
    "rsync:-oProxyCommand=touch pwned:/x",
    "rsync:a@-oProxyCommand=touch pwned:/x",
    "rsync:www::module/x",
    "rsync://www/module",
    "rclone:",
    "rclone:served:",
    "rclone:served:/",
    "rclone:served:../x",
    "rclone::local:/x",
    "rclone::sftp,ssh=touch pwned:/x",
    "rclone:--config=x:y",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_what_is_no_place(scene: Scene, text: str) -> None:
    """What would be an option, a whole disk or home, or an unsafe connection: exit code 2, typed or in the settings."""
    before = tree(scene.site)
    done = scene.quick(scene.site, "publish", NOW, "--", text)
    assert (done.returncode, "HS720" in done.out, "Traceback" in done.out) == (2, True, False), done.out
    edit(scene.site, "pelicanconf.py", "HEARINGSITE = {", f"HEARINGSITE = {{\n    'publish_to': {text!r},")
    for command in ("publish", "check"):
        done = scene.quick(scene.site, command)
        assert (done.returncode, "HS720" in done.out) == (2, True), done.out
    assert {*tree(scene.site)} == {*before}


def test_a_place_of_the_settings_is_seen_from_the_project(scene: Scene) -> None:
    """`publish_to` needs no argument, wherever the command is started; without either, a sentence."""
    done = scene.quick(scene.site, "publish", NOW)
    assert (done.returncode, "HS720" in done.out) == (2, True), done.out
    edit(scene.site, "pelicanconf.py", "HEARINGSITE = {", 'HEARINGSITE = {\n    "publish_to": "../www/hearings",')
    done = scene.quick(scene.place.parent, "-C", str(scene.site), "publish", NOW)
    assert (done.returncode, scene.shown() == scene.live()) == (0, True), done.out


@pytest.mark.parametrize("place", [".", "..", "content", "theme/x", "output", "output/x", ".hearingsite/x", "rsync:.."])
def test_a_site_is_never_put_upon_what_it_is_made_from(scene: Scene, place: str) -> None:
    """Nor upon the live site; all stays as it was."""
    before = tree(scene.site / "content") | scene.live()
    done = scene.quick(scene.site, "publish", place, NOW)
    assert (done.returncode, "HS712" in done.out) == (2, True), done.out
    assert tree(scene.site / "content") | scene.live() == before


@pytest.mark.parametrize("way", WAYS[2:], ids=lambda way: way.name)
def test_a_program_that_is_missing_is_told(scene: Scene, way: Way, tmp_path: Path) -> None:
    """Without rsync or rclone, what to install."""
    done = scene(way, PATH=str(tmp_path))
    assert (done.returncode, f"apt-get install {way.name}" in done.out) == (4, True), done.out


def test_a_copy_that_fails_is_told(scene: Scene) -> None:
    """Where the folder around the place is missing: it is never made; without settings, in rclone's words."""
    scene.place.parent.rmdir()
    done = scene(WAYS[2])
    assert (done.returncode, "HS933" in done.out, "rsync failed (it ended with code" in done.out) == (4, True, True), (
        done.out
    )
    done = scene(WAYS[0])
    assert (done.returncode, "HS907" in done.out, scene.place.parent.exists()) == (4, True, False), done.out
    assert "There is no folder " in done.out
    scene.settings.write_text("", "utf-8")
    done = scene(WAYS[3])
    assert (done.returncode, "HS933" in done.out, "rclone failed (it ended with code" in done.out) == (4, True, True), (
        done.out
    )


@pytest.mark.parametrize(
    ("code", "said", "hint"),
    [
        (23, "rsync could not copy some files (it ended with code 23): rsync: x: Denied", "whether its disk has room."),
        (24, "rsync found that some files of the site were gone", "build again, then publish again."),
        (12, "rsync failed (it ended with code 12): rsync: x: Denied", "publish again: that is safe at any time."),
    ],
)
def test_what_rsync_could_not_do_is_said_in_words(
    scene: Scene, tmp_path: Path, code: int, said: str, hint: str
) -> None:
    """A copy in part: what that means, in rsync's last words which file, and what to do."""
    program = tmp_path / "bin" / "rsync"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\ncase "$*" in *--files-from*) echo "rsync: x: Denied" >&2; exit {code};; esac\nexec {shutil.which("rsync")} "$@"\n',
        "utf-8",
    )
    program.chmod(0o755)
    done = scene(WAYS[2], PATH=f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    assert (done.returncode, said in done.out, hint in done.out) == (4, True, True), done.out


def test_ctrl_c_says_whether_the_site_was_published(scene: Scene) -> None:
    """To a folder of this machine: before the switch nothing was changed, after it the site is there, and that is said."""
    scene.place = scene.site / "www" / "hearings"  # touches of the project are counted
    scene.place.parent.mkdir()
    assert scene(WAYS[0]).returncode == 0
    old = scene.shown()
    kept = scene.site.parent / "kept"
    shutil.copytree(scene.place.parent, kept, symlinks=True)
    edit(scene.site, RECORD, "17 calls", "18 calls")
    scene.build()
    whole = scene(WAYS[0]).touches
    told = set()
    for touch in (*range(1, whole, whole // 20), *range(whole - 9, whole + 1)):
        shutil.rmtree(scene.place.parent)
        shutil.copytree(kept, scene.place.parent, symlinks=True)
        done = scene(WAYS[0], stop_at=touch)
        if done.returncode == 130:
            is_new = "Stopped, but the site was published to " in done.out
            assert is_new == (scene.shown() != old) != ("Nothing was changed" in done.out), done.out
            told.add(is_new)
    assert told == {False, True}


def test_a_host_is_reached_by_a_shell_and_no_path_is_read_by_one(scene: Scene, tmp_path: Path) -> None:
    """The rsync of a host at the other end of a connection, and a path that would be more than a path to a shell."""
    shell = tmp_path / "shell"
    said = tmp_path / "said"
    shell.write_text(f'#!/bin/sh\necho "$*" >> {said}\nuntil [ "$1" = rsync ]; do shift; done\nexec "$@"\n', "utf-8")
    shell.chmod(0o755)
    scene.place = scene.place.with_name("a b; $(touch pwned) `touch pwned` *")
    way = Way("rsync", "rsync:deploy@www.example:{}")
    for number in range(2):
        done = scene(way, RSYNC_RSH=str(shell))
        assert (done.returncode, scene.shown() == scene.live()) == (0, True), done.out
        if not number:
            edit(scene.site, RECORD, "17 calls", "18 calls")
            scene.build()
    assert "-l deploy www.example rsync --server" in said.read_text("utf-8")
    assert list(tmp_path.rglob("pwned")) == []


def test_where_rclone_knows_no_digest_bytes_are_compared(scene: Scene, tmp_path: Path) -> None:
    """A remote that keeps nothing but encrypted bytes: a file of the same size and time is told from another."""
    rclone = shutil.which("rclone") or ""
    secret = subprocess.run([rclone, "obscure", "secret"], capture_output=True, text=True, check=True).stdout.strip()
    remote = f"[served]\ntype = crypt\nremote = {scene.place.parent}/secret\npassword = {secret}\n"
    scene.settings.write_text(remote, "utf-8")
    way = Way("rclone", "rclone:served:hearings")

    def publish_all_of_one_time() -> str:
        for path in (scene.site / "output").resolve().rglob("*"):
            os.utime(path, (1_700_000_000, 1_700_000_000))
        done = scene(way)
        assert done.returncode == 0, done.out
        return done.out

    assert " 0 changed" in publish_all_of_one_time()
    edit(scene.site, RECORD, "17 calls", "18 calls")
    scene.build()
    assert " 0 changed" not in publish_all_of_one_time()
    command = [rclone, "--config", str(scene.settings), "copy", "served:hearings", str(tmp_path / "back")]
    subprocess.run(command, capture_output=True, check=True)
    assert tree(tmp_path / "back") == scene.live()


def test_no_page_comes_before_what_it_loads(scene: Scene, tmp_path: Path) -> None:
    """After every step, each page that is there finds its stylesheet, script and picture; after the last, all it links to."""
    source = (scene.site / "output").resolve()
    place = tmp_path / "steps"
    copier = Rsync(Destination(Carrier.RSYNC, str(place)))
    steps = list(steps_of(dict(digests_of(source))))
    assert sorted(path for step in steps for path in step.paths) == sorted(dict(digests_of(source)))
    for step in steps:
        copier.send(source, step.paths)
        pages = list(place.rglob("*.html"))
        links = {link for page in pages for link in links_of(page) if lies_in(source, link)}
        missing = {link for link in links if not lies_in(place, link)}
        assert not {link for link in missing if link.startswith("/theme/")}
        if step is steps[-1]:
            assert (missing, len(links) > 10) == (set(), True)
    assert {"sitemap.xml", "feeds/outcomes.rss", "index.html", "search/hearings.json"} <= set(steps[-1].paths)


def links_of(page: Path) -> set[str]:
    """What a page loads or links to on its own site."""
    return set(re.findall(r'(?:href|src)="(/[^"#?]*)', page.read_text("utf-8")))


def lies_in(place: Path, link: str) -> bool:
    """Whether a folder has the file of a route."""
    return (place / link.lstrip("/") / ("index.html" if link.endswith("/") else "")).is_file()


def test_a_reader_never_finds_half_a_site(scene: Scene, tmp_path: Path) -> None:
    """While a folder is published to again and again, a reader that never rests always finds a whole page."""
    folder = Folder(scene.place, is_plain=False)
    sources = []
    for letter in "ab":
        source = tmp_path / letter
        source.mkdir()
        (source / "index.html").write_text(letter * 1000, "utf-8")
        sources.append(source)
    folder.put(sources[0], dict(digests_of(sources[0])))
    failures: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                text = (scene.place / "index.html").read_text("utf-8")
            except OSError as error:
                failures.append(str(error))
            else:
                if text not in {"a" * 1000, "b" * 1000}:
                    failures.append(text)

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(100):
        source = sources[number % 2]
        folder.put(source, dict(digests_of(source)))
    done.set()
    reader.join()
    assert failures == []


@pytest.mark.parametrize("is_plain", [False, True])
def test_whoever_may_not_write_a_file_of_their_own_can_read_the_site(scene: Scene, *, is_plain: bool) -> None:
    """However strict the umask of whoever publishes is, the web server may read all of it."""
    before = os.umask(0o077)
    try:
        source = (scene.site / "output").resolve()
        Folder(scene.place, is_plain=is_plain).put(source, dict(digests_of(source)))
        Rsync(Destination(Carrier.RSYNC, f"{scene.place}2")).send(source, dict(digests_of(source)))
    finally:
        os.umask(before)
    # The top folder of a place of rsync is made by who sets up the host.
    copied = scene.place.with_name("hearings2")
    for paths in ([scene.place.resolve(), *scene.place.resolve().rglob("*")], list(copied.rglob("*"))):
        modes = {path.stat().st_mode & 0o777 for path in paths}
        assert modes == {0o755, 0o644}
    assert scene.place.resolve().parent.stat().st_mode & 0o055 == 0o055


def test_a_copy_that_was_stopped_is_told_and_goes_on_later(scene: Scene) -> None:
    """Ctrl-C half-way, after each step: a sentence that says so, and the next time the rest arrives."""
    settings = load_settings(scene.site)
    destination = Destination(Carrier.RSYNC, str(scene.place))
    sent: list[int] = []
    told: set[tuple[int, str]] = set()
    for _ in range(9):
        if scene.shown() == scene.live():
            break
        left: list[str] = []

        def stop(sentence: str, left: list[str] = left) -> None:
            left += [sentence] if sentence.startswith("Sending ") else []
            if len(left) > 1:
                raise KeyboardInterrupt

        try:
            publish(settings, destination, MOMENT, settings.output, on_step=stop)
        except Fault as stopped:
            told.add((stopped.exitcode, stopped.report.diagnostics[0].code))
        sent.append(len(scene.shown()))
    assert (sent, len(sent), told) == (sorted(set(sent)), 4, {(4, "HS933")})


@given(
    st.text(st.sampled_from("a-@:/[]~. \\"), max_size=20) | st.text(max_size=20),
    st.sampled_from(["", "rsync:", "rclone:"]),
)
def test_no_place_is_an_option_or_a_home(text: str, carrier: str) -> None:
    """Whatever is typed, what a program is given begins with no hyphen, nor does a host, and leads to a folder."""
    try:
        found = parse_destination(carrier + text)
    except ValueError:
        return
    host, colon, path = found.place.partition(":")
    assert not found.place.startswith("-")
    if found.folder is None:
        assert colon
        assert not host.rpartition("@")[2].startswith("-")
        assert path.rstrip("/").lstrip("/")
        assert ".." not in path.split("/")


@pytest.mark.parametrize("where", ["here", "there"])
def test_who_else_writes_while_it_is_copied_is_found_out(scene: Scene, where: str) -> None:
    """A file that is changed after it was sent, in the place or in the build: exit code 4."""

    def meddle(sentence: str) -> None:
        if "lists" in sentence:
            page = "hearings/as-2023-014/index.html"
            file = (scene.site / "output").resolve() / page if where == "here" else scene.place / page
            file.write_text("Osbert", "utf-8")

    settings = load_settings(scene.site)
    destination = Destination(Carrier.RSYNC, str(scene.place))
    with pytest.raises(Fault) as caught:
        publish(settings, destination, MOMENT, settings.output, on_step=meddle)
    assert (caught.value.exitcode, caught.value.report.diagnostics[0].code) == (4, "HS934")


@pytest.mark.parametrize("way", WAYS[:2], ids=lambda way: way.name)
def test_a_publication_that_is_killed_leaves_a_whole_site(scene: Scene, way: Way) -> None:
    """At points all over it and at the last ones, the place is old or new; then it is published without help."""
    # Below the project, because that is where touches are counted.
    scene.place = scene.site / "www"
    assert scene(way).returncode == 0
    old = scene.shown()
    edit(scene.site, RECORD, "17 calls", "18 calls")
    scene.build()
    new = scene.live()
    kept = scene.site.with_name("kept")
    shutil.copytree(scene.site, kept, symlinks=True)
    touches = scene(way).touches
    assert scene.shown() == new
    for touch in {*range(touches // 6, touches, touches // 6), *range(touches - 12, touches + 1)}:
        shutil.rmtree(scene.site)
        shutil.copytree(kept, scene.site, symlinks=True)
        assert scene(way, kill_at=touch).returncode in {-9, 0}
        # An ordinary folder is not there for the moment between two renames.
        assert scene.shown() in (old, new) or (way.name == "plain" and not scene.place.exists())
        done = scene(way)
        assert (done.returncode, scene.shown() == new) == (0, True), done.out
        beside = [path.name for path in (scene.site / ".www.published").iterdir()]
        assert len(beside) == 1
        assert not (scene.site / ".www.new").is_symlink()


def test_where_links_need_rights_folders_are_renamed(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two renames do it, and the folder is known as ours the next time; a failure puts the old one back."""
    source = (scene.site / "output").resolve()
    digests = dict(digests_of(source))
    folder = Folder(scene.place, is_plain=False)

    def refuse(*_arguments: object, **_options: object) -> None:
        raise NotImplementedError

    monkeypatch.setattr(Path, "symlink_to", refuse)
    for _ in range(2):
        folder.put(source, digests)
        assert (tree(scene.place), scene.place.is_symlink()) == (tree(source), False)
    rename = Path.rename

    def fail(path: Path, target: Path) -> Path:
        if target == scene.place and path.name != "site":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="Input/output"):
        folder.put(source, digests)
    assert tree(scene.place) == tree(source)
    assert [path.name for path in folder.home.iterdir()] == ["files.json"]


@pytest.mark.parametrize("text", ["{", "[]", "5", "null", "[" * 200_000, '{"files": 5}'], ids=lambda text: text[:9])
def test_whatever_the_note_holds_nothing_of_another_s_is_lost(scene: Scene, text: str) -> None:
    """A note of what lies in an ordinary folder that nobody can read claims nothing."""
    assert scene(WAYS[1]).returncode == 0
    (scene.place.parent / ".hearings.published/files.json").write_text(text, "utf-8")
    before = tree(scene.place)
    edit(scene.site, RECORD, "17 calls", "18 calls")
    scene.build()
    done = scene(WAYS[1])
    assert (done.returncode, "HS905" in done.out, tree(scene.place) == before) == (4, True, True), done.out
