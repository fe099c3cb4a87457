import Accounts
import Foundation
import Ledger
import Logging
import Postgres
import TestDatabase

@testable import Jobs

/// A database of its own whose log a test fills, signs, verifies and tampers with.
struct LogWorld: Sendable {
    static let origin = "log.example.org/test"

    let database: TestDatabase
    let workers: PostgresPool
    let operators: PostgresPool
    let superuser: PostgresPool
    let signer: SignerKey

    var sequencer: Sequencer { Sequencer(database: workers, signer: signer, origin: Self.origin) }

    /// Runs a test in a world that is gone afterwards.
    static func use(_ body: (LogWorld) async throws -> Void) async throws {
        await Places.shared.take()
        do {
            let world = try await LogWorld()
            try await body(world)
            for pool in [world.workers, world.operators, world.superuser] { await pool.close() }
        } catch {
            await Places.shared.give()
            throw error
        }
        await Places.shared.give()
    }

    private init() async throws {
        database = try await TestDatabase.clone()
        workers = try Self.pool(database, "casebridge_worker")
        operators = try Self.pool(database, "casebridge_operator")
        superuser = try Self.pool(database, nil)
        signer = try SignerKey.generate(name: Self.origin, algorithm: .ed25519)
        // PostgreSQL copies every privilege into a clone but those of the database itself, which the guards watch too.
        let name = SQL(generated: database.name)
        _ = try await superuser.query("REVOKE ALL ON DATABASE \(name) FROM PUBLIC")
        _ = try await superuser.query(
            """
            GRANT CONNECT ON DATABASE \(name) TO casebridge_app, casebridge_sign_in, casebridge_worker,
                casebridge_operator, casebridge_backup
            """)
    }

    private static func pool(_ database: TestDatabase, _ role: String?) throws -> PostgresPool {
        PostgresPool(
            settings: PostgresSettings(
                connectionString: try database.connectionString(role: role), maximumConnections: 3,
                waitTimeout: .seconds(60), statementTimeout: .seconds(120)),
            logger: Logger(label: "test"))
    }

    /// The one value of a statement's column `v`.
    func value<Value: PostgresValue>(_ sql: SQL, _ type: Value.Type = Value.self) async throws -> Value {
        try await superuser.query(sql).only().get("v", Value.self)
    }

    /// Statements in one transaction, as the role that owns the functions.
    func asGate(_ statements: [SQL]) async throws {
        try await superuser.transaction(entering: nil) { transaction in
            try await Self.becomeGate(transaction)
            for statement in statements { _ = try await transaction.query(statement) }
        }
    }

    /// From here on the transaction is the gate's.
    static func becomeGate(_ transaction: Transaction) async throws {
        _ = try await transaction.query(
            "SELECT set_config('search_path', 'pg_catalog, casebridge, pg_temp', true)")
        _ = try await transaction.query("SELECT set_config('role', 'casebridge_gate', true)")
    }

    /// Appends events of an organisation's chain.
    static func appending(_ count: Int, to chain: UUID) -> SQL {
        """
        SELECT append_event('organisation', \(chain), \(chain), 'organisation', \(chain), 'noted',
            '{"n": ' || n || '}', p_identity => ARRAY['system', 'test', '', '']) AS seq
        FROM generate_series(1, \(count)) n
        """
    }

    /// Appends events to a chain, by default to a new one, and answers its id.
    @discardableResult
    func append(_ count: Int, to chain: UUID = UUID()) async throws -> UUID {
        try await asGate([Self.appending(count, to: chain)])
        return chain
    }

    /// Sequences until nothing is left: a transaction that runs elsewhere in the cluster can hold events back.
    func sequenceAll() async throws {
        let end = ContinuousClock.now + .seconds(60)
        let left: SQL =
            "SELECT count(*) - (SELECT size FROM casebridge.ledger_state) AS v FROM casebridge.audit_event"
        while true {
            try await sequencer.run()
            if try await value(left, Int.self) == 0 { return }
            guard ContinuousClock.now < end else { throw NeverCame() }
            await Task.yield()
        }
    }

    var size: Int { get async throws { try await value("SELECT size AS v FROM casebridge.ledger_state") } }

    /// The newest checkpoint, opened by the verifier key.
    func checkpoint() async throws -> Checkpoint {
        try Checkpoint.open(Array(try await note().utf8), by: signer.verifierKey)
    }

    func note() async throws -> String {
        try await value("SELECT note AS v FROM casebridge.ledger_checkpoint ORDER BY size DESC LIMIT 1")
    }

    func verification(against kept: Checkpoint? = nil) async throws -> AuditVerification.Outcome {
        try await AuditVerification(database: operators, key: signer.verifierKey).run(against: kept) { _ in }
    }

    /// What verification finds, without what it says of the guards.
    func faults(against kept: Checkpoint? = nil) async throws -> [String] {
        try await verification(against: kept).faults.filter { !$0.hasPrefix("guard_") }
    }
}

/// What a test waited for did not happen within a minute.
struct NeverCame: Error {}

/// Swift Testing begins every test at once; the server has room for a few databases at a time.
actor Places {
    static let shared = Places()
    private var free = 4
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if free > 0 {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
