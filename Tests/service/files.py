"""Files of evidence made by the tests: a PDF that names its author, a photo that names its place, plain text."""

import struct
import zlib

AUTHOR = b"Secret Author"
DEVICE = b"Secret Camera"


def text(words="One tender was received.\n"):
    return words.encode()


def pdf(author=AUTHOR):
    """One empty page, with a document information dictionary."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Resources << >> >>",
        b"<< /Author (" + author + b") /Creator (" + author + b") >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return body + table + trailer % (len(objects) + 1, len(body))


def photo(device=DEVICE):
    """A JPEG of one grey block whose EXIF names a device and a place (41.9 N, 12.5 E)."""
    start = b"\xff\xd8\xff\xe0\x00\x10JFIF\0" + bytes([1, 1, 0, 0, 1, 0, 1, 0, 0])
    quantisation = b"\xff\xdb\x00\x43\x00" + b"\x10" * 64
    frame = b"\xff\xc0\x00\x0b\x08\x00\x08\x00\x08\x01\x01\x11\x00"
    # One Huffman code of one bit each: no difference, end of block.
    tables = b"".join(b"\xff\xc4\x00\x14" + bytes([kind, 1]) + bytes(16) for kind in (0x00, 0x10))
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + b"\x3f\xff\xd9"
    exif = b"Exif\0\0" + _tiff(device + b"\0")
    return (
        start + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + quantisation + frame + tables + scan
    )


def _tiff(device):
    """A little-endian TIFF header with the camera's model and a GPS directory."""
    first, gps = 8, 8 + 2 + 2 * 12 + 4
    data = gps + 2 + 4 * 12 + 4
    degrees = struct.pack("<6I", 41, 1, 54, 1, 0, 1) + struct.pack("<6I", 12, 1, 30, 1, 0, 1)
    entries = _directory([(0x0110, 2, len(device), data + len(degrees)), (0x8825, 4, 1, gps)])
    places = _directory(
        [
            (1, 2, 2, int.from_bytes(b"N\0", "little")),
            (2, 5, 3, data),
            (3, 2, 2, int.from_bytes(b"E\0", "little")),
            (4, 5, 3, data + 24),
        ]
    )
    return b"II*\0" + struct.pack("<I", first) + entries + places + degrees + device


def _directory(entries):
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return struct.pack("<H", len(entries)) + packed + struct.pack("<I", 0)


def picture():
    """A PNG of one pixel."""

    def chunk(kind, content):
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0\x80"))
        + chunk(b"IEND", b"")
    )
