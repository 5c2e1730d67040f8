import Testing

@testable import lathe
