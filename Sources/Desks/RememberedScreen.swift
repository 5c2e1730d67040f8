import Foundation
import Library

/// The settings that the screen remembers for the next start. They aren't important, so a file that can't be read or
/// written is ignored.
package struct RememberedScreen: Codable {
    /// True if the mouse was on.
    package var reportsMouse = false
    /// True if the first start is over.
    package var wasWelcomed = false
    /// The path of the prompt that was open last; nil if it had none.
    package var lastPrompt: String?

    private static func path(_ locations: Locations) -> URL { URL(filePath: locations.state + "/screen.json") }

    /// Reads the settings of last time; the defaults if there are none.
    package static func read(in locations: Locations) -> RememberedScreen {
        let data = try? Data(contentsOf: path(locations))
        return data.flatMap { try? JSONDecoder().decode(RememberedScreen.self, from: $0) } ?? RememberedScreen()
    }

    func write(in locations: Locations) {
        try? JSONEncoder().encode(self).write(to: Self.path(locations), options: .atomic)
    }
}
