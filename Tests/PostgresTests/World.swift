import Logging
import Postgres
import TestDatabase

/// An empty database and a pool on it.
struct World {
    let database: TestDatabase
    let pool: PostgresPool

    static func make(
        connections: Int = 2, maximumWaiting: Int = 1000, waitTimeout: Duration = .seconds(20),
        statementTimeout: Duration = .seconds(15)
    ) async throws -> World {
        let database = try await TestDatabase.empty()
        let settings = PostgresSettings(
            connectionString: try database.connectionString(), maximumConnections: connections,
            maximumWaiting: maximumWaiting, waitTimeout: waitTimeout, statementTimeout: statementTimeout)
        return World(
            database: database, pool: PostgresPool(settings: settings, logger: Logger(label: "test")))
    }

    /// Another pool on the same database, to look on or to interfere.
    func other(connections: Int = 2) throws -> PostgresPool {
        PostgresPool(
            settings: PostgresSettings(
                connectionString: try database.connectionString(), maximumConnections: connections,
                applicationName: "other"),
            logger: Logger(label: "other"))
    }

    func run(_ statements: SQL...) async throws {
        for statement in statements { _ = try await pool.query(statement) }
    }
}

extension PostgresPool {
    /// The single value of a statement's column `v`.
    func value<Value: PostgresValue>(_ sql: SQL, _ type: Value.Type = Value.self) async throws -> Value {
        try await query(sql).only().get("v")
    }

    /// Asks until the statement's column `v` is true.
    func until(_ sql: SQL) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while try await !value(sql, Bool.self) { try await again(before: end) }
    }

    /// A condition that never comes fails the test instead of hanging it.
    private func again(before end: ContinuousClock.Instant) async throws {
        if ContinuousClock.now > end { throw NeverCame() }
        await Task.yield()
    }

    /// Waits until a backend of this database runs a statement with that text, and returns its process.
    /// A statement is active while it is parsed too; `asleep` waits until it runs and sleeps.
    func backend(running text: String, asleep: Bool = false) async throws -> Int {
        let end = ContinuousClock.now + .seconds(30)
        while true {
            let rows = try await query(
                """
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND state = 'active'
                  AND query LIKE \("%" + text + "%") AND (NOT \(asleep) OR wait_event = 'PgSleep')
                """)
            if let row = rows.first { return try row.get("pid") }
            try await again(before: end)
        }
    }
}

/// What a test waited for did not happen within half a minute.
struct NeverCame: Error {}

/// The kind of the error that the work throws; nil when it throws none.
func kind<R>(of work: () async throws -> R) async -> PostgresError.Kind? {
    await failure(of: work)?.kind
}

/// The driver's error that the work throws; nil when it throws none or another.
func failure<R>(of work: () async throws -> R) async -> PostgresError? {
    do {
        _ = try await work()
        return nil
    } catch {
        return error as? PostgresError
    }
}
