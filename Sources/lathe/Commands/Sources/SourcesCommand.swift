import ArgumentParser
import Console
import Library
import Operations
import Prompting
import Reports
import Retrieval
import TextLayout

struct SourcesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sources",
        abstract: "Indexes files, and finds the passages in them that fit a question.",
        discussion: """
            A source is a folder or a file: Markdown, text, HTML, CSV, JSON Lines, and PDF where pdftotext is installed. Its \
            index is kept among Lathe's caches and brought up to date by each use. A prompt names its sources under `sources`.

            EXAMPLES
              lathe sources search "how long do refunds take" docs/ faq.csv
              lathe sources show docs/ --text
              lathe sources index docs/ --size 300
            """,
        subcommands: [Index.self, Search.self, Show.self])

    /// The folders and files of a command.
    struct SourceArguments: ParsableArguments {
        @Argument(help: "Folders and files.")
        var sources: [String]

        func validate() throws {
            if sources.isEmpty { throw ValidationError("Name a folder or a file.") }
        }
    }

    struct Index: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Makes the indexes of sources, or brings them up to date.",
            discussion: """
                Every use of a source does that by itself; this command says what was done, and sets the sizes of passages, which \
                the index keeps.

                EXAMPLES
                  lathe sources index docs/
                  lathe sources index docs/ --size 300 --overlap 60
                """)

        @OptionGroup var sources: SourceArguments

        @Option(help: ArgumentHelp("The most tokens of a passage, estimated.", valueName: "tokens"))
        var size: Int?

        @Option(
            help: ArgumentHelp("The most tokens that a passage repeats of the one before.", valueName: "tokens"))
        var overlap: Int?

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func validate() throws {
            let range = ChunkSizes.range
            if let size, !range.contains(size) {
                throw ValidationError(
                    "--size is \(size); it must be from \(range.lowerBound) to \(range.upperBound).")
            }
            if let overlap, !(0...(sizes?.size ?? 0) / 2).contains(overlap) {
                throw ValidationError("--overlap is \(overlap); it must be from 0 to half of the size.")
            }
        }

        private var sizes: ChunkSizes? {
            guard size != nil || overlap != nil else { return nil }
            let size = size ?? ChunkSizes.usual.size
            return ChunkSizes(size: size, overlap: overlap ?? min(ChunkSizes.usual.overlap, size / 2))
        }

        func run() throws {
            try OpenedSources(sources.sources, sizes: sizes).printUpdates(as: format)
        }
    }

    struct Search: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Finds the passages that fit a question best, by words, by meaning, or by both.",
            discussion: """
                Words are found in any form of English words, and inside Korean, Chinese and Japanese ones, and ranked by BM25. \
                Meaning is compared by the embeddings of a model on this machine, which are kept in the index. Both are joined by \
                their ranks. The exit code is 1 if nothing is found.

                EXAMPLES
                  lathe sources search "how long do refunds take" docs/ faq.csv
                  lathe sources search 환불 docs/ --count 10 --format json
                  lathe sources search "money back" docs/ --by both --model bge-small
                """)

        @Argument(help: "A question, or words.")
        var query: String

        @OptionGroup var sources: SourceArguments

        @Option(help: "How passages are found: bm25 by words, embeddings by meaning, both by the ranks of both.")
        var by: SearchArgument = .bm25

        @Option(
            help: ArgumentHelp(
                "The model that embeds, by name or path (default: `sourceModel` in your settings).", valueName: "model")
        )
        var model: String?

        @Option(help: ArgumentHelp("The most passages.", valueName: "number"))
        var count = 5

        @Option(help: ArgumentHelp("About how many tokens all have together.", valueName: "number"))
        var tokens: Int?

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func validate() throws {
            if !(1...1000).contains(count) { throw ValidationError("--count is \(count); it must be 1...1000.") }
            if let tokens, tokens < 1 { throw ValidationError("--tokens is \(tokens); it must be at least 1.") }
        }

        func run() throws {
            let collection = try OpenedSources(sources.sources).collection
            let passages = try wait { [query, way = by.search, model, count, tokens] in
                try await collection.search(
                    query, by: way, model: model, count: count, tokens: tokens, telling: ProgressLine.teller)
            }
            try SourceReport.print(passages, as: format)
            if passages.isEmpty {
                let limit = tokens.map { " of at most \($0) tokens" } ?? ""
                printError(
                    by == .bm25 ? "No passage\(limit) has a word of the question." : "There are no passages\(limit).")
                throw ExitCode.failure
            }
        }
    }

    /// A way to search on the command line.
    enum SearchArgument: String, ExpressibleByArgument, CaseIterable {
        case bm25, embeddings, both

        var search: SourceSearch {
            switch self {
            case .bm25: .bm25
            case .embeddings: .embeddings
            case .both: .both
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows the files of sources and the passages that they are cut into.",
            discussion: "EXAMPLES\n  lathe sources show docs/\n  lathe sources show notes.md --text")

        @OptionGroup var sources: SourceArguments

        @Flag(help: "Shows the passages with their texts.")
        var text = false

        @Option(help: "The format of the output.")
        var format: TableFormat = .table

        func run() throws {
            let passages = try OpenedSources(sources.sources).collection.passages()
            if text || format == .json { return try SourceReport.print(passages, as: format) }
            guard !passages.isEmpty else { return print("There are no passages.") }
            try SourceReport.files(passages).show()
        }
    }
}
