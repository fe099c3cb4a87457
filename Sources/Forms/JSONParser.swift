import Foundation

extension JSONValue {
    /// Reads JSON (RFC 8259) within bounds of size and depth; refuses doubled keys and numbers that would be
    /// rounded.
    public static func parse(
        _ bytes: some Sequence<UInt8>, maximumBytes: Int = 1_000_000, maximumDepth: Int = 32
    ) throws(JSONProblem) -> JSONValue {
        let bytes = Array(bytes)
        guard bytes.count <= maximumBytes else { throw JSONProblem(code: .tooLarge, offset: maximumBytes) }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw JSONProblem(code: .notUTF8, offset: 0)
        }
        var parser = JSONParser(bytes: bytes, maximumDepth: maximumDepth)
        return try parser.document()
    }

    /// Reads JSON from a string, as `parse(_:)` of its bytes does.
    public static func parse(_ text: String) throws(JSONProblem) -> JSONValue { try parse(Array(text.utf8)) }
}

private struct JSONParser {
    /// `Decimal` keeps 38 digits; what is longer would be rounded unseen.
    static let maximumDigits = 30

    let bytes: [UInt8]
    let maximumDepth: Int
    var offset = 0

    init(bytes: [UInt8], maximumDepth: Int) {
        self.bytes = bytes
        self.maximumDepth = maximumDepth
    }

    mutating func document() throws(JSONProblem) -> JSONValue {
        let value = try value(depth: 0)
        skipSpace()
        guard offset == bytes.count else { throw fault() }
        return value
    }

    private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object(depth: try deeper(depth))
        case UInt8(ascii: "["): return try array(depth: try deeper(depth))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return try number()
        }
    }

    private func deeper(_ depth: Int) throws(JSONProblem) -> Int {
        guard depth < maximumDepth else { throw fault(.tooDeep) }
        return depth + 1
    }

    private mutating func object(depth: Int) throws(JSONProblem) -> JSONValue {
        var members: [String: JSONValue] = [:]
        offset += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            let start = offset
            let key = try string()
            guard members[key] == nil else { throw JSONProblem(code: .doubledKey, offset: start) }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault() }
            members[key] = try value(depth: depth)
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw fault() }
        }
    }

    private mutating func array(depth: Int) throws(JSONProblem) -> JSONValue {
        var values: [JSONValue] = []
        offset += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value(depth: depth))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { throw fault() }
        }
    }

    private mutating func string() throws(JSONProblem) -> String {
        guard take(UInt8(ascii: "\"")) else { throw fault() }
        var text: [UInt8] = []
        while let byte = peek {
            offset += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"): text += String(try escape()).utf8
            case 0..<0x20: throw fault()
            default: text.append(byte)
            }
        }
        throw fault()
    }

    private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
        guard let byte = peek else { throw fault() }
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw fault()
        }
    }

    private mutating func unicodeEscape() throws(JSONProblem) -> Unicode.Scalar {
        let first = try fourHexDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw fault()
        }
        let second = try fourHexDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault() }
        return scalar
    }

    private mutating func fourHexDigits() throws(JSONProblem) -> UInt32 {
        guard offset + 4 <= bytes.count else { throw fault() }
        let digits = bytes[offset..<offset + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
            let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault() }
        offset += 4
        return value
    }

    private mutating func number() throws(JSONProblem) -> JSONValue {
        let start = offset
        _ = take(UInt8(ascii: "-"))
        let whole = digits()
        guard whole == 1 || (whole > 1 && bytes[offset - whole] != UInt8(ascii: "0")) else { throw fault() }
        if take(UInt8(ascii: ".")), digits() == 0 { throw fault() }
        let mantissa = offset - start
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            guard (1...2).contains(digits()) else { throw fault() }
        }
        let text = String(decoding: bytes[start..<offset], as: UTF8.self)
        guard mantissa <= Self.maximumDigits else { throw JSONProblem(code: .numberTooLong, offset: start) }
        guard let value = Decimal(string: text, locale: nil) else { throw fault() }
        return .number(value)
    }

    private mutating func digits() -> Int {
        let start = offset
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { offset += 1 }
        return offset - start
    }

    private mutating func literal(_ word: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
        guard bytes[offset...].starts(with: word.utf8) else { throw fault() }
        offset += word.utf8.count
        return value
    }

    private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { offset += 1 }
    }

    private func fault(_ code: JSONProblem.Code = .notJSON) -> JSONProblem {
        JSONProblem(code: code, offset: offset)
    }
}
