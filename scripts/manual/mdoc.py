"""Writes a manual page in mdoc(7), the format of man(1) that says what a text is, not how it looks."""

import re


def escaped(text):
    """A text that troff shows as it is; beyond ASCII by number, for any locale."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = "".join(character if ord(character) < 128 else f"\\[u{ord(character):04X}]" for character in text)
    return "\\&" + text if text[:1] in (".", "'") else text


def prose(text):
    """The lines of a paragraph, a sentence each, as troff spaces them.

    What stands in backticks becomes bold, and so do options and pages; links become their words.
    """
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"\*\*?([^*`]+)\*\*?", r"\1", text)
    parts = re.split(r"(`[^`]*`|(?<![\w-])--[a-z][a-z0-9-]+|\b[a-z][a-z.0-9-]*\([1-8]\))", text)
    sentences = re.split(r"(?<=[.?!:])(?<!\.\.\.) +(?=[A-Z\"\\])|(?<=[.?!][)\"]) +(?=[A-Z\"\\])", "".join(map(marked, parts)))
    return [protected(sentence) for sentence in sentences]


def marked(part):
    if re.fullmatch(r"`[^`]*`", part):
        return f"\\fB{whole(part[1:-1])}\\fR"
    if re.fullmatch(r"--[a-z0-9-]+", part):
        return f"\\fB{whole(part)}\\fR"
    reference = re.fullmatch(r"([a-z][a-z.0-9-]*)(\([1-8]\))", part)
    if reference:
        return f"\\fB{escaped(reference[1])}\\fR{reference[2]}"
    part = re.sub(r"\b(?=cutoff(?:d|ctl)\b)", r"\\%", part.replace("\\", "\\e"))
    return "".join(c if ord(c) < 128 else f"\\[u{ord(c):04X}]" for c in part)


def whole(text):
    """Words that are not hyphenated."""
    return " ".join("\\%" + escaped(word) for word in text.split(" "))


def protected(text):
    return "\\&" + text if text[:1] in (".", "'") else text


class Page:
    """A page while it grows; sections come in the order of mdoc(7)."""

    def __init__(self, name, section, about, *, date, version):
        self.lines = [
            f".Dd {date}", f".Dt {name.upper()} {section}", f".Os {version}",
            ".Sh NAME", f".Nm {name}", f".Nd {prose(about)[0]}",
        ]
        self.is_fresh = True

    def text(self):
        return "\n".join(self.lines) + "\n"

    def raw(self, *lines):
        self.lines += lines
        self.is_fresh = False

    def section(self, title):
        self.lines.append(f".Sh {escaped(title.upper())}")
        self.is_fresh = True

    def subsection(self, title):
        self.lines.append(f".Ss {escaped(title)}")
        self.is_fresh = True

    def paragraph(self, text):
        if not self.is_fresh:
            self.lines.append(".Pp")
        self.raw(*prose(text))

    def literal(self, lines):
        """Lines that stay as they are."""
        self.raw(".Bd -literal -offset 2n", *[escaped(line) for line in lines], ".Ed")

    def items(self, items, width="6n"):
        """`(tag, text or texts)`; a tag is a line of macros or a text."""
        self.raw(f".Bl -tag -width {width}")
        for tag, texts in items:
            self.raw(f".It {tag}")
            for index, text in enumerate([texts] if isinstance(texts, str) else texts):
                if index > 0:
                    self.raw(".Pp")
                self.raw(*prose(text))
        self.raw(".El")

    def see_also(self, *pages):
        self.section("SEE ALSO")
        ordered = sorted(pages, key=lambda page: (page[1], page[0]))
        for index, (name, section) in enumerate(ordered):
            self.raw(f".Xr {name} {section}" + (" ," if index < len(ordered) - 1 else ""))


def bold(text):
    """A tag of this text; empty words and macros' names are words in it."""
    return "Sy " + " ".join("\\&" + whole(word).replace('"', "\\(dq") for word in text.split(" "))
