extension InputDecoder {
    /// Returns the step for bytes that begin with an escape.
    func escape(at index: Int, isFinal: Bool) -> Step {
        let own = keys.match(pending[index...])
        if own.mayContinue, !isFinal { return .wait }
        if let (key, length) = own.found { return .key(key, length) }

        let alone = Step.key(Key(.escape), 1)
        guard index + 1 < pending.count else { return isFinal ? alone : .wait }
        let next = pending[index + 1]
        switch next {
        case 0x1B: return doubleEscape(at: index, isFinal: isFinal)
        case UInt8(ascii: "["): return control(at: index, isFinal: isFinal)
        case UInt8(ascii: "O"): return singleShift(at: index, isFinal: isFinal)
        // Answers. Those to questions that are never asked are keys held with Alt.
        case UInt8(ascii: "]"): return answer(at: index, isFinal: isFinal) { (0x30...0x39).contains($0) }
        case UInt8(ascii: "P"): return answer(at: index, isFinal: isFinal) { (0x30...0x39).contains($0) || $0 == 0x3E }
        case UInt8(ascii: "_"): return answer(at: index, isFinal: isFinal) { $0 == UInt8(ascii: "G") }
        default: return alt(at: index) ?? (isFinal ? alone : .wait)
        }
    }

    /// Returns a key held with Alt; nil if its bytes aren't all there yet.
    private func alt(at index: Int) -> Step? {
        if var key = Self.controlKey(pending[index + 1]) {
            key.modifiers.insert(.alt)
            return .key(key, 2)
        }
        return switch UTF8Scalar(pending[(index + 1)...]) {
        case .complete(let scalar, let length): .key(Key(Character(scalar), .alt), 1 + length)
        case .broken(let length): .ignored(1 + length)
        case .incomplete: nil
        }
    }

    private func answer(at index: Int, isFinal: Bool, _ begins: (UInt8) -> Bool) -> Step {
        guard index + 2 < pending.count else { return isFinal ? alt(at: index) ?? .wait : .wait }
        return begins(pending[index + 2]) ? .answer(2) : alt(at: index) ?? .wait
    }

    /// Returns the step for two escapes. rxvt puts another escape before the sequences of keys that are held with Alt;
    /// otherwise they are two presses.
    private func doubleEscape(at index: Int, isFinal: Bool) -> Step {
        let first = Step.key(Key(.escape), 1)
        guard index + 2 < pending.count else { return isFinal ? first : .wait }
        let inner: Step
        switch pending[index + 2] {
        case UInt8(ascii: "["): inner = control(at: index + 1, isFinal: false)
        case UInt8(ascii: "O"): inner = singleShift(at: index + 1, isFinal: false)
        default: return first
        }
        switch inner {
        case .wait: return isFinal ? first : .wait
        case .event(.key(var key), let length) where key.code != .character("O"):
            key.modifiers.insert(.alt)
            return .key(key, length + 1)
        default: return first
        }
    }

    /// Returns the step for SS3: cursor and function keys in application mode, the keypad, and rxvt's arrows held with
    /// Control.
    private func singleShift(at index: Int, isFinal: Bool) -> Step {
        let alone = Step.key(Key("O", .alt), 2)
        var end = index + 2
        while end < pending.count, (0x30...0x3B).contains(pending[end]) { end += 1 }
        guard end < pending.count else { return isFinal ? alone : .wait }
        let modifiers = ControlSequence(pending[(index + 2)..<end], final: pending[end]).modifiers(at: 0, or: 1)
        let length = end - index + 1
        if let code = ControlSequence.code(ofLetter: pending[end]) { return .key(Key(code, modifiers), length) }
        switch pending[end] {
        case UInt8(ascii: "M"): return .key(Key(.enter, modifiers), length)
        case UInt8(ascii: "I"): return .key(Key(.tab, modifiers), length)
        case UInt8(ascii: "X"): return .key(Key("=", modifiers), length)
        case let letter where (0x6A...0x79).contains(letter):
            return .key(Key(Character(Unicode.Scalar(letter - 0x40)), modifiers), length)
        case let letter where (0x61...0x64).contains(letter):
            let code = ControlSequence.code(ofLetter: letter - 0x20)
            return code.map { .key(Key($0, .control), length) } ?? alone
        default: return alone
        }
    }

    /// Returns the step for CSI: all other sequences.
    private func control(at index: Int, isFinal: Bool) -> Step {
        let start = index + 2
        guard start < pending.count else { return isFinal ? .key(Key("[", .alt), 2) : .wait }
        let cut = isFinal ? Step.ignored(pending.count - index) : .wait
        if pending[start] == UInt8(ascii: "[") {
            // The Linux console's first five function keys.
            guard start + 1 < pending.count else { return cut }
            let number = Int(pending[start + 1]) - 0x40
            return (1...5).contains(number) ? .key(Key(.function(number)), 4) : .ignored(3)
        }
        var end = start
        while end < pending.count, (0x20...0x3F).contains(pending[end]) {
            // rxvt ends the sequences of keys held with Shift like this; in answers it stands before the end.
            let isKey = pending[end] == UInt8(ascii: "$") && end > start
            if isKey, pending[start..<end].allSatisfy({ (0x30...0x39).contains($0) }) { break }
            end += 1
            // No sequence of a terminal is longer.
            if end - start > 256 { return .ignored(end - index) }
        }
        guard end < pending.count else { return cut }
        let final = pending[end]
        guard (0x40...0x7E).contains(final) || final == UInt8(ascii: "$") else { return .ignored(end - index) }
        if final == UInt8(ascii: "M"), end == start {
            guard end + 3 < pending.count else { return cut }
            let event = MouseEvent(oldReport: pending[(end + 1)...(end + 3)])
            return event.map { .event(.mouse($0), end - index + 4) } ?? .ignored(end - index + 4)
        }
        let length = end - index + 1
        switch ControlSequence(pending[start..<end], final: final).meaning {
        case .key(let key): return .key(key, length)
        case .mouse(let event): return .event(.mouse(event), length)
        case .pasteStart: return .paste(length)
        case nil: return .ignored(length)
        }
    }
}
