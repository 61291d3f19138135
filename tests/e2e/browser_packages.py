# SPDX-License-Identifier: EUPL-1.2
"""Playwright and axe from npm, beside the programs, once for each package-lock.json;
Chromium itself comes from Debian."""

import hashlib
import os
import pathlib
import shutil
import subprocess

from harness import BIN

BROWSER = pathlib.Path(__file__).resolve().parent / "browser"
INSTALL_S = 240


def installed():
    """A folder with the scripts and their packages."""
    lock = hashlib.sha256((BROWSER / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = BIN.parent / "node" / f"browser-{lock}"
    if not (folder / "node_modules").exists():
        half = folder.with_name(f"{folder.name}.{os.getpid()}")
        half.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(BROWSER / name, half)
        subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund",
                        "--prefer-offline"], cwd=half, check=True, capture_output=True,
                       timeout=INSTALL_S)
        try:
            half.rename(folder)
        except OSError:  # another test was first
            shutil.rmtree(half, ignore_errors=True)
    for script in BROWSER.glob("*.js"):
        shutil.copy(script, folder)
    return folder
