import Operations

/// Waits for asynchronous work on the main thread; the program itself is synchronous.
package func wait<Value: Sendable>(for work: @escaping @Sendable () async throws -> Value) throws -> Value {
    try Worker("command").result(of: work)
}
