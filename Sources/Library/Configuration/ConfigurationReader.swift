import Foundation
import Lanes
import Sampling
import YAMLText

/// Makes settings of a file's nodes. It collects all mistakes, so that they are reported at once.
struct ConfigurationReader {
    let source: YAMLSource
    /// The mistakes, in the order of the file. Unknown settings are among them; by themselves they are no reason to
    /// refuse the file.
    private(set) var mistakes: [ConfigurationMistake] = []
    private(set) var isRefused = false
    private var configuration = Configuration()

    init(source: YAMLSource) {
        self.source = source
    }

    mutating func configuration(from root: YAMLNode) -> Configuration {
        for entry in mapping(root, "the file") {
            let key = entry.name ?? ""
            switch key {
            case "model": configuration.model = filled(entry.value, key)
            case "sourceModel": configuration.sourceModel = filled(entry.value, key)
            case "modelParameters": configuration.modelParameters = settings(entry.value, key)
            case "templateArguments":
                for argument in mapping(entry.value, key) {
                    let name = argument.name ?? ""
                    configuration.templateArguments[name] = YAMLValue(argument.value)?.json
                }
            case "modelFolders":
                for (index, item) in list(entry.value, key).enumerated() {
                    if let folder = folder(item, "\(key)[\(index)]") { configuration.modelFolders.append(folder) }
                }
            case "promptsFolder": configuration.promptsFolder = folder(entry.value, key)
            case "gpuLayers": configuration.gpuLayers = gpuLayers(entry.value, key)
            case "projector":
                for model in mapping(entry.value, key) {
                    let name = model.name ?? ""
                    configuration.projectors[name] = fullPath(model.value, "\(key).\(name)", of: "a file")
                }
            case "history": configuration.keepsHistory = flag(entry.value, key) ?? true
            case "strict": configuration.isStrict = flag(entry.value, key) ?? false
            case "theme": configuration.theme = choice(entry.value, key) ?? .automatic
            case "mouse": configuration.usesMouse = flag(entry.value, key)
            case "servers":
                for server in mapping(entry.value, key) { read(server: server) }
            case "engines":
                for machine in mapping(entry.value, key) { read(machine: machine) }
            default: note(unknown: key, at: entry.key, among: Configuration.keys)
            }
        }
        return configuration
    }

    // MARK: servers

    private static let serverKeys = [
        "url", "urls", "keyVariable", "model", "timeout", "longest", "retries", "parallel", "price", "kind", "without",
    ]
    /// Names under which other programs' files hold a key itself.
    private static let keyPlaces = ["apikey", "key", "token", "secret", "password", "authorization"]

    private mutating func read(server entry: YAMLEntry) {
        let name = entry.name ?? ""
        let path = "servers.\(name)"
        guard isPlaceName(name, of: "a server", entry, path) else { return }
        var server = Server(name: name, url: "")
        var kind: Server.Kind?
        for part in mapping(entry.value, path) {
            let key = part.name ?? ""
            let keyPath = "\(path).\(key)"
            switch key {
            case "url":
                guard let own = url(part.value, keyPath) else { continue }
                server.otherURLs = server.urls.filter { !$0.isEmpty && $0 != own }
                server.url = own
            case "urls": read(urls: part.value, keyPath, into: &server)
            case "keyVariable": server.keyVariable = variable(part.value, keyPath)
            case "model": server.model = filled(part.value, keyPath)
            case "timeout": server.timeout = number(part.value, keyPath, in: 1...3600, "seconds") ?? server.timeout
            case "longest": server.longest = number(part.value, keyPath, in: 1...86_400, "seconds") ?? server.longest
            case "retries": server.retries = whole(part.value, keyPath, in: 0...10) ?? server.retries
            case "parallel": server.parallel = whole(part.value, keyPath, in: 1...64) ?? server.parallel
            case "price": server.price = price(part.value, keyPath)
            case "kind": kind = choice(part.value, keyPath)
            case "without":
                for (index, item) in list(part.value, keyPath).enumerated() {
                    let itemPath = "\(keyPath)[\(index)]"
                    guard let word = text(item, itemPath) else { continue }
                    guard let setting = SettingsKey(rawValue: word) else {
                        let hint = nearest(to: word, in: SettingsKey.allCases.map(\.rawValue))
                        add(item, itemPath, "is `\(word)`, which is not a setting" + Self.hint(hint))
                        continue
                    }
                    server.without.insert(setting)
                }
            case _ where Self.keyPlaces.contains(key.lowercased().filter { $0 != "_" && $0 != "-" }):
                add(
                    part.key, keyPath,
                    "would keep a key in this file: name the environment variable that holds it with `keyVariable`.")
            default: note(unknown: key, at: part.key, among: Self.serverKeys, in: path)
            }
        }
        if !mapping(entry.value, path, isQuiet: true).contains(where: { $0.name == "url" || $0.name == "urls" }) {
            add(entry.key, path, "has no `url`, such as http://127.0.0.1:8080/v1.")
        }
        server.kind = kind ?? Server.kind(of: server.url)
        configuration.servers.append(server)
    }

    /// Reads the base URLs of a server; the first is its `url` unless that stands there too.
    private mutating func read(urls node: YAMLNode, _ path: String, into server: inout Server) {
        let items = list(node, path)
        if case .sequence(let items, _) = node.content, items.isEmpty {
            add(node, path, "lists no address, such as http://127.0.0.1:8080/v1.")
        }
        for (index, item) in items.enumerated() {
            guard let url = url(item, "\(path)[\(index)]"), !server.urls.contains(url) else { continue }
            if server.url.isEmpty { server.url = url } else { server.otherURLs.append(url) }
        }
    }

    /// Returns whether a name can be that of a server or machine, which share their names.
    private mutating func isPlaceName(
        _ name: String, of place: String, _ entry: YAMLEntry, _ path: String
    ) -> Bool {
        let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")
        guard !name.isEmpty, name.allSatisfy(letters.contains) else {
            add(entry.key, path, "is not a name for \(place): a name has the letters a to z, digits, `-`, `_` and `.`.")
            return false
        }
        guard !configuration.places.contains(name) else {
            add(entry.key, path, "is the name of another server or engine already.")
            return false
        }
        return true
    }

    private mutating func read(machine entry: YAMLEntry) {
        let name = entry.name ?? ""
        let path = "engines.\(name)"
        guard isPlaceName(name, of: "an engine", entry, path) else { return }
        var machine = MachineConfiguration(name: name, command: [])
        for part in mapping(entry.value, path) {
            let keyPath = "\(path).\(part.name ?? "")"
            switch part.name {
            case "command":
                machine.command = list(part.value, keyPath).enumerated().compactMap { index, item in
                    text(item, "\(keyPath)[\(index)]")
                }
            case "timeout": machine.timeout = number(part.value, keyPath, in: 1...3600, "seconds") ?? machine.timeout
            default: note(unknown: part.name ?? "", at: part.key, among: ["command", "timeout"], in: path)
            }
        }
        guard machine.command.first?.isEmpty == false else {
            return add(entry.key, path, "has no `command`, such as [ssh, gpu-box, lathe, engine].")
        }
        configuration.machines.append(machine)
    }

    private mutating func url(_ node: YAMLNode, _ path: String) -> String? {
        guard var word = filled(node, path) else { return nil }
        while word.hasSuffix("/") { word.removeLast() }
        // The wrong value isn't repeated: it may hold a password.
        guard let parts = URLComponents(string: word), ["http", "https"].contains(parts.scheme?.lowercased()),
            let host = parts.host, !host.isEmpty
        else {
            add(node, path, "is not an address: it takes http://… or https://…, up to and including /v1.")
            return nil
        }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            add(node, path, "contains a name, a password or a query: give the key with `keyVariable` instead.")
            return nil
        }
        return word
    }

    private mutating func variable(_ node: YAMLNode, _ path: String) -> String? {
        guard let word = filled(node, path) else { return nil }
        let isName =
            word.utf8.allSatisfy { byte in
                byte == UInt8(ascii: "_") || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
                    || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
            } && word.first?.isNumber == false
        guard isName, word.utf8.count <= 64 else {
            // The value may be the key itself, so it isn't repeated.
            add(
                node, path,
                "takes the name of an environment variable, such as OPENAI_API_KEY. A key itself is never written in this file."
            )
            return nil
        }
        return word
    }

    private mutating func price(_ node: YAMLNode, _ path: String) -> Server.Price? {
        var price = Server.Price(input: 0, output: 0)
        for part in mapping(node, path) {
            let keyPath = "\(path).\(part.name ?? "")"
            switch part.name {
            case "input": price.input = number(part.value, keyPath, in: 0...1e6, "dollars") ?? 0
            case "output": price.output = number(part.value, keyPath, in: 0...1e6, "dollars") ?? 0
            default: note(unknown: part.name ?? "", at: part.key, among: ["input", "output"], in: path)
            }
        }
        return price
    }

    private mutating func settings(_ node: YAMLNode, _ path: String) -> SettingsPatch {
        var patch = SettingsPatch()
        for entry in mapping(node, path) {
            guard let name = entry.name, let key = SettingsKey(rawValue: name) else {
                note(unknown: entry.name ?? "", at: entry.key, among: SettingsKey.allCases.map(\.rawValue), in: path)
                continue
            }
            let keyPath = "\(path).\(name)"
            var written: [String] = []
            switch (key, entry.value.content) {
            case (.logitBias, .mapping):
                written = [
                    mapping(entry.value, keyPath).map { "\($0.name ?? ""):\(text($0.value, keyPath) ?? "")" }.joined(
                        separator: ";")
                ]
            case (.order, .sequence):
                written = [list(entry.value, keyPath).compactMap { text($0, keyPath) }.joined(separator: ";")]
            case (_, .sequence) where key.setting.isTexts:
                patch[key] = .texts([])
                written = list(entry.value, keyPath).compactMap { text($0, keyPath) }
            default: written = [text(entry.value, keyPath)].compactMap { $0 }
            }
            for value in written {
                do throws(SettingsError) {
                    try patch.set(key, to: value)
                } catch {
                    add(entry.value, keyPath, "is `\(value)`; it takes \(key.range).")
                }
            }
        }
        return patch
    }

    // MARK: values

    private mutating func mapping(_ node: YAMLNode, _ path: String, isQuiet: Bool = false) -> [YAMLEntry] {
        if case .mapping(let entries, _) = node.content { return entries }
        if !node.isEmpty, !isQuiet { add(node, path, "is \(node.kind); it takes keys with values.") }
        return []
    }

    private mutating func list(_ node: YAMLNode, _ path: String) -> [YAMLNode] {
        if case .sequence(let items, _) = node.content { return items }
        if !node.isEmpty { add(node, path, "is \(node.kind); it takes a list.") }
        return []
    }

    private mutating func text(_ node: YAMLNode, _ path: String) -> String? {
        if case .scalar(let text, _) = node.content { return text }
        add(node, path, "is \(node.kind); it takes a text.")
        return nil
    }

    /// Returns a text that isn't empty; nil for a key without a value.
    private mutating func filled(_ node: YAMLNode, _ path: String) -> String? {
        text(node, path).flatMap { $0.isEmpty ? nil : $0 }
    }

    private mutating func flag(_ node: YAMLNode, _ path: String) -> Bool? {
        guard let word = filled(node, path) else { return nil }
        guard ["true", "false"].contains(word.lowercased()) else {
            add(node, path, "is `\(word)`; it takes true or false.")
            return nil
        }
        return word.lowercased() == "true"
    }

    private mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ node: YAMLNode, _ path: String
    ) -> Value? where Value.RawValue == String {
        guard let word = filled(node, path) else { return nil }
        if let value = Value(rawValue: word) { return value }
        let names = Value.allCases.map(\.rawValue)
        let hint = nearest(to: word, in: names).map { "; did you mean `\($0)`?" } ?? "."
        add(node, path, "is `\(word)`; it takes one of \(names.joined(separator: ", "))\(hint)")
        return nil
    }

    private mutating func number(
        _ node: YAMLNode, _ path: String, in range: ClosedRange<Double>, _ unit: String
    ) -> Double? {
        guard let word = filled(node, path) else { return nil }
        if let value = Double(word), range.contains(value) { return value }
        let bounds = [range.lowerBound, range.upperBound].map { String(Int($0)) }
        add(node, path, "is `\(word)`; it takes \(bounds[0]) to \(bounds[1]) \(unit).")
        return nil
    }

    private mutating func whole(_ node: YAMLNode, _ path: String, in range: ClosedRange<Int>) -> Int? {
        guard let word = filled(node, path) else { return nil }
        if let value = Int(word), range.contains(value) { return value }
        add(node, path, "is `\(word)`; it takes a whole number from \(range.lowerBound) to \(range.upperBound).")
        return nil
    }

    private mutating func folder(_ node: YAMLNode, _ path: String) -> String? {
        guard let folder = fullPath(node, path, of: "a folder") else { return nil }
        return folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    }

    /// Returns an absolute path, with the user's home for `~`. `what` says with an article what it leads to.
    private mutating func fullPath(_ node: YAMLNode, _ path: String, of what: String) -> String? {
        guard let word = filled(node, path) else { return nil }
        let full = word.expandingHome
        guard full.hasPrefix("/") else {
            add(node, path, "is `\(word)`; it takes \(what)'s full path, which begins with / or ~/.")
            return nil
        }
        return full
    }

    /// Reads a number for all models, or a mapping of names to numbers in which `default` is for all others.
    private mutating func gpuLayers(_ node: YAMLNode, _ path: String) -> GPULayers {
        var layers = GPULayers()
        if case .mapping = node.content {
            for entry in mapping(node, path) {
                guard let name = entry.name else { continue }
                let number = whole(entry.value, "\(path).\(name)", in: Configuration.gpuLayerRange)
                if name == GPULayers.rest { layers.usual = number } else { layers.models[name] = number }
            }
        } else {
            layers.usual = whole(node, path, in: Configuration.gpuLayerRange)
        }
        return layers
    }

    // MARK: mistakes

    private mutating func add(_ node: YAMLNode, _ path: String, _ problem: String) {
        isRefused = true
        mistakes.append(
            ConfigurationMistake(position: source.position(of: node.range.lowerBound), key: path, problem: problem))
    }

    private mutating func note(unknown key: String, at node: YAMLNode, among known: [String], in path: String = "") {
        let position = source.position(of: node.range.lowerBound)
        let place = path.isEmpty ? "" : " in `\(path)`"
        let hint = Self.hint(nearest(to: key, in: known))
        configuration.notices.append(
            "\(source.file), line \(position.line): there is no setting `\(key)`\(place)\(hint)")
        mistakes.append(
            ConfigurationMistake(
                position: position, key: path.isEmpty ? key : "\(path).\(key)", problem: "is not a setting\(hint)"))
    }

    private static func hint(_ word: String?) -> String { word.map { "; did you mean `\($0)`?" } ?? "." }
}
