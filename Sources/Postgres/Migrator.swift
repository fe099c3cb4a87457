import Logging

/// Brings a database to the schema that a folder of numbered SQL files describes. Forward only.
public struct Migrator: Sendable {
    private let directory: String
    private let settings: PostgresSettings
    private let logger: Logger

    /// `connectionString` names a role that may do what the migrations do; `check` needs only to read.
    public init(directory: String, connectionString: String, logger: Logger = Logger(label: "migrations")) {
        self.directory = directory
        self.logger = logger
        settings = PostgresSettings(
            connectionString: connectionString, maximumConnections: 2, statementTimeout: .zero,
            applicationName: "casebridge migrate")
    }

    /// What `migrate` would apply, in order. Throws `MigrationError` when database and folder contradict.
    public func pending() async throws -> [Migration] {
        let files = try Migration.read(directory: directory)
        return try await withPool { try await $0.pendingMigrations(of: files) }
    }

    /// Refuses, by throwing `MigrationError`, a database with unknown, missing or altered migrations.
    public func check() async throws {
        let missing = try await pending()
        if !missing.isEmpty { throw MigrationError.pending(missing.map(\.number)) }
    }

    /// Applies what is pending, each file in one transaction; returns what was applied, or would be.
    /// An advisory lock makes migrators of one database go one after another.
    @discardableResult
    public func migrate(dryRun: Bool = false) async throws -> [Migration] {
        if dryRun { return try await pending() }
        let files = try Migration.read(directory: directory)
        return try await withPool { pool in
            try await pool.transaction(entering: nil) { lock in
                _ = try await lock.pipeline([
                    "SELECT set_config('idle_in_transaction_session_timeout', '0', true)",
                    "SELECT pg_advisory_xact_lock(hashtextextended('schema_migration', 0))",
                ])
                try await pool.prepareMigrationTable()
                let missing = try await pool.pendingMigrations(of: files)
                for migration in missing {
                    try await pool.apply(migration)
                    logger.notice(
                        "migrated", metadata: ["migration": "\(migration.number) \(migration.name)"])
                }
                return missing
            }
        }
    }

    private func withPool<R: Sendable>(_ body: (PostgresPool) async throws -> R) async throws -> R {
        let pool = PostgresPool(settings: settings, logger: logger)
        do {
            let result = try await body(pool)
            await pool.close()
            return result
        } catch {
            await pool.close()
            throw error
        }
    }
}
