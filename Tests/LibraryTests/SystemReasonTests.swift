import Foundation
import TestFolders
import Testing

@testable import Library

struct SystemReasonTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func reason(_ work: () throws -> Void) -> String {
        do { try work() } catch { return systemReason(of: error) }
        return "nothing went wrong"
    }

    @Test func `why the system refuses is said in Lathe's words, not in Foundation's`() throws {
        let file = try folder.write("x", to: "file")
        #expect(
            reason { try FileManager.default.createDirectory(atPath: file + "/a", withIntermediateDirectories: true) }
                == "a part of its path is a file, not a folder")
        #expect(
            reason { try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: true) }
                == "a file of that name exists already")
        #expect(reason { _ = try Data(contentsOf: URL(filePath: folder.path)) } == "it is a folder")
        #expect(reason { _ = try Data(contentsOf: URL(filePath: file + "2")) } == "there is no such file")
        let long = folder.path + "/" + String(repeating: "x", count: 300)
        #expect(reason { _ = try Data(contentsOf: URL(filePath: long)) } == "its name is too long")
        #expect(
            reason { throw NSError(domain: "Other", code: 7, userInfo: [NSLocalizedDescriptionKey: "The file “x”"]) }
                == "the system refused it (Other 7)")
    }
}
