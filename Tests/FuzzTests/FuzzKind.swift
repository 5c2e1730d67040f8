import Foundation

/// A kind of hostile input: makes an input of a number, and gives it to the code that it is for.
protocol FuzzKind: Sendable {
    /// The word for it in messages and names of files.
    var name: String { get }
    /// The number of inputs of `make fuzz`.
    var count: Int { get }

    /// Returns the input with a number, always the same.
    func input(_ seed: Int) -> [UInt8]
    /// Gives an input to the code. Throws what a user would be told as an error.
    func take(_ input: [UInt8], seed: Int, in folder: String) async throws
}

extension FuzzKind {
    /// The number of inputs of this run: all with `LATHE_FUZZ=1`, else a small part.
    var asked: Int {
        let share = ProcessInfo.processInfo.environment["LATHE_FUZZ"].flatMap { Double($0) } ?? 0.02
        return max(1, Int((Double(count) * share).rounded(.up)))
    }
}

/// All kinds that are tried in a child of this process.
enum FuzzKinds {
    static let all: [any FuzzKind] = [
        PromptKind(), ForeignKind(), SettingsKind(), DataKind(), JSONKind(), ImageKind(), HeaderKind(), HeadKind(),
        StreamKind(), KeyKind(), HistoryKind(), ServerKind(), DownloadKind(),
    ]
}
