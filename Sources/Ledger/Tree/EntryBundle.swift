/// The entries behind one tile of leaf hashes: each with its length before it as a big-endian 16-bit number.
public enum EntryBundle {
    /// Writes the entries in order. Throws `TreeError.entryTooLong` above 65535 bytes.
    public static func encode(_ entries: [[UInt8]]) throws(TreeError) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            guard let length = UInt16(exactly: entry.count) else { throw .entryTooLong(bytes: entry.count) }
            bytes += [UInt8(length >> 8), UInt8(length & 0xff)]
            bytes += entry
        }
        return bytes
    }

    /// Reads `width` entries. Throws `TreeError.malformedBundle` when bytes are missing or left over.
    public static func decode(_ bytes: [UInt8], width: Int) throws(TreeError) -> [[UInt8]] {
        var entries: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty, entries.count < width {
            guard rest.count >= 2 else { throw .malformedBundle }
            let length = Int(rest.removeFirst()) << 8 | Int(rest.removeFirst())
            guard rest.count >= length else { throw .malformedBundle }
            entries.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        guard rest.isEmpty, entries.count == width else { throw .malformedBundle }
        return entries
    }
}
