import Foundation
import JSONText
import Lanes
import Prompting
import Sampling

/// One sample of a lane on a server; each stage is a request.
struct RemoteGeneration {
    let connection: RemoteConnection
    let model: String?
    let lane: Int
    let sample: Int
    let request: LaneRequest
    let images: ImageURLs
    let start: ContinuousClock.Instant
    let emit: @Sendable (RunEvent) -> Void

    /// The result of a sample.
    struct Outcome {
        var stages: [StageResult] = []
        var error: EngineError?
        var usage = Usage()
        var timings = Timings()
        /// True if the server counted the tokens.
        var isCounted = true
        var retries = 0
    }

    private var server: Server { connection.server }

    /// Runs all stages. If one fails, the result keeps what came before.
    func run() async -> Outcome {
        let traits = ServerTraits(server)
        var outcome = Outcome()
        var firstText: ContinuousClock.Instant?
        var lastText: ContinuousClock.Instant?
        for (stage, step) in request.prompt.steps.enumerated() {
            let sent = ChatTurns.sent(request.prompt, after: outcome.stages.map(\.text), traits.continuing)
            let shown =
                stage == 0 ? ChatTurns.text(sent) : ChatTurns.joint(step, of: request.prompt, traits.continuing)
            emit(.stageStarted(lane: lane, sample: sample, stage: stage, prompt: shown, history: []))
            let stops = (request.settings.stop + request.prompt.layoutStops).filter { !$0.isEmpty }
            var answer = RemoteAnswer(stops: stops, tags: sent.text == nil ? .usual : nil)
            func show(_ shown: RemoteAnswer.Shown) {
                if !shown.thoughts.isEmpty {
                    emit(.thoughts(lane: lane, sample: sample, stage: stage, text: shown.thoughts, tokens: []))
                }
                if !shown.text.isEmpty {
                    emit(.text(lane: lane, sample: sample, stage: stage, text: shown.text, tokens: []))
                }
            }
            var finish = Finish.error
            do throws(RemoteFailure) {
                let key = try connection.key()
                finish = try await complete(
                    body(sent, traits: traits, step: step, stops: stops), isChat: sent.text == nil, key: key,
                    into: &answer, retries: &outcome.retries
                ) { shown in
                    lastText = .now
                    firstText = firstText ?? lastText
                    show(shown)
                }
            } catch {
                if error.isCancelled {
                    finish = .cancelled
                } else {
                    outcome.error = .serverFailed(server: server.name, reason: error.reason)
                }
                show(answer.flush())
            }
            let result = StageResult(
                prompt: shown, text: answer.text, thoughts: answer.thoughts, toolUse: answer.toolUse, finish: finish)
            emit(.stageFinished(lane: lane, sample: sample, stage: stage, result: result))
            outcome.stages.append(result)
            count(answer, in: &outcome)
            guard [.end, .stop, .length].contains(finish) else { break }
        }
        outcome.timings.prefillSeconds = seconds(from: start, to: firstText ?? .now)
        outcome.timings.firstTokenSeconds = outcome.timings.prefillSeconds
        if let firstText, let lastText {
            let decoding = seconds(from: firstText, to: lastText)
            // If the text came in one piece, its time says nothing about the speed of generation.
            let isTold = decoding > 0.02 && Double(outcome.usage.generatedTokens) < 5000 * decoding
            outcome.timings.decodeSeconds = isTold ? decoding : 0
        }
        return outcome
    }

    // MARK: one request

    private func body(_ sent: ChatTurns.Sent, traits: ServerTraits, step: Step, stops: [String]) -> JSONObject {
        var body = traits.fields(request.settings, seed: seed, step: step, stops: stops, kind: server.kind)
        if let model { body["model"] = .text(model) }
        body["stream"] = .bool(true)
        body["stream_options"] = .object(["include_usage": .bool(true)])
        if let text = sent.text {
            body["prompt"] = .text(text)
        } else {
            body["messages"] = .list(
                sent.messages.map { .object(["role": .text($0.role.rawValue), "content": content(of: $0)]) })
            let tools = request.prompt.chat.tools
            if !tools.isEmpty { body["tools"] = try? JSONValue(reading: tools.json) }
        }
        var arguments = request.prompt.chat.arguments
        if let thinks = request.prompt.chat.thinks, arguments["enable_thinking"] == nil {
            arguments["enable_thinking"] = "\(thinks)"
        }
        if sent.text == nil, traits.takesTemplateArguments, !arguments.isEmpty {
            body["chat_template_kwargs"] = .object(
                arguments.reduce(into: JSONObject()) { values, argument in
                    let bytes = Array(argument.value.utf8)
                    var reader = JSONReader(bytes, in: bytes.indices)
                    values[argument.key] = try? reader.whole()
                })
        }
        if let constraint = step.constraint,
            let fields = ConstraintFields.fields(of: constraint, for: server.kind, isChat: sent.text == nil)
        {
            for field in fields.members { body[field.key] = field.value }
        }
        if sent.continues, traits.continuing == .flags {
            body["continue_final_message"] = .bool(true)
            body["add_generation_prompt"] = .bool(false)
        }
        return body
    }

    /// Returns a content as a text, which all servers take, or with images as a list of parts.
    private func content(of message: Message) -> JSONValue {
        guard !message.images.isEmpty else { return .text(message.text) }
        return .list(
            message.content.map { part in
                switch part {
                case .text(let text): .object(["type": .text("text"), "text": .text(text)])
                case .image(let image):
                    .object(["type": .text("image_url"), "image_url": .object(["url": .text(images[image])])])
                }
            })
    }

    /// The seed of the sample: the lane's own for the first, a number of 31 bits for the others, which every server
    /// takes.
    private var seed: UInt64 {
        let isPlain = sample == 0 && request.caseKey == 0 && request.settings.seed < 1 << 31
        if isPlain { return request.settings.seed }
        // The last steps of SplitMix64, so that neighbouring seeds differ widely.
        var mixed = request.settings.seed ^ request.caseKey &+ 0x9E37_79B9_7F4A_7C15 &* UInt64(sample + 1)
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return (mixed ^ (mixed >> 31)) & 0x7FFF_FFFF
    }

    /// Sends a request until an answer comes or another try is useless. If an answer has begun, it isn't asked for
    /// again.
    private func complete(
        _ body: JSONObject, isChat: Bool, key: String?, into answer: inout RemoteAnswer, retries: inout Int,
        show: (RemoteAnswer.Shown) -> Void
    ) async throws(RemoteFailure) -> Finish {
        let request = try connection.request(isChat ? "/chat/completions" : "/completions", body: body, key: key)
        let retrying = Retrying(retries: server.retries)
        guard await connection.gate.enter() else { throw .cancelled }
        var number = 0
        do throws(RemoteFailure) {
            while true {
                do throws(RemoteFailure) {
                    let finish = try await stream(request, key: key, into: &answer, show: show)
                    await connection.gate.leave()
                    return finish
                } catch {
                    guard answer.pieces == 0, let wait = retrying.wait(after: error, try: number) else {
                        throw Self.explained(error, tries: number)
                    }
                    number += 1
                    retries += 1
                    try await pause(wait, because: error)
                }
            }
        } catch {
            await connection.gate.leave()
            throw error
        }
    }

    /// Waits, and reports each second how long the rest is.
    private func pause(_ seconds: Double, because failure: RemoteFailure) async throws(RemoteFailure) {
        let end = ContinuousClock.now + .seconds(seconds)
        while true {
            let rest = ContinuousClock.now.duration(to: end) / .seconds(1)
            guard rest > 0 else { return }
            let whole = Int(rest.rounded(.up))
            emit(.waiting(lane: lane, seconds: whole, reason: "\(server.name) \(failure.reason)"))
            // Sleeps until the number of seconds changes.
            let step = rest - Double(whole - 1)
            guard (try? await Task.sleep(for: .seconds(step))) != nil else { throw .cancelled }
        }
    }

    private static func explained(_ failure: RemoteFailure, tries: Int) -> RemoteFailure {
        var failure = failure
        if let wait = failure.wait, wait > Retrying.longestWait {
            failure.reason += "; it asks for a wait of \(Int(wait.rounded())) s: try again then"
        } else if tries > 0 {
            failure.reason += ", also when asked \(tries == 1 ? "once" : "\(tries) times") more"
        }
        return failure
    }

    private func stream(
        _ request: HTTPRequest, key: String?, into answer: inout RemoteAnswer, show: (RemoteAnswer.Shown) -> Void
    ) async throws(RemoteFailure) -> Finish {
        if Task.isCancelled { throw .cancelled }
        let transfer = HTTPClient.shared.send(request, timeout: server.timeout)
        var head: HTTPHead?
        var parser = EventStreamParser()
        var whole = Data()
        let isStream = { (head: HTTPHead?) in
            head?.status == 200 && head?["content-type"]?.lowercased().contains("event-stream") == true
        }
        // Cancelling this task ends the stream at once, and with it the transfer.
        for await event in transfer.events {
            switch event {
            case .head(let came): head = came
            case .body(let data) where isStream(head):
                for text in try parsed({ () throws(EventStreamParser.TooLong) in try parser.append(data) }) {
                    let shown = try answer.take(text, without: key)
                    if shown != RemoteAnswer.Shown() { show(shown) }
                }
                if answer.isStopped {
                    transfer.cancel()
                    return .stop
                }
                if answer.isDone, let finish = answer.finish { return finish }
            case .body(let data):
                guard whole.count + data.count <= RemoteAnswer.mostBytes else {
                    transfer.cancel()
                    throw RemoteFailure(reason: "sent more than \(RemoteAnswer.mostBytes >> 20) MB")
                }
                whole += data
            case .end(let failure):
                if let failure {
                    // The connection broke after all that matters had come.
                    if case .lost = failure, let finish = answer.finish { return finish }
                    throw answer.pieces > 0 && failure != .cancelled
                        ? RemoteFailure(reason: "broke off in the middle of the answer: \(failure.description)")
                        : RemoteFailure(failure, url: server.url)
                }
            }
        }
        if Task.isCancelled { throw .cancelled }
        guard let head else { throw RemoteFailure(reason: "at \(server.url) didn't answer", isPassing: true) }
        guard head.status == 200 else {
            throw RemoteFailure(
                head, body: whole, url: server.url, model: model, keyVariable: server.keyVariable, secret: key)
        }
        if isStream(head) {
            if let text = try parsed({ () throws(EventStreamParser.TooLong) in try parser.flush().map { [$0] } ?? [] })
                .first
            {
                let shown = try answer.take(text, without: key)
                if shown != RemoteAnswer.Shown() { show(shown) }
            }
        } else {
            guard let type = head["content-type"]?.lowercased(), type.contains("json") else {
                throw RemoteFailure(
                    reason:
                        "answered with \(head["content-type"] ?? "something without a type"), not with an answer; is \(server.url) its API's address?"
                )
            }
            let shown = try answer.take(String(decoding: whole, as: UTF8.self), without: key)
            if shown != RemoteAnswer.Shown() { show(shown) }
        }
        guard let finish = answer.finish else {
            throw answer.pieces > 0
                ? RemoteFailure(reason: "ended before the answer was complete")
                : RemoteFailure(reason: "ended without an answer", isPassing: true)
        }
        return finish
    }

    private func parsed(
        _ parse: () throws(EventStreamParser.TooLong) -> [String]
    ) throws(RemoteFailure) -> [String] {
        do throws(EventStreamParser.TooLong) {
            return try parse()
        } catch {
            throw RemoteFailure(reason: "sent an event of more than \(EventStreamParser.mostBytes >> 20) MB")
        }
    }

    // MARK: counts

    private func count(_ answer: RemoteAnswer, in outcome: inout Outcome) {
        guard let report = answer.usage, let completion = report.completion else {
            outcome.isCounted = outcome.isCounted && answer.pieces == 0
            outcome.usage.generatedTokens += answer.pieces
            return
        }
        let prompt = max(0, report.prompt ?? 0)
        outcome.usage.promptTokens += prompt
        outcome.usage.cachedTokens += min(prompt, max(0, report.details?.cached ?? 0))
        outcome.usage.generatedTokens += max(0, completion)
        if let price = server.price {
            let cost = (Double(prompt) * price.input + Double(max(0, completion)) * price.output) / 1e6
            outcome.usage.cost = (outcome.usage.cost ?? 0) + cost
        }
    }

    private func seconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Double {
        start.duration(to: end) / .seconds(1)
    }
}
