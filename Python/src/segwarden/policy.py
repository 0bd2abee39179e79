"""What authors do with policies."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union

from . import program
from .errors import Diagnostic


@dataclass(frozen=True)
class PolicyTests:
    """What came of a policy's tests: `segwarden policy test --format json`."""

    policy: str
    version: str
    passed: bool
    cases: tuple[Mapping[str, Any], ...]
    coverage: tuple[Mapping[str, Any], ...]
    mutations: Union[Mapping[str, Any], None]
    """Which faults were made in the cases' exports, and which were noticed."""


class Policy:
    """A policy: a shipped one by name, or a file."""

    def __init__(self, policy: Union[str, os.PathLike[str]]) -> None:
        self.reference = os.fspath(policy)

    def __repr__(self) -> str:
        return f"Policy({self.reference!r})"

    def text(self) -> str:
        """The policy as YAML."""
        return program.run(["policy", "show", self.reference])

    def lint(self, level: str = "note", disable: Sequence[str] = ()) -> list[Diagnostic]:
        """Everything that is wrong or doubtful, from the level `note`, `warning` or `error` on."""
        options = [part for rule in disable for part in ("--disable", rule)]
        given = ["policy", "lint", self.reference, "--format", "json", "--level", level, *options]
        status, text, said = program.ask(given)
        found = [program.diagnostic(entry) for entry in json.loads(text or "[]")]
        # A policy with mistakes says which; what says none was not read at all.
        if status != 0 and not any(entry.level == "error" for entry in found):
            program.fail(status, said)
        return found

    def test(self, mutations: bool = True, jobs: int = 2) -> PolicyTests:
        """Runs the cases beside the policy, and counts the faults that it notices."""
        options = ["--jobs", str(jobs)] + ([] if mutations else ["--no-mutations"])
        given = json.loads(program.run(["policy", "test", self.reference, "--format", "json", *options], (0, 1)))
        # One policy's result stands alone, or in a list.
        result = given[0] if isinstance(given, list) else given
        return PolicyTests(
            result["policy"],
            result["version"],
            result["passed"],
            tuple(result["cases"]),
            tuple(result["coverage"]),
            result.get("mutations"),
        )

    def explain(self, subject: Union[str, None] = None) -> str:
        """What the policy, or one of its expectations, means in words."""
        return program.run(["policy", "explain", self.reference, *([subject] if subject else [])])

    def fit(self, accepted: Union[str, os.PathLike[str]], **options: Any) -> Mapping[str, Any]:
        """What masks that people trust say about the limits: `segwarden policy fit --format json`.

        `options` are those of the command (`rejected`, `measure`, `label`, `labels`, `cohort`, `jobs`, …); a list is
        given as a comma-separated word.
        """
        text = program.run([*self._fit(accepted, options), "--format", "json"])
        fitted: Mapping[str, Any] = json.loads(text)
        return fitted

    def fit_patch(self, accepted: Union[str, os.PathLike[str]], **options: Any) -> str:
        """The same as a patch against the policy's text, which is never changed itself."""
        return program.run([*self._fit(accepted, options), "--patch"])

    def _fit(self, accepted: Union[str, os.PathLike[str]], options: Mapping[str, Any]) -> list[str]:
        arguments = ["policy", "fit", self.reference, "--accepted", os.fspath(accepted)]
        for name, value in options.items():
            word = ",".join(value) if isinstance(value, (list, tuple)) else str(value)
            arguments += [f"--{name.replace('_', '-')}", word]
        return arguments


def policies() -> str:
    """The policies that are found, as `segwarden policy list` prints them."""
    return program.run(["policy", "list"])
