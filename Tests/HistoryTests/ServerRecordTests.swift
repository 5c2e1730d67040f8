import Foundation
import GRDB
import Lanes
import Sampling
import Testing

@testable import History
@testable import Library

struct ServerRecordTests {
    private func lane(_ server: ServerRecord?) -> LaneRecord {
        let model = ModelRecord(
            name: "box/m", path: "", sha256: nil, architecture: "", quantization: "", contextLength: 0, build: "",
            server: server)
        return SampleRuns.lane(model: model) { $0.result.usage.promptTokens = 1000 }
    }

    private let server = ServerRecord(
        url: "https://ann:secret@box.example:8080/v1?key=secret", kind: "compatible",
        price: Server.Price(input: 1, output: 2), lacks: [.topK, .minP])

    @Test func `where a lane ran is kept with its run, and nothing that may be secret`() throws {
        let kept = try TemporaryHistory()
        let id = try kept.history.record(SampleRuns.run(lanes: [lane(server)]))
        let record = try #require(try kept.history.run(id).run.lanes.first)
        #expect(record.model.server == server)
        #expect(record.model.build.isEmpty && record.model.isRemote)
        #expect(server.url == "https://box.example:8080/v1")
        #expect(record.lacking == [.topK, .minP])
        #expect(record.cost == 0.001006)
    }

    @Test func `a run of before that has only the server's name is read as it was`() throws {
        let kept = try TemporaryHistory()
        let id = try kept.history.record(SampleRuns.run(lanes: [lane(nil)]))
        let record = try #require(try kept.history.run(id).run.lanes.first)
        #expect(record.model.server == nil && record.model.isRemote)
        #expect(record.cost == nil && record.lacking.isEmpty)
    }

    @Test func `a run goes through JSON with its server and its cost`() throws {
        let run = SampleRuns.run(lanes: [lane(server)])
        let data = try HistoryJSON.encoder().encode(run)
        #expect(try HistoryJSON.decoder().decode(RunRecord.self, from: data) == run)
        #expect(String(decoding: data, as: UTF8.self).contains("\"cost\":0.001006"))
    }

    @Test func `that the server is different now is a doubt`() {
        let now = ServerRecord(url: "http://127.0.0.1:9/v1", kind: "vllm")
        let promise = RerunPromise(
            SampleRuns.run(lanes: [lane(server)]), on: SampleRuns.machine, models: [lane(now).model])
        #expect(
            promise.doubts.contains(
                "The address of box/m is different: https://box.example:8080/v1 then, http://127.0.0.1:9/v1 now."))
        #expect(promise.doubts.contains("The kind of box/m is different: compatible then, vllm now."))
        let same = RerunPromise(
            SampleRuns.run(lanes: [lane(server)]), on: SampleRuns.machine, models: [lane(server).model])
        #expect(!same.doubts.contains { $0.contains("is different") })
    }
}
