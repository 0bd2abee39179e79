#!/usr/bin/env python3
"""Writes `src/segwarden/records.py` from the record's JSON schema; `--check` tells whether it is so already."""

import json
import keyword
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
SCHEMA = HERE.parent / "Documentation" / "schema" / "record.v2.schema.json"
TARGET = HERE / "src" / "segwarden" / "records.py"
WIDTH = 100

HEAD = '''"""Records as dataclasses, made from the record's JSON schema by `tools/records.py`; not written by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Union

from ._documents import Document, decoded

'''

TAIL = '''

def read(document: Mapping[str, Any]) -> Union[Record, Failure]:
    """A record or a failure from its JSON object. Raises `RecordError` for anything else."""
    kind: type[Document] = Failure if "error" in document else Record
    result = decoded(kind, document)
    assert isinstance(result, (Record, Failure))
    return result
'''


class Writer:
    """The classes of a schema, each after those that it holds."""

    def __init__(self, schema: dict[str, Any]) -> None:
        self.definitions: dict[str, Any] = schema["$defs"]
        self.names = {name: pascal(name) for name in self.definitions}
        self.taken = set(self.names.values())
        self.blocks: list[str] = []
        self.literals: dict[str, str] = {}
        # Members with the same words have one name for them.
        self.words: dict[tuple[str, ...], str] = {}

    def text(self) -> str:
        for name, body in self.definitions.items():
            if "enum" in body and "properties" not in body:
                self.literals[self.names[name]] = self.literal(body["enum"], self.names[name])
        for name, body in self.definitions.items():
            if body.get("type") == "object":
                self.write(self.names[name], body)
        return HEAD + "\n".join(self.literals.values()) + "\n" + "".join(self.blocks) + TAIL

    def write(self, name: str, body: dict[str, Any]) -> None:
        required = set(body.get("required", []))
        lines: list[tuple[bool, list[str]]] = []
        for member, given in body["properties"].items():
            if not member.isidentifier():
                raise SystemExit(f"{TARGET}: the member {member} of {name} is no name in Python.")
            attribute = f"{member}_" if keyword.iskeyword(member) else member
            kind = self.kind(given, name, member)
            isList = kind.startswith("tuple[") and kind.endswith(", ...]")
            default = "" if member in required else " = ()" if isList else " = None"
            hint = kind if member in required or isList else f"Union[{kind}, None]"
            text = [f"    {attribute}: {hint}{default}"]
            if "description" in given:
                text += documented(closed(given["description"]))
            lines.append((member in required, text))
        about = body.get("description", f"`{snake(name)}` in a record.")
        block = ["", "", "@dataclass(frozen=True)", f"class {name}(Document):", *documented(closed(about)), ""]
        # Fields with a default stand behind those without.
        for wanted in (True, False):
            block += [line for needed, text in lines if needed == wanted for line in text]
        self.blocks.append("\n".join(block) + "\n")

    def kind(self, given: dict[str, Any], owner: str, member: str) -> str:
        if "$ref" in given:
            return self.names[given["$ref"].rsplit("/", 1)[1]]
        if "enum" in given:
            words = tuple(given["enum"])
            if words not in self.words:
                self.words[words] = self.fresh(member, owner)
                self.literals[self.words[words]] = self.literal(given["enum"], self.words[words])
            return self.words[words]
        if isinstance(given.get("const"), bool):
            return "bool"
        match given.get("type"):
            case "string":
                return "str"
            case "integer":
                return "int"
            case "number":
                return "float"
            case "boolean":
                return "bool"
            case "array":
                return f"tuple[{self.kind(given['items'], owner, singular(member))}, ...]"
            case "object" if "properties" in given:
                name = self.fresh(member, owner)
                self.write(name, given)
                return name
            case "object":
                return f"Mapping[str, {self.kind(given['additionalProperties'], owner, member)}]"
        raise SystemExit(f"{SCHEMA}: nothing is known of the type of {owner}.{member}.")

    def fresh(self, member: str, owner: str) -> str:
        name = pascal(member)
        if name in self.taken or member in ["name", "error"]:
            name = owner + name
        name = {"Policy": "PolicyReference", "FailureError": "FailureCause"}.get(name, name)
        if name in self.taken:
            raise SystemExit(f"{SCHEMA}: two things would be called {name}; give tools/records.py a rule for them.")
        self.taken.add(name)
        return name

    @staticmethod
    def literal(words: list[str], name: str) -> str:
        line = f"{name} = Literal[{', '.join(json.dumps(word) for word in words)}]"
        if len(line) <= WIDTH:
            return line
        return f"{name} = Literal[\n" + "".join(f"    {json.dumps(word)},\n" for word in words) + "]"


def pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[_\-]", name))


def snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def singular(name: str) -> str:
    return name if name.endswith(("ss", "us")) or not name.endswith("s") else name[:-1]


def closed(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


def documented(text: str) -> list[str]:
    """A docstring's lines."""
    lines = textwrap.wrap(f'"""{text}', WIDTH)
    return [f"    {line}" for line in lines[:-1]] + [f'    {lines[-1]}"""']


def main() -> int:
    text = Writer(json.loads(SCHEMA.read_text())).text()
    if "--check" not in sys.argv:
        TARGET.write_text(text)
        return 0
    if TARGET.exists() and TARGET.read_text() == text:
        return 0
    print(
        f"{TARGET.relative_to(HERE.parent)} is not what the schema gives; run Python/tools/records.py.", file=sys.stderr
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
