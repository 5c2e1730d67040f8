import Foundation

/// Writes runs as JSON and reads them.
package enum HistoryJSON {
    /// Returns an encoder that writes dates as `2025-11-25T09:30:12.345Z` and keys in alphabetical order.
    package static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(text(of: date))
        }
        return encoder
    }

    /// Returns a decoder for what ``encoder()`` writes.
    package static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            let text = try container.decode(String.self)
            guard let date = try? Date(text, strategy: style) else {
                throw DecodingError.dataCorruptedError(in: container, debugDescription: "`\(text)` is no date.")
            }
            return date.roundedToMilliseconds
        }
        return decoder
    }

    /// Returns a date as text, in UTC.
    package static func text(of date: Date) -> String {
        // The style cuts after the milliseconds, and a double is often slightly too small.
        date.addingTimeInterval(0.0005).formatted(style)
    }

    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}

extension RunRecord: Codable {
    private enum Key: CodingKey {
        case date, seconds, origin, mode, prompt, lanes, machine, notices, isFresh, isCancelled, rerunOf
    }

    /// Reads an object.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            date: try values.decode(Date.self, forKey: .date),
            seconds: try values.decode(Double.self, forKey: .seconds),
            origin: try values.decode(RunOrigin.self, forKey: .origin),
            mode: try values.decode(String.self, forKey: .mode),
            prompt: try values.decode(PromptRecord.self, forKey: .prompt),
            lanes: try values.decode([LaneRecord].self, forKey: .lanes),
            machine: try values.decode(MachineRecord.self, forKey: .machine),
            notices: try values.decode([String].self, forKey: .notices),
            isFresh: try values.decode(Bool.self, forKey: .isFresh),
            isCancelled: try values.decode(Bool.self, forKey: .isCancelled),
            rerunOf: try values.decodeIfPresent(Int64.self, forKey: .rerunOf))
    }

    /// Writes an object.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(date, forKey: .date)
        try values.encode(seconds, forKey: .seconds)
        try values.encode(origin, forKey: .origin)
        try values.encode(mode, forKey: .mode)
        try values.encode(prompt, forKey: .prompt)
        try values.encode(lanes, forKey: .lanes)
        try values.encode(machine, forKey: .machine)
        try values.encode(notices, forKey: .notices)
        try values.encode(isFresh, forKey: .isFresh)
        try values.encode(isCancelled, forKey: .isCancelled)
        try values.encode(rerunOf, forKey: .rerunOf)
    }
}

extension RecordedRun: Codable {
    private enum Key: CodingKey {
        case id, rating, tags, note, deleted
    }

    /// Reads an object.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        self.init(
            id: try values.decode(Int64.self, forKey: .id), run: try RunRecord(from: decoder),
            rating: try values.decodeIfPresent(Int.self, forKey: .rating),
            tags: try values.decode([String].self, forKey: .tags),
            note: try values.decode(String.self, forKey: .note),
            deleted: try values.decodeIfPresent(Date.self, forKey: .deleted))
    }

    /// Writes one object with the keys of the run and those of the record.
    package func encode(to encoder: any Encoder) throws {
        try run.encode(to: encoder)
        var values = encoder.container(keyedBy: Key.self)
        try values.encode(id, forKey: .id)
        try values.encode(rating, forKey: .rating)
        try values.encode(tags, forKey: .tags)
        try values.encode(note, forKey: .note)
        try values.encode(deleted, forKey: .deleted)
    }
}
