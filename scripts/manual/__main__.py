"""make-manual's pages: `python3 scripts/manual DIRECTORY PROGRAMS` writes them into DIRECTORY, from the help of the
programs in PROGRAMS, from config/cutoffd.toml and from docs/events.md. No text of theirs stands here a second time.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import commands
import events
import settings

PAGES = [("cutoffctl", 1), ("cutoffd.toml", 5), ("cutoffd-events", 5), ("cutoffd", 8)]


def main(directory, programs):
    root = Path(__file__).resolve().parents[2]
    version = subprocess.run([programs / "cutoffd", "--version"], check=True, capture_output=True, text=True)
    stamp = {"date": date(root), "version": version.stdout.strip()}
    toml = (root / "config/cutoffd.toml").read_text(encoding="utf-8")
    markdown = (root / "docs/events.md").read_text(encoding="utf-8")
    pages = {
        "cutoffctl.1": commands.page_of(programs / "cutoffctl", 1, PAGES, **stamp),
        "cutoffd.8": commands.page_of(programs / "cutoffd", 8, PAGES, **stamp),
        "cutoffd.toml.5": settings.page_of(toml, others("cutoffd.toml"), **stamp),
        "cutoffd-events.5": events.page_of(markdown, others("cutoffd-events"), **stamp),
    }
    directory.mkdir(parents=True, exist_ok=True)
    refuse_other_than(pages, directory)
    for name, page in pages.items():
        (directory / name).write_text(page.text(), encoding="ascii")


def refuse_other_than(pages, directory):
    """Somebody's home is no place for pages; one that is ours no more would be taken for one of today's."""
    strange = sorted(entry.name for entry in directory.iterdir() if entry.name not in pages)
    if strange:
        sys.exit(
            f"make-manual: {directory} is not written: expected a new or empty directory, or one with earlier pages, "
            f"found {strange[0]} in it. Name another one, or take that out.")


def others(name):
    return [page for page in PAGES if page[0] != name]


def date(root):
    """Of what the pages are made from, so that the same sources make the same pages."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or (root / "CHANGELOG.md").stat().st_mtime
    told = time.gmtime(int(float(seconds)))
    return time.strftime("%B ", told) + f"{told.tm_mday}, {told.tm_year}"


main(Path(sys.argv[1]), Path(sys.argv[2]))
