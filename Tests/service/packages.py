"""Sealed packages taken apart and put together again with a fault, by code that is not ours."""

import io
import zipfile


def parts(package):
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def assemble(content):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for name, data in content.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return written.getvalue()


def faults(package):
    """Packages with one fault each, by the fault's name."""
    whole = parts(package)
    photo = next(name for name in whole if name.endswith(".jpg"))
    manifest = whole["manifest.json"]
    return {
        "a changed part": assemble(whole | {photo: whole[photo] + b"\0"}),
        "a part that is missing": assemble({name: data for name, data in whole.items() if name != photo}),
        "a part that nobody named": assemble(whole | {"evidence/99.txt": b"more"}),
        "a changed manifest": assemble(
            whole | {"manifest.json": manifest.replace(b"image/jpeg", b"image/jpgg")}
        ),
        "another signature": assemble(whole | {"manifest.sig": _flip_last_line(whole["manifest.sig"])}),
        "another sealing event": assemble(
            whole | {"seal.event": whole["seal.event"].replace(b"|seal|", b"|send|")}
        ),
        "no proof": assemble({name: data for name, data in whole.items() if name != "seal.tlog-proof"}),
        "a changed proof": assemble(whole | {"seal.tlog-proof": _flip_last_line(whole["seal.tlog-proof"])}),
        "a file cut short": package[:-40],
    }


def _flip_last_line(text):
    place = len(text) - 10
    other = b"A" if text[place : place + 1] != b"A" else b"B"
    return text[:place] + other + text[place + 1 :]
