/// The place of a value inside another (RFC 6901), as in `/items/2/price`; empty for the whole value.
package struct JSONPointer: Hashable, Sendable, CustomStringConvertible {
    /// The keys, and the numbers of items from 0, from the outside in.
    package private(set) var steps: [String]

    /// Creates a place from its steps.
    package init(_ steps: [String] = []) {
        self.steps = steps
    }

    /// Reads a written place; nil if the text has no `/` at its start (unless it is empty) or has a `~` that isn't `~0`
    /// or `~1`.
    package init?(_ text: String) {
        guard text.isEmpty || text.hasPrefix("/") else { return nil }
        steps = []
        for part in text.unicodeScalars.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            var step = String.UnicodeScalarView()
            var rest = part[...]
            while let scalar = rest.popFirst() {
                guard scalar == "~" else {
                    step.append(scalar)
                    continue
                }
                switch rest.popFirst() {
                case "0"?: step.append("~")
                case "1"?: step.append("/")
                default: return nil
                }
            }
            steps.append(String(step))
        }
    }

    /// Returns the place one step further in.
    package func appending(_ step: String) -> JSONPointer { JSONPointer(steps + [step]) }

    /// The place as it is written, with `~` and `/` in keys escaped.
    package var description: String {
        steps.map { step in
            var text = "/"
            for scalar in step.unicodeScalars {
                switch scalar {
                case "~": text += "~0"
                case "/": text += "~1"
                default: text.unicodeScalars.append(scalar)
                }
            }
            return text
        }.joined()
    }

    /// Returns whether both have the same code points.
    package static func == (first: JSONPointer, second: JSONPointer) -> Bool {
        first.steps.elementsEqual(second.steps) { $0.utf8.elementsEqual($1.utf8) }
    }
}

extension JSONValue {
    /// The value at a place; nil if there is none.
    package subscript(pointer: JSONPointer) -> JSONValue? {
        var value = self
        for step in pointer.steps {
            switch value {
            case .object(let object):
                guard let next = object[step] else { return nil }
                value = next
            case .list(let values):
                guard let index = Int(step), values.indices.contains(index), "\(index)" == step else { return nil }
                value = values[index]
            default: return nil
            }
        }
        return value
    }
}
