"""A file system of a few megabytes that a test may fill; only root can mount one."""

import os
import subprocess

import pytest

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a small file system")


class SmallDisk:
    def __init__(self, folder, megabytes):
        self.folder = folder
        self.filler = folder / "filler"
        self._mount("mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=755", "tmpfs", folder)

    def fill(self):
        """To the last page."""
        with self.filler.open("ab", buffering=0) as filler:
            for size in (1 << 20, 4096):
                try:
                    while True:
                        filler.write(bytes(size))
                except OSError:
                    pass

    def free(self):
        self.filler.unlink(missing_ok=True)

    def remove(self):
        self._mount("umount", "--lazy", self.folder)

    @staticmethod
    def _mount(*command):
        subprocess.run([*map(str, command)], check=True, capture_output=True)
