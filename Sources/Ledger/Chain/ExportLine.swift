import Foundation

/// One event of the JSON Lines export: every field by its name, and the hash that was stored.
///
/// `ops/verify_export.py` reads the same lines with none of this code.
public enum ExportLine {
    /// Writes one event as a JSON object with sorted keys, without a newline.
    public static func encode(_ stored: StoredEvent) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(Row(stored)))
    }

    /// Reads one line. Throws `MalformedEvent` naming the field, or `form` when it is no such object.
    public static func decode(_ line: [UInt8]) throws(MalformedEvent) -> StoredEvent {
        guard let row = try? JSONDecoder().decode(Row.self, from: Data(line)) else {
            throw MalformedEvent(field: "form")
        }
        return try row.stored()
    }
}

private struct Row: Codable {
    let chain_kind, chain_id: String
    let seq: Int64
    let previous_hash: String
    let at_us: Int64
    let actor_kind, actor, session, request, organisation, record_kind, record_id: String
    let record_version: Nullable<Int64>
    let workflow, action, from_status, to_status: String
    let private_digest, facts: String
    let `private`, private_salt: Nullable<String>
    let hash: String

    init(_ stored: StoredEvent) {
        let event = stored.event
        (chain_kind, chain_id, seq) = (event.chainKind, event.chainID, event.seq)
        (previous_hash, at_us) = (event.previousHash.hex, event.atMicroseconds)
        (actor_kind, actor, session) = (event.actorKind, event.actor, event.session)
        (request, organisation) = (event.request, event.organisation)
        (record_kind, record_id) = (event.recordKind, event.recordID)
        record_version = Nullable(event.recordVersion)
        (workflow, action) = (event.workflow, event.action)
        (from_status, to_status) = (event.fromStatus, event.toStatus)
        (private_digest, facts) = (event.privateDigest?.hex ?? "", event.facts)
        `private` = Nullable(stored.privateText?.text)
        private_salt = Nullable(stored.privateText.map { Hex.encode($0.salt) })
        hash = stored.hash.hex
    }

    func stored() throws(MalformedEvent) -> StoredEvent {
        guard let hash = Hash256(hex: hash) else { throw MalformedEvent(field: "hash") }
        return StoredEvent(event: try event(), hash: hash, privateText: try privateText())
    }

    private func event() throws(MalformedEvent) -> CanonicalEvent {
        guard let previous = Hash256(hex: previous_hash) else { throw MalformedEvent(field: "previous_hash") }
        let digest = Hash256(hex: private_digest)
        guard digest != nil || private_digest.isEmpty else { throw MalformedEvent(field: "private_digest") }
        return try CanonicalEvent(
            chainKind: chain_kind, chainID: chain_id, seq: seq, previousHash: previous, atMicroseconds: at_us,
            actorKind: actor_kind, actor: actor, session: session, request: request,
            organisation: organisation, recordKind: record_kind, recordID: record_id,
            recordVersion: record_version.value, workflow: workflow, action: action, fromStatus: from_status,
            toStatus: to_status, privateDigest: digest, facts: facts)
    }

    private func privateText() throws(MalformedEvent) -> PrivateText? {
        guard let text = `private`.value else { return nil }
        let salt = private_salt.value.flatMap { Hex.decode($0) } ?? []
        guard let value = PrivateText(salt: salt, text: text) else {
            throw MalformedEvent(field: "private_salt")
        }
        return value
    }
}

/// A value whose key is always written, as null when absent: an optional's key would be left out.
private struct Nullable<Value: Codable>: Codable {
    let value: Value?

    init(_ value: Value?) { self.value = value }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        value = container.decodeNil() ? nil : try container.decode(Value.self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let value { try container.encode(value) } else { try container.encodeNil() }
    }
}
