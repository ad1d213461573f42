"""What the guard says to do about somebody who was found: it can be done, and it mends that."""

from tests.guard.private import Commands


def test_words_of_a_text_over_several_lines_are_found_once(listed: Commands) -> None:
    """What a header holds and how that reads are one finding, with one mark; what only the reading shows is told."""
    record = listed.project / "content" / "hearings" / "2023" / "as-2023-014.md"
    text = record.read_text("utf-8")
    line = "summary: >-\n  Nothing was decided about the hall,\n  which lies in Thistlewick Lane.\n"
    record.write_text(text.replace("officers:", f"{line}officers:", 1), "utf-8")
    done = listed("check")
    assert (done.code, done.out.count("HS680")) == (3, 1), done
    escaped = 'summary: "Nothing was decided,\n  which lies in This\\u0074lewick Lane."\n'
    record.write_text(text.replace("officers:", f"{escaped}officers:", 1), "utf-8")
    assert "in the value" in listed("check").out


def test_a_name_of_a_file_is_mended_by_another_name(listed: Commands) -> None:
    """Nobody is told to write a designation where none can stand."""
    folder = listed.project / "content" / "files"
    folder.mkdir(exist_ok=True)
    (folder / "thistlewick.png").write_bytes(b"\x89PNG")
    assert "Give the file a name that tells nothing of Ms A, and write that in the record." in " ".join(
        listed("check").out.split()
    )


def test_a_lifted_order_has_a_way_out(listed: Commands) -> None:
    """Who is named by right from now on is taken out of the list, and the finding says so."""
    record = listed.project / "content" / "hearings" / "2023" / "as-2023-014.md"
    text = record.read_text("utf-8").replace(
        "  - known_as: PC X\n", "  - name: Osbertine Quillfeather\n    formerly: [PC X]\n"
    )
    record.write_text(text, "utf-8")
    said = " ".join(listed("check").out.split())
    assert "Only if the order was lifted, and the record says so, take the person out of the list" in said
    assert "hearingsite identities edit p-0001 --remove." in said


def test_a_lost_key_has_a_way_out(listed: Commands) -> None:
    """What is said of a key that is not there leads to a new key, by the recovery key alone."""
    listed.key.unlink()
    done = listed("identities", "list")
    assert (done.code, "put the path of the recovery key into HEARINGSITE_AGE_KEY" in " ".join(done.out.split())) == (
        2,
        True,
    )
    listed.key = listed.folder / "recovery.key"
    taken = listed("identities", "share", "press-officer")
    assert (taken.code, "Choose another name" in taken.err) == (2, True)
    assert listed("identities", "share", "press-officer-two").code == 0
    listed.key = listed.folder / "press-officer-two.key"
    assert listed("identities", "share", "press-officer", "--remove", "--yes").code == 0
    assert listed("identities", "list").out == "p-0001  PC X\np-0002  Ms A\n"


def test_a_lost_list_has_a_way_out(listed: Commands) -> None:
    """The state before the last change lies beside it."""
    assert listed("identities", "edit", "p-0001", "names.aliases", typed="Ozzo\n").code == 0
    listed.list.unlink()
    assert "identities.age.before" in listed("identities", "list").out
    listed.list.with_name("identities.age.before").rename(listed.list)
    assert listed("identities", "list").code == 0
