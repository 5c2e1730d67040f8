/// The digits of a number that may be separated in groups of three: `1,234,567`, `1 000 000`, `1.234,56`, `1'000`.
struct DigitGroups {
    /// All digits before the decimals.
    private(set) var digits: [UInt8]
    /// The decimals behind a comma; empty where the decimals, if any, follow a point.
    private(set) var decimals: [UInt8] = []
    /// The index behind what was read.
    private(set) var end: Int

    /// Reads from the digit at an index; nil if commas separate something else than groups of three.
    init?(_ text: AnswerText, from start: Int, first: Int) {
        digits = text.digits(from: start)
        end = start + digits.count
        guard 1...3 ~= first, let separator = text[end], Self.separators.contains(separator) else {
            if text[end] == ",", text[end + 1]?.isDigit == true { return nil }
            return
        }
        var groups: [[UInt8]] = []
        var index = end
        while text[index] == separator, text[index + 1]?.isDigit == true {
            let group = text.digits(from: index + 1)
            // A blank also separates numbers, so what follows it must look like a group.
            guard group.count == 3 || (separator != " " && separator != ".") else { break }
            groups.append(group)
            index += 1 + group.count
        }
        guard !groups.isEmpty else { return }
        let areGroups = groups.allSatisfy { $0.count == 3 } && digits.first != 0
        // As India writes them: `1,00,000`.
        let areLakhs =
            groups.count > 1 && first < 3 && digits.first != 0 && groups.last?.count == 3
            && groups.dropLast().allSatisfy { $0.count == 2 }
        switch separator {
        case ".":
            // `1.234` is a decimal number; `1.234,56` and `1.234.567` are grouped.
            let comma = text[index] == "," ? text.digits(from: index + 1) : []
            guard areGroups, 1...2 ~= comma.count || (groups.count > 1 && comma.isEmpty && text[index] != ".") else {
                return
            }
            take(groups, to: index)
            guard !comma.isEmpty else { return }
            decimals = comma
            end = index + 1 + comma.count
        case " ":
            // A number in the middle of prose may end before another one.
            guard areGroups, text[index]?.isDigit != true, text[index] != "/" else { return }
            take(groups, to: index)
        case "_":
            // Of one group it may be a base: `4210_5`.
            guard areGroups else { return }
            take(groups, to: index)
        default:
            guard areGroups || (separator == "," && areLakhs) else { return nil }
            take(groups, to: index)
        }
        if text[end] == ",", text[end + 1]?.isDigit == true { return nil }
    }

    private static let separators: Set<Unicode.Scalar> = [",", ".", " ", "\u{A0}", "\u{2009}", "\u{202F}", "'", "_"]

    private mutating func take(_ groups: [[UInt8]], to index: Int) {
        digits += groups.joined()
        end = index
    }
}

extension AnswerText {
    /// Returns the digits from 0 to 9 that begin at an index.
    func digits(from start: Int) -> [UInt8] {
        var digits: [UInt8] = []
        while let scalar = self[start + digits.count], scalar.isDigit { digits.append(UInt8(scalar.value - 0x30)) }
        return digits
    }

    /// Returns whether a number begins at an index: with a digit, with the point of `.5`, or with ½.
    func beginsNumber(at index: Int) -> Bool {
        guard let scalar = self[index] else { return false }
        if scalar.isDigit || scalar.vulgarFraction != nil { return true }
        guard scalar == ".", self[index + 1]?.isDigit == true else { return false }
        return self[index - 1].map { $0.script == .none && $0 != "." } ?? true
    }

    /// Returns the index of the brace that closes the one open before an index; nil if none is near.
    func closingBrace(from start: Int) -> Int? {
        var (index, depth) = (start, 1)
        while let scalar = self[index], index - start < 200 {
            depth += scalar == "{" ? 1 : scalar == "}" ? -1 : 0
            if depth == 0 { return index }
            index += 1
        }
        return nil
    }
}
