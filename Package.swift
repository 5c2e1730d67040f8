// swift-tools-version: 6.2
import PackageDescription

/// Set-up makes `.runtime` a link to the llama.cpp that it built; see docs/how-to/install.md. A fixed path, because SwiftPM
/// caches this manifest by its text alone.
let runtime = Context.packageDirectory + "/.runtime"

let swift: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "Lathe",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "lathe", targets: ["lathe"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        // The command line: arguments, wiring, exit codes.
        .executableTarget(
            name: "lathe",
            dependencies: [
                "Console", "Reference", "Desks", "Operations", "Processes", "Reports", "Workbench", "Terminal",
                "Evaluation", "Interchange", "History", "Library", "Retrieval", "YAMLText", "Runtime",
                "Models", "Lanes", "Prompting", "Sampling", "Remedies", "TextLayout",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: swift),
        // What commands print and ask for on a terminal that isn't the screen's.
        .target(
            name: "Console",
            dependencies: [
                "Operations", "Processes", "Reports", "Terminal", "Evaluation", "Interchange", "History", "Library",
                "Retrieval", "Runtime", "Models", "Lanes", "Prompting", "Sampling", "Remedies", "TextLayout",
            ],
            swiftSettings: swift),
        // The pages of the reference that are made of the program's own tables.
        .target(
            name: "Reference",
            dependencies: ["Reports", "Workbench", "Evaluation", "Interchange", "Library", "Sampling", "TextLayout"],
            swiftSettings: swift),
        // What carries out the effects of the screen: models, files, the history, evaluations.
        .target(
            name: "Desks",
            dependencies: [
                "Terminal", "Workbench", "Operations", "Reports", "Evaluation", "Interchange", "History", "Library",
                "Models", "Lanes", "Prompting", "Sampling", "Runtime", "Processes", "Remedies", "TextLayout",
            ],
            swiftSettings: swift),
        // What commands and the screen do: plan, run, evaluate, fetch, measure.
        .target(
            name: "Operations",
            dependencies: [
                "Constraints", "JSONText", "Evaluation", "Images", "Interchange", "History", "Library", "YAMLText",
                "Remote", "Retrieval",
                "Runtime", "Models", "Lanes",
                "Prompting", "Sampling", "Remedies",
            ],
            swiftSettings: swift),
        // What comes of it, as text, tables, Markdown, HTML, CSV and JSON.
        .target(
            name: "Reports",
            dependencies: [
                "Evaluation", "History", "Library", "Retrieval", "YAMLText", "Lanes", "Prompting", "Sampling",
                "Remedies",
                "TextLayout",
            ],
            swiftSettings: swift),
        // The screens: state, update, view.
        .target(
            name: "Workbench",
            dependencies: [
                "Terminal", "Evaluation", "History", "Library", "Models", "Lanes", "Prompting", "Sampling",
                "Remedies", "TextLayout",
            ],
            swiftSettings: swift),
        // Cells, keys, mouse, the event loop, text fields.
        .target(name: "Terminal", dependencies: ["TextLayout", "CCurses"], swiftSettings: swift),
        // The only target that includes curses.h.
        .target(
            name: "CCurses",
            cSettings: [.define("NCURSES_WIDECHAR", to: "1"), .define("_GNU_SOURCE")],
            linkerSettings: [
                .linkedLibrary("ncursesw", .when(platforms: [.linux])),
                .linkedLibrary("ncurses", .when(platforms: [.macOS])),
            ]),
        // Data sets, answers in outputs, metrics, statistics, and lanes over cases.
        .target(
            name: "Evaluation",
            dependencies: ["Constraints", "JSONText", "Lanes", "Prompting", "Sampling", "Remedies"],
            swiftSettings: swift),
        // Prompts and presets from and to the files of other programs.
        .target(
            name: "Interchange",
            dependencies: ["Evaluation", "JSONText", "Library", "YAMLText", "Prompting", "Sampling", "Remedies"],
            swiftSettings: swift),
        // Passages of files that fit a question, found through an index.
        .target(
            name: "Retrieval",
            dependencies: [
                "Evaluation", "Library", "Processes", "Prompting", "Sampling", "TextSearch",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: swift),
        // The words of texts and queries, for full-text indexes.
        .target(name: "TextSearch", swiftSettings: swift),
        // All runs and evaluations, in a database.
        .target(
            name: "History",
            dependencies: [
                "Evaluation", "Lanes", "Library", "Prompting", "Sampling", "Remedies", "TextSearch",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: swift),
        // Prompts on disk and the user's settings.
        .target(
            name: "Library",
            dependencies: ["Constraints", "JSONText", "Lanes", "YAMLText", "Prompting", "Sampling", "Remedies"],
            swiftSettings: swift),
        // YAML: reading it with every value's place, and edits that keep all other bytes.
        .target(name: "YAMLText", dependencies: [.product(name: "Yams", package: "Yams")], swiftSettings: swift),
        // Lanes on servers, and downloads: all that speaks to a network.
        .target(
            name: "Remote",
            dependencies: ["Images", "JSONText", "Lanes", "Models", "Prompting", "Sampling", "Remedies", "CCurl"],
            swiftSettings: swift),
        // The only target that includes curl.h.
        .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
        // The engine: llama.cpp in this process or in another, replay, and trying what may crash.
        .target(
            name: "Runtime",
            dependencies: [
                "Constraints", "Images", "JSONText", "Lanes", "Models", "Processes", "Prompting", "Remedies",
                "Sampling",
                "CLlama", "CChat", "CVision",
            ],
            swiftSettings: swift),
        // Model files: what they say, where they are, what memory they need, how they are fetched.
        .target(name: "Models", dependencies: ["Processes", "Sampling", "Remedies"], swiftSettings: swift),
        // Files of images: format and size, told by their bytes.
        .target(name: "Images", dependencies: ["Prompting", "Sampling"], swiftSettings: swift),
        // Programs that are started and waited for.
        .target(name: "Processes", swiftSettings: swift),
        // Pure: what is asked of an engine, wherever it is, and what comes of it.
        .target(
            name: "Lanes", dependencies: ["Constraints", "JSONText", "Prompting", "Sampling", "Remedies"],
            swiftSettings: swift),
        // Pure: a prompt, its techniques, and what each sends.
        .target(name: "Prompting", dependencies: ["Sampling", "Remedies"], swiftSettings: swift),
        // Pure: JSON schemas and regular expressions, and whether values fit them.
        .target(name: "Constraints", dependencies: ["JSONText"], swiftSettings: swift),
        // Pure: JSON values, with the order of keys and every digit, their text and their places.
        .target(name: "JSONText", swiftSettings: swift),
        // Pure: settings, funnel, draw.
        .target(name: "Sampling", dependencies: ["CSampling"], swiftSettings: swift),
        // Pure: what to do about errors and notices, which command line and screen word each in its own way.
        .target(name: "Remedies", swiftSettings: swift),
        // Pure: display width, wrapping, harmless text.
        .target(name: "TextLayout", swiftSettings: swift),
        // Loops over a row of logits, in C++ because Swift's are several times slower, and slower still in debug builds.
        .target(name: "CSampling", cxxSettings: [.unsafeFlags(["-O3", "-fno-math-errno"])]),
        // The only target that includes headers of llama.cpp's C++ library: chat templates.
        .target(
            name: "CChat",
            cxxSettings: [.unsafeFlags(["-I\(runtime)/include", "-I\(runtime)/include/common", "-O2"])],
            linkerSettings: [.unsafeFlags(["-L\(runtime)/lib"]), .linkedLibrary("llama-common")]),
        // The only target that includes mtmd.h: images for models with a projector.
        .target(
            name: "CVision", dependencies: ["CWebP"],
            cxxSettings: [.unsafeFlags(["-I\(runtime)/include", "-O2"])],
            linkerSettings: [.unsafeFlags(["-L\(runtime)/lib"]), .linkedLibrary("mtmd"), .linkedLibrary("llama")]),
        // libwebp, which decodes the one kind of image that llama.cpp doesn't.
        .systemLibrary(name: "CWebP", pkgConfig: "libwebp", providers: [.apt(["libwebp-dev"]), .brew(["webp"])]),
        // The only target that includes llama.h itself.
        .target(
            name: "CLlama",
            cxxSettings: [.unsafeFlags(["-I\(runtime)/include", "-O2"])],
            linkerSettings: [
                .unsafeFlags([
                    "-L\(runtime)/lib",
                    // Where `make install` puts the libraries; first, so that an installed binary keeps to its own.
                    "-Xlinker", "-rpath", "-Xlinker", "$ORIGIN/../lib/lathe",
                    "-Xlinker", "-rpath", "-Xlinker", "\(runtime)/lib",
                ]),
                .linkedLibrary("llama"), .linkedLibrary("ggml"), .linkedLibrary("ggml-base"),
            ]),

        // The benchmarks; no part of lathe.
        .executableTarget(
            name: "bench",
            dependencies: [
                "CRequantize", "Operations", "Workbench", "Terminal", "Evaluation", "History", "Library", "Remote",
                "Retrieval",
                "Runtime",
                "Models",
                "Lanes", "Prompting", "Sampling", "TextLayout", "CLlama",
            ],
            path: "Benchmarks/bench", swiftSettings: swift),
        // What only a benchmark asks of llama.cpp.
        .target(
            name: "CRequantize", dependencies: ["CLlama"], path: "Benchmarks/CRequantize",
            cxxSettings: [.unsafeFlags(["-I\(runtime)/include"])]),

        .testTarget(
            name: "SamplingTests", dependencies: ["TestRandom", "Sampling"], exclude: ["Reference/reference.py"],
            swiftSettings: swift
        ),
        .testTarget(
            name: "ImagesTests", dependencies: ["Images", "TestFolders", "TestImages", "Prompting"],
            swiftSettings: swift),
        // Image files of each format.
        .target(name: "TestImages", dependencies: ["Prompting"], path: "Tests/TestImages", swiftSettings: swift),
        .testTarget(
            name: "PromptingTests", dependencies: ["TestRandom", "Prompting", "Sampling"], swiftSettings: swift),
        .testTarget(name: "TextLayoutTests", dependencies: ["TestRandom", "TextLayout"], swiftSettings: swift),
        .testTarget(
            name: "TerminalTests", dependencies: ["TestRandom", "Terminal", "TextLayout"], swiftSettings: swift),
        .testTarget(
            name: "WorkbenchTests",
            dependencies: [
                "TestRandom", "Workbench", "Evaluation", "Terminal", "History", "Library", "Models", "Lanes",
                "Prompting", "Sampling", "TextLayout",
            ], exclude: ["Screens"],
            swiftSettings: swift),
        .testTarget(
            name: "EvaluationTests",
            dependencies: ["Evaluation", "JSONText", "Lanes", "Prompting", "Sampling", "Remedies"],
            exclude: ["Reference"],
            swiftSettings: swift),
        .testTarget(name: "YAMLTextTests", dependencies: ["YAMLText"], swiftSettings: swift),
        .testTarget(name: "JSONTextTests", dependencies: ["JSONText"], swiftSettings: swift),
        .testTarget(
            name: "ConstraintsTests", dependencies: ["Constraints", "JSONText"], exclude: ["Suite"],
            swiftSettings: swift),
        .testTarget(
            name: "RetrievalTests",
            dependencies: [
                "Retrieval", "TestFolders", "Library", "Prompting",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "HistoryTests",
            dependencies: [
                "History", "TestFolders", "Evaluation", "Lanes", "Library", "Prompting", "Sampling", "TextSearch",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: swift),
        .testTarget(
            name: "InterchangeTests",
            dependencies: [
                "TestRandom", "Interchange", "Library", "YAMLText", "Remedies", "TestPrompts", "Prompting", "Sampling",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "LibraryTests",
            dependencies: [
                "TestRandom",
                "Library", "JSONText", "YAMLText", "TestFolders", "TestPrompts", "Lanes", "Prompting", "Sampling",
            ],
            swiftSettings: swift),
        // Random numbers from a seed.
        .target(name: "TestRandom", path: "Tests/TestRandom", swiftSettings: swift),
        // Folders that are gone after a test.
        .target(name: "TestFolders", path: "Tests/TestFolders", swiftSettings: swift),
        .testTarget(
            name: "RuntimeTests",
            dependencies: [
                "TestRandom", "Constraints", "JSONText", "Runtime", "Models", "CLlamaReference", "TestImages", "Lanes",
                "Processes", "Prompting", "Sampling",
            ],
            exclude: ["Reference"],
            swiftSettings: swift),
        .testTarget(
            name: "RemoteTests",
            dependencies: [
                "Remote", "JSONText", "TestFolders", "TestImages", "TestServers", "Lanes", "Models", "Prompting",
                "Sampling",
            ],
            swiftSettings: swift),
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "lathe", "Console", "Operations", "Reports", "Evaluation", "History", "Library", "Runtime", "Workbench",
                "Reference", "Remedies", "TestImages", "TestServers", "Interchange", "Models", "Lanes", "Prompting",
                "Sampling",
                "TextLayout",
            ],
            exclude: ["Before", "Trainer"], swiftSettings: swift),
        // Prompts and texts that a file has trouble with, made at random.
        .target(
            name: "TestPrompts", dependencies: ["TestRandom", "Prompting", "Sampling"], path: "Tests/TestPrompts",
            swiftSettings: swift),
        // Servers on loopback: a real one, and one that goes wrong on purpose.
        .target(name: "TestServers", path: "Tests/TestServers", exclude: ["Servers"], swiftSettings: swift),
        // Hostile inputs with fixed seeds, in children that a trap ends alone.
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "TestRandom",
                "lathe", "Reports", "Evaluation", "Interchange", "History", "Library", "Remote", "Images", "Models",
                "Lanes", "JSONText", "Prompting", "Sampling", "Remedies", "Terminal", "TestServers",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: swift),
        // The built program in a real terminal, driven by tmux.
        .testTarget(
            name: "ScreenTests", dependencies: ["TestRandom", "lathe", "Library", "TestServers"],
            swiftSettings: swift),
        // llama.cpp's own sampler chain, as the reference that the funnel is compared with.
        .target(
            name: "CLlamaReference", dependencies: ["CLlama"], path: "Tests/CLlamaReference",
            cxxSettings: [.unsafeFlags(["-I\(runtime)/include", "-O2"])], linkerSettings: [.linkedLibrary("mtmd")]),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx20
)
