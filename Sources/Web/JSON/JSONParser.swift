/// Where and why a text is not JSON.
public struct JSONSyntaxError: Error, Equatable, Sendable {
    /// Stable code: what was found wrong.
    public let code: String
    /// Line, from 1.
    public let line: Int
    /// Byte within the line, from 1.
    public let column: Int
}

extension JSON {
    /// Reads one JSON text of UTF-8; refuses what RFC 8259 leaves open to quarrels: a key twice,
    /// more than 32 levels, a lone surrogate, bytes that are not UTF-8.
    public init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
        var parser = JSONParser(bytes: bytes)
        self = try parser.document()
    }
}

/// A recursive descent over bytes, bounded in depth.
struct JSONParser {
    let bytes: [UInt8]
    var position = 0
    private static let deepest = 32

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONSyntaxError) -> JSON {
        let value = try value(depth: 0)
        skipBlanks()
        guard position == bytes.count else { throw error("text_after_end") }
        return value
    }

    var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    func error(_ code: String) -> JSONSyntaxError {
        let before = bytes.prefix(position)
        let line = before.count { $0 == 0x0A } + 1
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return JSONSyntaxError(code: code, line: line, column: position - start + 1)
    }

    private mutating func value(depth: Int) throws(JSONSyntaxError) -> JSON {
        guard depth <= Self.deepest else { throw error("too_deep") }
        skipBlanks()
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw error("cut_short")
        default: return .number(try number())
        }
    }

    private mutating func object(depth: Int) throws(JSONSyntaxError) -> JSON {
        var pairs: [(key: String, value: JSON)] = []
        var seen: Set<String> = []
        position += 1
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .object(JSONMembers(pairs)) }
        while true {
            skipBlanks()
            guard current == UInt8(ascii: "\"") else {
                throw error(current == nil ? "cut_short" : "key_expected")
            }
            let start = position
            let key = try string()
            guard seen.insert(key).inserted else {
                position = start
                throw error("key_twice")
            }
            skipBlanks()
            guard take(UInt8(ascii: ":")) else {
                throw error(current == nil ? "cut_short" : "colon_expected")
            }
            pairs.append((key, try value(depth: depth + 1)))
            if try ends(with: UInt8(ascii: "}")) { return .object(JSONMembers(pairs)) }
        }
    }

    private mutating func array(depth: Int) throws(JSONSyntaxError) -> JSON {
        var elements: [JSON] = []
        position += 1
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            elements.append(try value(depth: depth + 1))
            if try ends(with: UInt8(ascii: "]")) { return .array(elements) }
        }
    }

    private mutating func ends(with closing: UInt8) throws(JSONSyntaxError) -> Bool {
        skipBlanks()
        if take(closing) { return true }
        guard take(UInt8(ascii: ",")) else { throw error(current == nil ? "cut_short" : "comma_expected") }
        return false
    }

    private mutating func word(_ word: String, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        guard bytes[position...].starts(with: word.utf8) else { throw error("value_expected") }
        position += word.utf8.count
        return value
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            position += 1
        }
    }
}
