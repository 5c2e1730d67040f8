import Testing

/// The workbench as the built program, with the starter model, in a real terminal. One after another, because the threads of two
/// engines on the same cores spin against each other.
@Suite(.serialized, .timeLimit(.minutes(3)))
enum ScreenTests {}
