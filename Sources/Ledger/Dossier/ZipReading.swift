extension ZipArchive {
    /// Reads an archive of stored entries that fill it without gaps, and nothing else. Throws `ZipError`.
    public static func read(_ bytes: [UInt8], limits: Limits) throws(ZipError) -> [PackagePart] {
        let end = try readEnd(bytes)
        guard Int(end.entries) <= limits.entries else { throw .tooLarge }
        var directory = ZipCursor(bytes[Int(end.offset)..<bytes.count - ZipEnd.length])
        var files = ZipCursor(bytes[..<Int(end.offset)])
        var paths = ZipPaths()
        var parts: [PackagePart] = []
        var total = 0
        for _ in 0..<end.entries {
            let entry = try directory.directoryRecord()
            try paths.add(entry.path)
            total += Int(entry.size)
            guard total <= limits.bytes else { throw .tooLarge }
            parts.append(try files.part(entry))
        }
        guard directory.isAtEnd, files.isAtEnd else { throw .truncated }
        return parts
    }

    private static func readEnd(_ bytes: [UInt8]) throws(ZipError) -> ZipEnd {
        guard bytes.count >= ZipEnd.length else { throw .truncated }
        var cursor = ZipCursor(bytes[(bytes.count - ZipEnd.length)...])
        _ = try cursor.take(8)
        _ = try cursor.number(UInt16.self)
        let end = ZipEnd(
            entries: try cursor.number(UInt16.self), size: try cursor.number(UInt32.self),
            offset: try cursor.number(UInt32.self))
        // Writing it again leaves no room for comments, several disks or a second reading of the same bytes.
        guard end.bytes == Array(bytes.suffix(ZipEnd.length)),
            Int(end.offset) + Int(end.size) == bytes.count - ZipEnd.length
        else { throw .truncated }
        return end
    }
}

extension ZipCursor {
    fileprivate mutating func directoryRecord() throws(ZipError) -> ZipEntry {
        guard try number(UInt32.self) == ZipEntry.directorySignature else { throw .truncated }
        _ = try number(UInt16.self)
        let shared = try sharedFields()
        let optional = try take(8)
        let attributes = try number(UInt32.self)
        let offset = try number(UInt32.self)
        let path = try path(shared)
        let kind = attributes >> 16 & 0o170000
        guard optional.allSatisfy({ $0 == 0 }), kind == 0 || kind == 0o100000 else {
            throw .unsupported(path)
        }
        return ZipEntry(path: path, checksum: shared.checksum, size: shared.size, offset: offset)
    }

    /// The entry's own header, which must say the same, and its content.
    fileprivate mutating func part(_ entry: ZipEntry) throws(ZipError) -> PackagePart {
        let start = position
        guard try number(UInt32.self) == ZipEntry.headerSignature else { throw .truncated }
        let shared = try sharedFields()
        guard try number(UInt16.self) == 0 else { throw .unsupported(entry.path) }
        let path = try path(shared)
        let own = ZipEntry(path: path, checksum: shared.checksum, size: shared.size, offset: UInt32(start))
        guard own == entry, path.utf8.elementsEqual(entry.path.utf8)
        else { throw .contradictory(entry.path) }
        let content = try take(Int(entry.size))
        guard CRC32.of(content) == entry.checksum else { throw .checksum(path) }
        return PackagePart(path: path, bytes: Array(content))
    }

    /// Version needed to length of path (APPNOTE 4.4.3 to 4.4.10).
    private mutating func sharedFields() throws(ZipError) -> SharedFields {
        _ = try number(UInt16.self)
        let (flags, method) = (try number(UInt16.self), try number(UInt16.self))
        _ = try number(UInt32.self)
        let checksum = try number(UInt32.self)
        let (stored, size) = (try number(UInt32.self), try number(UInt32.self))
        let pathLength = try number(UInt16.self)
        return SharedFields(
            flags: flags, method: method, checksum: checksum, stored: stored, size: size,
            pathLength: Int(pathLength))
    }

    private mutating func path(_ fields: SharedFields) throws(ZipError) -> String {
        let bytes = try take(fields.pathLength)
        guard let path = String(validating: bytes, as: UTF8.self) else {
            throw .unsafePath(String(decoding: bytes, as: UTF8.self))
        }
        guard fields.flags & 1 == 0 else { throw .encrypted(path) }
        let isUTF8 = fields.flags & ZipEntry.utf8Flag != 0
        guard fields.flags & ~ZipEntry.utf8Flag == 0, isUTF8 || bytes.allSatisfy({ $0 < 0x80 }) else {
            throw .unsupported(path)
        }
        guard fields.method == 0 else { throw .compressed(path) }
        guard fields.stored == fields.size else { throw .contradictory(path) }
        return path
    }

    private struct SharedFields {
        let flags, method: UInt16
        let checksum, stored, size: UInt32
        let pathLength: Int
    }
}
