"""Makes the binary files in tests/fixtures: `python tests/make_fixtures.py`. All texts and names are invented."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

FOLDER = Path(__file__).parent / "fixtures"
TITLE = "Border talks fail in Sarn"
FIRST = "The border talks between Nordia and Vestland failed on Sunday, officials of both sides said."
SECOND = "Nordia accused Vestland of arming the northern militia, which Vestland denied."
_STAMP = (2021, 1, 5, 10, 0, 0)


def page(number: int) -> str:
    """A page of an invented outlet."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{TITLE} {number}</title>'
        '<meta property="og:site_name" content="Nordia Herald"></head>'
        f"<body><article><h1>{TITLE} {number}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"
    )


def warc_record(number: int, *, too_long: int = 0) -> bytes:
    """A response record; `too_long` is added to the length that it states."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page(number)}".encode()
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://herald.example/{number}\r\n"
        f"WARC-Date: 2021-01-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
        f"Content-Type: application/http;msgtype=response\r\nContent-Length: {len(answer) + too_long}\r\n\r\n"
    )
    return head.encode() + answer + b"\r\n\r\n"


def zipped(*members: tuple[str, bytes]) -> bytes:
    """A ZIP archive; the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, _STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return target.getvalue()


def tarred(*members: tuple[str, bytes]) -> bytes:
    """A TAR archive with, last, a link out of it."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        archive.addfile(link)
    return target.getvalue()


def pdf(*pages: list[str] | None) -> bytes:
    """A PDF file with a page for each list of lines, and one that is only a picture for each None."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines or ())
        drawn = f"BT /F1 11 Tf 60 760 Td {shown}ET" if lines else "q 600 0 0 800 0 0 cm /P Do Q"
        used = "/Font << /F1 3 0 R >>" if lines else f"/XObject << /P {4 + 2 * len(pages)} 0 R >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << {used} >> "
            f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream".encode())
    objects.append(picture + b" /Length 1 >>\nstream\n\x80\nendstream")
    return _pdf_file(objects)


def _pdf_file(objects: list[bytes]) -> bytes:
    written, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(written))
    return written + head + table + tail


def locked_pdf() -> bytes:
    """A PDF file that opens with a password only."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([FIRST])))
    writer.encrypt("secret", algorithm="RC4-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def docx(*paragraphs: str) -> bytes:
    """A Word document with a table at its end."""
    from docx import Document

    word = Document()
    for paragraph in paragraphs:
        word.add_paragraph(paragraph)
    cells = word.add_table(rows=1, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "Casualties", "none"
    target = io.BytesIO()
    word.save(target)
    return target.getvalue()


ARTICLE = f"{TITLE}\n\nBy Mira Tolven\n\n5 January 2021\n\n{FIRST}\n\n{SECOND}\n".encode()
ROWS = b"".join(b'{"text": "Officer %d said that the guard had left.", "publisher": "Herald"}\n' % n for n in range(99))
PDF_LINES = [
    TITLE,
    *("The border talks between Nordia and Vestland failed on Sunday, offi-", "cials of both sides said."),
]


def make() -> dict[str, bytes]:
    """Name -> content of every binary fixture."""
    nexis = (FOLDER / "nexis.txt").read_text().splitlines()
    once = zipped(("one.txt", ARTICLE))
    thrice = zipped(("twice.zip", zipped(("once.zip", once))))
    return {
        "report.docx": docx(TITLE, "By Mira Tolven", "5 January 2021", FIRST, SECOND),
        "nexis.docx": docx(*nexis),
        "report.pdf": pdf(PDF_LINES, None),
        "scanned.pdf": pdf(None, None),
        "archive.zip": zipped(("articles/one.txt", ARTICLE), ("two.html", page(2).encode()), (".hidden", b"x")),
        "archive.tgz": gzip.compress(tarred(("articles/one.txt", ARTICLE), ("two.html", page(2).encode())), mtime=0),
        "pages.warc": warc_record(1) + warc_record(2),
        "pages.warc.gz": gzip.compress(warc_record(1), mtime=0) + gzip.compress(warc_record(2), mtime=0),
        "rows.jsonl.gz": gzip.compress(ROWS, mtime=0),
        "hostile/bomb.zip": zipped(("zeros.txt", b"0" * 60_000_000), ("good.txt", ARTICLE)),
        "hostile/traversal.zip": zipped(("../../evil.txt", ARTICLE), ("/etc/evil.txt", ARTICLE), ("good.txt", ARTICLE)),
        "hostile/traversal.tar": tarred(("../evil.txt", ARTICLE), ("good.txt", ARTICLE)),
        "hostile/three_deep.zip": thrice,
        "hostile/four_deep.zip": zipped(("thrice.zip", thrice), ("good.txt", ARTICLE)),
        "hostile/wrong_length.warc": warc_record(1) + warc_record(2, too_long=99) + warc_record(3),
        "hostile/truncated.jsonl.gz": gzip.compress(ROWS, mtime=0)[:-60],
        "hostile/locked.pdf": locked_pdf(),
        "hostile/damaged.docx": docx(FIRST)[:3000],
        "hostile/nul.csv": b"title,text\nOne,The guard left.\nTwo,It \0 stayed.\nThree,It came back.\n",
        "hostile/bad_charset.eml": (
            b"From: Mira Tolven <mira@herald.example>\r\nTo: desk@herald.example\r\nSubject: Border talks\r\n"
            b"Date: Tue, 05 Jan 2021 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
            b"Content-Type: text/plain; charset=x-nowhere\r\n\r\nThe caf\xe9 in Sarn is closed, the guard said.\r\n"
        ),
    }


if __name__ == "__main__":
    (FOLDER / "hostile").mkdir(exist_ok=True)
    for name, content in make().items():
        (FOLDER / name).write_bytes(content)
