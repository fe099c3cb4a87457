import Foundation

/// Files, folders and archives of notices, handed over one by one; one notice is in memory at a time.
public struct NoticeSource: Sendable {
    /// One file found: its name (with that of its archive) and its bytes, or why they cannot be had.
    public struct Item: Sendable {
        /// Path, for an entry that of the archive and its own.
        public let name: String
        /// The whole file, or the reason.
        public let content: Result<[UInt8], NoticeError>
    }

    private let paths: [String]
    private let largestFile: Int

    /// Larger files and archive entries than `largestFile` bytes are refused and the rest goes on.
    public init(paths: [String], largestFile: Int = NoticeReader.largestFile) {
        self.paths = paths
        self.largestFile = largestFile
    }

    /// Calls `body` for each `.xml` below the paths, in the order of names, and inside each `.tar.gz`, `.tgz`
    /// or `.zip` in its own order. A path given by itself is read whatever its name; `-` is standard input, an
    /// archive or one notice. Throws only what `body` throws.
    public func forEach<Failure>(_ body: (Item) throws(Failure) -> Void) throws(Failure) {
        for path in paths {
            if path == "-" {
                try NoticeArchive(path: path, origin: .standardInput, largestEntry: largestFile).forEach(body)
            } else if Self.isFolder(path) {
                try visit(folder: path, body)
            } else if Self.isArchive(path) {
                try NoticeArchive(path: path, origin: .file, largestEntry: largestFile).forEach(body)
            } else {
                try body(Item(name: path, content: file(path)))
            }
        }
    }

    private func visit<Failure>(
        folder: String, _ body: (Item) throws(Failure) -> Void
    ) throws(Failure) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else {
            return try body(Item(name: folder, content: .failure(.unreadable("the folder cannot be opened"))))
        }
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
            let isFolder = Self.isFolder(path)
            if isFolder, Self.isLink(path) { continue }
            if isFolder {
                try visit(folder: path, body)
            } else if Self.isArchive(path) {
                try NoticeArchive(path: path, origin: .file, largestEntry: largestFile).forEach(body)
            } else if Self.isNotice(path) {
                try body(Item(name: path, content: file(path)))
            }
        }
    }

    private func file(_ path: String) -> Result<[UInt8], NoticeError> {
        guard let handle = FileHandle(forReadingAtPath: path) else {
            return .failure(.unreadable("no such file, or no right to read it"))
        }
        defer { try? handle.close() }
        guard let data = try? handle.read(upToCount: largestFile + 1) else {
            return Self.isFolder(path) ? .failure(.unreadable("it is a folder")) : .success([])
        }
        return data.count > largestFile ? .failure(.tooLarge(limit: largestFile)) : .success([UInt8](data))
    }

    static func isNotice(_ name: String) -> Bool { name.lowercased().hasSuffix(".xml") }

    private static func isArchive(_ name: String) -> Bool {
        [".tar.gz", ".tgz", ".zip"].contains { name.lowercased().hasSuffix($0) }
    }

    private static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    // A link to a folder above would never end.
    private static func isLink(_ path: String) -> Bool {
        let type = try? FileManager.default.attributesOfItem(atPath: path)[.type]
        return type as? FileAttributeType == .typeSymbolicLink
    }
}
