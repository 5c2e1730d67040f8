import Foundation
import Testing

@testable import Lanes
@testable import Remote

/// What is told of a server beside its text.
struct ServerNewsTests {
    @Test func `reasoning beside the answer is kept as thoughts, and no part of the text`() async throws {
        let result = try await RemoteEngine(try Faults.server("thinks")).result(of: LaneRequest())
        #expect(result.samples.first?.text == "Paris")
        #expect(result.samples.first?.thoughts.count == 15)
        #expect(result.answer == "Paris")
    }

    @Test(arguments: ["inline", "opened"])
    func `thoughts in the text are no part of the answer, also where only their end is there`(fault: String)
        async throws
    {
        let result = try await RemoteEngine(try Faults.server(fault)).result(of: LaneRequest())
        #expect(result.samples.first?.text == "Paris")
        #expect(result.samples.first?.thoughts == "Let me see.")
        #expect(result.answer == "Paris")
    }

    @Test func `text that comes in one go has no speed`() async throws {
        let result = try await RemoteEngine(try Faults.server("atonce")).result(of: LaneRequest())
        #expect(result.usage.generatedTokens == 200)
        #expect(result.timings.decodeSeconds == 0)
    }

    @Test func `while it waits to ask again it says how long and why`() async throws {
        let run = RemoteEngine(try Faults.server("pauses")).start(RunRequest(lanes: [LaneRequest()]))
        var waits: [Int] = []
        for await event in run.events {
            if case .waiting(_, let seconds, let reason) = event {
                waits.append(seconds)
                #expect(reason.contains("429"))
            }
        }
        #expect(waits == [1])
    }

    @Test func `what a server can't be told is known, stop strings aside`() throws {
        #expect(RemoteEngine(try Faults.server("ok")).lacking.isSuperset(of: [.topK, .minP]))
        let all = try Faults.server("ok") { $0.without = [.stop, .seed] }
        #expect(RemoteEngine(all).lacking.contains(.seed) && !RemoteEngine(all).lacking.contains(.stop))
    }
}
