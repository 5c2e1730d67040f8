import Evaluation
import Foundation
import Prompting

extension SweepGrid {
    /// Reads axes as they are typed on the screen, with `&` between several: `temperature=0,0.8 & technique=few-shot,cot`.
    /// `phrasing` without values stands for all of `phrasings`.
    ///
    /// - Throws: ``SweepGridError``; lanes of a sweep are on the prompt's model.
    init(typed text: String, phrasings: [String]) throws {
        let axes = text.split(separator: "&").map { $0.trimmingCharacters(in: .whitespaces) }
        try self.init(axes.filter { !$0.isEmpty }, phrasings: phrasings)
        if let axis = self.axes.first(where: { $0.knob == "model" }) { throw SweepGridError.model(axis: axis.knob) }
    }
}
