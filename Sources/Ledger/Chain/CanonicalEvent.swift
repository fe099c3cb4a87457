/// One audit event in the form that is hashed: version 1 of Casebridge's canonical event.
///
/// An absent text is the empty string. Every field but `facts` keeps to `[A-Za-z0-9_.:/-]`, so the
/// delimiter cannot be smuggled in; `facts` is last and may hold anything, so no lengths are needed.
public struct CanonicalEvent: Hashable, Sendable {
    /// What the chain belongs to: case, account, organisation, system, or reads of one of them.
    public let chainKind: String
    /// The chain's record: a lower-case UUID, or a day for the system's chain.
    public let chainID: String
    /// The place in the chain, from 1, without gaps.
    public let seq: Int64
    /// The hash of the event before it; `Hash256.zero` for the first.
    public let previousHash: Hash256
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let atMicroseconds: Int64
    /// account, system or operator.
    public let actorKind: String
    /// The actor's id.
    public let actor: String
    /// The id of the session or token that acted.
    public let session: String
    /// The id of the request.
    public let request: String
    /// The organisation (tenant) on whose behalf the actor acted.
    public let organisation: String
    /// The kind of record the event is about.
    public let recordKind: String
    /// The id of that record.
    public let recordID: String
    /// The record's version after a move; nil where no version applies.
    public let recordVersion: Int64?
    /// Name and version of the workflow that allowed a move.
    public let workflow: String
    /// The stable code of what was done.
    public let action: String
    /// The status before a move; empty when the move made the record.
    public let fromStatus: String
    /// The status after a move; empty when the event is not a move.
    public let toStatus: String
    /// The salted digest of the private text beside the event; nil when it never had one.
    public let privateDigest: Hash256?
    /// The exact JSON text that was stored.
    public let facts: String

    /// Throws `MalformedEvent` naming the first field outside its alphabet or range.
    public init(
        chainKind: String, chainID: String, seq: Int64, previousHash: Hash256, atMicroseconds: Int64,
        actorKind: String, actor: String, session: String, request: String, organisation: String,
        recordKind: String, recordID: String, recordVersion: Int64?, workflow: String, action: String,
        fromStatus: String, toStatus: String, privateDigest: Hash256?, facts: String
    ) throws(MalformedEvent) {
        self.chainKind = chainKind
        self.chainID = chainID
        self.seq = seq
        self.previousHash = previousHash
        self.atMicroseconds = atMicroseconds
        self.actorKind = actorKind
        self.actor = actor
        self.session = session
        self.request = request
        self.organisation = organisation
        self.recordKind = recordKind
        self.recordID = recordID
        self.recordVersion = recordVersion
        self.workflow = workflow
        self.action = action
        self.fromStatus = fromStatus
        self.toStatus = toStatus
        self.privateDigest = privateDigest
        self.facts = facts
        try validate()
    }

    /// The UTF-8 bytes that are hashed and, for a sealing event, put into the dossier.
    public var bytes: [UInt8] { Array(text.utf8) }

    /// SHA-256 of `bytes`: what the next event names, and the entry of the transparency log.
    public var hash: Hash256 { Hash256(of: bytes) }

    /// Whether the event brought its record to a status.
    public var isMove: Bool { !toStatus.isEmpty }

    /// The first field of version 1.
    static let tag = "casebridge-event-v1"

    private var text: String {
        let fields = [
            CanonicalEvent.tag, chainKind, chainID, String(seq), previousHash.hex, String(atMicroseconds),
            actorKind, actor, session, request, organisation, recordKind, recordID,
            recordVersion.map(String.init) ?? "", workflow, action, fromStatus, toStatus,
            privateDigest?.hex ?? "", facts,
        ]
        return fields.joined(separator: "|")
    }
}
