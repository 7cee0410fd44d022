"""A script and a folder in, the script again in a virtual environment of the packages that it needs."""

import os
import subprocess
import sys
import venv
from pathlib import Path


def inside(script, folder, what):
    """Goes on in an environment in `folder` with what `script`'s .txt file lists; gives the exit status.

    Where the packages cannot be had it says that `what` cannot be installed, and that is no failure."""
    python = Path(folder) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    requirements = Path(script).with_suffix(".txt")
    if not python.exists():
        venv.create(folder, with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", "--retries", "1", "--timeout", "10", "-r", requirements]
    done = subprocess.run(install, capture_output=True, text=True)
    if done.returncode:
        print(f"{what} cannot be installed: skipped ({done.stderr.strip().splitlines()[-1]})")
        return 0
    return subprocess.run([python, script, *sys.argv[1:], "--inside"]).returncode
