"""Take the pictures of the documentation from the program's own output: the sample's dossier in a browser.

    python docs/pictures.py      writes docs/images/dossier.png and docs/images/dossier-phone.png

Needs Chromium or Chrome on the path. Run it again when the dossier has changed; nothing else makes these files.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

IMAGES = Path(__file__).resolve().parent / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PICTURES = {"dossier.png": (1280, 1180), "dossier-phone.png": (420, 1180)}
"""File names with the width and height of the window in CSS pixels."""

MAX_BYTES = 400_000
TIMEOUT_SECONDS = 120


def browser() -> str | None:
    """The first browser on the path that can take a picture."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def dossier(folder: Path) -> Path:
    """The sample's dossier, made by the command line as a reader would make it."""
    book, page = folder / "sample.book", folder / "dossier.html"
    for arguments in (["read", "sample:haiti-mss"], ["dossier", "--out", str(page)]):
        command = [sys.executable, "-m", "musterbook", *arguments, "--book", str(book)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS)
    return page


def take(program: str, page: Path, picture: Path, size: tuple[int, int]) -> None:
    """One picture of the top of a page. Raises CalledProcessError where the browser fails."""
    width, height = size
    command = [
        program,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--hide-scrollbars",
        "--force-device-scale-factor=1",
        f"--user-data-dir={page.parent / 'profile'}",
        f"--window-size={width},{height}",
        f"--screenshot={picture}",
        page.as_uri(),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT_SECONDS)


def main() -> int:
    """Write every picture; 1 where there is no browser or a picture is too large for a page that loads quickly."""
    program = browser()
    if program is None:
        print(f"no browser found; looked for {', '.join(BROWSERS)}", file=sys.stderr)
        return 1
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder:
        page = dossier(Path(folder))
        for name, size in PICTURES.items():
            take(program, page, IMAGES / name, size)
            taken = (IMAGES / name).stat().st_size
            print(f"{name}: {taken // 1000} kB")
            if taken > MAX_BYTES:
                print(f"{name} is larger than {MAX_BYTES // 1000} kB", file=sys.stderr)
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
