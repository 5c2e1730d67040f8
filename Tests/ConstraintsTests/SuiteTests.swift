import Constraints
import Foundation
import JSONText
import Testing

/// The JSON Schema Test Suite; `Suite/README.md` says where it comes from.
struct SuiteTests {
    /// A file of the suite, with what is done with `format` in it.
    struct File: CustomTestStringConvertible {
        var path: String
        var formats = JSONSchema.FormatUse.checked

        var testDescription: String { path }

        var groups: [Group] {
            get throws {
                let url = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Suite/\(path)")
                let text = try String(contentsOf: url, encoding: .utf8)
                guard case .list(let groups) = try JSONValue(reading: text) else { return [] }
                return groups.map(Group.init)
            }
        }
    }

    /// Tests of one schema.
    struct Group {
        var value: JSONValue

        var description: String { Self.text(value["/description"]) }
        var schema: JSONValue { value["/schema"] ?? .null }
        var tests: [JSONValue] { if case .list(let tests)? = value["/tests"] { tests } else { [] } }

        static func text(_ value: JSONValue?) -> String { if case .text(let text)? = value { text } else { "" } }
    }

    /// Groups that aren't run: each refers to a document that isn't in the schema.
    static let skipped: [String: Set<String>] = [
        "draft2020-12/ref.json": ["remote ref, containing refs itself"],
        "draft2020-12/dynamicRef.json": [
            "strict-tree schema, guards against misspelled properties",
            "tests for implementation dynamic anchor and reference link",
            "$ref and $dynamicAnchor are independent of order - $defs first",
            "$ref and $dynamicAnchor are independent of order - $ref first",
            "$ref to $dynamicRef finds detached $dynamicAnchor",
        ],
    ]

    static let files: [File] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Suite")
        return ["draft2020-12", "draft2020-12/optional", "draft2020-12/optional/format", "draft7"].flatMap { part in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: part).path)) ?? []
            return names.filter { $0.hasSuffix(".json") && $0 != "refRemote.json" }.sorted().map { name in
                // By default `format` says nothing.
                File(
                    path: "\(part)/\(name)",
                    formats: part == "draft2020-12" && name == "format.json" ? .annotation : .checked)
            }
        }
    }()

    @Test func `all files are there`() {
        #expect(Self.files.count == 67)
    }

    @Test(arguments: files)
    func `a value fits or doesn't as the suite says`(file: File) throws {
        var skipped = Self.skipped[file.path] ?? []
        var count = 0
        for group in try file.groups {
            if skipped.remove(group.description) != nil {
                expectRemote(group)
                continue
            }
            let schema: JSONSchema
            do {
                schema = try JSONSchema(group.schema, formats: file.formats)
            } catch {
                Issue.record("\(group.description): \(error)")
                continue
            }
            for test in group.tests {
                let violations = schema.validate(test["/data"] ?? .null)
                let isValid = test["/valid"] == .bool(true)
                #expect(
                    violations.isEmpty == isValid,
                    "\(group.description): \(Group.text(test["/description"])): \(violations)")
                count += 1
            }
        }
        #expect(skipped.isEmpty)
        #expect(count > 0)
    }

    @Test func `a reference out of the schema is refused by name`() throws {
        for group in try File(path: "draft2020-12/refRemote.json").groups { expectRemote(group) }
    }

    private func expectRemote(_ group: Group) {
        do {
            _ = try JSONSchema(group.schema)
            Issue.record("\(group.description): it is read")
        } catch {
            guard case .remote = error else {
                Issue.record("\(group.description): \(error)")
                return
            }
        }
    }
}

extension JSONValue {
    /// What stands at a place that is written as a pointer.
    subscript(pointer: String) -> JSONValue? { JSONPointer(pointer).flatMap { self[$0] } }
}
