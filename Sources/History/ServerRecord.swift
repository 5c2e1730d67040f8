import Foundation
import Lanes
import Sampling

/// The server that a lane ran on, with the settings of that time.
package struct ServerRecord: Sendable, Hashable, Codable {
    /// Its base URL, without a name, a password or a query.
    package let url: String
    /// The kind of server, as the settings file spells it.
    package var kind: String
    /// The price of its tokens; nil if it isn't known.
    package var price: Server.Price?
    /// The settings that it wasn't sent.
    package var lacks: [SettingsKey]

    /// Creates a record. Parts of the URL that might be secret are left out.
    package init(url: String, kind: String, price: Server.Price? = nil, lacks: [SettingsKey] = []) {
        var parts = URLComponents(string: url)
        parts?.user = nil
        parts?.password = nil
        parts?.query = nil
        parts?.fragment = nil
        self.url = parts?.string ?? ""
        self.kind = kind
        self.price = price
        self.lacks = lacks
    }
}

extension ServerRecord {
    /// The text of the record in the column `build` of its model's row; a server has no build of llama.cpp.
    var stored: String? {
        (try? HistoryJSON.encoder().encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads ``stored``; nil if the column holds a build, or comes from an older Lathe.
    init?(stored: String) {
        guard stored.hasPrefix("{"),
            let record = try? JSONDecoder().decode(ServerRecord.self, from: Data(stored.utf8))
        else { return nil }
        self = record
    }
}
