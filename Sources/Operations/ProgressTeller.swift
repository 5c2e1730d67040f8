/// Takes what long work says of how far it is, in a sentence; nil once that piece of work has ended.
package typealias ProgressTeller = @Sendable (String?) -> Void
