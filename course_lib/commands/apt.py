"""Installs packages of Debian and Ubuntu, for root or whoever may use sudo without a password."""

from __future__ import annotations

import os
import shutil
import subprocess


def command() -> list[str] | None:
    """How to call apt-get so that it asks nothing; None where it is not there or not allowed."""
    if not shutil.which("apt-get"):
        return None
    sudo: list[str] = []
    if os.geteuid() != 0:
        # Never ask for a password: nobody may be there to type it.
        sudo = ["sudo", "-n"]
        if not shutil.which("sudo") or run([*sudo, "true"]):
            return None
    # Wait up to two minutes for another apt: a fresh machine often runs its updates by itself.
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120"]
    return [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *quiet]


def install(packages: list[str]) -> str:
    """Install packages, with a second try; returns apt-get's complaint, or "" if all went well."""
    get = command()
    if get is None:
        return "apt-get cannot be used here without a password."
    add = [*get, "install", "-y", "--no-install-recommends"]
    if not (run([*get, "update"]) or run([*add, *packages])):
        return ""
    # A mirror may fail once; and one package that cannot be had must not keep the others away.
    again = run([*get, "update"])
    complaints = [complaint for package in packages if (complaint := run([*add, package]))]
    return "\n".join([again, *complaints]).strip() if complaints else ""


def run(words: list[str]) -> str:
    """What a command says as it fails, in a word or more; "" if it does not fail."""
    result = subprocess.run(
        words, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return (result.stderr.strip() or f"exit code {result.returncode}") if result.returncode else ""
