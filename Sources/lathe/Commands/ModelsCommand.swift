import ArgumentParser
import Console
import Library
import Models
import Operations
import Reports

struct ModelsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "models",
        abstract: "Finds, describes, fetches and measures models.",
        discussion: """
            EXAMPLES
              lathe models list
              lathe models show smollm2
              lathe models show smollm2 --template mine.jinja
              lathe models fetch gemma3-270m
              lathe models fetch hf:OWNER/REPO/FILE.gguf
              lathe models add ~/Downloads/model.gguf
              lathe models default gemma3-270m
              lathe models bench smollm2
            """,
        subcommands: [
            List.self, ModelsShow.self, ModelsFetch.self, ModelsAdd.self, ModelsRemove.self, ModelsDefault.self,
            ModelsBench.self,
        ])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Lists the models here: Lathe's own, those in your folders, LM Studio's, Ollama's, llama.cpp's and "
                + "Hugging Face's.")

        @Option(help: "The format of the list.")
        var format: TableFormat = .table

        func run() throws { try ModelList.show(as: format) }
    }
}

/// Returns the path of the model file that a word means.
///
/// - Throws: A ``Failure`` that says what can be asked about a server, if the word means one.
func modelFile(_ word: String) throws -> String {
    do {
        return try ModelStore.standard.path(of: word)
    } catch {
        guard let (server, _) = Configuration.current.server(for: word) else { throw error }
        throw Failure(
            "`\(word)` is on a server of your settings, and only a file here can be shown or measured. "
                + "`lathe config show` says how \(server.name) is set up; `lathe run PROMPT --model \(word)` runs a prompt "
                + "on it and prints its times.")
    }
}
