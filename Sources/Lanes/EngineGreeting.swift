/// What an engine's process says first.
package enum EngineGreeting {
    /// A line of its own. Another version of the messages has another number.
    package static let line = "lathe engine 1"
}
