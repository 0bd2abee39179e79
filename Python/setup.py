"""The wheel's tag: any Python 3, and the platform of the program where the wheel brings one."""

from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.bdist_wheel import bdist_wheel

BRINGS_PROGRAM = (Path(__file__).resolve().parent / "src" / "segwarden" / "bin" / "segwarden").is_file()


class Wheel(bdist_wheel):
    """A wheel that no version of Python is built into."""

    def get_tag(self) -> tuple[str, str, str]:
        """`py3-none-PLATFORM`."""
        _, _, platform = super().get_tag()
        return "py3", "none", platform


class WithProgram(Distribution):
    """A package of one platform."""

    def has_ext_modules(self) -> bool:
        """Whether there is anything but Python in it."""
        return BRINGS_PROGRAM


setup(cmdclass={"bdist_wheel": Wheel}, distclass=WithProgram)
