import ArgumentParser
import Foundation

/// Where a command finds its notices: arguments, or a list in a file where they are too many for a command line.
struct NoticePaths: ParsableArguments {
    @Argument(
        help: "XML files, folders, .tar.gz archives as TED publishes them, .zip, or - for standard input.")
    var paths: [String] = []

    @Option(
        help:
            "A file that lists such files, folders and archives, one path a line; - reads the list from standard input."
    )
    var filesFrom: String?

    /// All of them: the arguments, then the list. Nothing is read when a line of the list names nothing.
    func all() throws -> [String] {
        guard !paths.isEmpty || filesFrom != nil else {
            throw ValidationError(
                "give files, folders, archives, - for standard input, or a list with --files-from")
        }
        guard let filesFrom else { return paths }
        guard filesFrom != "-" || !paths.contains("-") else {
            throw ValidationError("standard input can be the list or a notice, not both")
        }
        return paths + (try Self.lines(of: filesFrom))
    }

    private static func lines(of list: String) throws -> [String] {
        let name = list == "-" ? "standard input" : list
        guard let bytes = content(of: list) else {
            throw CommandFailure(.noInput, "there is no list \(name) that can be read")
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let paths = try lines.enumerated().compactMap { index, line in
            try path(
                line.last == UInt8(ascii: "\r") ? line.dropLast() : line, at: "\(name), line \(index + 1)")
        }
        guard !paths.isEmpty else { throw CommandFailure(.noInput, "\(name) lists nothing: one path a line") }
        return paths
    }

    private static func content(of list: String) -> Data? {
        list == "-"
            ? try? FileHandle.standardInput.readToEnd() ?? Data() : FileManager.default.contents(atPath: list)
    }

    // Blank lines are nothing. A lone - is no file here: standard input is for the command line to name.
    private static func path(_ line: Data, at place: String) throws -> String? {
        guard !line.isEmpty else { return nil }
        guard let path = String(bytes: line, encoding: .utf8) else {
            throw CommandFailure(.badData, "\(place): the path is not UTF-8")
        }
        guard path != "-", FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.noInput, "\(place): there is no \(path)")
        }
        return path
    }
}
