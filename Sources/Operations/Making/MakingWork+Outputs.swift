import Evaluation
import Foundation
import Lanes
import Prompting

/// The outputs of a round: inputs are answered under the prompt.
extension MakingWork {
    /// Returns the candidates with their outputs. One whose answer was given up is left out.
    func answered(_ listed: [Listed], each: (Int, Int) -> Void) async throws -> [Candidate] {
        let open = listed.indices.filter { listed[$0].candidate.drop == nil && listed[$0].label == nil }
        let requests = try open.map { try answerRequest(listed[$0].candidate) }
        let results = await batch.results(of: requests) { each($0, requests.count) }
        var found: [Int: (result: LaneResult, prompt: CompiledPrompt)] = [:]
        for (place, index) in open.enumerated() {
            if let result = results[place] { found[index] = (result, requests[place].prompt) }
        }
        return listed.indices.compactMap { index in
            var candidate = listed[index].candidate
            guard candidate.drop == nil else { return candidate }
            if listed[index].label == nil {
                guard let (result, prompt) = found[index] else { return nil }
                take(result, of: prompt, into: &candidate)
            }
            if candidate.drop == nil {
                candidate.drop = Candidate.fault(input: candidate.input, output: candidate.output, without: order.off)
                    .map { Candidate.Drop($0) }
            }
            // Braces would be variables in an example.
            if candidate.drop == nil, candidate.kind == .examples,
                [candidate.output, candidate.reasoning ?? ""].contains(where: { !Template($0).variables.isEmpty })
            {
                candidate.drop = Candidate.Drop(.form)
            }
            return candidate
        }
    }

    private func answerRequest(_ candidate: Candidate) throws -> LaneRequest {
        var request = try writer.request(task.prompt, variables: candidate.values, images: ImageFolders())
        request.settings.temperature = 0
        request.samples = 1
        return request
    }

    private func take(_ result: LaneResult, of prompt: CompiledPrompt, into candidate: inout Candidate) {
        guard result.error == nil, let sample = result.samples.first else {
            candidate.drop = Candidate.Drop(.failed, result.error.map { "\($0)" })
            return
        }
        let isCut = [.length, .context].contains(sample.stages.last?.finish)
        guard let extractor = task.extractor else {
            candidate.output = sample.answer
            if isCut, !order.off.contains(.cut) { candidate.drop = Candidate.Drop(.cut) }
            return
        }
        let search = extractor.search(of: sample, prompt)
        candidate.output = search.answer ?? sample.answer
        if writer.lane.technique.traits.sendsReasoning {
            candidate.reasoning = Rationale.text(in: sample.text, answerSentence: task.prompt.wording.answerSentence)
        }
        if search.answer == nil, !order.off.contains(.unread) {
            candidate.drop = Candidate.Drop(.unread, search.reason.map { "\($0)" })
        }
    }
}
