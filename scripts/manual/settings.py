"""cutoffd.toml(5) from config/cutoffd.toml, where every setting stands with its default, its unit and its meaning.

A comment belongs to what follows it: a table, a key, or either of them commented out, without a space after the #. What
stands before the first table is about all. A table that is commented out and has a comment above it is an example.
"""

import re

from mdoc import Page, bold

TABLE = re.compile(r"\[+[a-z_]+\]+")
KEY = re.compile(r"[a-z_]+ = .+")
COMMENTED_OUT = re.compile(r"#(?=\[\[|[a-z_]+ = )")
RULE = re.compile(r"--- .+ -+")


class Settings:
    """The file, taken apart."""

    def __init__(self, text):
        self.about, self.tables, self.examples = [], {}, []
        self.comment = []
        for block in text.strip().split("\n\n"):
            lines = block.split("\n")
            if any(COMMENTED_OUT.match(line) and TABLE.fullmatch(line[1:]) for line in lines[1:]):
                self.examples.append([re.sub("^# ?", "", line) for line in lines])
                continue
            for line in lines:
                self.read(COMMENTED_OUT.sub("", line))
            if not self.tables:
                self.about += self.taken()

    def read(self, line):
        told = line.removeprefix("#").strip() if line.startswith("#") else line
        heading = TABLE.match(line)
        if heading:
            about = self.taken()
            self.keys = self.tables.setdefault(heading[0], (about, []))[1]
        elif KEY.fullmatch(told) and self.tables:
            # One without a comment is a further entry of a list.
            about = self.taken()
            self.keys += [(told, about)] if about else []
        elif not RULE.fullmatch(told):
            self.comment.append(told)

    def taken(self):
        """The comment so far, as paragraphs."""
        paragraphs = [" ".join(part.split("\n")) for part in "\n".join(self.comment).strip().split("\n\n")]
        self.comment = []
        return [paragraph for paragraph in paragraphs if paragraph]


def page_of(text, others, **stamp):
    page = Page("cutoffd.toml", 5, "the settings of cutoffd", **stamp)
    settings = Settings(text)
    page.section("SYNOPSIS")
    page.raw(".Pa /etc/cutoffd/cutoffd.toml", ".Pp", ".Pa /etc/cutoffd/cutoffd.toml.d/*.toml")
    page.section("DESCRIPTION")
    for paragraph in settings.about:
        page.paragraph(paragraph)
    page.section("SETTINGS")
    for heading, (about, keys) in settings.tables.items():
        page.subsection(heading)
        for paragraph in about:
            page.paragraph(paragraph)
        if keys:
            page.items([(bold(key), texts) for key, texts in keys])
    page.section("FILES")
    page.items([
        (bold("/etc/cutoffd/cutoffd.toml"), "The settings."),
        (bold("/etc/cutoffd/cutoffd.toml.d/*.toml"), "What is laid over them, in the order of the names."),
        (bold("/usr/share/zoneinfo"), "The time zones."),
    ])
    page.section("EXAMPLES")
    for lines in settings.examples:
        split = lines.index("")
        page.paragraph(" ".join(lines[:split]))
        page.literal(lines[split + 1:])
    page.see_also(*others, ("systemd.time", 7))
    return page
