/// A ZIP file whose entries are only stored, with fixed times: the same parts give the same bytes.
public enum ZipArchive {
    /// Writes the parts in their order.
    /// Throws `ZipError` for an unsafe or repeated path, and above 4 GiB or 65534 parts.
    public static func write(_ parts: [PackagePart]) throws(ZipError) -> [UInt8] {
        guard parts.count < Int(UInt16.max) else { throw .tooLarge }
        var paths = ZipPaths()
        var archive: [UInt8] = []
        archive.reserveCapacity(parts.reduce(0) { $0 + $1.bytes.count + 2 * $1.path.utf8.count + 80 })
        var directory: [UInt8] = []
        for part in parts {
            try paths.add(part.path)
            guard let size = UInt32(exactly: part.bytes.count), let offset = UInt32(exactly: archive.count)
            else { throw .tooLarge }
            let entry = ZipEntry(path: part.path, checksum: CRC32.of(part.bytes), size: size, offset: offset)
            archive += entry.header
            archive += part.bytes
            directory += entry.directoryRecord
        }
        guard let start = UInt32(exactly: archive.count) else { throw .tooLarge }
        archive += directory
        archive += ZipEnd(entries: UInt16(parts.count), size: UInt32(directory.count), offset: start).bytes
        return archive
    }

    /// How much a reader accepts.
    public struct Limits: Hashable, Sendable {
        /// The most entries.
        public let entries: Int
        /// The most bytes over all entries.
        public let bytes: Int

        /// Takes both limits.
        public init(entries: Int, bytes: Int) {
            self.entries = entries
            self.bytes = bytes
        }
    }
}

/// The paths of one archive: each safe, and none twice on a system that ignores case or composition.
struct ZipPaths {
    private var seen: Set<String> = []

    mutating func add(_ path: String) throws(ZipError) {
        guard PackagePart.isSafe(path) else { throw .unsafePath(path) }
        guard seen.insert(path.lowercased()).inserted else { throw .duplicatePath(path) }
    }
}

/// CRC-32 as ZIP uses it (polynomial 0xEDB88320, reflected).
enum CRC32 {
    static func of(_ bytes: some Sequence<UInt8>) -> UInt32 {
        let table = table
        return ~bytes.reduce(~UInt32(0)) { $0 >> 8 ^ table[Int(($0 ^ UInt32($1)) & 0xff)] }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
}
