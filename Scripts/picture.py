"""Makes an SVG of what `tmux capture-pane -e -p` wrote: python3 picture.py dark|light < CAPTURE > PICTURE."""

import html
import re
import sys
import unicodedata

FONT, CELL, LINE, MARGIN = 14, 8.43, 16.4, 14
GROUND = {"dark": ("#16181d", "#d7dae0"), "light": ("#ffffff", "#24292f")}
# The 16 colours of a terminal, normal and bright.
COLOURS = {
    "dark": ["#1e2127", "#e06c75", "#98c379", "#d19a66", "#61afef", "#c678dd", "#56b6c2", "#abb2bf",
             "#7f848e", "#ef7b85", "#a9d389", "#e5c07b", "#73bdf7", "#d68bea", "#68c7d3", "#ffffff"],
    "light": ["#24292f", "#cf222e", "#116329", "#7d4e00", "#0550ae", "#8250df", "#1b7c83", "#6e7781",
              "#57606a", "#a40e26", "#1a7f37", "#633c01", "#0969da", "#6639ba", "#3192aa", "#8c959f"],
}


def colour_of(number, theme):
    if number < 16:
        return COLOURS[theme][number]
    if number < 232:
        number -= 16
        steps = [0, 95, 135, 175, 215, 255]
        return "#%02x%02x%02x" % (steps[number // 36], steps[number // 6 % 6], steps[number % 6])
    return "#" + "%02x" % (8 + 10 * (number - 232)) * 3


def apply(codes, style, theme):
    """Changes a style by the numbers of one escape sequence."""
    codes = [int(code or 0) for code in codes.replace(":", ";").split(";")]
    while codes:
        code = codes.pop(0)
        if code == 0:
            style.clear()
        elif code in (1, 2, 3, 4, 7):
            style[{1: "bold", 2: "faint", 3: "italic", 4: "underline", 7: "reverse"}[code]] = True
        elif code == 22:
            style.pop("bold", None), style.pop("faint", None)
        elif code in (23, 24, 27):
            style.pop({23: "italic", 24: "underline", 27: "reverse"}[code], None)
        elif 30 <= code <= 37 or 90 <= code <= 97:
            style["text"] = COLOURS[theme][code - 30 if code < 40 else code - 82]
        elif 40 <= code <= 47 or 100 <= code <= 107:
            style["ground"] = COLOURS[theme][code - 40 if code < 50 else code - 92]
        elif code in (39, 49):
            style.pop("text" if code == 39 else "ground", None)
        elif code in (38, 48) and codes:
            key = "text" if code == 38 else "ground"
            if codes[0] == 5:
                style[key] = colour_of(codes[1], theme)
                del codes[:2]
            else:
                style[key] = "#%02x%02x%02x" % tuple(codes[1:4])
                del codes[:4]


def width_of(text):
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def runs_of(line, style, theme):
    """Column, text and style of what has one style, spaces at the ends left out."""
    column = 0
    for part in re.split(r"(\x1b\[[0-9;:]*m)", line):
        if part.startswith("\x1b["):
            apply(part[2:-1], style, theme)
        elif part:
            yield column, part, dict(style)
            column += width_of(part)


def picture(lines, theme):
    ground, text_colour = GROUND[theme]
    columns = max(width_of(re.sub(r"\x1b\[[0-9;:]*m", "", line)) for line in lines)
    width, height = columns * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    yield (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
           f'font-family="Menlo, DejaVu Sans Mono, Consolas, monospace" font-size="{FONT}">')
    yield f'<rect width="100%" height="100%" rx="8" fill="{ground}"/>'
    style = {}
    for row, line in enumerate(lines):
        top = MARGIN + row * LINE
        for column, text, look in runs_of(line, style, theme):
            fill, behind = look.get("text", text_colour), look.get("ground")
            if look.get("reverse"):
                fill, behind = behind or ground, fill
            left, cells = MARGIN + column * CELL, width_of(text)
            if behind:
                yield (f'<rect x="{left:.2f}" y="{top:.2f}" width="{cells * CELL:.2f}" height="{LINE:.2f}" '
                       f'fill="{behind}"/>')
            stripped = text.strip(" ")
            if not stripped:
                continue
            left += (len(text) - len(text.lstrip(" "))) * CELL
            more = ' font-weight="bold"' if look.get("bold") else ""
            more += ' font-style="italic"' if look.get("italic") else ""
            more += ' opacity="0.6"' if look.get("faint") else ""
            more += ' text-decoration="underline"' if look.get("underline") else ""
            yield (f'<text x="{left:.2f}" y="{top + FONT * 0.93:.2f}" fill="{fill}" xml:space="preserve" '
                   f'textLength="{width_of(stripped) * CELL:.2f}"{more}>{html.escape(stripped)}</text>')
    yield "</svg>"


theme = sys.argv[1]
shown = sys.stdin.read().rstrip("\n").split("\n")
print("\n".join(picture(shown, theme)))
