"""Made-up notices for the benchmarks: copies of Samples/notices, each with numbers, buyers and suppliers of its own."""

import gzip
import io
import re
import tarfile
from pathlib import Path

SAMPLES = Path(__file__).resolve().parents[2] / "Samples" / "notices"
# What makes a copy another notice of another procedure: publication numbers, identifiers, names and numbers of parties.
OWN = re.compile(
    r"(?P<eforms>00990\d{3}-20\d\d)|(?P<ojs>\d{4}/S \d{3}-990\d{3})|(?P<ted>990\d{3}-20\d\d)"
    r"|(?P<uuid>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
    r"|(?P<name>(?<=>)[^<>]+(?=</cbc:Name></cac:PartyName>)|(?<=<OFFICIALNAME>)[^<]+)"
    r"|(?P<number>(?<=<cbc:CompanyID>)[^<]+|(?<=<NATIONALID>)[^<]+)"
)
# Copies of one sample follow one another before the next: the award of a procedure comes long after its call.
BLOCK = 500
# Each of the samples' organisations stands for as many: so buyers and suppliers come again.
PARTIES = 500


class Sample:
    """One sample as the text between what is replaced, and what replaces it."""

    def __init__(self, path):
        self.parts = []
        text, end = path.read_text(), 0
        for found in OWN.finditer(text):
            self.parts += [(None, text[end : found.start()]), (found.lastgroup, found.group())]
            end = found.end()
        self.parts.append((None, text[end:]))

    def copy(self, number):
        return "".join(piece if kind is None else replaced(kind, piece, number) for kind, piece in self.parts).encode()


def replaced(kind, piece, number):
    if kind == "eforms":
        return f"{1 + number:05d}{piece[5:]}"
    if kind == "ojs":
        return f"{1990 + number // 1000}/S {piece[7:10]}-{number % 1000:03d}{piece[-3:]}"
    if kind == "ted":
        return f"{number % 1000:03d}{piece[3:6]}-{1990 + number // 1000}"
    if kind == "uuid":
        return f"{piece[:-8]}{number:08x}"
    return f"{piece} {number % PARTIES}"


def write(path, count):
    """An archive with that many notices, as a daily package would be: `.tar.gz` of XML files."""
    samples = [Sample(each) for each in sorted(SAMPLES.glob("*.xml"))]
    written = 0
    with gzip.open(path, "wb", compresslevel=1) as zipped, tarfile.open(fileobj=zipped, mode="w|") as archive:
        for number, sample in order(samples, count):
            content = sample.copy(number)
            entry = tarfile.TarInfo(f"{written:07d}.xml")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
            written += 1


def order(samples, count):
    copies = -(-count // len(samples))
    pairs = (
        (number, sample)
        for start in range(0, copies, BLOCK)
        for sample in samples
        for number in range(start, min(start + BLOCK, copies))
    )
    return [pair for _, pair in zip(range(count), pairs)]
