"""`casebridge inspect --files-from` and `casebridge import --files-from` as a person at the command line sees them."""

import os
import pathlib
import subprocess

import pytest

RESOURCES = pathlib.Path(os.environ.get("CASEBRIDGE_RESOURCES", pathlib.Path(__file__).parents[2]))
SAMPLES = sorted((RESOURCES / "Samples/notices").glob("*.xml"))


def run(*arguments, told=b""):
    command = [os.environ["CASEBRIDGE_PROGRAM"], *map(str, arguments)]
    environment = os.environ | {"CASEBRIDGE_RESOURCES": str(RESOURCES)}
    return subprocess.run(command, capture_output=True, input=told, env=environment, check=False)


def listed(*paths, end="\n"):
    return "".join(f"{path}{end}" for path in paths).encode()


@pytest.fixture
def written(tmp_path):
    def write(content):
        path = tmp_path / "list.txt"
        path.write_bytes(content)
        return path

    return write


def test_a_list_is_read_like_the_same_arguments(written):
    expected = run("inspect", *SAMPLES).stdout
    assert expected.count(b"\n") == len(SAMPLES)
    assert run("inspect", "--files-from", written(listed(*SAMPLES))).stdout == expected
    assert run("inspect", "--files-from", "-", told=listed(*SAMPLES)).stdout == expected


def test_arguments_come_before_the_list(written):
    done = run("inspect", SAMPLES[1], "--files-from", written(listed(SAMPLES[0])))
    assert done.stdout == run("inspect", SAMPLES[1], SAMPLES[0]).stdout


def test_blank_lines_and_the_ends_of_lines_of_other_systems_are_no_part_of_a_path(written):
    done = run("inspect", "--files-from", written(b"\r\n\n" + listed(*SAMPLES, end="\r\n") + bytes(SAMPLES[0])))
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == len(SAMPLES) + 1


def test_counts_are_those_of_the_list(written):
    done = run("inspect", "--counts", "--files-from", written(listed(*SAMPLES)))
    assert done.stdout == run("inspect", "--counts", *SAMPLES).stdout != b""


@pytest.mark.parametrize("command", ("inspect", "import"))
@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", 66, "list.txt lists nothing: one path a line"),
        (b"\n\r\n", 66, "list.txt lists nothing: one path a line"),
        (listed(SAMPLES[0], "", "/nonexistent.xml"), 66, "list.txt, line 3: there is no /nonexistent.xml"),
        (listed(SAMPLES[0], "-"), 66, "list.txt, line 2: there is no -"),
        (listed(SAMPLES[0]) + b"/\xff.xml\n", 65, "list.txt, line 2: the path is not UTF-8"),
    ],
)
def test_a_list_that_cannot_be_followed_is_refused_before_anything_is_read(written, command, content, code, message):
    done = run(command, "--files-from", written(content))
    assert (done.returncode, done.stdout) == (code, b"")
    assert message in done.stderr.decode()


@pytest.mark.parametrize("command", ("inspect", "import"))
@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        ((), 64, "or a list with --files-from"),
        (("--files-from", "/nonexistent.txt"), 66, "there is no list /nonexistent.txt that can be read"),
        (("--files-from", "-"), 66, "standard input lists nothing"),
        (("-", "--files-from", "-"), 64, "standard input can be the list or a notice, not both"),
    ],
)
def test_a_list_that_is_not_there_is_told(command, arguments, code, message):
    done = run(command, *arguments)
    assert (done.returncode, done.stdout) == (code, b"")
    assert message in done.stderr.decode()


@pytest.mark.parametrize("command", ("inspect", "import"))
def test_help_names_the_list(command):
    told = run(command, "--help").stdout.decode()
    assert "--files-from" in told and "one path a line" in " ".join(told.split())
