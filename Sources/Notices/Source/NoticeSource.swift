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
            } else if FolderEntry.isFolder(path) {
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
        guard let entries = FolderEntry.all(in: folder) else {
            return try body(Item(name: folder, content: .failure(.unreadable("the folder cannot be opened"))))
        }
        for entry in entries.sorted(by: { $0.name < $1.name }) where !entry.name.hasPrefix(".") {
            let path = folder.hasSuffix("/") ? folder + entry.name : folder + "/" + entry.name
            switch entry.kind {
            case .folder: try visit(folder: path, body)
            // A link to a folder above would never end.
            case .link where FolderEntry.isFolder(path): continue
            case .link, .file:
                if Self.isArchive(path) {
                    try NoticeArchive(path: path, origin: .file, largestEntry: largestFile).forEach(body)
                } else if Self.isNotice(path) {
                    try body(Item(name: path, content: file(path)))
                }
            }
        }
    }

    // Straight from the system: tens of thousands of small files are read one by one.
    private func file(_ path: String) -> Result<[UInt8], NoticeError> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            return .failure(.unreadable("no such file, or no right to read it"))
        }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        if status.st_mode & S_IFMT == S_IFDIR { return .failure(.unreadable("it is a folder")) }
        guard status.st_size <= largestFile else { return .failure(.tooLarge(limit: largestFile)) }
        // A pipe has no size; a file may grow while it is read.
        var bytes = [UInt8](repeating: 0, count: max(Int(status.st_size) + 1, 1 << 12))
        var count = 0
        while true {
            if count == bytes.count { bytes.append(contentsOf: repeatElement(0, count: bytes.count)) }
            let got = bytes.withUnsafeMutableBytes { buffer in
                read(descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count)
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { break }
            count += got
            guard count <= largestFile else { return .failure(.tooLarge(limit: largestFile)) }
        }
        bytes.removeLast(bytes.count - count)
        return .success(bytes)
    }

    static func isNotice(_ name: String) -> Bool { name.lowercased().hasSuffix(".xml") }

    private static func isArchive(_ name: String) -> Bool {
        [".tar.gz", ".tgz", ".zip"].contains { name.lowercased().hasSuffix($0) }
    }
}
