#!/usr/bin/env python3
"""Opens the page of `triplewire graph draw` in headless Chromium and checks what is drawn.

    scripts/check_picture.py [PROGRAM] [ARTICLES] [AROUND] [--screenshot FILE]

In: the program (target/debug/triplewire), a folder of articles (corpus/articles) and a name that they have.
Out: one line that says what was seen, or what is wrong and status 1. Without Chromium, and without root and
apt-get to install it, it says so and ends with status 0.

Checked: every label has a size and lies within the picture, no two labels cover each other, the evidence of a
claim is hidden until its link is followed and then shows its quotation, nothing is loaded, and the screenshot is not
blank.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from check_html import browse, chromium, is_blank

PROBE = r"""
<script>
{
const boxes = [...document.querySelectorAll("svg text")].map((e) => e.getBoundingClientRect());
const svg = document.querySelector("svg").getBoundingClientRect();
const inside = (b) => b.left >= svg.left - 1 && b.right <= svg.right + 1 && b.top >= svg.top - 1 && b.bottom <= svg.bottom + 1;
const cover = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
let covered = 0;
boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => { if (cover(a, b)) covered++; }));
const shown = () => [...document.querySelectorAll("mark")].filter((e) => e.getBoundingClientRect().height > 0).length;
const before = shown();
location.hash = document.querySelector('a[href^="#claim"]').getAttribute("href");
document.documentElement.dataset.seen = JSON.stringify({
    labels: boxes.length, empty: boxes.filter((b) => b.width < 1).length, outside: boxes.filter((b) => !inside(b)).length,
    covered, before, after: shown(),
    loaded: performance.getEntriesByType("resource").map((e) => e.name),
});
}
</script>
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", nargs="?", default="target/debug/triplewire")
    parser.add_argument("articles", nargs="?", default="corpus/articles")
    parser.add_argument("around", nargs="?", default="Rapid Support Forces")
    parser.add_argument("--screenshot", metavar="FILE", help="keep the picture")
    options = parser.parse_args()
    browser = chromium()
    if not browser:
        print("no Chromium, and none can be installed: skipped")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        page, picture = folder / "page.html", folder / "page.png"
        for arguments in (
            ["extract", "-q", options.articles, "-o", folder / "results"],
            ["graph", "build", "-q", folder / "results", "-o", folder / "kg"],
            ["graph", "draw", folder / "kg", "--around", options.around, "-o", page],
        ):
            subprocess.run([options.program, *map(str, arguments)], check=True)
        probed = folder / "probed.html"
        # The page forbids scripts but its own; the probe is none of them.
        text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.read_text("utf-8"))
        probed.write_text(text + PROBE, "utf-8")
        dom = browse(browser, probed, "--dump-dom", "--window-size=1200,900")
        found = re.search(r'data-seen="([^"]*)"', dom)
        if not found:
            sys.exit("the page was not drawn: no measurements in its DOM")
        seen = json.loads(found[1].replace("&quot;", '"').replace("&amp;", "&"))
        browse(browser, page, f"--screenshot={picture}", "--window-size=1200,620")
        checks = [
            (seen["labels"] > 5 and not seen["empty"], f"{seen['empty']} of {seen['labels']} labels empty"),
            (not seen["outside"], f"{seen['outside']} labels outside the picture"),
            (not seen["covered"], f"{seen['covered']} pairs of labels cover each other"),
            (seen["before"] == 0 and seen["after"] > 0, f"evidence: {seen['before']} shown before the click, {seen['after']} after"),
            (not seen["loaded"], f"loads {seen['loaded']}"),
            (not is_blank(picture.read_bytes()), "the screenshot is blank"),
        ]
        if options.screenshot:
            shutil.copyfile(picture, options.screenshot)
    wrong = [what for holds, what in checks if not holds]
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{seen['labels']} labels apart from each other, evidence on a click, nothing loaded")


if __name__ == "__main__":
    main()
