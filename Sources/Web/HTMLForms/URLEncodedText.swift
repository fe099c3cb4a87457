/// `application/x-www-form-urlencoded` as the URL standard writes it.
enum URLEncodedText {
    /// Name and value pairs in order, a thousand at most; a pair with broken escapes or bytes that are not UTF-8 is
    /// left out by `decode` and refused by `strictlyDecode`.
    static func decode(_ text: String) -> [(name: String, value: String)] {
        text.split(separator: "&").prefix(1_000).compactMap(pair)
    }

    /// Whether `decode` leaves nothing out.
    static func isReadable(_ text: String) -> Bool {
        decode(text).count == text.split(separator: "&").count
    }

    static func strictlyDecode(_ text: String, atMost limit: Int) throws(Refusal) -> [(
        name: String, value: String
    )] {
        let items = text.split(separator: "&")
        guard items.count <= limit else { throw Refusal(413, "too_many_fields") }
        return try items.map { (item) throws(Refusal) in
            guard let pair = pair(item) else { throw .malformed("malformed_form") }
            return pair
        }
    }

    static func encode(_ items: [(name: String, value: String)]) -> String {
        items.map { escape($0.name) + "=" + escape($0.value) }.joined(separator: "&")
    }

    private static func pair(_ item: Substring) -> (name: String, value: String)? {
        let parts = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard let name = unescape(parts[0]), let value = unescape(parts.count > 1 ? parts[1] : "") else {
            return nil
        }
        return (name, value)
    }

    private static func unescape(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(0x20)
            case UInt8(ascii: "%"):
                guard let high = rest.next().flatMap(digit), let low = rest.next().flatMap(digit) else {
                    return nil
                }
                bytes.append(high << 4 | low)
            default: bytes.append(byte)
            }
        }
        // NUL cannot be stored, and nobody types it.
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map(UInt8.init)
    }

    private static func escape(_ text: String) -> String {
        text.utf8.reduce(into: "") { result, byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."),
                UInt8(ascii: "*"):
                result.append(Character(UnicodeScalar(byte)))
            case 0x20: result.append("+")
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
