"""A program's page from its own help: what `--experimental-dump-help` tells of its commands and options.

A help text is paragraphs, and parts with a heading in capitals and indented lines below it: EXAMPLES, EXIT STATUS,
ENVIRONMENT, FILES, SEE ALSO. The same parts are the page's sections.
"""

import json
import re
import subprocess

from mdoc import Page, bold, escaped


class Discussion:
    """A help text, taken apart."""

    def __init__(self, text):
        self.paragraphs, self.parts = [], {}
        lines = None
        for line in text.split("\n"):
            if re.fullmatch(r"[A-Z][A-Z ]+", line):
                lines = self.parts.setdefault(line, [])
            elif lines is not None and (line.startswith("  ") or not line):
                lines.append(line[2:])
            elif line:
                lines = None
                self.paragraphs.append(line)
        self.parts = {title: trimmed(lines) for title, lines in self.parts.items()}


def trimmed(lines):
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def columns(lines):
    """`word  what it means` as pairs; a line that only goes on belongs to the one before."""
    pairs = []
    for line in lines:
        if line.startswith(" ") and pairs:
            pairs[-1][1] = f"{pairs[-1][1]} {line.strip()}".strip()
        else:
            word, _, meaning = line.partition("  ")
            pairs.append([word, meaning.strip()])
    return pairs


def page_of(program, section, others, **stamp):
    told = subprocess.run([program, "--experimental-dump-help"], check=True, capture_output=True, text=True).stdout
    command = json.loads(told)["command"]
    name = command["commandName"]
    page = Page(name, section, lowered(command["abstract"].rstrip(".")), **stamp)
    discussion = Discussion(command["discussion"])
    leaves = list(of_all(command))
    shared = shared_options(leaves)
    page.section("SYNOPSIS")
    page.raw(f".Nm {name}")
    page.raw(*([".Ar command", ".Op Ar argument ...", ".Op Ar option ..."] if leaves else usages(shown(command))))
    page.section("DESCRIPTION")
    for paragraph in discussion.paragraphs:
        page.paragraph(paragraph)
    page.section("OPTIONS")
    page.items([item(argument) for argument in shared or shown(command)])
    if leaves:
        page.section("COMMANDS")
        for words, leaf in leaves:
            describe(page, words, leaf, shared)
    for title in ["ENVIRONMENT", "FILES", "EXIT STATUS"]:
        page.section(title)
        page.items([(bold(word), sentence(meaning)) for word, meaning in columns(discussion.parts[title])])
    page.section("EXAMPLES")
    page.items([(bold(word), sentence(meaning)) for word, meaning in columns(discussion.parts["EXAMPLES"])])
    page.see_also(*[other for other in others if other != (name, section)])
    return page


def sentence(text):
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?" else ".")


def lowered(text):
    return text[0].lower() + text[1:]


def of_all(command, words=()):
    """Every command that can be run, with its words, in the order of the help."""
    for sub in command.get("subcommands", []):
        if sub["commandName"] == "help":
            continue
        path = (*words, sub["commandName"])
        if sub.get("subcommands"):
            yield from of_all(sub, path)
        else:
            yield path, sub


def shown(command):
    return [argument for argument in command.get("arguments", []) if argument["shouldDisplay"]]


def shared_options(leaves):
    """The options that every command has."""
    if not leaves:
        return []
    return [argument for argument in shown(leaves[0][1]) if all(argument in shown(leaf) for _, leaf in leaves)]


def describe(page, words, command, shared):
    page.subsection(" ".join(words))
    arguments = [argument for argument in shown(command) if argument not in shared]
    page.raw(".Nm cutoffctl", f".Cm {escaped(' '.join(words))}", *usages(arguments))
    page.paragraph(command["abstract"])
    discussion = Discussion(command.get("discussion", ""))
    for paragraph in discussion.paragraphs:
        page.paragraph(paragraph)
    if arguments:
        page.items([item(argument) for argument in arguments])
    for title, lines in discussion.parts.items():
        page.paragraph(title.capitalize() + ":")
        page.literal(lines)


def usages(arguments):
    return [usage(argument) for argument in arguments]


def usage(argument):
    """How an argument is written in a synopsis: a line of macros."""
    value = placeholder(argument)
    more = " ..." if argument["isRepeating"] else ""
    if argument["kind"] == "positional":
        text = f"Ar {value}{more}"
    elif argument["kind"] == "flag":
        text = f"Fl {flag(argument['preferredName'])}"
    else:
        text = f"Fl {flag(argument['preferredName'])} Ar {value}{more}"
    return f".Op {text}" if argument["isOptional"] else f".{text}"


def item(argument):
    text = argument["abstract"]
    notes = []
    if argument.get("allValues"):
        notes.append("Values: " + ", ".join(f"`{value}`" for value in argument["allValues"]) + ".")
    if argument.get("defaultValue"):
        notes.append(f"Default: `{argument['defaultValue']}`.")
    return tag(argument), " ".join([text, *notes])


def tag(argument):
    if argument["kind"] == "positional":
        return f"Ar {placeholder(argument)}"
    names = " , ".join(f"Fl {flag(name)}" for name in argument["names"])
    return names if argument["kind"] == "flag" else f"{names} Ar {placeholder(argument)}"


def placeholder(argument):
    return "\\&" + escaped(argument["valueName"])


def flag(name):
    return escaped(name["name"] if name["kind"] == "short" else "-" + name["name"])
