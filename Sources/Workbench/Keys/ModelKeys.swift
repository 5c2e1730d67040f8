/// The keys of the list of models, for the last line and for the help.
enum ModelKeys {
    /// In the order of the help.
    static let section = KeySection(
        title: "In the list of models",
        keys: [
            line("Enter", "Use the model; add what was typed: path, URL, hf:…"),
            line("Tab", "For all lanes, or for the focused one alone"),
            line("Alt-b", "Benchmark: measure the model on this machine; stop that"),
            line("Alt-s", "Stop adding a model; what came of it is kept"),
            line("Alt-d", "Make it the default model"),
            line("Del Alt-x", "Unload it from memory"),
            line("Alt-r", "Remove its file, after a question"),
        ])

    private static func line(_ names: String, _ action: String) -> KeySection.Line {
        KeySection.Line(names: names, action: action)
    }

    /// What works on the selected model now; that typing finds and adds stands where it is typed.
    static func hints(isAdding: Bool, isMeasuring: Bool, hasTyped: Bool) -> [(key: String, hint: String)] {
        (isAdding ? [("Alt-s", "stop adding")] : []) + [
            ("Enter", hasTyped ? "add" : "use"), ("Tab", "all lanes or one"),
            ("Alt-b", isMeasuring ? "stop benchmark" : "benchmark"), ("Alt-d", "make default"), ("Del", "unload"),
            ("Alt-r", "remove"), ("Esc", "back"),
        ]
    }
}
