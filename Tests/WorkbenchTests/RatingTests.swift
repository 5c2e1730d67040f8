import Terminal
import Testing

@testable import Workbench

/// Rating a run where its outputs stand.
struct RatingTests {
    private func ratings(_ pilot: Pilot) -> [Int] {
        pilot.effects.compactMap { if case .history(.turnRating(.screen, let step)) = $0 { step } else { nil } }
    }

    @Test func `plus and minus rate the run that the lanes show, which is kept first`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-1 +")
        guard case .history(.record(let run)) = pilot.effects.dropLast().last,
            case .history(.turnRating(.screen(let number), by: 1)) = pilot.effects.last
        else {
            Issue.record("\(pilot.effects)")
            return
        }
        #expect(run.number == number)
        pilot.press("- -")
        #expect(ratings(pilot) == [1, -1, -1])
    }

    @Test func `what the history says of the rating is in the last line`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("Alt-1 +")
        pilot.report(.history(.changed("Run 7 is rated 4 of 5.")))
        #expect(pilot.footer.contains("Run 7 is rated 4 of 5."))
    }

    @Test func `an outdated output can't be rated`() throws {
        var pilot = try Pilot.afterRun()
        pilot.press("F6 F2 Alt-1 +")
        #expect(ratings(pilot).isEmpty)
        #expect(pilot.footer.contains("earlier state"))
    }
}
