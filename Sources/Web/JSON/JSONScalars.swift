extension JSONParser {
    /// A number by the grammar of RFC 8259, kept as text.
    mutating func number() throws(JSONSyntaxError) -> String {
        let start = position
        _ = take(UInt8(ascii: "-"))
        if !take(UInt8(ascii: "0")) { try digits() }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        guard position - start <= 100 else { throw error("number_too_long") }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func digits() throws(JSONSyntaxError) {
        guard let byte = current, (48...57).contains(byte) else {
            throw error(current == nil ? "cut_short" : "value_expected")
        }
        while let byte = current, (48...57).contains(byte) { position += 1 }
    }

    /// A string from its opening quote.
    mutating func string() throws(JSONSyntaxError) -> String {
        position += 1
        var text: [UInt8] = []
        while let byte = current {
            switch byte {
            case UInt8(ascii: "\""):
                guard let valid = String(validating: text, as: UTF8.self) else { throw error("not_utf8") }
                position += 1
                return valid
            case UInt8(ascii: "\\"): text += try escape()
            case 0..<0x20: throw error("control_character")
            default:
                text.append(byte)
                position += 1
            }
        }
        throw error("cut_short")
    }

    private mutating func escape() throws(JSONSyntaxError) -> [UInt8] {
        position += 1
        guard let byte = current else { throw error("cut_short") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"): return Array(String(Character(try scalar())).utf8)
        default:
            position -= 1
            throw error("unknown_escape")
        }
    }

    private mutating func scalar() throws(JSONSyntaxError) -> Unicode.Scalar {
        let first = try unit()
        if let scalar = Unicode.Scalar(first) { return try storable(scalar) }
        guard UTF16.isLeadSurrogate(UInt16(first)), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
            throw error("lone_surrogate")
        }
        let second = try unit()
        guard (0xDC00...0xDFFF).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw error("lone_surrogate") }
        return scalar
    }

    // PostgreSQL's text cannot hold it, and nobody types it.
    private func storable(_ scalar: Unicode.Scalar) throws(JSONSyntaxError) -> Unicode.Scalar {
        guard scalar.value != 0 else { throw error("control_character") }
        return scalar
    }

    private mutating func unit() throws(JSONSyntaxError) -> UInt32 {
        guard position + 4 <= bytes.count else { throw error("cut_short") }
        let text = String(decoding: bytes[position..<position + 4], as: UTF8.self)
        guard text.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }),
            let unit = UInt32(text, radix: 16)
        else { throw error("unknown_escape") }
        position += 4
        return unit
    }
}
