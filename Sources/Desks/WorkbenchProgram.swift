import Foundation
import Library
import Operations
import Prompting
import Terminal
import Workbench

/// The workbench as a program: its loop, and the carrying out of its effects.
package final class WorkbenchProgram {
    private let session: TerminalSession
    private let loop: EventLoop<Workbench.Message>
    private let host: EngineHost
    private let models: ModelDesk
    private let history: HistoryDesk
    private let evaluations: EvaluationDesk
    private let attacks: AttackDesk
    private let making: MakingDesk
    private let sources: SourceDesk
    private let reader = Worker("versions")
    private let viewers = Worker("viewers")
    private let locations: Locations
    private var desk: PromptDesk
    private var exchange = ExchangeDesk()
    private var remembered: RememberedScreen
    private var state: State
    private var problems: [String] = []
    /// True if the user was told, when about to leave, that unsaved work isn't kept.
    private var isWarned = false

    /// Makes the program of a terminal that isn't opened yet.
    /// `file` is the prompt to open, nil for a new one. `chat` replaces the models' chat templates and, by name, what they
    /// read; `templateFile` is the file of its template.
    ///
    /// - Throws: If the event loop can't be made.
    package init(
        session: TerminalSession, engine: EngineSetup, chat: ChatOptions, templateFile: String?, locations: Locations,
        library: PromptLibrary,
        remembered: RememberedScreen, file: PromptFile?, theme: ThemeChoice,
        guide: Guide?, language: Language, isHistoryOff: Bool
    ) throws {
        self.session = session
        self.locations = locations
        self.remembered = remembered
        loop = try EventLoop(session: session)
        host = EngineHost(mailbox: loop.mailbox, setup: engine, triesTemplate: chat.template != nil)
        sources = SourceDesk(mailbox: loop.mailbox)
        models = ModelDesk(
            mailbox: loop.mailbox, host: host, threads: engine.threads, settingsPath: locations.configuration)
        history = HistoryDesk(mailbox: loop.mailbox, host: host, mode: engine.mode, isOff: isHistoryOff)
        evaluations = EvaluationDesk(
            mailbox: loop.mailbox, host: host, setup: engine, chat: chat, isHistoryOff: isHistoryOff)
        attacks = AttackDesk(mailbox: loop.mailbox, host: host, setup: engine, chat: chat)
        making = MakingDesk(mailbox: loop.mailbox, host: host, setup: engine)
        var problems: [String] = []
        desk = PromptDesk(library: library, shipped: locations.shippedPrompts, file: file) { problems.append($0) }
        state = State(
            size: session.size, glyphs: session.glyphs, prompt: file?.prompt ?? Prompt(), path: file?.file,
            isShipped: file.map { [desk] in desk.isShipped($0.file) } ?? false, guide: guide, language: language,
            reportsMouse: remembered.reportsMouse, model: engine.choice, theme: theme,
            secondsFromGMT: TimeZone.current.secondsFromGMT(), userSettings: Configuration.current.modelParameters,
            userArguments: Configuration.current.templateArguments, chat: chat, templateFile: templateFile)
        self.problems = problems + (file?.notices ?? [])
    }

    /// Runs until the user quits. Then the terminal is as it was before.
    package func run() throws {
        try session.open()
        defer {
            session.close()
            remembered.lastPrompt = desk.path
            remembered.write(in: locations)
            evaluations.close()
            attacks.close()
            making.close()
            models.close()
            history.close()
            host.close()
            if let reason = desk.unkept.values.first {
                FileHandle.standardError.write(Data("lathe: Unsaved work was not kept. \(reason)\n".utf8))
            }
        }
        if let problem = problems.first {
            loop.mailbox.send(.notice(problem, isError: true))
        } else if let notice = state.templateNotice {
            loop.mailbox.send(.notice(notice, isError: false))
        }
        loop.mailbox.send(.ground(session.theme.ground == .light ? .light : .dark))
        // Starts what the state has asked for already: its models.
        _ = take(.terminal(.resized(session.size)))
        let (drafts, damaged) = desk.abandonedDrafts()
        if let problem = damaged.first { loop.mailbox.send(.notice(problem, isError: true)) }
        if !drafts.isEmpty { loop.mailbox.send(.files(.draftsFound(drafts))) }
        loop.run(
            onEvent: { self.take(.terminal($0)) },
            onMessages: { self.take(.reports($0)) },
            frame: { size in
                if size != self.state.size { _ = self.take(.terminal(.resized(size))) }
                return view(self.state)
            })
    }

    private func take(_ event: Event) -> Continuation {
        var events = [event]
        // The warning holds for the next key only.
        let wasWarned = isWarned
        if case .terminal(.key) = event { isWarned = false }
        while !events.isEmpty {
            let effects = update(&state, events.removeFirst())
            for effect in effects {
                if effect == .quit {
                    if case .terminal(.terminated) = event { return .stop }
                    guard let reason = desk.unkept.values.first, !wasWarned else { return .stop }
                    isWarned = true
                    events.append(
                        .reports([.notice("\(reason) ^Q again quits, and these changes are lost.", isError: true)]))
                    continue
                }
                let reports = perform(effect)
                if !reports.isEmpty { events.append(.reports(reports)) }
            }
        }
        return .proceed
    }

    /// Carries out an effect. Returns the messages that follow at once, if any.
    private func perform(_ effect: Effect) -> [Workbench.Message] {
        switch effect {
        case .engine(let effect): perform(effect)
        case .models(let effect): return perform(effect)
        case .files(let effect): return perform(effect)
        case .history(let request): return perform(request)
        case .evaluation(let effect): return perform(effect)
        case .terminal(let effect): return perform(effect)
        case .schedule(let timer, let milliseconds):
            loop.schedule(.timer(timer), after: .milliseconds(milliseconds), id: timer)
        case .quit: break
        }
        return []
    }

    private func perform(_ effect: EngineEffect) {
        switch effect {
        case .run(let id, let request, let model): host.run(id, request, model: model)
        case .cancel(let id): host.cancel(id)
        case .distribution(let history, let place, let isWhole, let model):
            host.distribution(after: history, at: place, isWhole: isWhole, model: model)
        case .likelihoods(let request, let model): host.likelihoods(request, model: model)
        case .predictability(let text, let model): host.predictability(of: text, model: model)
        case .render(let number, let prompt, let model): host.render(number: number, prompt, model: model)
        case .spell(let tokens, let model): host.spell(tokens, model: model)
        case .loadModel(let word, let idle): host.load(word, idle: idle)
        case .unloadModel(let path): host.unload(path)
        }
    }

    private func perform(_ effect: ModelsEffect) -> [Workbench.Message] {
        switch effect {
        case .listModels: models.list()
        case .makeDefault(let model): return [models.makeDefault(model)]
        case .measure(let number, let path, let idle): models.measure(number, path, idle: idle)
        case .stopMeasuring: models.stopMeasuring()
        case .addModel(let number, let word): models.add(number, word)
        case .stopAdding: models.stopAdding()
        case .removeModel(let path): models.remove(path)
        }
        return []
    }

    private func perform(_ effect: FilesEffect) -> [Workbench.Message] {
        switch effect {
        case .save(let prompt, let path, let isForced): return [desk.save(prompt, as: path, isForced: isForced)]
        case .open(let path): return [desk.open(path)]
        case .startNew: desk.startNew()
        case .listFormats: return [.files(.formatsListed(ExchangeDesk.formats, for: .export))]
        case .importFile(let path, let format): return [exchange.read(path, as: format)]
        case .startImported(let index): desk.start(exchange.file(index))
        case .exportPrompt(let prompt, let order): return [desk.export(prompt, order)]
        case .setAside(let number): desk.setAside(number)
        case .takeUp(let number): desk.takeUp(number)
        case .close(let number): desk.close(number)
        case .listLibrary: return desk.openLibrary()
        case .listTrash: return [desk.trash]
        case .completePath(let typed):
            // A folder on a slow disk must not hold up the keys.
            reader.addBeside { [mailbox = loop.mailbox] in
                mailbox.send(.files(.pathCompleted(of: typed, PathCompletion(of: typed))))
            }
        case .listVersions(let path):
            // A prompt that was saved a thousand times takes seconds to read.
            reader.addBeside { [desk, mailbox = loop.mailbox] in mailbox.send(desk.versions(of: path)) }
        case .library(let change): return desk.change(change)
        case .keepDraft(let path, let prompt):
            let reason = desk.keep(prompt, path: path)
            return reason.map { [.notice($0, isError: true)] } ?? []
        case .forgetDraft: desk.forgetDraft()
        case .adoptDraft(let draft): return [desk.adopt(draft)].compactMap { $0 }
        case .discardDraft(let draft): desk.discard(draft)
        case .findPassages(let question): sources.find(question)
        case .keepAgain(let draft): return [desk.keepAgain(draft)].compactMap { $0 }
        }
        return []
    }

    private func perform(_ request: HistoryRequest) -> [Workbench.Message] {
        switch request {
        case .record(let run): history.record(run, text: desk.text(of: run.prompt.selfContained))
        case .export(let run, let path):
            return [copying(history.export(run, text: desk.text(of: run.prompt), to: path))]
        case .exportEvaluation(let id, let path): return [history.export(evaluation: id, to: path)]
        case .exportRecorded(let id, let path): return [copying(history.export(recorded: id, to: path))]
        default: history.ask(request)
        }
        return []
    }

    private func perform(_ effect: EvaluationEffect) -> [Workbench.Message] {
        switch effect {
        case .listData(let prompt): evaluations.list(for: prompt)
        case .describeData(let choice, let prompt, let lanes):
            evaluations.describe(choice, for: prompt, lanes: lanes)
        case .showData(let choice, let prompt, let room): evaluations.show(choice, for: prompt, in: room)
        case .evaluate(let number, let order):
            evaluations.run(number, order, text: desk.text(of: order.prompt.selfContained))
        case .stopEvaluation: evaluations.stop()
        case .judge(let number, let model): evaluations.verdicts.judge(number, with: model, history: history)
        case .judgeLanes(let lanes, let model): evaluations.verdicts.judge(lanes, with: model, history: history)
        case .judgeAgain(let manner): evaluations.verdicts.judgeAgain(manner, history: history)
        case .stopJudging: evaluations.verdicts.stopJudging()
        case .beginVotes(let number, let voter):
            evaluations.verdicts.beginVotes(on: number, by: voter, history: history)
        case .exportEvaluation(let path): return [evaluations.export(to: path)]
        case .planAttacks(let number, let order):
            attacks.plan(number, order, text: desk.text(of: order.prompt.selfContained))
        case .attack(let number, let order):
            attacks.run(number, order, text: desk.text(of: order.prompt.selfContained))
        case .stopAttacks: attacks.stop()
        case .exportAttacks(let path): return [attacks.export(to: path)]
        case .making(let effect): return making.perform(effect) { desk.text(of: $0) }
        }
        return []
    }

    private func perform(_ effect: TerminalEffect) -> [Workbench.Message] {
        switch effect {
        case .copy(let text): session.copy(text)
        case .handOver(let text, let what): return [handOver(text, what)]
        case .editOutside(let field, let text): return [edit(field, text)]
        case .openFile(let path, let line):
            return OutsideEditor.open(path, line: line, session: session).map { [.notice($0, isError: true)] } ?? []
        case .view(let paths): for path in paths { openViewer(on: path) }
        case .suspend: session.suspend()
        case .redraw: session.redraw()
        case .useTheme(let theme): session.use(theme)
        case .remember(let reportsMouse):
            remembered.reportsMouse = reportsMouse
            remembered.write(in: locations)
        }
        return []
    }

    /// Copies a text, and says where it is. A terminal doesn't say whether it took a text for its clipboard.
    private func handOver(_ text: String, _ what: String) -> Workbench.Message {
        let isSent = session.copy(text)
        let path = "\(locations.state)/copied.txt"
        let isKept = FileManager.default.createFile(
            atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        return switch (isSent, isKept) {
        case (true, true):
            .notice("\(what) was sent to the terminal's clipboard, and is in \(path) too.", isError: false)
        case (true, false): .notice("\(what) was sent to the terminal's clipboard.", isError: false)
        case (false, true):
            .notice(
                "This terminal has no clipboard for programs; \(what.prefix(1).lowercased() + what.dropFirst()) is in \(path).",
                isError: false)
        case (false, false):
            .notice(
                "\(what) isn't copied: the terminal has no clipboard for programs, and \(path) can't be written.",
                isError: true)
        }
    }

    private func copying(_ exported: (copy: String?, report: Workbench.Message)) -> Workbench.Message {
        exported.copy.map { handOver($0, "The comparison, as Markdown,") } ?? exported.report
    }

    private func openViewer(on path: String) {
        let mailbox = loop.mailbox
        viewers.addBeside {
            if let problem = ImageViewer.open(path) { mailbox.send(.notice(problem, isError: true)) }
        }
    }

    private func edit(_ field: ComposerField, _ text: String) -> Workbench.Message {
        switch OutsideEditor.edit(text, session: session) {
        case .success(let text): .files(.editedOutside(field, text))
        case .failure(let failure): .notice(failure.description, isError: true)
        }
    }
}
