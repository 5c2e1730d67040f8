import Foundation
import JSONText
import Lanes
import Prompting
import Remedies
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
        /// True if the server sent counts that can't be true.
        var isMiscounted = false
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
            let secret = try? connection.key()
            var answer = RemoteAnswer(
                stops: stops, tags: sent.text == nil ? .usual : nil, tokens: step.limit(in: request.settings),
                secret: secret)
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
                let context = await contextLength(key)
                finish = try await complete(
                    body(sent, traits: traits, step: step, stops: stops, context: context), isChat: sent.text == nil,
                    key: key,
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
                    outcome.error = .serverFailed(
                        server: server.name, reason: KeyMask(secret).masked(error.reason))
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

    /// Returns the length of the server's context if the request has to name it; else nil.
    private func contextLength(_ key: String?) async -> Int? {
        guard server.kind == .llamaServer, request.settings.window < 0 else { return nil }
        return await connection.contextLength(key: key)
    }

    private func body(
        _ sent: ChatTurns.Sent, traits: ServerTraits, step: Step, stops: [String], context: Int?
    ) -> JSONObject {
        var body = traits.fields(
            request.settings, seed: seed, step: step, stops: stops, kind: server.kind, context: context)
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
        let path = isChat ? "/chat/completions" : "/completions"
        let retrying = Retrying(retries: server.retries)
        var moves = 0
        var number = 0
        while true {
            guard let turn = await connection.fleet.enter() else { throw .cancelled }
            do throws(RemoteFailure) {
                let finish = try await stay(
                    at: turn, path, body, key: key, retrying, number: &number, isLast: moves == Self.mostMoves,
                    into: &answer, show: show)
                await connection.fleet.leave(turn, tokens: answer.usage?.completion ?? answer.pieces)
                retries += number + moves
                return finish
            } catch {
                await connection.fleet.leave(turn, tokens: nil)
                guard error.goesElsewhere else {
                    retries += number + moves
                    throw Self.explained(error, tries: number + moves)
                }
                moves += 1
            }
        }
    }

    /// The largest number of times that a request goes to another address.
    private static let mostMoves = 8

    /// Asks one address until an answer comes, another try is useless, or another address is there to be asked.
    private func stay(
        at turn: Fleet.Turn, _ path: String, _ body: JSONObject, key: String?, _ retrying: Retrying, number: inout Int,
        isLast: Bool, into answer: inout RemoteAnswer, show: (RemoteAnswer.Shown) -> Void
    ) async throws(RemoteFailure) -> Finish {
        let request = try connection.request(path, at: turn.url, body: body, key: key)
        while true {
            do throws(RemoteFailure) {
                return try await stream(request, at: turn.url, key: key, into: &answer, show: show)
            } catch {
                guard !answer.hasBegun, !error.isCancelled else { throw error }
                var failure = error
                let isOther = await connection.fleet.note(failure, at: turn)
                if isOther, failure.isElsewhere || failure.isPassing, !isLast {
                    failure.goesElsewhere = true
                    throw failure
                }
                guard let wait = retrying.wait(after: failure, try: number) else { throw failure }
                number += 1
                try await pause(wait, because: failure)
            }
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
            failure.reason +=
                "; it asks for a wait of \(Int(min(wait, RemoteFailure.mostWait).rounded())) s: try again then"
        } else if tries > 0 {
            failure.reason += ", also when asked \(tries == 1 ? "once" : "\(tries) times") more"
        }
        return failure
    }

    private func stream(
        _ request: HTTPRequest, at url: String, key: String?, into answer: inout RemoteAnswer,
        show: (RemoteAnswer.Shown) -> Void
    ) async throws(RemoteFailure) -> Finish {
        if Task.isCancelled { throw .cancelled }
        let transfer = HTTPClient.shared.send(request, within: bounds(events: answer.mostEvents))
        var head: HTTPHead?
        var parser = EventStreamParser(mostLines: 10 * answer.mostEvents)
        var whole = Data()
        // Cancelling this task ends the stream at once, and with it the transfer.
        events: for await event in transfer.events {
            switch event {
            case .head(let came): head = came
            case .body(let data) where head?.isEventStream == true:
                try take(parsed { () throws(EventStreamParser.Excess) in try parser.append(data) }, &answer, show)
                if answer.isStopped {
                    transfer.cancel()
                    return .stop
                }
                if answer.isDone, let finish = answer.finish { return finish }
            case .body(let data):
                whole += data
                let most = head?.status == 200 ? Self.mostWholeBytes : Self.mostErrorBytes
                guard whole.count > most else { continue }
                transfer.cancel()
                // The first part of an error says enough.
                guard head?.status == 200 else { break events }
                throw RemoteFailure(reason: "was cut off: it sent more than \(most >> 20) MB")
            case .end(nil): break
            case .end(let failure?):
                // What matters may have come before.
                if failure != .cancelled, let head, head.status != 200 { break events }
                if failure != .cancelled, let finish = answer.finish { return finish }
                guard answer.hasBegun, failure != .cancelled else {
                    throw RemoteFailure(failure, url: url)
                }
                if case .excess(let text) = failure { throw RemoteFailure(reason: "was cut off: \(text)") }
                throw RemoteFailure(reason: "broke off in the middle of the answer: \(failure.description)")
            }
        }
        if Task.isCancelled { throw .cancelled }
        guard let head else { throw RemoteFailure(reason: "at \(url) didn't answer", isPassing: true) }
        guard head.status == 200 else {
            throw RemoteFailure(
                head, body: whole, url: url, model: model, keyVariable: server.keyVariable, secret: key)
        }
        if head.isEventStream {
            try take(
                parsed { () throws(EventStreamParser.Excess) in try parser.flush().map { [$0] } ?? [] }, &answer, show)
        } else {
            guard let type = head["content-type"]?.lowercased(), type.contains("json") else {
                let type = RemoteFailure.quoted(head["content-type"] ?? "something without a type", without: key)
                throw RemoteFailure(
                    reason: "answered with \(type), not with an answer; is \(url) its API's address?")
            }
            try take([String(decoding: whole, as: UTF8.self)], &answer, show)
        }
        guard let finish = answer.finish else {
            throw answer.hasBegun
                ? RemoteFailure(reason: "ended before the answer was complete")
                : RemoteFailure(reason: "ended without an answer", isPassing: true)
        }
        return finish
    }

    /// The largest answer that comes whole, in bytes: a text of the largest size, with its letters escaped.
    private static let mostWholeBytes = 4 * RemoteAnswer.mostBytes
    /// The part of an error's body that is read, in bytes.
    private static let mostErrorBytes = 64 << 10

    /// Returns the bounds of an answer. Each of many events has a few hundred bytes.
    private func bounds(events: Int) -> HTTPBounds {
        var bounds = HTTPBounds(silence: server.timeout)
        bounds.bodyBytes = max(64 << 20, min(events << 9, 1 << 30))
        bounds.seconds = server.longest
        return bounds
    }

    private func take(
        _ events: [String], _ answer: inout RemoteAnswer, _ show: (RemoteAnswer.Shown) -> Void
    ) throws(RemoteFailure) {
        for text in events {
            let shown = try answer.take(text)
            if shown != RemoteAnswer.Shown() { show(shown) }
        }
    }

    private func parsed(
        _ parse: () throws(EventStreamParser.Excess) -> [String]
    ) throws(RemoteFailure) -> [String] {
        do throws(EventStreamParser.Excess) {
            return try parse()
        } catch {
            throw RemoteFailure(reason: "was cut off: \(error.text)")
        }
    }

    // MARK: counts

    private func count(_ answer: RemoteAnswer, in outcome: inout Outcome) {
        outcome.isMiscounted = outcome.isMiscounted || answer.usage?.isOdd == true
        guard let report = answer.usage, let completion = report.completion else {
            outcome.isCounted = outcome.isCounted && answer.pieces == 0
            outcome.usage.generatedTokens += answer.pieces
            if server.price != nil { outcome.usage.isCostPartial = true }
            return
        }
        let prompt = report.prompt ?? 0
        outcome.usage.promptTokens += prompt
        outcome.usage.cachedTokens += min(prompt, report.cached ?? 0)
        outcome.usage.generatedTokens += completion
        if let price = server.price {
            let cost = (Double(prompt) * price.input + Double(completion) * price.output) / 1e6
            outcome.usage.cost = (outcome.usage.cost ?? 0) + cost
        }
    }

    private func seconds(from start: ContinuousClock.Instant, to end: ContinuousClock.Instant) -> Double {
        start.duration(to: end) / .seconds(1)
    }
}
