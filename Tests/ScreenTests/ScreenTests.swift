import Testing

/// The workbench as the built program, with the starter model, in a real terminal. One after another, because engines on the same
/// cores slow each other down. Waits have limits of their own; the one here only marks a test that has none.
@Suite(.serialized, .timeLimit(.minutes(2)))
enum ScreenTests {}
