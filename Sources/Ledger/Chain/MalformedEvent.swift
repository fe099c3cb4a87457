/// An event that cannot be written in canonical form, or bytes that are not that form.
public struct MalformedEvent: Error, Hashable, Sendable, CustomStringConvertible {
    /// The field by its name in the export, or `form` when the bytes are no event at all.
    public let field: String

    /// Names the field in one sentence.
    public var description: String { "the audit event's field \(field) is malformed" }
}

extension CanonicalEvent {
    func validate() throws(MalformedEvent) {
        guard !chainKind.isEmpty else { throw MalformedEvent(field: "chain_kind") }
        guard !chainID.isEmpty else { throw MalformedEvent(field: "chain_id") }
        guard seq >= 1 else { throw MalformedEvent(field: "seq") }
        guard recordVersion ?? 0 >= 0 else { throw MalformedEvent(field: "record_version") }
        guard !action.isEmpty else { throw MalformedEvent(field: "action") }
        for (name, text) in restricted where !text.utf8.allSatisfy(isAllowed) {
            throw MalformedEvent(field: name)
        }
    }

    private var restricted: [(String, String)] {
        [
            ("chain_kind", chainKind), ("chain_id", chainID), ("actor_kind", actorKind), ("actor", actor),
            ("session", session), ("request", request), ("organisation", organisation),
            ("record_kind", recordKind), ("record_id", recordID), ("workflow", workflow), ("action", action),
            ("from_status", fromStatus), ("to_status", toStatus),
        ]
    }
}

/// The alphabet of every field but the last; the column's CHECK in PostgreSQL says the same.
private func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: ":"),
        UInt8(ascii: "/"), UInt8(ascii: "-"):
        true
    default: false
    }
}
