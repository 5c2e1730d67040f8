import Foundation
import Lanes
import Sampling

/// The server that a lane ran on, as the settings had it then.
package struct ServerRecord: Sendable, Hashable, Codable {
    /// Its base URL, without a name, a password or a query.
    package let url: String
    /// What it is, as the settings file spells it.
    package var kind: String
    /// What its tokens cost; nil is unknown.
    package var price: Server.Price?
    /// Settings that it wasn't sent.
    package var lacks: [SettingsKey]

    /// A server; what might be a secret is left out of its URL.
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
    /// As it stands in the `build` of its model's row, which has no llama.cpp to name.
    var stored: String? {
        (try? HistoryJSON.encoder().encode(self)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads ``stored``; nil for rows of before, and for what is a build.
    init?(stored: String) {
        guard stored.hasPrefix("{"),
            let record = try? JSONDecoder().decode(ServerRecord.self, from: Data(stored.utf8))
        else { return nil }
        self = record
    }
}
