#!/usr/bin/env python3
"""Opens the page of `triplewire evaluate --html` in headless Chromium and checks what is drawn.

    scripts/check_html.py [PROGRAM] [GOLD] [--screenshot FILE]

In: the program (target/debug/triplewire) and a folder of labelled articles (corpus/gold/dev).
Out: one line that says what was seen, or what is wrong and status 1. Without Chromium, and without
root and apt-get to install it, it says so and ends with status 0.

Checked, in a light and in a dark window: every table has a size, gold and extracted facts stand
side by side, no text has less contrast than WCAG 2 AA asks for (4.5 to 1), nothing is wider than
the window, nothing is loaded, and the screenshot is not blank.
"""

import argparse
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--hide-scrollbars",
]
# Blink's numbers of the schemes.
SCHEMES = {"light": 1, "dark": 0}

# Measures the page from inside and leaves the result where --dump-dom shows it.
PROBE = r"""
<script>
const boxes = (selector) => [...document.querySelectorAll(selector)].map((e) => e.getBoundingClientRect());
const rgb = (text) => text.match(/[\d.]+/g).map(Number);
const light = ([r, g, b]) => [r, g, b]
  .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
  .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
const back = (e) => {
  for (; e; e = e.parentElement) {
    const colour = rgb(getComputedStyle(e).backgroundColor);
    if (colour[3] !== 0) return colour;
  }
  return [255, 255, 255];
};
const contrast = (e) => {
  const [a, b] = [light(rgb(getComputedStyle(e).color)), light(back(e))];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
};
const texts = [...document.querySelectorAll("body *:not(script)")].filter((e) =>
  [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) && e.getClientRects().length);
const worst = texts.reduce((a, b) => (contrast(a) <= contrast(b) ? a : b));
const pairs = [...document.querySelectorAll(".facts tbody tr")].filter((row) =>
  row.querySelectorAll("td > .fact").length > 1 && [...row.cells].every((cell) => cell.children.length));
const beside = (row) => {
  const [gold, extracted] = [...row.cells].map((cell) => cell.children[0].getBoundingClientRect());
  return gold.right <= extracted.left && Math.abs(gold.top - extracted.top) < 2;
};
const seen = {
  dark: matchMedia("(prefers-color-scheme: dark)").matches,
  tables: boxes("table").length,
  emptyTables: boxes("table").filter((box) => box.width < 20 || box.height < 20).length,
  facts: boxes(".facts .fact").filter((box) => box.width > 50 && box.height > 10).length,
  pairs: pairs.length,
  notBeside: pairs.filter((row) => !beside(row)).length,
  marks: boxes(".text mark").filter((box) => box.width > 0).length,
  contrast: contrast(worst),
  faintest: worst.outerHTML.slice(0, 120),
  overflow: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  loaded: performance.getEntriesByType("resource").map((entry) => entry.name),
};
document.body.setAttribute("data-seen", JSON.stringify(seen));
</script>
"""


def chromium():
    """The browser's path, or None."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found or not shutil.which("apt-get") or os.geteuid() != 0:
        return found
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]):
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
            return None
    return shutil.which("chromium")


def browse(browser, page, *flags):
    """What the browser writes to its standard output."""
    with tempfile.TemporaryDirectory() as profile:
        command = [browser, *FLAGS, f"--user-data-dir={profile}", *flags, page.as_uri()]
        done = subprocess.run(command, capture_output=True, timeout=300)
    if done.returncode:
        sys.exit(f"{browser} ended with status {done.returncode}: {done.stderr.decode(errors='replace')[-500:]}")
    return done.stdout.decode()


def measure(browser, page, scheme, folder):
    """What stands on the page, measured from inside."""
    probed = folder / "probed.html"
    probed.write_text(page.read_text("utf-8") + PROBE, "utf-8")
    flags = [f"--blink-settings=preferredColorScheme={SCHEMES[scheme]}", "--window-size=1200,900"]
    dom = browse(browser, probed, "--dump-dom", *flags)
    found = re.search(r'data-seen="([^"]*)"', dom)
    if not found:
        sys.exit("the page was not drawn: no measurements in its DOM")
    return json.loads(found[1].replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def mistakes(seen, scheme):
    """What is wrong, a phrase each."""
    checks = [
        (seen["dark"] == (scheme == "dark"), "not drawn in the scheme that was asked for"),
        (seen["tables"] >= 4 and not seen["emptyTables"], f"{seen['emptyTables']} of {seen['tables']} tables empty"),
        (seen["facts"] > 0, "no facts"),
        (seen["pairs"] > 0 and not seen["notBeside"], f"{seen['notBeside']} of {seen['pairs']} pairs not side by side"),
        (seen["marks"] > 0, "no words marked in the articles"),
        (seen["contrast"] >= 4.5, f"contrast {seen['contrast']:.2f}: {seen['faintest']}"),
        (seen["overflow"] <= 0, f"{seen['overflow']} pixels wider than the window"),
        (not seen["loaded"], f"loads {seen['loaded']}"),
    ]
    return [f"{scheme}: {what}" for holds, what in checks if not holds]


def is_blank(png):
    """Whether an image has as good as one colour: its filtered bytes then take few values."""
    data, place = b"", 8
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            data += png[place + 8 : place + 8 + length]
        place += length + 12
    return len(set(zlib.decompress(data))) < 50


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default="target/debug/triplewire")
    parser.add_argument("gold", nargs="?", default="corpus/gold/dev")
    parser.add_argument("--screenshot", metavar="FILE", help="keep the picture of the light page")
    options = parser.parse_args()
    browser = chromium()
    if not browser:
        print("no Chromium, and none can be installed: skipped")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page = folder / "page.html"
        command = [options.program, "evaluate", "facts", options.gold, "--html", str(page)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        wrong, contrasts = [], []
        for scheme, number in SCHEMES.items():
            seen = measure(browser, page, scheme, folder)
            wrong += mistakes(seen, scheme)
            contrasts.append(seen["contrast"])
            picture = folder / f"{scheme}.png"
            setting = f"--blink-settings=preferredColorScheme={number}"
            browse(browser, page, f"--screenshot={picture}", setting, "--window-size=1200,1200")
            if is_blank(picture.read_bytes()):
                wrong.append(f"{scheme}: the screenshot is blank")
        if options.screenshot:
            shutil.copyfile(folder / "light.png", options.screenshot)
    if wrong:
        sys.exit("\n".join(wrong))
    print(
        f"{seen['tables']} tables, {seen['facts']} facts, {seen['pairs']} pairs side by side, "
        f"{seen['marks']} marks, least contrast {min(contrasts):.2f}, light and dark"
    )


if __name__ == "__main__":
    main()
