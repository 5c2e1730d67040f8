import Foundation
import Prompting

/// The cells of a sweep: all combinations of the values of some knobs. Each cell is a lane.
package struct SweepGrid: Sendable {
    /// A knob and its values, as `temperature=0,0.4,0.8`.
    package struct Axis: Sendable, Hashable {
        /// The key of the setting, or `technique` and the like, as a lane takes it.
        package var knob: String
        /// The values, as texts, in the order in which they were given.
        package var values: [String]
    }

    /// One combination of values.
    package struct Cell: Sendable, Hashable {
        /// The values, in the order of the axes.
        package var values: [String]
        /// The lane that has these values.
        package var lane: Lane
    }

    /// The knobs, in the order in which they were given.
    package let axes: [Axis]
    /// All combinations.
    package let cells: [Cell]

    /// The largest number of cells; each is a lane over all cases.
    package static let mostCells = 64

    /// The knob whose values are phrasings of the prompt.
    package static let phrasing = "phrasing"

    /// Reads the axes. Cells are in an order in which the last axis changes fastest. `phrasing` without values stands for all
    /// of `phrasings`, and for the prompt's own words.
    ///
    /// - Throws: ``SweepGridError``.
    package init(_ texts: [String], phrasings: [String] = []) throws {
        axes = try texts.map { text in
            if Self.trimmed(text) == Self.phrasing {
                guard !phrasings.isEmpty else { throw SweepGridError.noPhrasing }
                return Axis(knob: Self.phrasing, values: [Phrasing.own] + phrasings)
            }
            let parts = text.split(separator: "=", maxSplits: 1).map { String($0) }
            guard parts.count == 2 else { throw SweepGridError.form(axis: text) }
            let values = parts[1].split(separator: ",").map { Self.trimmed($0) }.filter { !$0.isEmpty }
            guard let first = values.first else { throw SweepGridError.noValue(axis: text) }
            guard Set(values).count == values.count else { throw SweepGridError.repeatedValue(axis: text) }
            let knob = Self.trimmed(parts[0])
            guard knob != "name" else { throw SweepGridError.name(axis: text) }
            for value in values { _ = try Self.lane([(knob, value)], name: first, text: text) }
            return Axis(knob: knob, values: values)
        }
        guard Set(axes.map(\.knob)).count == axes.count else { throw SweepGridError.repeatedKnob }
        let count = axes.reduce(1) { product, axis in
            let (next, isTooLarge) = product.multipliedReportingOverflow(by: axis.values.count)
            return isTooLarge ? .max : next
        }
        guard (2...Self.mostCells).contains(count) else { throw SweepGridError.size(cells: count) }
        var combinations: [[String]] = [[]]
        for axis in axes {
            combinations = combinations.flatMap { begun in axis.values.map { begun + [$0] } }
        }
        let axes = axes
        cells = try combinations.map { values in
            let pairs = zip(axes, values).map { ($0.knob, $1) }
            let name = pairs.map { "\($0) \($1)" }.joined(separator: ", ")
            return Cell(values: values, lane: try Self.lane(pairs, name: name, text: name))
        }
    }

    private static func lane(_ pairs: [(knob: String, value: String)], name: String, text: String) throws -> Lane {
        do throws(LaneError) {
            let others = pairs.filter { $0.knob != phrasing }
            var lane = try Lane(flat: others.map { "\($0.knob)=\($0.value)" }.joined(separator: ","))
            lane.phrasing = pairs.first { $0.knob == phrasing }?.value
            lane.name = name
            return lane
        } catch {
            throw SweepGridError.lane(axis: text, problem: error)
        }
    }

    private static func trimmed(_ text: some StringProtocol) -> String { text.trimmingCharacters(in: .whitespaces) }

    /// The index of the axis that accuracy is drawn against: the phrasings, else the first whose values are numbers, else the
    /// first.
    package var drawn: Int {
        axes.firstIndex { $0.knob == Self.phrasing }
            ?? axes.firstIndex { $0.values.allSatisfy { Double($0) != nil } } ?? 0
    }

    /// For each combination of the other knobs, the cells that differ only in the drawn knob, in its order.
    package var series: [(title: String, cells: [Int])] {
        var found: [(title: String, cells: [Int])] = []
        for (index, cell) in cells.enumerated() {
            let others = axes.indices.filter { $0 != drawn }.map { "\(axes[$0].knob) \(cell.values[$0])" }
            let title = others.joined(separator: ", ")
            if let place = found.firstIndex(where: { $0.title == title }) {
                found[place].cells.append(index)
            } else {
                found.append((title, [index]))
            }
        }
        return found
    }
}
