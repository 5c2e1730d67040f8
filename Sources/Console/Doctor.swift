import Foundation
import History
import Library
import Models
import Operations
import Reports
import Runtime
import TextLayout

/// Checks what works on this machine, and prints a line for each part.
package enum Doctor {
    /// Prints what works and what is wrong. Returns false if something is wrong.
    package static func isHealthy() -> Bool {
        var isHealthy = true
        func line(_ name: String, _ value: String, ok: Bool = true) {
            isHealthy = isHealthy && ok
            print((ok ? "ok    " : "WRONG ") + name.padded(toWidth: 14) + harmless(value))
        }
        line("llama.cpp", LlamaBuild.version)
        line(
            "processor",
            LlamaBuild.features.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }.filter {
                $0.hasSuffix("= 1")
            }.map { $0.replacing(" = 1", with: "") }.joined(separator: ", "))
        let findings = ComputeCheck().findings()
        let compute = Self.words(findings.verdict)
        line("compute", compute.text, ok: compute.isRight)
        for device in findings.devices { line("gpu", device) }
        if findings.devices.isEmpty {
            line(
                "gpu",
                "none; `LATHE_BACKEND=vulkan make setup` (or cuda, rocm, metal) builds for one")
        }
        let cores = Processors.count
        line("threads", cores == 1 ? "1 core, one thread" : "\(cores) cores, one thread each")
        let locations = Locations.current
        switch Configuration.loaded {
        case .success(let configuration):
            let isThere = FileManager.default.fileExists(atPath: locations.configuration)
            line("settings", isThere ? locations.configuration : "none; `lathe config init` writes a file with them")
            for notice in configuration.notices { line("settings", notice, ok: false) }
        case .failure(let error):
            for mistake in error.description.split(separator: "\n") { line("settings", String(mistake), ok: false) }
        }
        let library = PromptLibrary.standard
        for (name, folder) in [
            ("models", ModelFolders.models), ("prompts", library.userFolder), ("cache", ModelFolders.cache),
        ] {
            if name == "prompts", let problem = library.problem {
                line(name, problem, ok: false)
                continue
            }
            let state = Self.state(of: folder)
            line(name, "\(folder): \(state.text)", ok: state.isUsable)
        }
        let history = Self.history(locations.history)
        line("history", history.text, ok: history.isUsable)
        line(
            "shipped", locations.shippedPrompts ?? "not found; run from the checkout or install",
            ok: locations.shippedPrompts != nil)
        for entry in ModelStore.standard.list() {
            switch entry.result {
            case .success(let model):
                line(
                    "model",
                    "\(entry.name): \(model.architecture) · \(model.size) · \(model.quantization) · \(model.contextLength) ctx\(model.chatTemplate == nil ? " · base model" : "")"
                )
            // Files that other programs keep are for them to mend.
            case .failure(let error):
                line("model", commandLineText(of: error), ok: ![.lathe, .settings].contains(entry.owner))
            }
        }
        if let path = try? ModelStore.standard.defaultPath(.current) {
            line("default model", path)
        } else {
            line("default model", "none; `lathe models fetch smollm2` gets the starter model", ok: false)
        }
        let terminal = TerminalSize.current
        line(
            "terminal",
            terminal.isTerminal
                ? "\(terminal.columns) x \(terminal.rows), TERM=\(ProcessInfo.processInfo.environment["TERM"] ?? "")"
                : "standard output is not a terminal")
        line("text", terminal.glyphs == .unicode ? "UTF-8" : "no UTF-8 locale: ASCII lines; set LANG to a UTF-8 locale")
        return isHealthy
    }

    /// Returns the verdict in words, and whether it is good. A wrong kernel makes wrong outputs, or ends the program in
    /// the middle of one.
    private static func words(_ verdict: ComputeCheck.Verdict) -> (text: String, isRight: Bool) {
        switch verdict {
        case .right(let tried): return ("\(tried) are right", true)
        case .untried(let reason): return ("couldn't be tried: \(reason)", false)
        case .wrong(let what):
            return ("\(what). Outputs can't be trusted; \(remedy(library: ComputeCheck.library))", false)
        }
    }

    /// Returns the advice to remove the library and set up again: set-up keeps a library that is built.
    private static func remedy(library: String) -> String {
        let folder = URL(filePath: library).deletingLastPathComponent().deletingLastPathComponent().path
        guard folder.contains("/lathe/runtime/llama-cpp-python-") else {
            return "run `make setup` and `make install` again, which replace \(library)"
        }
        return "delete \(folder) and run `make setup` again"
    }

    private static func history(_ path: String) -> (text: String, isUsable: Bool) {
        guard FileManager.default.fileExists(atPath: path) else {
            return ("\(path): will be created with the first run", true)
        }
        do throws(HistoryError) {
            let history = try History(path: path)
            defer { history.close() }
            let runs = try history.count()
            let notices = history.takeNotices()
            return (
                (["\(path): \(runs == 1 ? "1 run" : "\(runs) runs"), \(history.bytes >> 10) KB"]
                    + notices.map(commandLineText(of:))).joined(separator: ". "),
                notices.isEmpty
            )
        } catch {
            return (commandLineText(of: error), false)
        }
    }

    private static func state(of folder: String) -> (text: String, isUsable: Bool) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) else {
            return ("will be created when it is needed", true)
        }
        guard isFolder.boolValue else { return ("is not a folder", false) }
        return FileManager.default.isWritableFile(atPath: folder) ? ("can be written", true) : ("is read-only", false)
    }
}
