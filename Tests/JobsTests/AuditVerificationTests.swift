import Foundation
import Postgres
import Testing

@testable import Jobs

@Suite struct AuditVerificationTests {
    @Test func `a log that grew after a kept checkpoint is sound`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.sequenceAll()
            let kept = try await world.checkpoint()
            try await world.append(300, to: chain)
            try await world.append(2)
            #expect(try await world.faults(against: kept) == [])
            try await world.sequenceAll()
            let outcome = try await world.verification(against: kept)
            #expect(outcome.faults == [])
            #expect(outcome.events == 307 && outcome.chains == 2 && outcome.leaves == 307)
        }
    }

    @Test func `a changed event is named, and the chains beside it are still checked`() async throws {
        try await LogWorld.use { world in
            let (first, second) = (try await world.append(5), try await world.append(5))
            try await world.tamper(
                "UPDATE casebridge.audit_event SET action = 'changed' WHERE chain_id = \(first) AND seq = 3",
                "UPDATE casebridge.audit_event SET facts = '{}' WHERE chain_id = \(second) AND seq = 4")
            let faults = try await world.faults()
            #expect(
                faults.sorted()
                    == [name(first, 3), name(second, 4)].map {
                        "\($0) its stored hash is not the hash of its fields"
                    }.sorted())
        }
    }

    @Test func `a removed event is named by the gap`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.tamper("DELETE FROM casebridge.audit_event WHERE chain_id = \(chain) AND seq = 2")
            #expect(try await world.faults() == ["\(name(chain, 3)) event 2 is missing before it"])
        }
    }

    @Test func `exchanged events are named`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.tamper(
                "UPDATE casebridge.audit_event SET seq = 100 WHERE chain_id = \(chain) AND seq = 2",
                "UPDATE casebridge.audit_event SET seq = 2 WHERE chain_id = \(chain) AND seq = 3",
                "UPDATE casebridge.audit_event SET seq = 3 WHERE chain_id = \(chain) AND seq = 100")
            #expect(try await world.faults().first?.hasPrefix(name(chain, 2)) == true)
        }
    }

    @Test func `an inserted event is named`() async throws {
        try await LogWorld.use { world in
            let (chain, other) = (try await world.append(3), try await world.append(1))
            try await world.tamper(
                "UPDATE casebridge.audit_event SET seq = 4 WHERE chain_id = \(chain) AND seq = 3",
                "UPDATE casebridge.audit_event SET chain_id = \(chain), seq = 3 WHERE chain_id = \(other)")
            #expect(try await world.faults() == ["\(name(chain, 3)) it does not name the event before it"])
        }
    }

    @Test func `an event that cannot even be read is named`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(2)
            try await world.tamper(
                "UPDATE casebridge.audit_event SET private_digest = '\\x00' WHERE chain_id = \(chain) AND seq = 2"
            )
            let faults = try await world.faults()
            #expect(faults.count == 1 && faults.first?.hasPrefix(name(chain, 2)) == true)
        }
    }

    @Test func `a published tile that is not its leaves is named, and so is one that is gone`() async throws {
        try await LogWorld.use { world in
            try await world.append(300)
            try await world.sequenceAll()
            #expect(try await world.faults() == [])
            try await world.tamper(
                "UPDATE casebridge.ledger_tile SET hashes = set_byte(hashes, 100, 255 - get_byte(hashes, 100)) WHERE level = 0 AND tile = 0",
                "DELETE FROM casebridge.ledger_tile WHERE level = 0 AND tile = 1")
            #expect(try await world.faults() == ["tile_is_not_its_leaves: 0/0", "tile_missing: 0/1"])
        }
    }

    @Test func `guards that were switched off are named`() async throws {
        try await LogWorld.use { world in
            try await world.append(1)
            #expect(try await world.verification().faults == [])
            try await world.tamper()
            #expect(try await world.verification().faults.contains { $0.hasPrefix("guard_") })
        }
    }

    private func name(_ chain: UUID, _ seq: Int) -> String {
        "event organisation/\(chain.uuidString.lowercased())/\(seq):"
    }
}

@Suite struct KeptCheckpointTests {
    private let cut = "log_is_cut: a checkpoint over "
    private let rewritten = "past_was_rewritten: the first "

    @Test func `a tail cut off under a checkpoint is found without any kept one`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.sequenceAll()
            try await world.tamper("DELETE FROM casebridge.audit_event WHERE chain_id = \(chain) AND seq > 3")
            #expect(try await world.faults().contains { $0.hasPrefix("event_of_a_leaf_is_missing") })
        }
    }

    @Test func `a tail cut off before any checkpoint leaves no trace`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.tamper("DELETE FROM casebridge.audit_event WHERE chain_id = \(chain) AND seq > 3")
            #expect(try await world.faults() == [])
        }
    }

    @Test func `a chain hashed anew is found by the leaves`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.sequenceAll()
            try await world.tamper(
                "UPDATE casebridge.audit_event SET facts = '{}' WHERE chain_id = \(chain) AND seq = 2")
            try await world.rehash(chain)
            let faults = try await world.faults()
            #expect(!faults.isEmpty && faults.allSatisfy { $0.hasPrefix("event_of_a_leaf_is_missing") })
        }
    }

    @Test func `leaves changed with their chain do not give the signed root`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.sequenceAll()
            try await world.tamper(
                "UPDATE casebridge.audit_event SET facts = '{}' WHERE chain_id = \(chain) AND seq = 2")
            try await world.rehash(chain)
            try await world.tamper(
                """
                UPDATE casebridge.ledger_leaf l SET event_hash = e.hash FROM casebridge.audit_event e
                WHERE e.chain_id = l.chain_id AND e.chain_kind = l.chain_kind AND e.seq = l.seq
                """)
            #expect(
                try await world.faults() == [
                    "tile_is_not_its_leaves: 0/0", "leaves_do_not_give_the_signed_root",
                ])
        }
    }

    @Test func `a past rewritten even with the signing key is found by a kept checkpoint alone`() async throws
    {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.sequenceAll()
            let kept = try await world.checkpoint()
            try await world.tamper(
                "UPDATE casebridge.audit_event SET facts = '{}' WHERE chain_id = \(chain) AND seq = 2")
            try await world.rehash(chain)
            try await world.signAnew()
            #expect(try await world.faults() == [])
            let faults = try await world.faults(against: kept)
            #expect(faults.count == 1 && faults.first?.hasPrefix(rewritten) == true)
        }
    }

    @Test func `a tail cut off and signed anew is found by a kept checkpoint`() async throws {
        try await LogWorld.use { world in
            let chain = try await world.append(5)
            try await world.sequenceAll()
            let kept = try await world.checkpoint()
            try await world.tamper("DELETE FROM casebridge.audit_event WHERE chain_id = \(chain) AND seq > 3")
            try await world.signAnew()
            #expect(try await world.faults() == [])
            #expect(try await world.faults(against: kept).first?.hasPrefix(cut) == true)
        }
    }

    @Test func `a dropped chain is found by a kept checkpoint, also when the log has grown since`()
        async throws
    {
        try await LogWorld.use { world in
            let (chain, other) = (try await world.append(5), try await world.append(5))
            try await world.sequenceAll()
            let kept = try await world.checkpoint()
            try await world.tamper("DELETE FROM casebridge.audit_event WHERE chain_id = \(chain)")
            try await world.append(20, to: other)
            try await world.signAnew()
            #expect(try await world.faults() == [])
            #expect(try await world.faults(against: kept).first?.hasPrefix(rewritten) == true)
        }
    }

    @Test func `a log that lost every checkpoint is cut`() async throws {
        try await LogWorld.use { world in
            try await world.append(5)
            try await world.sequenceAll()
            let kept = try await world.checkpoint()
            try await world.tamper("DELETE FROM casebridge.ledger_checkpoint")
            #expect(try await world.faults(against: kept).contains { $0.hasPrefix(cut) })
        }
    }

    @Test func `a checkpoint signed by another key is named`() async throws {
        try await LogWorld.use { world in
            try await world.append(5)
            let forger = Sequencer(
                database: world.workers,
                signer: try .generate(name: LogWorld.origin, algorithm: .ed25519), origin: LogWorld.origin)
            while try await world.size < 5 { try await forger.run() }
            #expect(
                try await world.faults().contains { $0.hasPrefix("checkpoint_not_signed_by_the_ledger_key") })
        }
    }

    @Test func `a leaf taken out of the log is named`() async throws {
        try await LogWorld.use { world in
            try await world.append(5)
            try await world.sequenceAll()
            try await world.tamper("DELETE FROM casebridge.ledger_leaf WHERE leaf = 2")
            #expect(try await world.faults().contains("leaf_missing: 2"))
        }
    }
}
