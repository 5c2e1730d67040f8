import Foundation
import JSONText

extension RemoteConnection {
    /// Returns the length of the context of a llama.cpp server in tokens; nil if it doesn't say it. Asks the server once.
    func contextLength(key: String?) async -> Int? {
        if let told = toldContext.withLock({ $0 }) { return told }
        var length: Int?
        for address in server.urls where length == nil { length = await askContext(key, at: address) }
        toldContext.withLock { $0 = .some(length) }
        return length
    }

    private func askContext(_ key: String?, at address: String) async -> Int? {
        let properties = await object("/props", at: address, key: key)
        guard case .object(let settings)? = properties?["default_generation_settings"],
            case .number(let length)? = settings["n_ctx"]
        else { return nil }
        return Int(length).flatMap { $0 > 0 ? $0 : nil }
    }

    /// Returns the JSON object at a path beside `/v1`; nil if the address has none, or doesn't send it in this time.
    func object(_ path: String, at address: String, key: String?, seconds: Double = 20) async -> JSONObject? {
        let root = address.hasSuffix("/v1") ? String(address.dropLast(3)) : address
        guard let url = URL(string: root + path) else { return nil }
        var request = HTTPRequest(url)
        request.headers["Accept"] = "application/json"
        request.headers["User-Agent"] = "Lathe"
        if let key { request.headers["Authorization"] = "Bearer \(key)" }
        var bounds = HTTPBounds(silence: min(seconds / 2, server.timeout))
        bounds.bodyBytes = 4 << 20
        bounds.seconds = seconds
        var isFine = false
        var body = Data()
        for await event in HTTPClient.shared.send(request, within: bounds).events {
            switch event {
            case .head(let head): isFine = head.status == 200
            case .body(let data): body += data
            case .end: break
            }
        }
        let bytes = Array(body)
        var reader = JSONReader(bytes, in: bytes.indices)
        guard isFine, case .object(let object)? = try? reader.whole() else { return nil }
        return object
    }
}
