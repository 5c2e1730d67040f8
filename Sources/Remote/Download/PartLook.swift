import Models
import Remedies

/// Looks at a part while it grows, so that no endless page and no endless file fills the disk.
struct PartLook {
    /// The size from which on the beginning is looked at, in bytes.
    private static let beginning: UInt64 = 512
    /// The size at which the rest of a file of unknown length is looked at first.
    private static let first: UInt64 = 64 << 20
    /// Bytes that may follow a model in its file.
    private static let slack: UInt64 = 16 << 20

    private var next = beginning

    /// Returns why a part can't become a model, as the second half of a sentence; nil if it may.
    mutating func problem(of part: PartFile) -> String? {
        guard part.size >= next else { return nil }
        let isFirst = next == Self.beginning
        next = max(Self.first, part.size * 2)
        guard isFirst || part.facts?.total == nil else { return nil }
        do throws(ModelFileError) {
            let file = try GGUFFile(path: part.path)
            guard !isFirst, part.size > file.end + Self.slack else { return nil }
            return "doesn't end the file where the model in it ends"
        } catch {
            switch error {
            // At first the header isn't complete yet.
            case _ where isFirst && !error.isForeign: return nil
            case .truncated(_, let missing):
                guard let missing else { return nil }
                do throws(ModelFileError) {
                    try part.checkRoom(for: missing)
                    return nil
                } catch {
                    return "sends a file that is too large: \(error.description.quoted)"
                }
            default:
                let reason = error.description.replacing(part.path, with: part.name).quoted
                return "sent something else: \(reason.hasSuffix(".") ? String(reason.dropLast()) : reason)"
            }
        }
    }
}

extension ModelFileError {
    fileprivate var isForeign: Bool {
        if case .foreign = self { true } else { false }
    }
}
