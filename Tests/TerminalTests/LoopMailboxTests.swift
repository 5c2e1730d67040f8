import Foundation
import Testing

@testable import Terminal

@Suite struct LoopMailboxTests {
    @Test func `messages come in the order in which they were sent`() throws {
        let mailbox = try LoopMailbox<Int>()
        for number in 0..<100 { mailbox.send(number) }
        #expect(mailbox.take() == Array(0..<100))
        #expect(mailbox.take().isEmpty)
    }

    @Test func `however many messages wait the bell rings once`() throws {
        let mailbox = try LoopMailbox<Int>()
        #expect(!isReadable(mailbox.descriptor, within: 0))
        for number in 0..<100_000 { mailbox.send(number) }
        #expect(isReadable(mailbox.descriptor, within: 0))
        #expect(mailbox.take().count == 100_000)
        #expect(!isReadable(mailbox.descriptor, within: 0))
        mailbox.send(1)
        #expect(isReadable(mailbox.descriptor, within: 0))
    }

    @Test func `nothing is lost or put in another order when several threads send`() throws {
        let mailbox = try LoopMailbox<(Int, Int)>()
        let count = 20_000
        for thread in 0..<4 {
            Thread.detachNewThread { for number in 0..<count { mailbox.send((thread, number)) } }
        }
        var next = [0, 0, 0, 0]
        while next.reduce(0, +) < 4 * count {
            try #require(isReadable(mailbox.descriptor, within: 10_000))
            for (thread, number) in mailbox.take() {
                try #require(next[thread] == number)
                next[thread] += 1
            }
        }
        #expect(next == [count, count, count, count])
    }

    @Test func `timers are due by time and replaced by id`() {
        var timers = Timers<String>()
        let now = ContinuousClock.now
        timers.schedule("late", at: now + .seconds(2), id: "a")
        timers.schedule("early", at: now + .seconds(1), id: "b")
        timers.schedule("replaced", at: now + .seconds(9), id: 3)
        timers.schedule("never", at: now + .seconds(1), id: 4)
        timers.schedule("instead", at: now + .seconds(3), id: 3)
        timers.unschedule(4)
        #expect(timers.next == now + .seconds(1))
        #expect(timers.takeDue(now).isEmpty)
        #expect(timers.takeDue(now + .seconds(2)) == ["early", "late"])
        #expect(timers.takeDue(now + .seconds(5)) == ["instead"])
        #expect(timers.next == nil)
    }
}
