import Foundation

/// What is refused before the parser sees it, because libxml2 would spend the square of its length on it: it
/// compares each attribute of a tag with all others. The longest tag of a real notice has a few kilobytes.
enum MarkupGuard {
    static let longestTag = 16 << 10

    /// Throws when the bytes are in an encoding in which tags cannot be found, or one tag is too long.
    static func check(_ bytes: UnsafeRawBufferPointer) throws(NoticeError) {
        try checkEncoding(bytes)
        var start = first(bytes, from: 0)
        while start < bytes.count {
            // The last one within reach: between it and this one no tag can be too long.
            let reach = min(start + longestTag, bytes.count - 1)
            var last = reach
            while bytes[last] != opening { last -= 1 }
            if last > start {
                start = last
                continue
            }
            if isTag(bytes, at: start), tagLength(bytes, from: start) > longestTag {
                throw .tagTooLong(limit: longestTag)
            }
            start = first(bytes, from: reach + 1)
        }
    }

    private static let opening = UInt8(ascii: "<")

    /// Notices are UTF-8; the other encodings that are let through write ASCII as ASCII.
    private static func checkEncoding(_ bytes: UnsafeRawBufferPointer) throws(NoticeError) {
        let head = [UInt8](bytes.prefix(200))
        guard head.prefix(4).allSatisfy({ $0 != 0 && $0 != 0xFE && $0 != 0xFF }),
            head.contains(UInt8(ascii: "<"))
        else { throw .notXML(line: 1, message: "it is not text that begins like XML; notices are UTF-8") }
        guard let name = declaredEncoding(head) else { return }
        let isKnown =
            ["utf-8", "utf8", "us-ascii", "ascii"].contains(name) || name.hasPrefix("iso-8859-")
            || name.hasPrefix("windows-125")
        guard isKnown else {
            throw .notXML(line: 1, message: "it declares an encoding that notices do not have")
        }
    }

    /// The name in `<?xml … encoding="NAME"`, in lower case; nil without such a declaration, and empty when it
    /// is longer than any honest one or names two.
    private static func declaredEncoding(_ head: [UInt8]) -> String? {
        guard let start = place(of: "<?xml", in: head[...]) else { return nil }
        guard let end = place(of: "?>", in: head[start...]) else { return "" }
        guard let word = place(of: "encoding", in: head[start..<end]) else { return nil }
        let rest = head[(word + 8)..<end]
        guard place(of: "encoding", in: rest) == nil else { return "" }
        let name = rest.drop { $0 <= 0x20 || "=\"'".utf8.contains($0) }
            .prefix { $0 > 0x20 && !"\"'".utf8.contains($0) }
        return String(decoding: name, as: UTF8.self).lowercased()
    }

    private static func place(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let wanted = Array(text.utf8)
        return bytes.indices.first { bytes[$0...].starts(with: wanted) }
    }

    private static func first(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(opening), bytes.count - start)
        else { return bytes.count }
        return UnsafeRawPointer(found) - base
    }

    // Comments, CDATA and instructions have no attributes.
    private static func isTag(_ bytes: UnsafeRawBufferPointer, at start: Int) -> Bool {
        start + 1 < bytes.count && bytes[start + 1] != UInt8(ascii: "!")
            && bytes[start + 1] != UInt8(ascii: "?")
    }

    /// Bytes to the `>` outside quotes, or just more than the longest.
    private static func tagLength(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        var quote: UInt8?
        for index in start..<min(bytes.count, start + longestTag + 2) {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: ">") {
                return index - start
            }
        }
        return min(bytes.count - start, longestTag + 2)
    }
}
