/// How large a model is, and which models may stand on one line with it.
package struct ModelSize: Sendable, Hashable, Codable {
    /// Number of weights that each token uses: of a mixture of experts, only those of the experts that are asked.
    package var parameters: Double
    /// The family: models that differ in nothing but their size, as far as their files say.
    package var family: String

    /// Creates a size.
    package init(parameters: Double, family: String) {
        self.parameters = parameters
        self.family = family
    }

    /// Reads a number of weights as model cards write it: `135M`, `1.4B`, `7e9`; nil if it is none.
    package static func parameters(_ text: String) -> Double? {
        let factor: Double? =
            switch text.last {
            case "k", "K": 1e3
            case "m", "M": 1e6
            case "b", "B": 1e9
            case "t", "T": 1e12
            default: nil
            }
        guard let number = Double(factor == nil ? text[...] : text.dropLast()) else { return nil }
        let parameters = number * (factor ?? 1)
        return parameters.isFinite && parameters > 0 ? parameters : nil
    }

    /// Returns a number of weights as model cards write it.
    package static func text(of parameters: Double) -> String {
        for (factor, letter) in [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")] where parameters >= factor * 0.9995 {
            let value = parameters / factor
            return Wording.number(value, digits: value < 100 ? 1 : 0) + letter
        }
        return Wording.number(parameters, digits: 0)
    }

    /// Returns a model's name without the part that is its size: `Qwen3-Instruct` for `Qwen3-4B-Instruct`.
    package static func family(ofName name: String) -> String {
        let parts = name.split(separator: "-").filter { part in
            !(part.first?.isNumber == true && part.last.map { "bBmM".contains($0) } == true
                && parameters(String(part)) != nil)
        }
        return parts.isEmpty ? name : parts.joined(separator: "-")
    }
}
