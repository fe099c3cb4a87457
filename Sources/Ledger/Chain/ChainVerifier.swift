/// Checks events read in the order of their chain and number, and stops at the first that does not hold.
///
/// A chain starts at event 1 whenever its kind or id differs from the event before; sort the events by chain.
/// Without a checkpoint kept elsewhere it cannot see a chain that was cut at its end or dropped as a whole.
public struct ChainVerifier: Sendable {
    /// How many events were found sound.
    public private(set) var eventCount = 0
    /// How many chains were begun.
    public private(set) var chainCount = 0
    private var last: StoredEvent?
    private var records: [RecordID: Standing] = [:]

    /// Starts before the first event of the first chain.
    public init() {}

    /// Takes the next event; throws `BrokenEvent` when it does not hold; after that, give it other chains only.
    public mutating func check(_ next: StoredEvent) throws(BrokenEvent) {
        let event = next.event
        let continues = last?.event.chainKind == event.chainKind && last?.event.chainID == event.chainID
        let before = continues ? last : nil
        let expected = (before?.event.seq ?? 0) + 1
        guard event.seq == expected else { throw broken(event, .gap(expected: expected)) }
        guard event.previousHash == before?.hash ?? .zero else { throw broken(event, .previousHash) }
        guard event.hash == next.hash else { throw broken(event, .hash) }
        if let text = next.privateText, text.digest != event.privateDigest {
            throw broken(event, .privateDigest)
        }
        if !continues {
            chainCount += 1
            records = [:]
        }
        if event.isMove { try follow(event) }
        last = next
        eventCount += 1
    }

    /// The deferred keys of the store say the same: a move leaves from where the last one arrived.
    private mutating func follow(_ move: CanonicalEvent) throws(BrokenEvent) {
        let record = RecordID(kind: move.recordKind, id: move.recordID)
        let standing = records[record]
        guard move.fromStatus == standing?.status ?? "" else {
            throw broken(move, .status(expected: standing?.status ?? ""))
        }
        let version = (standing?.version ?? 0) + 1
        guard move.recordVersion == version else { throw broken(move, .version(expected: version)) }
        records[record] = Standing(status: move.toStatus, version: version)
    }

    private func broken(_ event: CanonicalEvent, _ fault: BrokenEvent.Fault) -> BrokenEvent {
        BrokenEvent(chainKind: event.chainKind, chainID: event.chainID, seq: event.seq, fault: fault)
    }

    private struct RecordID: Hashable {
        let kind: String
        let id: String
    }

    private struct Standing {
        let status: String
        let version: Int64
    }
}
