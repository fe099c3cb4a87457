import Foundation
import Ledger
import Logging
import Postgres
import Testing

@testable import Casework
@testable import Jobs

@Suite struct ClockMarkTests {
    private func worker(_ world: BridgeWorld) throws -> Worker {
        let signer = try SignerKey.generate(name: "log.example.org/test", algorithm: .ed25519)
        let sequencer = Sequencer(database: world.workers, signer: signer, origin: "log.example.org/test")
        return Worker(
            database: world.workers, handlers: [], sequencer: sequencer, sweepFiles: {},
            logger: Logger(label: "test"))
    }

    /// Puts the marks of the report's clock at these distances from now.
    private func put(_ world: BridgeWorld, soft: SQL, hard: SQL) async throws {
        try await world.superuser.transaction(entering: nil) { transaction in
            _ = try await transaction.query("SELECT set_config('role', 'casebridge_gate', true)")
            _ = try await transaction.query(
                """
                UPDATE casebridge.clock SET soft_at = now() + \(soft), hard_at = now() + \(hard)
                WHERE name = 'report_due'
                """)
        }
    }

    private func marks(_ world: BridgeWorld) async throws -> String {
        try await world.value(
            """
            SELECT coalesce(string_agg(action, ' ' ORDER BY seq), '') AS v FROM casebridge.audit_event
            WHERE action LIKE 'clock%'
            """)
    }

    @Test func `a clock before its marks says nothing`() async throws {
        try await BridgeWorld.use { world in
            _ = try await BridgeCase(accepted: world)
            #expect(try await worker(world).markClocks() == false)
            #expect(try await marks(world) == "")
        }
    }

    @Test func `each mark is one event, however often the worker looks`() async throws {
        try await BridgeWorld.use { world in
            _ = try await BridgeCase(accepted: world)
            let worker = try worker(world)
            try await put(world, soft: "-interval '1 day'", hard: "interval '1 day'")
            #expect(try await worker.markClocks())
            #expect(try await worker.markClocks() == false)
            #expect(try await marks(world) == "clock_soft_mark")
            try await put(world, soft: "-interval '2 days'", hard: "-interval '1 day'")
            #expect(try await worker.markClocks())
            #expect(try await worker.markClocks() == false)
            #expect(try await marks(world) == "clock_soft_mark clock_hard_mark")
        }
    }

    @Test func `workers at once mark once`() async throws {
        try await BridgeWorld.use { world in
            _ = try await BridgeCase(accepted: world)
            try await put(world, soft: "-interval '2 days'", hard: "-interval '1 day'")
            let workers = [try worker(world), try worker(world)]
            let marked = try await withThrowingTaskGroup { group in
                for worker in workers { group.addTask { try await worker.markClocks() } }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(marked == 1)
            #expect(try await marks(world) == "clock_hard_mark")
        }
    }
}
