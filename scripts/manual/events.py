"""cutoffd-events(5) from docs/events.md: its headings, paragraphs, tables and examples.

A table becomes a list of terms, as a terminal has no room for columns of prose; an example is folded to fit.
"""

import json
import re

from mdoc import Page, bold

WIDTH = 70
STRING = r'"(?:[^"\\]|\\.)*"'
MEMBER = re.compile(rf'(?:{STRING}\s*:\s*)?(?:{STRING}|[{{\[]+|[^\s"{{}}\[\],:]+|(?=[}}\]]))[}}\]]*,?\s*')
# FILES is a manual's own word, and comes before EXAMPLES.
SECTIONS = {"Files": "Event files"}
PLACES = [
    ("/var/spool/cutoffd/tmp/", "Where a file may be written first."),
    ("/var/spool/cutoffd/new/", "Where complete files are dropped."),
    ("/var/spool/cutoffd/rejected/", "What was refused, and why."),
    ("/var/spool/cutoffd/done/", "What was accepted."),
]


def page_of(text, others, **stamp):
    page = Page("cutoffd-events", 5, "what event files for cutoffd hold", **stamp)
    page.section("DESCRIPTION")
    for block in blocks(text):
        write(page, block)
    page.see_also(*others)
    return page


def blocks(text):
    """Paragraphs, tables, headings, and fenced examples whole."""
    for index, part in enumerate(re.split(r"^```\w*\n(.*?)^```\n", text, flags=re.M | re.S)):
        if index % 2:
            yield "```" + part.rstrip("\n")
        else:
            yield from (block.strip("\n") for block in re.split(r"\n{2,}", part) if block.strip())


def write(page, block):
    if block.startswith("```"):
        page.literal(fitting(block[3:]))
    elif block.startswith("### "):
        page.subsection(block[4:].replace("`", ""))
    elif block.startswith("## "):
        if block == "## Examples":
            page.section("FILES")
            page.items([(bold(path), meaning) for path, meaning in PLACES])
        page.section(SECTIONS.get(block[3:], block[3:]))
    elif block.startswith("|"):
        page.items([term(row) for row in rows(block)])
    elif not block.startswith("# "):
        page.paragraph(" ".join(block.split("\n")))


def rows(table):
    """The cells of each row below the head."""
    for line in table.split("\n")[2:]:
        yield [cell.strip() for cell in line.strip("|").split("|")]


def term(row):
    name = bold(row[0].replace("`", ""))
    note = f" No ( {row[1]} )".replace("( ", "(").replace(" )", ")") if len(row) > 2 and row[1] else ""
    return name + note, row[-1]


def fitting(example):
    """The example's lines; JSON that is too wide is folded, an event a line or one over all of them."""
    lines = example.split("\n")
    if all(len(line) <= WIDTH for line in lines):
        return lines
    try:
        return folded(json.dumps(json.loads(example), ensure_ascii=False))
    except json.JSONDecodeError:
        return [part for line in lines for part in folded(line)]


def folded(text):
    """A JSON text on several lines, broken between its members."""
    lines = [""]
    for member in [part for whole in MEMBER.findall(text) for part in halved(whole)]:
        if lines[-1].strip() and len(lines[-1] + member.rstrip()) > WIDTH:
            lines.append("  ")
        lines[-1] += member
    return [line.rstrip() for line in lines]


def halved(member):
    """A member too long for a line as its name and its value."""
    return re.split(r"(?<=: )", member, maxsplit=1) if len(member) > WIDTH else [member]
