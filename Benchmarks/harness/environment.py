"""The throw-away Python environment that holds the peers, in their pinned versions."""

import hashlib
import json
import os
import subprocess
import sys
import venv

from harness.failure import fail, say

FOLDER = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REQUIREMENTS = os.path.join(FOLDER, "peers", "requirements.txt")
LACKING = """
import importlib.metadata, json, sys
def known(name): return name.lower().replace("_", "-")
found = {known(each.metadata["Name"]) for each in importlib.metadata.distributions()}
print(json.dumps([name for name in sys.argv[1:] if known(name) not in found]))
"""


def python_with_peers(folder):
    """The interpreter of an environment in `folder`; made when it is not there or its pins have changed."""
    python = os.path.join(folder, "bin", "python")
    stamp = os.path.join(folder, "pins")
    with open(REQUIREMENTS, "rb") as file:
        pins = hashlib.sha256(file.read()).hexdigest()
    if os.path.exists(stamp):
        with open(stamp) as file:
            if file.read() == pins:
                return python
    if sys.version_info < (3, 11):
        fail("the pinned libraries need Python 3.11 or later; start this with one (make benchmark PYTHON=python3.12).")
    say("Making a Python environment for the peers")
    try:
        venv.create(folder, clear=True, with_pip=True)
    except (subprocess.CalledProcessError, OSError):
        fail("a Python environment cannot be made; on Debian and Ubuntu: apt-get install python3-venv.")
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:"]
    done = subprocess.run(command + ["-r", REQUIREMENTS], capture_output=True, text=True)
    if done.returncode != 0:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        fail(
            "pip cannot install the peers. Without a way to PyPI, name the interpreter of an environment that has them"
            f" (--python); what is needed stands in Benchmarks/peers/requirements.txt. pip says: {reason}"
        )
    with open(stamp, "w") as file:
        file.write(pins)
    return python


def check_peers(python):
    """Ends the process where an interpreter lacks a peer."""
    with open(REQUIREMENTS) as file:
        names = [line.split("==")[0] for line in file.read().split() if "==" in line]
    done = subprocess.run([python, "-c", LACKING, *names], stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        fail(f"the interpreter for the peers, {python}, does not run; what it says stands above.")
    lacking = json.loads(done.stdout)
    if lacking:
        fail(
            f"the interpreter for the peers lacks {', '.join(lacking)}; install Benchmarks/peers/requirements.txt into"
            " it, or leave --python out."
        )


def variables(threads):
    """The environment variables of a process that may use so many threads."""
    values = dict(os.environ, PYTHONPATH=FOLDER, PYTHONDONTWRITEBYTECODE="1")
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS"):
        values[name] = str(threads)
    # Some machines pin OpenBLAS to the kernels of an older processor, for older builds; that would slow the peers.
    for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
        values.pop(name, None)
    return values
