import Foundation
import Postgres

/// What PostgreSQL knows of how the installation does, in numbers.
struct OperationState: Decodable, Sendable {
    let jobsWaiting: Int
    let jobsFailed: Int
    let oldestJobSeconds: Double
    let clocksRunning: Int?
    let clocksOverdue: Int?
    let clocksUnmarked: Int
    let eventsUnsequenced: Int
    let oldestUnsequencedSeconds: Double
    let ledgerSize: Int
    let isLedgerAhead: Bool
    let checkpointSeconds: Double?
    let transactionAge: Int
    let multixactAge: Int
    let isOpenToPublic: Bool

    /// Asks as the worker or the operator; running clocks are counted only `withCounts`.
    static func read(from pool: PostgresPool, withCounts: Bool = false) async throws -> OperationState {
        let row = try await pool.query(
            "SELECT casebridge.operation_state(\(withCounts))::text AS state"
        ).only()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(Self.self, from: Data(try row.get("state", String.self).utf8))
    }

    /// A checkpoint comes within a minute of an event: nothing older waits while a worker is alive.
    var isLedgerLate: Bool { oldestUnsequencedSeconds > 120 || isLedgerAhead }

    /// What is due is taken within seconds; a job that fails is not due again at once.
    var isWorkLeftUndone: Bool { oldestJobSeconds > 600 || clocksUnmarked > 0 }
}
