import Ledger

/// One case of a fictional organisation: opened, offered, written about, closed; two records in one chain.
enum SampleEvents {
    static let caseID = "018f3c2a-0000-7000-8000-000000000001"
    static let referralID = "018f3c2a-0000-7000-8000-000000000002"

    static func event(
        seq: Int64, previous: Hash256, chainKind: String = "case", chainID: String = caseID,
        recordKind: String = "case", recordID: String = caseID, version: Int64? = nil,
        action: String = "case.open", from: String = "", to: String = "", digest: Hash256? = nil,
        facts: String = "{}"
    ) throws -> CanonicalEvent {
        try CanonicalEvent(
            chainKind: chainKind, chainID: chainID, seq: seq, previousHash: previous,
            atMicroseconds: 1_760_000_000_000_000 + seq, actorKind: "account",
            actor: "018f3c2a-0000-7000-8000-0000000000aa", session: "018f3c2a-0000-7000-8000-0000000000bb",
            request: "req-1", organisation: "018f3c2a-0000-7000-8000-0000000000cc", recordKind: recordKind,
            recordID: recordID, recordVersion: version, workflow: to.isEmpty ? "" : "1",
            action: action, fromStatus: from, toStatus: to, privateDigest: digest, facts: facts)
    }

    /// A sound chain: two moves of the case, a note with private text, two moves of a referral.
    static func chain(id: String = caseID) throws -> [StoredEvent] {
        let note = PrivateText(
            salt: [UInt8](repeating: 7, count: 16), text: "Ana saw | the site, \"twice\" – è vero")
        let steps: [Step] = [
            Step("case", version: 1, from: "", to: "open"),
            Step("case", version: 2, from: "open", to: "assigned", facts: #"{"b":1.0,"a":"x|y\n"}"#),
            Step("case", version: nil, from: "", to: "", note: note),
            Step("referral", version: 1, from: "", to: "prepared"),
            Step("referral", version: 2, from: "prepared", to: "in_approval"),
        ]
        var events: [StoredEvent] = []
        for step in steps {
            let event = try event(
                seq: Int64(events.count + 1), previous: events.last?.hash ?? .zero, chainID: id,
                recordKind: step.record, recordID: step.record == "case" ? caseID : referralID,
                version: step.version, action: "\(step.record).step", from: step.from, to: step.to,
                digest: step.note?.digest, facts: step.facts)
            events.append(StoredEvent(event: event, hash: event.hash, privateText: step.note))
        }
        return events
    }

    private struct Step {
        let record: String
        let version: Int64?
        let from, to: String
        let note: PrivateText?
        let facts: String

        init(
            _ record: String, version: Int64?, from: String, to: String, note: PrivateText? = nil,
            facts: String = "{}"
        ) {
            (self.record, self.version, self.from, self.to) = (record, version, from, to)
            (self.note, self.facts) = (note, facts)
        }
    }
}
