import HTTPTypes
import Hummingbird

/// A strong entity tag made of a record's version: `"7"` (RFC 9110, section 8.8.3).
public struct EntityTag: Equatable, Sendable {
    /// The record's version.
    public let version: Int64

    /// The tag of a version.
    public init(version: Int64) { self.version = version }

    /// As it stands in a header.
    public var text: String { "\"\(version)\"" }

    /// The version that `If-Match` names. 428 without the header, 400 for a weak tag, a list, `*` or
    /// anything else that names no single version: whoever changes a record says which one was read.
    public static func required(_ request: Request) throws(Refusal) -> Int64 {
        guard let header = request.headers[.ifMatch] else { throw Refusal(428, "if_match_missing") }
        let text = header[...].trimmed()
        guard text.count >= 3, text.first == "\"", text.last == "\"",
            text.dropFirst().dropLast().utf8.allSatisfy({ (48...57).contains($0) }),
            let version = Int64(text.dropFirst().dropLast())
        else { throw .malformed("malformed_if_match") }
        // Versions are integers of 32 bits; a larger one is stale like any other that is not the record's.
        return min(version, Int64(Int32.max))
    }

    // Weak comparison, as RFC 9110 section 13.1.2 asks for If-None-Match.
    static func isKnown(_ tag: String?, to request: Request) -> Bool {
        guard let tag, request.method == .get || request.method == .head,
            let header = request.headers[.ifNoneMatch]
        else { return false }
        return header.split(separator: ",").map { $0.trimmed() }.contains { known in
            known == "*" || known == tag || known == "W/" + tag
        }
    }
}

/// A caller's own name for one POST, so that asking again has no second effect.
public enum IdempotencyKey {
    /// The header's value, nil when absent; 400 unless it is 1 to 255 printable ASCII characters.
    public static func read(_ request: Request) throws(Refusal) -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = request.headers[name] else {
            return nil
        }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .malformed("malformed_idempotency_key")
        }
        return key
    }
}
