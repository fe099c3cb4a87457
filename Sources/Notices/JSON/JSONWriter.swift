import Foundation

/// Writes JSON text in one pass, keys in the order given; bulk import spends no time on dictionaries.
public struct JSONWriter {
    /// UTF-8, complete once the outermost value is written.
    public private(set) var bytes: [UInt8] = []
    private var needsComma = false

    /// An empty text.
    public init() {}

    /// The text written so far.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// An object whose fields `body` writes.
    public mutating func object(_ body: (inout JSONWriter) -> Void) {
        open("{", "}", body)
    }

    /// An array with one element for each of `items`.
    public mutating func array<Items: Sequence>(
        _ items: Items, _ write: (inout JSONWriter, Items.Element) -> Void
    ) {
        open("[", "]") { json in
            for item in items { write(&json, item) }
        }
    }

    /// One field of the open object; a nil value is written as null.
    public mutating func field(_ name: StaticString, _ value: (any JSONWritable)?) {
        key(name)
        if let value { value.write(to: &self) } else { null() }
    }

    /// One field whose value `body` writes.
    public mutating func field(_ name: StaticString, _ body: (inout JSONWriter) -> Void) {
        key(name)
        body(&self)
    }

    /// The value null.
    public mutating func null() { scalar("null") }
    /// A value true or false.
    public mutating func value(_ bool: Bool) { scalar(bool ? "true" : "false") }
    /// A whole number.
    public mutating func value(_ number: Int) { scalar(String(number)) }

    /// A text, escaped as RFC 8259 asks.
    public mutating func value(_ string: String) {
        separate()
        quote(string)
        needsComma = true
    }

    private mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: "\":".utf8)
        needsComma = false
    }

    private mutating func open(_ start: String, _ end: String, _ body: (inout JSONWriter) -> Void) {
        separate()
        bytes.append(contentsOf: start.utf8)
        needsComma = false
        body(&self)
        bytes.append(contentsOf: end.utf8)
        needsComma = true
    }

    private mutating func scalar(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    private mutating func quote(_ string: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case UInt8(ascii: "\n"): bytes.append(contentsOf: "\\n".utf8)
            case 0..<0x20: bytes.append(contentsOf: Self.escape(byte).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
