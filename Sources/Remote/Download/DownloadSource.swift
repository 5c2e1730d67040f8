import Foundation
import Models
import Remedies

/// The source of a model file: a URL, or a file on Hugging Face.
package struct DownloadSource: Sendable, Hashable {
    /// The address.
    package var url: URL
    /// The name that the file gets.
    package var fileName: String
    /// True if it is on Hugging Face, which sends the checksum and may want a token.
    package var isHub: Bool

    /// Returns whether a word on the command line looks like a source.
    package static func isSource(_ word: String) -> Bool {
        ["hf:", "http://", "https://"].contains { word.lowercased().hasPrefix($0) }
    }

    /// Reads `https://…/FILE.gguf`, `hf:OWNER/REPO/FILE.gguf` or `hf:OWNER/REPO@REVISION/FILE.gguf`. The address of a
    /// file's page on Hugging Face means the file.
    ///
    /// - Parameters:
    ///   - word: The word that the user wrote.
    ///   - name: A name for the file; nil takes its own.
    ///   - hub: The address of Hugging Face, or of a mirror.
    /// - Throws: ``Runtime/ModelFileError/fetchFailed(name:what:)``.
    package init(_ word: String, name: String? = nil, hub: String = DownloadSource.hub) throws(ModelFileError) {
        func wrong(_ what: String) -> ModelFileError { .fetchFailed(name: word.quoted, what: what) }
        guard word.utf8.count <= Self.longest else { throw wrong("the address is longer than \(Self.longest) bytes.") }
        let hubHost = URLComponents(string: hub)?.host
        if word.lowercased().hasPrefix("hf:") {
            let parts = word.dropFirst(3).split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard parts.count >= 3, !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
                throw wrong("write it as hf:OWNER/REPO/FILE.gguf.")
            }
            let repo = parts[1].split(separator: "@", maxSplits: 1).map(String.init)
            let path =
                [parts[0], repo[0], "resolve", repo.count > 1 ? repo[1] : "main"] + parts[2...]
            let escaped = path.compactMap { $0.addingPercentEncoding(withAllowedCharacters: Self.plain) }
            guard escaped.count == path.count, let url = URL(string: hub + "/" + escaped.joined(separator: "/")) else {
                throw wrong("it has characters that an address can't have.")
            }
            self.url = url
            isHub = true
        } else {
            guard var components = URLComponents(string: word), let host = components.host, !host.isEmpty else {
                throw wrong("it is not an address.")
            }
            guard components.user == nil, components.password == nil else {
                throw .fetchFailed(
                    name: host,
                    what: "the address contains a name or a password, which Lathe would store. Leave it out.")
            }
            isHub = host == hubHost
            if isHub { components.path = components.path.replacing("/blob/", with: "/resolve/", maxReplacements: 1) }
            components.fragment = nil
            guard let url = components.url else { throw wrong("it is not an address.") }
            self.url = url
        }
        fileName = try Self.fileName(name ?? url.lastPathComponent, of: word)
    }

    /// The address in `$HF_ENDPOINT`, which Hugging Face's own programs read too; else Hugging Face's.
    package static var hub: String {
        var address = ProcessInfo.processInfo.environment["HF_ENDPOINT"] ?? ""
        while address.hasSuffix("/") { address.removeLast() }
        return address.isEmpty ? "https://huggingface.co" : address
    }

    /// The longest address, in bytes.
    private static let longest = 8192

    private static let plain = CharacterSet(
        charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~")

    /// Returns a file name that stays in the models' folder.
    private static func fileName(_ name: String, of word: String) throws(ModelFileError) -> String {
        let name = name.lowercased().hasSuffix(".gguf") ? name : name + ".gguf"
        let isSafe =
            !name.hasPrefix(".") && !name.contains("/") && name.utf8.count <= 200
            && name.unicodeScalars.allSatisfy {
                $0.value >= 0x20 && $0.value != 0x7F && !(0x80...0x9F).contains($0.value)
            }
        guard isSafe, name.count > 5 else {
            throw .fetchFailed(
                name: word.quoted, what: "no file can be called \(name.quoted).",
                remedy: .renameModel(.fetched, isTaken: false))
        }
        return name
    }
}
