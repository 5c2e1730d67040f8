#if os(Linux)
    import Foundation
    import Prompting
    import TestFolders
    import Testing

    @testable import Library

    /// On real disks: one that is full, and one that is mounted read-only. They need root; elsewhere the tests are shown as skipped.
    struct TinyDiskTests {
        /// A disk in memory, or nil where we may not mount one.
        private final class Disk {
            let folder: TemporaryFolder

            init?() {
                guard let folder = try? TemporaryFolder(), mount("tmpfs", folder.path, "tmpfs", 0, "size=16k") == 0
                else {
                    return nil
                }
                self.folder = folder
            }

            deinit { umount(folder.path) }

            func makeReadOnly() -> Bool {
                mount("tmpfs", folder.path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), "size=16k") == 0
            }
        }

        private static let canMount = Disk() != nil

        private func changed(_ disk: Disk, by text: String) throws -> PromptFile {
            var file = try PromptFile(contentsOf: disk.folder.write("input: old\n", to: "a.prompt.yaml"))
            var prompt = file.prompt
            prompt.input = text
            try file.update(to: prompt)
            return file
        }

        @Test(.enabled(if: canMount, "needs the right to mount"))
        func `on a disk that is full the old file stays and nothing is left`() throws {
            let disk = try #require(Disk())
            var file = try changed(disk, by: String(repeating: "x", count: 40_000))
            do {
                try file.save()
                Issue.record("the disk is larger than it should be")
            } catch {
                #expect(error.description.contains("the disk is full"))
            }
            #expect(try disk.folder.text(file.file) == "input: old\n")
            #expect(disk.folder.names == ["a.prompt.yaml"])
        }

        @Test(.enabled(if: canMount, "needs the right to mount"))
        func `on a disk that is read-only the file stays`() throws {
            let disk = try #require(Disk())
            var file = try changed(disk, by: "new")
            try #require(disk.makeReadOnly())
            do {
                try file.save()
                Issue.record("it was written")
            } catch {
                #expect(error.description.contains("read-only"))
            }
            #expect(try disk.folder.text(file.file) == "input: old\n")
        }

        @Test func `a file that may grow no further leaves the old one`() throws {
            // This fails in the same place as a full disk, and needs no rights.
            let folder = try TemporaryFolder()
            let big = "input: old\nname: " + String(repeating: "x", count: 200_000) + "\n"
            var file = try PromptFile(contentsOf: folder.write(big, to: "a.prompt.yaml"))
            var prompt = file.prompt
            prompt.input = "new"
            try file.update(to: prompt)
            var old = rlimit()
            #expect(getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old) == 0)
            let usual = signal(SIGXFSZ, SIG_IGN)
            var small = rlimit(rlim_cur: 100_000, rlim_max: old.rlim_max)
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &small) == 0)
            var error = ""
            do { try file.save() } catch let failure { error = failure.description }
            #expect(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &old) == 0)
            signal(SIGXFSZ, usual)
            #expect(error.contains("can't be written"))
            #expect(try folder.text(file.file) == big)
            #expect(folder.names == ["a.prompt.yaml"])
        }
    }
#endif
