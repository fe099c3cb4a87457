import Foundation
import Ledger

/// Lines as `casebridge audit export` writes them, for the script that verifies exports.
enum ExportLine {
    static func encode(_ stored: StoredEvent, leaf: Int?) throws -> [UInt8] {
        let event = stored.event
        let line: [String: Any?] = [
            "chain_kind": event.chainKind, "chain_id": event.chainID, "seq": event.seq,
            "previous_hash": event.previousHash.hex, "at_us": event.atMicroseconds,
            "actor_kind": event.actorKind, "actor": event.actor, "session": event.session,
            "request": event.request, "organisation": event.organisation, "record_kind": event.recordKind,
            "record_id": event.recordID, "record_version": event.recordVersion,
            "workflow": Int(event.workflow), "action": event.action, "from_status": event.fromStatus,
            "to_status": event.toStatus, "private_digest": event.privateDigest?.hex ?? "",
            "facts": event.facts, "private": stored.privateText?.text,
            "private_salt": stored.privateText.map { Hex.encode($0.salt) }, "hash": stored.hash.hex,
            "leaf": leaf,
        ]
        return Array(try JSONSerialization.data(withJSONObject: line.mapValues { $0 ?? NSNull() }))
    }
}
