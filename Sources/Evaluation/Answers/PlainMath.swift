/// Writes LaTeX and Unicode's forms of digits as plain scalars, so that one reader serves all notations: `\dfrac{9}{7}`
/// becomes `\frac{9}{7}`, `25\text{ cm}²` becomes `25 cm^{2}`, `1{,}234` becomes `1,234`, `٤٢` becomes `42`.
///
/// `\frac` keeps its name. `√` and `π` stand for their commands, `‾` for a line over digits that repeat (`0.‾{3}`), `𝑥` for
/// all commands that are no number.
struct PlainMath {
    private let source: [Unicode.Scalar]
    private var index = 0
    private var plain: [Unicode.Scalar] = []
    /// For each open brace whether it is left out, because it belongs to a command such as `\text`.
    private var braces: [Bool] = []

    static func plain(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard scalars.contains(where: { $0 == "\\" || $0 == "{" || !$0.isASCII }) else { return scalars }
        var writer = PlainMath(source: scalars)
        writer.write()
        return writer.plain
    }

    private init(source: [Unicode.Scalar]) {
        self.source = source
        plain.reserveCapacity(source.count)
    }

    private mutating func write() {
        while index < source.count {
            let scalar = source[index]
            index += 1
            switch scalar {
            case "\\": writeCommand()
            case "{":
                if has(",}", at: index) {
                    index += 2
                    plain.append(",")
                } else if has("\\circ}", at: index) || has("\\degree}", at: index), plain.last == "^" {
                    index = (source[index...].firstIndex(of: "}") ?? index) + 1
                    plain[plain.count - 1] = "°"
                } else {
                    braces.append(false)
                    plain.append("{")
                }
            case "}": if braces.popLast() != true { plain.append("}") }
            case _ where scalar.isASCII: plain.append(scalar)
            default: writeForeign(scalar)
            }
        }
    }

    private mutating func writeForeign(_ scalar: Unicode.Scalar) {
        if let mark = Self.raised(scalar) {
            let isBelow = (0x2080...0x2089).contains(scalar.value)
            plain += [isBelow ? "_" : "^", "{", mark]
            while index < source.count, let next = Self.raised(source[index]) {
                plain.append(next)
                index += 1
            }
            plain.append("}")
            return
        }
        switch scalar.value {
        case 0x200B...0x200F, 0x2060...0x2064, 0xFEFF, 0xFE0F: break
        // Hyphens and signs of minus; an en dash is one before a digit that follows neither a letter nor a digit.
        case 0x2010...0x2012, 0x2212, 0xFE63: plain.append("-")
        case 0x2013: plain.append(isSign ? "-" : scalar)
        case 0x2044, 0x2215: plain.append("/")
        case 0x22C5, 0xB7: plain.append("×")
        default:
            if !scalar.isHangulSyllable, scalar.properties.numericType == .decimal,
                let digit = scalar.properties.numericValue, let ascii = Unicode.Scalar(0x30 + UInt32(digit))
            {
                plain.append(ascii)
            } else {
                plain.append(scalar)
            }
        }
    }

    /// True if the en dash that was just read is the sign of a number: `x = –3`, but not `5–7` and `5 –7`.
    private var isSign: Bool {
        guard index < source.count, source[index].isDigit || ".$(".unicodeScalars.contains(source[index]),
            plain.last.map({ $0.script == .none && $0 != ")" && $0 != "}" }) ?? true
        else { return false }
        return plain.last { $0 != " " }.map { !$0.isDigit } ?? true
    }

    private mutating func writeCommand() {
        guard index < source.count else { return plain.append("\\") }
        let first = source[index]
        guard first.isASCIILetter else {
            index += 1
            switch first {
            case ",": plain.append("\u{2009}")
            case "!": break
            case "(", ")", "[", "]", ";", ":", " ": plain.append(" ")
            case "\\": plain.append(" ")
            case "\n": plain.append("\n")
            default: plain.append(first)
            }
            return
        }
        let start = index
        while index < source.count, source[index].isASCIILetter { index += 1 }
        let name = String(String.UnicodeScalarView(source[start..<index]))
        switch name {
        case "frac", "dfrac", "tfrac", "cfrac": plain += "\\frac".unicodeScalars
        case "boxed", "fbox", "text", "textbf", "textit", "textrm", "textsf", "texttt", "mathrm", "mathbf", "mathit",
            "mathsf",
            "mathtt", "operatorname", "mbox", "bf", "rm", "it", "emph", "underline", "boldsymbol", "bm", "textup",
            "textsc", "textmd", "textnormal", "hbox", "pmb", "ensuremath", "large", "Large", "LARGE", "huge", "Huge":
            openBraces()
        case "overline", "bar", "dot": plain.append("‾")
        case "left", "right", "big", "Big", "bigg", "Bigg", "displaystyle", "textstyle", "limits", "phantom": break
        case "quad", "qquad", "newline", "space", "hline", "par", "noindent", "item", "bullet", "checkmark", "square",
            "blacksquare", "hfill", "smallskip", "medskip", "bigskip":
            plain.append(" ")
        case "begin", "end", "color", "hspace", "vspace", "tag", "label":
            skipArgument()
            plain.append(" ")
        case "textcolor":
            skipArgument()
            openBraces()
        case "ldots", "cdots", "dots", "dotsc", "dotsb": plain.append("…")
        default:
            if let sign = Self.signs[name] {
                if sign == "°", plain.last == "^" { plain.removeLast() }
                plain.append(sign)
            } else {
                plain.append("𝑥")
            }
        }
    }

    /// Leaves out the brace of a command such as `\text`, and the one that closes it.
    private mutating func openBraces() {
        while index < source.count, source[index] == " " { index += 1 }
        guard index < source.count, source[index] == "{" else { return }
        index += 1
        braces.append(true)
    }

    /// Leaves out what a command that is no text has in its braces: `\begin{align*}`, `\color{red}`.
    private mutating func skipArgument() {
        if index < source.count, source[index] == "*" { index += 1 }
        guard index < source.count, source[index] == "{",
            let end = source[index...].prefix(60).firstIndex(of: "}")
        else { return }
        index = end + 1
    }

    private static let signs: [String: Unicode.Scalar] = [
        "times": "×", "cdot": "×", "ast": "×", "div": "÷", "pi": "π", "sqrt": "√", "pm": "±", "approx": "≈",
        "simeq": "≈",
        "circ": "°", "degree": "°", "percent": "%", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "lt": "<", "gt": ">",
        "infty": "∞", "euro": "€", "pounds": "£", "textdollar": "$", "colon": ":", "to": "→", "rightarrow": "→",
        "therefore": "∴", "implies": "⇒", "Rightarrow": "⇒", "Longrightarrow": "⇒", "iff": "⇒", "Leftrightarrow": "⇒",
        "longrightarrow": "→", "because": "∵", "sim": "≈", "cong": "≈", "ne": "≠", "neq": "≠",
    ]

    private func has(_ text: String, at index: Int) -> Bool { source[index...].starts(with: text.unicodeScalars) }

    /// The ASCII digit or sign of a raised or lowered one; nil for other scalars.
    private static func raised(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        case 0xB2, 0xB3: Unicode.Scalar(scalar.value - 0xB2 + 0x32)
        case 0xB9: "1"
        case 0x2070, 0x2074...0x2079: Unicode.Scalar(scalar.value - 0x2070 + 0x30)
        case 0x207B: "-"
        case 0x2080...0x2089: Unicode.Scalar(scalar.value - 0x2080 + 0x30)
        default: nil
        }
    }
}
