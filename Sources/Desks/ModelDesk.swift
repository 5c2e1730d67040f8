import Foundation
import Library
import Models
import Operations
import Runtime
import Synchronization
import Workbench

import class Terminal.LoopMailbox

/// The work on model files behind the screen: lists, measures, adds and removes them. No function here blocks.
final class ModelDesk: Sendable {
    private let mailbox: LoopMailbox<Workbench.Message>
    private let host: EngineHost
    private let threads: Int?
    private let settingsPath: String
    private let files = Worker("model files")
    private let measuring = Worker("benchmarks")
    private let adding = Worker("new models")
    private let templates = Mutex(TemplateSentences())

    init(mailbox: LoopMailbox<Workbench.Message>, host: EngineHost, threads: Int?, settingsPath: String) {
        self.mailbox = mailbox
        self.host = host
        self.settingsPath = settingsPath
        self.threads = threads
    }

    /// The settings that are in the file now: a default model chosen here is other programs' default at once.
    private var settings: Configuration {
        (try? Configuration(contentsOf: settingsPath)) ?? .current
    }

    // MARK: listing

    /// Lists the model files, and the servers in the settings.
    func list() {
        files.addBeside { [self] in
            let settings = settings
            let server = settings.model.flatMap { settings.server(for: $0)?.server.name }
            let machine = settings.model.flatMap { settings.machine(for: $0)?.machine.name }
            let usual = server == nil && machine == nil ? try? ModelStore.standard.defaultPath(settings) : nil
            let files = ModelStore.standard.list().map { entry in
                ModelEntry(entry, isDefault: entry.path == usual)
            }
            let servers = Configuration.current.servers.map { each in
                ModelEntry(
                    name: each.name, path: "server \(each.name)", description: nil, isDefault: each.name == server)
            }
            let machines = Configuration.current.machines.map { each in
                ModelEntry(
                    name: each.name, path: "engine \(each.name)", description: nil, isDefault: each.name == machine)
            }
            let entries = files + servers + machines
            // Rendering templates takes a while the first time.
            if !entries.allSatisfy(isKnown) { mailbox.send(.models(.modelsListed(entries, .now))) }
            mailbox.send(.models(.modelsListed(entries.map(withAbilities), .now)))
        }
    }

    private func isKnown(_ entry: ModelEntry) -> Bool {
        entry.description.map { model in templates.withLock { $0.isKnown(model) } } ?? true
    }

    /// Returns an entry with what its chat template can do, and how it reads images.
    private func withAbilities(_ entry: ModelEntry) -> ModelEntry {
        guard let model = entry.description else { return entry }
        let template = templates.withLock { $0.sentence(of: model) }
        var entry = entry
        let sentences = [template, ModelProjector(of: model)?.sentence].compactMap(\.self)
        if !sentences.isEmpty { entry.abilities = sentences.joined(separator: " ") }
        return entry
    }

    /// Makes a model the default one, in the settings.
    func makeDefault(_ model: String) -> Workbench.Message {
        do {
            try Configuration.setModel(model, in: settingsPath)
            return .models(.modelsChanged(notice: "\(model) becomes the default at the next start (\(settingsPath))."))
        } catch {
            return .models(.modelsChanged(notice: screenText(of: error)))
        }
    }

    // MARK: measuring

    /// Measures the model of a file. If memory is short, the models of the files in `idle` are freed first.
    func measure(_ number: Int, _ path: String, idle: [String]) {
        let tell = { @Sendable [mailbox] (news: BenchmarkNews) in
            mailbox.send(.models(.benchmark(number: number, news)))
        }
        measuring.start { [host, threads] in
            do {
                let model = try Probe().check(path, isCancelled: { Task.isCancelled })
                host.makeRoom(for: model, idle: idle)
                try Task.checkCancellation()
                tell(.measured(try await ModelBenchmark(model: model, threads: threads).run { tell(.progress($0)) }))
            } catch {
                tell(Task.isCancelled ? .stopped : .failed(screenText(of: error)))
            }
        }
    }

    func stopMeasuring() { measuring.cancel() }

    // MARK: adding

    /// Adds a model: fetches one by name or address, and links to a file here.
    func add(_ number: Int, _ word: String) {
        let tell = { @Sendable [mailbox] (news: AdditionNews) in
            mailbox.send(.models(.addition(number: number, news)))
        }
        adding.start {
            let kept = Mutex<String?>(nil)
            do {
                let fetching = try ModelFetching(word)
                let path: String
                if let fetching {
                    path = try await fetching.run { progress in
                        kept.withLock { $0 = progress.kept }
                        tell(.progress(progress.words, progress.fraction))
                    }
                } else {
                    tell(.progress("trying the file", nil))
                    path = try OwnModels.add(word, isCancelled: { Task.isCancelled })
                }
                let name = ModelStore.standard.name(of: path) ?? path.lastPathPart
                let notice = ["\(name) is among the models now: Enter uses it.", fetching?.note].compactMap(\.self)
                tell(.added(name: name, notice: notice.joined(separator: " ")))
            } catch {
                guard Task.isCancelled else { return tell(.failed(screenText(of: error))) }
                let rest =
                    kept.withLock { $0 }.map { " \($0) are kept, and the next fetch continues from there." } ?? ""
                tell(.stopped("Stopped.\(rest)"))
            }
        }
    }

    func stopAdding() { adding.cancel() }

    // MARK: removing

    /// Deletes the file of a model, if it is Lathe's to delete.
    func remove(_ path: String) {
        files.addBeside { [self] in
            do {
                let deletion = try ModelDeletion(path)
                let isDefault = deletion.isDefault(in: settings)
                let rest =
                    isDefault ? " The settings still name it as the default; Alt-d makes another one the default." : ""
                mailbox.send(.models(.modelsChanged(notice: try deletion.run() + rest)))
            } catch {
                mailbox.send(.models(.modelsChanged(notice: screenText(of: error))))
            }
        }
    }

    /// Ends all work, and gives it a moment to end: else pip would outlive this program, and a model's thread would
    /// crash it.
    func close() {
        stopMeasuring()
        stopAdding()
        let end = DispatchTime.now() + 3
        measuring.finish(by: end)
        adding.finish(by: end)
    }
}

extension ModelEntry {
    /// Takes a file of the store.
    fileprivate init(_ entry: ModelStore.Entry, isDefault: Bool) {
        let owner = entry.owner == .lathe || entry.owner == .settings ? nil : "\(entry.owner)"
        let removal: ModelRemoval
        do throws(ModelDeletion.Refusal) {
            let deletion = try ModelDeletion(entry.path, owner: entry.owner)
            removal = deletion.isLink ? .link : .file(bytes: deletion.bytes)
        } catch {
            removal = .refused(error.reason)
        }
        var description: ModelDescription?
        var problem: String?
        switch entry.result {
        case .success(let model): description = model
        case .failure(let error): problem = screenText(of: error)
        }
        self.init(
            name: entry.name, path: entry.path, description: description, problem: problem, owner: owner,
            removal: removal, isDefault: isDefault)
    }
}
