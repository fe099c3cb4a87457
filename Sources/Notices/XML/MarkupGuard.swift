import Foundation

/// What is refused before the parser sees it, because libxml2 would spend the square of its length on it: it
/// compares each attribute of a tag with all others. The longest tag of a real notice has a few kilobytes.
enum MarkupGuard {
    static let longestTag = 16 << 10

    /// Throws when the bytes are in an encoding in which tags cannot be found, or one tag is too long.
    static func check(_ bytes: UnsafeRawBufferPointer) throws(NoticeError) {
        try checkEncoding(bytes)
        var start = next(bytes, from: 0)
        while start < bytes.count {
            let following = next(bytes, from: start + 1)
            if following - start > longestTag, isTag(bytes, at: start),
                tagLength(bytes, from: start) > longestTag
            {
                throw .tagTooLong(limit: longestTag)
            }
            start = following
        }
    }

    /// Notices are UTF-8; the other encodings that are let through write ASCII as ASCII.
    private static func checkEncoding(_ bytes: UnsafeRawBufferPointer) throws(NoticeError) {
        let head = String(decoding: bytes.prefix(200), as: UTF8.self)
        guard bytes.prefix(4).allSatisfy({ $0 != 0 && $0 != 0xFE && $0 != 0xFF }), head.contains("<") else {
            throw .notXML(line: 1, message: "it is not text that begins like XML; notices are UTF-8")
        }
        guard let declared = head.split(separator: "?>").first?.split(separator: "encoding").dropFirst().first
        else { return }
        let name = declared.drop { " =\"'\n\r\t".contains($0) }.prefix { !"\"' ?>".contains($0) }.lowercased()
        let isKnown =
            ["utf-8", "utf8", "us-ascii", "ascii"].contains(name) || name.hasPrefix("iso-8859-")
            || name.hasPrefix("windows-125")
        guard isKnown || !head.contains("<?xml") else {
            throw .notXML(line: 1, message: "it declares an encoding that notices do not have")
        }
    }

    private static func next(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
        guard start < bytes.count, let base = bytes.baseAddress,
            let found = memchr(base + start, Int32(UInt8(ascii: "<")), bytes.count - start)
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
