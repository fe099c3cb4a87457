"""Files made to harm: each is refused with a reason, in memory and time that do not grow with it, and what stands
beside it is still read."""

import gzip
import io
import json
import os
import subprocess
import tarfile
import threading
import zipfile

import pytest

GOOD = """<?xml version="1.0" encoding="UTF-8"?>
<TED_EXPORT VERSION="R2.0.9.S04.E01" DOC_ID="990001-2022"><FORM_SECTION>
<F02_2014 CATEGORY="ORIGINAL" FORM="F02" LG="EN"><PROCEDURE><PT_OPEN/></PROCEDURE></F02_2014>
</FORM_SECTION></TED_EXPORT>"""
BOMB = (
    '<!DOCTYPE x [<!ENTITY a0 "boom">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]><ContractNotice>&a11;</ContractNotice>"
)
MEGABYTE = 1 << 20
MOST_MEMORY = 400 * MEGABYTE
MOST_SECONDS = 30


def inspect(*paths, feed=None):
    """Lines and exit code of the program; `feed` yields what stands on its standard input."""
    command = [os.environ["CASEBRIDGE_PROGRAM"], "inspect", *map(str, paths)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def write():
        try:
            for piece in feed or ():
                process.stdin.write(piece)
            process.stdin.close()
        except BrokenPipeError:
            pass

    writer = threading.Thread(target=write)
    writer.start()
    output = process.stdout.read()
    writer.join()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    # Its own work: how long that takes depends on what else the machine does.
    assert usage.ru_utime + usage.ru_stime < MOST_SECONDS
    assert usage.ru_maxrss * 1024 < MOST_MEMORY
    return [json.loads(line) for line in output.splitlines()], process.returncode


def refusals(lines):
    return [line["error"] for line in lines if "error" in line]


def numbers(lines):
    return [line["number"] for line in lines if "number" in line]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (BOMB, "document type declaration"),
        ('<!DOCTYPE x SYSTEM "http://localhost:1/x.dtd"><ContractNotice/>', "document type declaration"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><ContractNotice>&e;</ContractNotice>', "document type"),
        ('<?xml version="1.0" encoding="no-such-code"?><ContractNotice/>', "not XML"),
        (GOOD.replace("UTF-8", "UTF-16"), "not XML"),
        (GOOD[: len(GOOD) // 2], "not XML"),
        ("<TED_EXPORT " + " ".join(f'a{n}="1"' for n in range(200_000)) + "/>", "tag is longer"),
        ("<TED_EXPORT a='" + "x" * (40 * MEGABYTE) + "'/>", "tag is longer"),
        ("<TED_EXPORT a='>'" + " b='<'" * 200_000 + "/>", "not XML"),
        ('<TED_EXPORT a=">"' + "".join(f" b{n}=''" for n in range(200_000)) + "/>", "tag is longer"),
        ("<TED_EXPORT>" + "<a>" * 500_000, "not XML"),
        ("<" + "n" * (20 * MEGABYTE) + "/>", "tag is longer"),
        ("\0" * MEGABYTE, "not XML"),
        (GOOD.replace("UTF-8", "UTF-16").encode("utf-16"), "not XML"),
        (GOOD.replace("UTF-8", "UTF-7"), "not XML"),
        (GOOD.replace("UTF-8", "IBM037").encode("cp037"), "not XML"),
    ],
    ids=lambda value: value[:24] if len(value) < 50 else None,
)
def test_a_hostile_notice_is_refused_and_the_next_is_read(tmp_path, content, reason):
    (tmp_path / "a.xml").write_bytes(content if isinstance(content, bytes) else content.encode())
    (tmp_path / "b.xml").write_text(GOOD, encoding="utf-8")
    lines, status = inspect(tmp_path)
    assert status == 65
    assert len(refusals(lines)) == 1 and reason in refusals(lines)[0]
    assert numbers(lines) == ["990001-2022"]


def test_two_gigabytes_of_text_are_refused_from_a_file_and_from_standard_input(tmp_path):
    path = tmp_path / "huge.xml"
    with path.open("wb") as file:
        file.write(b"<ContractNotice><a>")
        file.truncate(2 << 30)
    lines, status = inspect(path)
    assert status == 65 and "larger than 64 MB" in refusals(lines)[0]
    pieces = (b"<ContractNotice><a>" if not n else b"x" * MEGABYTE for n in range(2049))
    lines, status = inspect("-", feed=pieces)
    assert status == 65 and "larger than 64 MB" in refusals(lines)[0]


def tar_of(entries):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz", compresslevel=1) as archive:
        for name, content in entries:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


def zip_of(entries):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


PACKERS = {"day.tar.gz": tar_of, "day.zip": zip_of}


@pytest.mark.parametrize("name", PACKERS)
def test_an_entry_that_unpacks_to_a_hundred_megabytes_is_refused_and_the_next_is_read(tmp_path, name):
    entries = [("big.xml", b" " * (100 * MEGABYTE)), ("good.xml", GOOD.encode())]
    (tmp_path / name).write_bytes(PACKERS[name](entries))
    lines, status = inspect(tmp_path / name)
    assert status == 65 and "larger than" in refusals(lines)[0]
    assert numbers(lines) == ["990001-2022"]


@pytest.mark.parametrize("name", PACKERS)
def test_a_name_that_climbs_out_writes_nothing(tmp_path, name):
    outside = [("../../evil.xml", GOOD.encode()), ("/tmp/casebridge-evil.xml", GOOD.encode())]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(PACKERS[name](outside))
    lines, status = inspect(tmp_path / "in" / name)
    assert status == 0 and len(numbers(lines)) == 2
    assert [each.name for each in tmp_path.rglob("*")] == ["in", name]
    assert not os.path.exists("/tmp/casebridge-evil.xml")


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_archive_is_told_and_never_half_read(tmp_path, name, share):
    entries = [(f"{n}.xml", GOOD.encode() + b"<!--" + os.urandom(2000).hex().encode() + b"-->") for n in range(50)]
    whole = PACKERS[name](entries)
    (tmp_path / name).write_bytes(whole[: int(len(whole) * share)])
    lines, status = inspect(tmp_path / name)
    assert status == 65
    assert len(refusals(lines)) == 1 and "damaged" in refusals(lines)[0]
    assert len(numbers(lines)) < 50


@pytest.mark.parametrize("name", PACKERS)
def test_an_archive_on_standard_input_is_read(name):
    packed = PACKERS[name]([("a/990001_2022.xml", GOOD.encode()), ("a/readme.txt", b"no")])
    lines, status = inspect("-", feed=[packed])
    assert status == 0
    assert [line["file"] for line in lines] == ["-/a/990001_2022.xml"]


@pytest.mark.parametrize("content", [GOOD.encode(), gzip.compress(GOOD.encode())], ids=["plain", "gzipped"])
def test_one_notice_on_standard_input_is_read(content):
    lines, status = inspect("-", feed=[content])
    assert status == 0 and numbers(lines) == ["990001-2022"]


def test_an_empty_standard_input_holds_no_notice():
    lines, _ = inspect("-")
    assert numbers(lines) == []
