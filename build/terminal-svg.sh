#!/usr/bin/env bash
# Draws what a command printed as a terminal window (SVG): COMMAND | terminal-svg.sh COMMAND > docs/images/NAME.svg
# The picture in the README is `make clean up` without the lines before "Stack:", so that it shows the stack and not the build.
set -eu
awk -v command="$1" '
    function escaped(text) {
        gsub(/&/, "\\&amp;", text)
        gsub(/</, "\\&lt;", text)
        gsub(/>/, "\\&gt;", text)
        return text
    }
    function colour(text) {
        if (text ~ /^--- /) return "title"
        if (text ~ /^ \+ /) return "made"
        return "plain"
    }
    # A line that is too long is cut, as a narrow terminal would.
    { sub(/[ \t\r]+$/, ""); if (length($0) > 112) $0 = substr($0, 1, 111) "\342\200\246" }
    { line[++n] = $0; if (length($0) > width) width = length($0) }
    END {
        rows = 20
        columns = int((width + 4) * 7.85)
        height = (n + 4) * rows + 20
        printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s\">\n", columns, height, columns, escaped(command)
        print "<style>text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,\"DejaVu Sans Mono\",monospace;white-space:pre}" \
            ".plain{fill:#d5d8dd}.title{fill:#79b8ff}.made{fill:#85e89d}.prompt{fill:#ffffff;font-weight:bold}</style>"
        printf "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#1f2329\"/>\n", columns, height
        print "<circle cx=\"20\" cy=\"18\" r=\"6\" fill=\"#ff5f56\"/><circle cx=\"40\" cy=\"18\" r=\"6\" fill=\"#ffbd2e\"/><circle cx=\"60\" cy=\"18\" r=\"6\" fill=\"#27c93f\"/>"
        printf "<text class=\"prompt\" x=\"16\" y=\"54\">$ %s</text>\n", escaped(command)
        for (i = 1; i <= n; i++)
            if (line[i] != "")
                printf "<text class=\"%s\" x=\"16\" y=\"%d\" xml:space=\"preserve\">%s</text>\n", colour(line[i]), 54 + i * rows, escaped(line[i])
        print "</svg>"
    }'
