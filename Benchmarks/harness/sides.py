"""The two sides of a comparison, as processes: our program and a peer in Python, started and spoken to alike."""

import dataclasses
import json
import os
import subprocess

from harness.environment import variables
from harness.failure import fail


@dataclasses.dataclass(frozen=True)
class Side:
    """One way to do an operation on a file. `name` is an operation of ours or a peer."""

    name: str
    path: str
    threads: int = 1
    ours: bool = False


@dataclasses.dataclass(frozen=True)
class Programs:
    """Where our program and the peers' interpreter are."""

    benchmarks: str
    python: str

    def work(self, side):
        arguments = [side.name, side.path, str(side.threads)]
        if side.ours:
            return [self.benchmarks, "work"] + arguments
        return [self.python, "-m", "peers.work"] + arguments

    def once(self, side):
        if side.ours:
            return [self.benchmarks, "once", side.name, side.path, str(side.threads)]
        return self.work(side) + ["--once"]

    def ask(self, *arguments):
        """What our program prints, as JSON."""
        return json.loads(run([self.benchmarks, *arguments]))

    def ask_peers(self, *arguments):
        return json.loads(run([self.python, "-m", "peers.answers", *arguments]))


def run(command):
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, env=variables(1))
    if done.returncode != 0:
        fail(f"{os.path.basename(command[0])} {' '.join(command[1:4])} … failed; what it says stands above.")
    return done.stdout


class Worker:
    """A side that is ready to work. Prepares, then waits to be told."""

    def __init__(self, programs, side):
        self.side = side
        self.process = subprocess.Popen(
            programs.work(side), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=variables(side.threads)
        )
        if self._line() != "ready":
            self._give_up()

    def once(self):
        """Does the work once; returns its CPU and wall time in ms."""
        self.process.stdin.write("again\n")
        self.process.stdin.flush()
        try:
            return json.loads(self._line())
        except json.JSONDecodeError:
            self._give_up()

    def end(self):
        self.process.stdin.close()
        self.process.wait()

    def _line(self):
        return self.process.stdout.readline().strip()

    def _give_up(self):
        self.process.kill()
        whose = "our side" if self.side.ours else "the peer"
        fail(f"{whose} stopped in '{self.side.name}'; what it says stands above.")


def peak_memory(programs, side):
    """The largest resident size, in MB (10⁶ bytes), of a process that does the work once and ends."""
    process = subprocess.Popen(programs.once(side), env=variables(side.threads), stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        fail(f"'{side.name}' failed; what it says stands above.")
    # Linux counts in KiB, macOS in bytes.
    return usage.ru_maxrss * (1 if os.uname().sysname == "Darwin" else 1024) / 1e6
