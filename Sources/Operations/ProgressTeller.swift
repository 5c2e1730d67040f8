/// Receives the progress of long work, in a sentence; nil when that piece of work has ended.
package typealias ProgressTeller = @Sendable (String?) -> Void
