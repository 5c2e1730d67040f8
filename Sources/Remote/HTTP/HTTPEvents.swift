import Synchronization

/// The events of a request, in their order. The bytes of a body count as taken when the event after them is asked for.
struct HTTPEvents: AsyncSequence, Sendable {
    /// Iterates over the events, once.
    struct Iterator: AsyncIteratorProtocol {
        fileprivate var events: AsyncStream<HTTPEvent>.Iterator
        fileprivate let took: @Sendable (Int) -> Void
        private var untaken = 0

        fileprivate init(_ events: HTTPEvents) {
            self.events = events.events.makeAsyncIterator()
            took = events.took
        }

        mutating func next() async -> HTTPEvent? {
            if untaken > 0 { took(untaken) }
            untaken = 0
            let event = await events.next()
            if case .body(let data)? = event { untaken = data.count }
            return event
        }
    }

    let events: AsyncStream<HTTPEvent>
    /// Called with the number of bytes that were taken.
    let took: @Sendable (Int) -> Void

    func makeAsyncIterator() -> Iterator { Iterator(self) }
}
