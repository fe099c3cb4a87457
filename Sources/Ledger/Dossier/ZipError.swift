/// Why an archive was not written or not read: whatever is not plain is refused.
public enum ZipError: Error, Hashable, Sendable {
    /// The archive ends inside a record, or has bytes before, between or after its records.
    case truncated
    /// More entries or bytes than the limits allow, or than the format without ZIP64 can hold.
    case tooLarge
    /// A path that could leave the folder, or that some system cannot hold.
    case unsafePath(String)
    /// A path that is there twice, or differs from another only by case or by the composition of its letters.
    case duplicatePath(String)
    /// The entry is compressed; packages only store.
    case compressed(String)
    /// The entry is encrypted.
    case encrypted(String)
    /// The entry uses what packages do not: descriptors, extra fields, comments, several disks, links.
    case unsupported(String)
    /// The entry's directory record and its own header differ.
    case contradictory(String)
    /// The entry's bytes do not have the checksum that the archive names.
    case checksum(String)
}

extension ZipError: CustomStringConvertible {
    /// The reason and the entry in one sentence, for logs.
    public var description: String {
        switch self {
        case .truncated: "the archive is cut short or has bytes that belong to no entry"
        case .tooLarge: "the archive holds more than its limits allow"
        case .unsafePath(let path): "the archive holds the unsafe path \(path)"
        case .duplicatePath(let path): "the archive holds the path \(path) twice"
        case .compressed(let path): "the archive's entry \(path) is compressed"
        case .encrypted(let path): "the archive's entry \(path) is encrypted"
        case .unsupported(let path): "the archive's entry \(path) uses what packages do not"
        case .contradictory(let path): "the archive's two headers of \(path) differ"
        case .checksum(let path): "the archive's entry \(path) is damaged"
        }
    }
}
