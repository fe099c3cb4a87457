import Foundation
import Postgres

/// A database of its own for one test, dropped when the last reference is gone.
public final class TestDatabase: Sendable {
    /// The database's name.
    public let name: String
    private let server: String
    private let admin: PostgresPool

    private init(name: String, server: String, admin: PostgresPool) {
        self.name = name
        self.server = server
        self.admin = admin
    }

    deinit {
        let drop = SQL(generated: "DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        Task { [admin] in _ = try? await admin.query(drop) }
    }

    /// A copy of the migrated database; the migrations run once for each content of the folder.
    public static func clone(migrations: String = defaultMigrations) async throws -> TestDatabase {
        let template = try await Template.prepared(from: migrations)
        return try await make(" TEMPLATE \(template) STRATEGY file_copy")
    }

    /// A database without anything in it.
    public static func empty() async throws -> TestDatabase {
        try await make(" TEMPLATE template0 STRATEGY file_copy")
    }

    /// A connection string for a role, by default the superuser; the cluster trusts whoever reaches its
    /// socket.
    public func connectionString(role: String? = nil) throws -> String {
        var changes: [String: String?] = ["dbname": name]
        if let role { changes.merge(["user": role, "password": nil]) { _, new in new } }
        return try ConnectionString(server).with(changes).text
    }

    private static func make(_ options: String) async throws -> TestDatabase {
        let (server, admin) = try await TestServer.shared.admin()
        let name = "test_" + UUID().uuidString.lowercased().replacing("-", with: "")
        _ = try await admin.query(SQL(generated: "CREATE DATABASE \(name)\(options)"))
        return TestDatabase(name: name, server: server, admin: admin)
    }

    /// The folder `Migrations` of this repository.
    public static var defaultMigrations: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Migrations").path
    }
}
