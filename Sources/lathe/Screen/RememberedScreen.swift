import Foundation
import Library

/// What the screen remembers from one start to the next. Nothing is lost with it, so that a file that can't be read or written
/// counts as none.
struct RememberedScreen: Codable {
    /// Whether the mouse was on.
    var reportsMouse = false
    /// Whether the first start is over.
    var wasWelcomed = false
    /// The prompt that was open last.
    var lastPrompt: String?

    private static func path(_ locations: Locations) -> URL { URL(filePath: locations.state + "/screen.json") }

    static func read(in locations: Locations) -> RememberedScreen {
        let data = try? Data(contentsOf: path(locations))
        return data.flatMap { try? JSONDecoder().decode(RememberedScreen.self, from: $0) } ?? RememberedScreen()
    }

    func write(in locations: Locations) {
        try? JSONEncoder().encode(self).write(to: Self.path(locations), options: .atomic)
    }
}
