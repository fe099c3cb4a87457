import Postgres

/// Whether the database is the one that this program was built for.
enum Schema {
    static func migrator(_ settings: Settings, _ role: Settings.Role) -> Migrator {
        Migrator(
            directory: settings.resources.appending(path: "Migrations").path(percentEncoded: false),
            connectionString: settings.connectionString(role))
    }

    /// What differs from the state that the last migration sealed, a line each.
    static func guardDifferences(_ pool: PostgresPool) async throws -> [String] {
        try await pool.query("SELECT object, difference FROM guard.differences()").map { row in
            "\(try row.get("object", String.self)) \(try row.get("difference", String.self))"
        }
    }
}
