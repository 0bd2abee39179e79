"""The machine and the versions, for the report. Nothing that names a host, a person or a folder."""

import json
import os
import platform
import re
import subprocess

from harness.environment import REQUIREMENTS, variables

VERSIONS = """
import importlib.metadata, json, sys
print(json.dumps({name: importlib.metadata.version(name) for name in sys.argv[1:]}))
"""
NAMED = [
    "numpy", "scipy", "scikit-image", "connected-components-3d", "edt", "fastremap", "fill_voids", "SimpleITK",
    "nibabel", "indexed_gzip", "deflate", "zlib-ng", "isal", "highdicom", "dcmqi", "pydicom",
]  # fmt: skip


def output(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, env=variables(1)).stdout.strip()
    except OSError:
        return ""


def first_match(pattern, path):
    try:
        with open(path) as file:
            found = re.search(pattern, file.read(), re.M)
    except OSError:
        return ""
    return found.group(1).strip() if found else ""


def processor():
    if platform.system() == "Darwin":
        return output("sysctl", "-n", "machdep.cpu.brand_string")
    name = first_match(r"^model name\s*:\s*(.*)$", "/proc/cpuinfo") or platform.machine()
    family, model = (first_match(rf"^{key}\s*:\s*(\d+)$", "/proc/cpuinfo") for key in ("cpu family", "model"))
    # Virtual machines often hide the model's name; its numbers still tell the generation.
    return f"{name} (family {family}, model {model})" if family else name


def memory():
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def system():
    name = first_match(r'^PRETTY_NAME="?(.*?)"?$', "/etc/os-release")
    return f"{name or platform.system() + ' ' + platform.release()}, {platform.machine()}"


def versions(python):
    """The versions of Swift, Python and the peers, as the peers' interpreter has them."""
    swift = re.search(r"Swift version ([\d.]+\S*)", output("swift", "--version"))
    found = json.loads(output(python, "-c", VERSIONS, *NAMED) or "{}")
    interpreter = output(python, "-c", "import platform; print(platform.python_version())")
    return {"Swift": swift.group(1) if swift else "unknown", "Python": interpreter, **found}


def unlike_pins(found):
    """The libraries whose versions are not the pinned ones."""
    with open(REQUIREMENTS) as file:
        pins = dict(line.lower().split("==") for line in file.read().split() if "==" in line)
    return [name for name, version in found.items() if pins.get(name.lower(), version) != version]
