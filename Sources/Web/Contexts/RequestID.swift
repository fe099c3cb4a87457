/// The name of one request in logs, audit events and problem documents.
struct RequestID {
    let text: String

    /// A caller's own `X-Request-Id` when it is harmless, else the trace id of a W3C `traceparent`, else a
    /// new one.
    init(requestID: String?, traceparent: String?) {
        text = requestID.flatMap(Self.harmless) ?? traceparent.flatMap(Self.traceID) ?? Self.fresh()
    }

    // It is written to logs and shown on pages: letters, digits and a few signs only.
    private static func harmless(_ text: String) -> String? {
        guard (8...64).contains(text.utf8.count) else { return nil }
        let allowed = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        return allowed ? text : nil
    }

    // traceparent = version "-" trace-id (32 hex, not all zero) "-" parent-id (16 hex) "-" flags (2 hex).
    private static func traceID(_ text: String) -> String? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0].utf8.count == 2, parts[0] != "ff", parts[1].utf8.count == 32,
            parts[2].utf8.count == 16, parts[3].utf8.count == 2, parts.prefix(4).allSatisfy(isLowercaseHex),
            parts[1].contains(where: { $0 != "0" })
        else { return nil }
        return String(parts[1])
    }

    private static func isLowercaseHex(_ text: Substring) -> Bool {
        text.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    }

    private static func fresh() -> String {
        let digits = Array("0123456789abcdef".utf8)
        var bits = (UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max))
        return withUnsafeBytes(of: &bits) { bytes in
            String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
        }
    }
}
