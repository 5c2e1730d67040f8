import Foundation
import Library
import TestFolders
import Testing

/// What a typed path can become.
struct PathCompletionTests {
    private let temporary: TemporaryFolder
    private var folder: String { temporary.path }

    init() throws {
        temporary = try TemporaryFolder()
        for name in ["review-1.csv", "review-2.csv", ".hidden", "한글.yaml", "reviews/a.csv", "한국어/a.csv"] {
            _ = try temporary.write("", to: name)
        }
    }

    @Test func `what all names have in common is completed`() {
        let found = PathCompletion(of: "\(folder)/rev")
        #expect(found.text == "\(folder)/review")
        #expect(found.names == ["review-1.csv", "review-2.csv", "reviews/"])
    }

    @Test func `the only name is completed, a folder with its slash`() {
        #expect(PathCompletion(of: "\(folder)/reviews").text == "\(folder)/reviews/")
        #expect(PathCompletion(of: "\(folder)/review-2").text == "\(folder)/review-2.csv")
    }

    @Test func `Korean names are completed by whole characters`() {
        let found = PathCompletion(of: "\(folder)/한")
        #expect(found.text == "\(folder)/한")
        #expect(found.names == ["한국어/", "한글.yaml"])
        #expect(PathCompletion(of: "\(folder)/한국").text == "\(folder)/한국어/")
    }

    @Test func `hidden files are listed only where a dot is typed`() {
        #expect(PathCompletion(of: "\(folder)/").names.count == 5)
        #expect(PathCompletion(of: "\(folder)/.").names == [".hidden"])
    }

    @Test func `a folder that isn't there completes nothing`() {
        let found = PathCompletion(of: "\(folder)/none/x")
        #expect(found.text == "\(folder)/none/x")
        #expect(found.names.isEmpty)
    }
}
