/// The first line that an engine's process sends.
package enum EngineGreeting {
    /// The line. Another version of the messages has another number.
    package static let line = "lathe engine 5"
}
