import Evaluation
import Models

/// How near a judge is to the models that it judges: a judge prefers what its own kind writes.
package struct Kinship: Sendable {
    /// How near two models are.
    package enum Degree: Int, Sendable, Hashable, Comparable {
        /// They share a family name.
        case named
        /// They have one architecture and a vocabulary of one size.
        case family
        /// They are the same model.
        case same

        /// Returns whether one is farther than the other.
        package static func < (one: Degree, other: Degree) -> Bool { one.rawValue < other.rawValue }
    }

    /// The judge's name.
    package let judge: String
    /// The lanes whose model is near to the judge, with how near; in the lanes' order.
    package let lanes: [(lane: String, degree: Degree)]
    /// True if it is nearer to some of the lanes' models than to others, so that it isn't fair to both sides.
    package let isUneven: Bool

    /// Compares a judge with the lanes.
    package init(of judge: Backend, to lanes: [(name: String, backend: Backend)]) {
        self.judge = judge.name
        let degrees = lanes.map { ($0.name, Self.degree(judge, $0.backend)) }
        self.lanes = degrees.compactMap { name, degree in degree.map { (name, $0) } }
        isUneven = Set(degrees.map(\.1)).count > 1
    }

    /// Returns how near two models are; nil if they aren't known to be near.
    static func degree(_ judge: Backend, _ other: Backend) -> Degree? {
        if judge.key == other.key { return .same }
        if let one = judge.model?.description, let its = other.model?.description {
            if let checksum = judge.model?.checksum, checksum == other.model?.checksum { return .same }
            if one.architecture == its.architecture, one.vocabularySize == its.vocabularySize { return .family }
        }
        let (mine, its) = (familyName(judge.name), familyName(other.name))
        return mine.count > 2 && mine == its ? .named : nil
    }

    /// Returns the letters that a model's name begins with, in lower case: `qwen` for `gpu/Qwen2.5-7B-Instruct`.
    static func familyName(_ name: String) -> String {
        let last = name.split(separator: "/").last ?? ""
        return last.prefix(while: \.isLetter).lowercased()
    }

    /// A sentence about it; nil if the judge is near to none of the models.
    package var sentence: String? {
        guard let nearest = lanes.map(\.degree).max() else { return nil }
        let names = lanes.filter { $0.degree == nearest }.map(\.lane)
        let who = "\(names.count == 1 ? "lane" : "lanes") \(names.joined(separator: ", "))"
        let what =
            switch nearest {
            case .same: "\(judge) judges its own outputs: it is the model of \(who)."
            case .family: "\(judge) has the architecture and vocabulary of the model of \(who): it is of its family."
            case .named: "By its name \(judge) is of the family of the model of \(who)."
            }
        return isUneven
            ? "Not a fair judge: \(what) Judges prefer what their own kind writes, and the other lanes' models are farther from it."
            : "\(what) Judges prefer what their own kind writes; here that concerns all lanes alike."
    }
}
