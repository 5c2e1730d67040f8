import Evaluation
import Prompting

/// Attacks to be made on the prompt with the screen's lanes.
package struct AttackOrder: Sendable, Hashable {
    /// The prompt with the lanes of the screen.
    package var prompt: Prompt
    /// The prompt's name.
    package var name: String
    /// The words of the lanes' models; nil is the default one.
    package var models: [String?]
    /// The folders of the prompt's images and sources.
    package var images: ImageFolders
    /// The suite's name or file; nil is the usual one.
    package var suite: String?
    /// The number of tries of each attack.
    package var tries = 1
}

/// What attacks came to.
package struct AttackResults: Sendable {
    /// The lanes, and all outputs.
    package var report: AttackReport
    /// Sentences about the lanes.
    package var sentences: [String]

    /// Creates results.
    package init(report: AttackReport, sentences: [String]) {
        (self.report, self.sentences) = (report, sentences)
    }
}

/// News of attacks.
package enum AttackNews: Sendable {
    /// What will be done, in sentences.
    case planned([String])
    /// The progress from 0 to 1 and in words.
    case progress(Double, String)
    /// They have ended, or were stopped.
    case ended(AttackResults, wasStopped: Bool)
    /// They can't be made.
    case failed(String)
}

/// The attacks of this session: planned, running or ended.
struct AttackState: Sendable {
    let number: Int
    let order: AttackOrder
    /// What will be done, in sentences; nil until it is known.
    var plan: [String]?
    var isRunning = false
    var wasStopped = false
    var fraction = 0.0
    var progress = ""
    var results: AttackResults?
    var problem: String?

    /// True if they are planned and wait to be begun.
    var isPlanned: Bool { plan != nil && !isRunning && results == nil && problem == nil }
}

/// The attacks that were ordered last.
struct Attacks: Sendable {
    /// They, planned, running or ended; nil if there are none.
    private(set) var current: AttackState?
    /// The last ones that ended, while others are planned in their place.
    private var ended: AttackState?
    private var number = 0

    /// The words of the models that compute for them now.
    var models: [String?] { current.map { $0.isRunning ? $0.order.models : [] } ?? [] }

    /// Plans attacks, in place of the last ones.
    mutating func plan(_ order: AttackOrder) -> [Request] {
        if current?.results != nil { ended = current }
        number += 1
        current = AttackState(number: number, order: order)
        return [.effect(.evaluation(.planAttacks(number: number, order)))]
    }

    /// Takes back the last ones that ended, if those that were planned in their place haven't begun.
    mutating func goBack() {
        if let ended, let current, !current.isRunning, current.results == nil { self.current = ended }
    }

    /// Begins the attacks that are planned.
    mutating func begin() -> [Request] {
        guard let planned = current, planned.isPlanned else { return [] }
        current?.isRunning = true
        current?.progress = "preparing the models"
        return [.effect(.evaluation(.attack(number: planned.number, planned.order)))]
    }

    /// Takes news of attacks; false if they aren't of the last ones.
    mutating func take(_ news: AttackNews, number: Int) -> Bool {
        guard number == current?.number else { return false }
        switch news {
        case .planned(let sentences): current?.plan = sentences
        case .progress(let fraction, let sentence):
            current?.fraction = fraction
            current?.progress = sentence
        case .ended(let results, let wasStopped):
            current?.isRunning = false
            current?.results = results
            current?.wasStopped = wasStopped
        case .failed(let problem):
            current?.isRunning = false
            current?.problem = problem
        }
        return true
    }
}
