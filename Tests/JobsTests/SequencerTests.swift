import Foundation
import Ledger
import Postgres
import Testing

@testable import Jobs

@Suite struct SequencerTests {
    @Test func `an empty log has no checkpoint and is sound`() async throws {
        try await LogWorld.use { world in
            let added = try await world.sequencer.run()
            #expect(added == 0)
            #expect(
                try await world.value("SELECT count(*) AS v FROM casebridge.ledger_checkpoint", Int.self) == 0
            )
            #expect(try await world.faults() == [])
            #expect(try await EventProof(database: world.operators).proof(of: Hash256(of: [1])) == nil)
        }
    }

    @Test func `committed events come under a checkpoint of the installation's key`() async throws {
        try await LogWorld.use { world in
            try await world.append(3)
            try await world.sequenceAll()
            let checkpoint = try await world.checkpoint()
            #expect(checkpoint.size == 3 && checkpoint.origin == LogWorld.origin)
            let other = try SignerKey.generate(name: LogWorld.origin, algorithm: .ed25519).verifierKey
            let note = Array(try await world.note().utf8)
            #expect(throws: (any Error).self) { try Checkpoint.open(note, by: other) }
            #expect(try await world.sequencer.run() == 0)
            #expect(try await world.checkpoint() == checkpoint)
        }
    }

    @Test func `a transaction that began earlier and commits later lands in the next checkpoint`()
        async throws
    {
        try await LogWorld.use { world in
            try await world.append(1)
            try await world.sequenceAll()
            let late = UUID()
            try await world.superuser.transaction(entering: nil) { transaction in
                try await LogWorld.becomeGate(transaction)
                _ = try await transaction.query(LogWorld.appending(1, to: late))
                try await world.append(2)
                try await world.sequencer.run()
                #expect(try await world.size == 1)
            }
            try await world.sequenceAll()
            #expect(try await world.size == 4)
            let leaf: SQL = "SELECT leaf AS v FROM casebridge.ledger_leaf WHERE chain_id = \(late)"
            #expect(try await world.value(leaf, Int.self) == 1)
            #expect(try await world.faults() == [])
        }
    }

    @Test func `what was rolled back is in no checkpoint`() async throws {
        try await LogWorld.use { world in
            struct ChangedHisMind: Error {}
            await #expect(throws: ChangedHisMind.self) {
                try await world.superuser.transaction(entering: nil) { transaction in
                    try await LogWorld.becomeGate(transaction)
                    _ = try await transaction.query(LogWorld.appending(5, to: UUID()))
                    throw ChangedHisMind()
                }
            }
            try await world.append(1)
            try await world.sequenceAll()
            #expect(try await world.checkpoint().size == 1)
        }
    }

    @Test func `of two sequencers at once only one works`() async throws {
        try await LogWorld.use { world in
            try await world.append(10)
            try await world.superuser.transaction(entering: nil) { transaction in
                _ = try await transaction.query("SELECT pg_advisory_xact_lock(7310, 1)")
                #expect(try await world.sequencer.run() == 0)
            }
            try await world.sequenceAll()
            #expect(try await world.size == 10)
        }
    }

    @Test func `many sequencers and writers at once lose nothing and double nothing`() async throws {
        try await LogWorld.use { world in
            try await withThrowingTaskGroup { group in
                for _ in 1...2 {
                    group.addTask { for _ in 1...20 { try await world.append(3) } }
                    group.addTask { for _ in 1...20 { try await world.sequencer.run() } }
                }
                try await group.waitForAll()
            }
            try await world.sequenceAll()
            #expect(try await world.size == 120)
            #expect(try await world.faults() == [])
        }
    }

    @Test func `twenty-five thousand events are signed in batches, and each can be proved`() async throws {
        try await LogWorld.use { world in
            var chains: [UUID] = []
            for count in [12_000, 12_000, 1_000] { chains.append(try await world.append(count)) }
            try await world.sequenceAll()
            let checkpoint = try await world.checkpoint()
            #expect(checkpoint.size == 25_000)
            let checkpoints: SQL = "SELECT count(*) AS v FROM casebridge.ledger_checkpoint"
            #expect(try await world.value(checkpoints, Int.self) >= 3)
            let outcome = try await world.verification()
            #expect(outcome.events == 25_000 && outcome.chains == 3 && outcome.leaves == 25_000)
            #expect(outcome.faults.filter { !$0.hasPrefix("guard_") } == [])
            for (chain, seq) in [(chains[0], 1), (chains[1], 12_000), (chains[2], 1_000)] {
                try await proves(world, chain, seq, checkpoint)
            }
        }
    }

    private func proves(_ world: LogWorld, _ chain: UUID, _ seq: Int, _ checkpoint: Checkpoint) async throws {
        let event: SQL =
            "SELECT hash AS v FROM casebridge.audit_event WHERE chain_id = \(chain) AND seq = \(seq)"
        let entry: [UInt8] = try await world.value(event)
        let hash = try #require(Hash256(bytes: entry))
        let proof = try #require(try await EventProof(database: world.operators).proof(of: hash))
        let read = try OfflineProof(parsing: proof.encoded)
        #expect(try read.verify(entry: entry, logKey: world.signer.verifierKey) == checkpoint)
        let other = Array(repeating: UInt8(1), count: 32)
        #expect(throws: (any Error).self) { try read.verify(entry: other, logKey: world.signer.verifierKey) }
    }
}
