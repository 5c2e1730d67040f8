import Evaluation
import Foundation

extension Voter {
    /// The user of this machine, by the name in `USER`; `me` if there is none.
    package static var user: Voter { .person(ProcessInfo.processInfo.environment["USER"] ?? "me") }
}
