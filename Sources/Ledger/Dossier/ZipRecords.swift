/// One stored entry; the field names are those of PKWARE's APPNOTE 4.3.7 and 4.3.12.
struct ZipEntry: Hashable {
    let path: String
    let checksum: UInt32
    let size: UInt32
    let offset: UInt32

    static let headerSignature: UInt32 = 0x0403_4b50
    static let directorySignature: UInt32 = 0x0201_4b50
    /// Bit 11: the path is UTF-8.
    static let utf8Flag: UInt16 = 0x0800

    var header: [UInt8] {
        littleEndian(ZipEntry.headerSignature) + common + littleEndian(UInt16(0)) + Array(path.utf8)
    }

    var directoryRecord: [UInt8] {
        let madeByUnix: UInt16 = 3 << 8 | 20
        let regularFile: UInt32 = 0o100644 << 16
        var record = littleEndian(ZipEntry.directorySignature) + littleEndian(madeByUnix) + common
        // Extra field, comment, disk and internal attributes are all absent.
        record += [UInt8](repeating: 0, count: 8)
        record += littleEndian(regularFile) + littleEndian(offset) + Array(path.utf8)
        return record
    }

    /// Version needed to length of path, which both records share.
    private var common: [UInt8] {
        let newYear1980: UInt16 = 1 << 5 | 1
        let fixed: [UInt16] = [20, ZipEntry.utf8Flag, 0, 0, newYear1980]
        return fixed.flatMap { littleEndian($0) } + littleEndian(checksum) + littleEndian(size)
            + littleEndian(size) + littleEndian(UInt16(path.utf8.count))
    }
}

/// The end of central directory record (APPNOTE 4.3.16), without a comment.
struct ZipEnd: Hashable {
    let entries: UInt16
    let size: UInt32
    let offset: UInt32

    static let signature: UInt32 = 0x0605_4b50
    static let length = 22

    var bytes: [UInt8] {
        littleEndian(ZipEnd.signature) + [0, 0, 0, 0] + littleEndian(entries) + littleEndian(entries)
            + littleEndian(size) + littleEndian(offset) + [0, 0]
    }
}

private func littleEndian<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
    (0..<Number.bitWidth / 8).map { UInt8(truncatingIfNeeded: number >> Number($0 * 8)) }
}

/// Reads little-endian numbers one after the other; throws `ZipError.truncated` at the end of the bytes.
struct ZipCursor {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    var position: Int { rest.startIndex }
    var isAtEnd: Bool { rest.isEmpty }

    mutating func take(_ count: Int) throws(ZipError) -> ArraySlice<UInt8> {
        guard count <= rest.count else { throw .truncated }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws(ZipError) -> Number {
        try take(Number.bitWidth / 8).reversed().reduce(0) { $0 << 8 | Number($1) }
    }
}
