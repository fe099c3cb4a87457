import Foundation

/// Names in a folder, sorted, without hidden ones.
enum FolderListing {
    static func folders(in folder: URL) throws -> [String] {
        try names(in: folder).filter { isFolder(folder.appending(path: $0)) }
    }

    static func files(in folder: URL, suffix: String) throws -> [String] {
        try names(in: folder).filter { $0.hasSuffix(suffix) && !isFolder(folder.appending(path: $0)) }
    }

    /// Files below the folder, as paths relative to it.
    static func filesBelow(_ folder: URL, suffix: String) throws -> [String] {
        let own = try files(in: folder, suffix: suffix)
        return try folders(in: folder).reduce(into: own) { paths, inner in
            paths += try filesBelow(folder.appending(path: inner), suffix: suffix).map { "\(inner)/\($0)" }
        }
    }

    private static func names(in folder: URL) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path()).filter { !$0.hasPrefix(".") }
            .sorted()
    }

    private static func isFolder(_ url: URL) -> Bool {
        var isDirectory: ObjCBool = false
        return FileManager.default.fileExists(atPath: url.path(), isDirectory: &isDirectory)
            && isDirectory.boolValue
    }
}
