import Foundation

/// What stands in a folder, told apart as the folder itself does: FileManager would look at each file, and look up
/// the name of its owner.
struct FolderEntry {
    enum Kind {
        case folder, link, file
    }

    let name: String
    let kind: Kind

    /// In no order; nil when the folder cannot be opened.
    static func all(in folder: String) -> [FolderEntry]? {
        guard let stream = opendir(folder), let start = MemoryLayout<dirent>.offset(of: \.d_name) else {
            return nil
        }
        defer { closedir(stream) }
        var entries: [FolderEntry] = []
        while let entry = readdir(stream) {
            let bytes = UnsafeRawPointer(entry).advanced(by: start).assumingMemoryBound(to: CChar.self)
            let name = String(cString: bytes)
            let path = { folder.hasSuffix("/") ? folder + name : folder + "/" + name }
            let kind =
                switch Int(entry.pointee.d_type) {
                case DT_DIR: Kind.folder
                case DT_LNK: Kind.link
                // Not every file system tells it here.
                case DT_UNKNOWN: kind(of: path())
                default: Kind.file
                }
            entries.append(FolderEntry(name: name, kind: kind))
        }
        return entries
    }

    /// Whether it is a folder, or a link to one.
    static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func kind(of path: String) -> Kind {
        var status = stat()
        guard lstat(path, &status) == 0 else { return .file }
        return switch status.st_mode & S_IFMT {
        case S_IFDIR: .folder
        case S_IFLNK: .link
        default: .file
        }
    }
}
