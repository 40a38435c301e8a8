"""Build what is released, and check that it installs and runs where there is no network.

    python tools/release.py build            # dist/: wheel, sdist, the core's lock, SBOM (CycloneDX), SHA256SUMS
    python tools/release.py check [PYTHON…]  # installs the wheel offline for each Python, runs it, says how large it is

`check` first gathers the pinned wheels of the core, which needs the package index; the installation itself does not.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
DIST, BUILD = ROOT / "dist", ROOT / "build"
LOCK, LOCKED = ROOT / "requirements.lock", "requirements-core.lock"
# What an installation without extras may take on disk, compiled files left out: what it takes now, so that it does not
# grow unseen. docs/why/dependencies.md has the list.
MOST_MB = 440
PIP = ("-m", "pip", "--disable-pip-version-check", "--quiet")
REPORT = "Russian forces shelled Kharkiv on Sunday, killing three people, Ukrainian police said."


def core_names() -> set[str]:
    """Return the names of what the package needs without extras, and what that needs, and so on."""
    found: set[str] = set()
    core: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    queue = [Requirement(line) for line in core]
    while queue:
        asked = queue.pop()
        name = canonicalize_name(asked.name)
        if name in found and not asked.extras:
            continue
        found.add(name)
        with suppress(PackageNotFoundError):  # one for another system or another Python: the lock's markers decide
            below = [Requirement(line) for line in distribution(name).requires or []]
            queue += [r for r in below if r.marker is None or "extra" not in str(r.marker) or _in_extras(r, asked)]
    return found


def _in_extras(below: Requirement, asked: Requirement) -> bool:
    return below.marker is not None and any(below.marker.evaluate({"extra": extra}) for extra in asked.extras)


def core_lock() -> str:
    """Return the lines of the lock, hashes and all, for the package without extras."""
    names = core_names()
    blocks = re.split(r"\n(?=\S)", LOCK.read_text("utf-8").strip())
    return "\n".join(b for b in blocks if canonicalize_name(re.split(r"[=\s;\[]", b)[0]) in names) + "\n"


def run(*words: str | Path, cwd: Path = BUILD) -> str:
    """Run a command, showing what it says if it fails; return its output."""
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, cwd=cwd)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}\n{done.stdout[-2000:]}{done.stderr[-4000:]}")
    return done.stdout


def environment(python: str, folder: Path, wheels: Path) -> Path:
    """Make an environment from local wheels alone; return its Python."""
    shutil.rmtree(folder, ignore_errors=True)
    run(python, "-m", "venv", folder)
    inside = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(inside, *PIP, "install", "--no-index", "--find-links", wheels, "--find-links", DIST, "whosays")
    return inside


def gather(python: str) -> Path:
    """Gather the pinned wheels of the core for one Python into a folder; return it."""
    version = run(python, "-c", "import sys; print('%d.%d' % sys.version_info[:2])").strip()
    wheels = BUILD / f"wheels-{version}"
    wheels.mkdir(parents=True, exist_ok=True)
    lock = BUILD / LOCKED
    lock.write_text(core_lock(), encoding="utf-8")
    run(python, *PIP, "download", "--require-hashes", "--no-deps", "--only-binary", ":all:", "-d", wheels, "-r", lock)
    return wheels


def build() -> None:
    """Build wheel and sdist, with the pinned core, the list of what is in an installation, and checksums."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "hatchling", "build", "-d", DIST, cwd=ROOT)
    inside = environment(sys.executable, BUILD / "released", gather(sys.executable))
    sbom = DIST / "sbom.cdx.json"
    run(sys.executable, "-m", "cyclonedx_py", "environment", inside, "--pyproject", ROOT / "pyproject.toml",
        "--output-reproducible", "-o", sbom)  # fmt: skip
    shutil.copy(BUILD / LOCKED, DIST)
    sums = [f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}\n" for p in sorted(DIST.iterdir())]
    (DIST / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    for path in sorted(DIST.iterdir()):
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB")


def megabytes(folder: Path) -> float:
    """Return the megabytes that the files of a folder take, compiled ones left out."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and p.suffix != ".pyc") / 1e6


def bare_size(inside: Path) -> float:
    """Return the megabytes of an environment's packages, pip left out."""
    site = Path(run(inside, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    return megabytes(site) - sum(megabytes(p) for p in site.glob("pip*"))


def check(pythons: list[str]) -> None:
    """Install the built wheel offline for each Python, and use it as a newcomer would."""
    if not list(DIST.glob("*.whl")):
        sys.exit("There is no wheel in dist/. Run: make release")
    for python in pythons:
        inside = environment(python, BUILD / "checked", gather(python))
        whosays = inside.with_name("whosays")
        page = BUILD / "report.txt"
        page.write_text(REPORT, encoding="utf-8")
        claims = run(whosays, "read", page)
        if "Kharkiv" not in claims:
            sys.exit(f"The installed reader found no claim:\n{claims}")
        run(whosays, "doctor")
        run(whosays, "demo", "--quiet", "--into", BUILD / "demo")
        run(whosays, "publish", BUILD / "demo" / "example.casebook", BUILD / "site")
        size = bare_size(inside)
        print(f"{run(inside, '--version').strip()}: installs offline, reads, runs its demo; {size:.0f} MB of packages")
        if size > MOST_MB:
            sys.exit(f"That is more than {MOST_MB} MB.")


def pythons() -> Iterator[str]:
    """Yield the supported Pythons that can be found: on the path, or kept by a version manager."""
    home = shutil.which("pyenv") and subprocess.run(["pyenv", "root"], capture_output=True, text=True).stdout.strip()
    for minor in (11, 12, 13):
        kept = sorted(Path(home, "versions").glob(f"3.{minor}.*/bin/python")) if home else []
        candidates = [str(p) for p in kept] or [shutil.which(f"python3.{minor}") or ""]
        yield from [c for c in candidates if c][-1:]


if __name__ == "__main__":
    BUILD.mkdir(exist_ok=True)
    match sys.argv[1:]:
        case ["build"]:
            build()
        case ["check", *given]:
            check(given or list(pythons()))
        case _:
            sys.exit(__doc__)
