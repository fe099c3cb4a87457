import Foundation
import Logging
import Postgres

/// The migrated database that clones are copied from, named for the contents of its migrations.
enum Template {
    /// The template's name, after it was migrated by whoever came first, in this process or another.
    static func prepared(from folder: String) async throws -> String {
        try await Templates.shared.prepared(from: folder)
    }

    fileprivate static func make(from folder: String) async throws -> String {
        let (server, admin) = try await TestServer.shared.admin()
        let name = try await name(of: folder, admin)
        let lock = PostgresPool(
            settings: PostgresSettings(
                connectionString: server, maximumConnections: 1, waitTimeout: .seconds(300),
                statementTimeout: .zero),
            logger: Logger(label: "template"))
        try await lock.transaction(entering: nil) { transaction in
            _ = try await transaction.query("SELECT pg_advisory_xact_lock(hashtextextended(\(name), 0))")
            guard try await admin.query("SELECT FROM pg_database WHERE datname = \(name)").isEmpty else {
                return
            }
            try await migrate(name, folder, server, admin)
        }
        await lock.close()
        return name
    }

    /// Half-made templates keep another name, so that an interrupted run leaves none that looks finished.
    private static func migrate(
        _ name: String, _ folder: String, _ server: String, _ admin: PostgresPool
    ) async throws {
        _ = try await admin.query(SQL(generated: "DROP DATABASE IF EXISTS \(name)_draft WITH (FORCE)"))
        _ = try await admin.query(SQL(generated: "CREATE DATABASE \(name)_draft TEMPLATE template0"))
        let draft = try ConnectionString(server).with(["dbname": "\(name)_draft"]).text
        try await Migrator(directory: folder, connectionString: draft).migrate()
        _ = try await admin.query(SQL(generated: "ALTER DATABASE \(name)_draft RENAME TO \(name)"))
    }

    private static func name(of folder: String, _ admin: PostgresPool) async throws -> String {
        var contents: [UInt8] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            contents += Array(file.utf8) + [0]
            contents += FileManager.default.contents(atPath: folder + "/" + file) ?? Data()
        }
        let digest = try await admin.query("SELECT left(encode(sha256(\(contents)), 'hex'), 16) AS digest")
        return "template_" + (try digest.only().get("digest", String.self))
    }
}

/// One making for each folder in a process.
private actor Templates {
    static let shared = Templates()
    private var makings: [String: Task<String, any Error>] = [:]

    func prepared(from folder: String) async throws -> String {
        let making = makings[folder] ?? Task { try await Template.make(from: folder) }
        makings[folder] = making
        return try await making.value
    }
}
