extension CanonicalEvent {
    /// Reads the canonical bytes back. Throws `MalformedEvent` unless the event writes the same bytes again.
    public init(parsing bytes: [UInt8]) throws(MalformedEvent) {
        guard let text = String(validating: bytes, as: UTF8.self) else { throw MalformedEvent(field: "form") }
        let fields = text.utf8.split(
            separator: UInt8(ascii: "|"), maxSplits: CanonicalEvent.delimiters,
            omittingEmptySubsequences: false
        ).map { String($0) ?? "" }
        guard fields.count == CanonicalEvent.delimiters + 1, fields[0] == CanonicalEvent.tag else {
            throw MalformedEvent(field: "form")
        }
        self = try CanonicalEvent.reading(fields)
        guard self.bytes == bytes else { throw MalformedEvent(field: "form") }
    }

    private static let delimiters = 19

    private static func reading(_ fields: [String]) throws(MalformedEvent) -> CanonicalEvent {
        guard let seq = Int64(fields[3]) else { throw MalformedEvent(field: "seq") }
        guard let previous = Hash256(hex: fields[4]) else { throw MalformedEvent(field: "previous_hash") }
        guard let at = Int64(fields[5]) else { throw MalformedEvent(field: "at_us") }
        let version = Int64(fields[13])
        guard version != nil || fields[13].isEmpty else { throw MalformedEvent(field: "record_version") }
        let digest = Hash256(hex: fields[18])
        guard digest != nil || fields[18].isEmpty else { throw MalformedEvent(field: "private_digest") }
        return try CanonicalEvent(
            chainKind: fields[1], chainID: fields[2], seq: seq, previousHash: previous, atMicroseconds: at,
            actorKind: fields[6], actor: fields[7], session: fields[8], request: fields[9],
            organisation: fields[10], recordKind: fields[11], recordID: fields[12], recordVersion: version,
            workflow: fields[14], action: fields[15], fromStatus: fields[16], toStatus: fields[17],
            privateDigest: digest, facts: fields[19])
    }
}
