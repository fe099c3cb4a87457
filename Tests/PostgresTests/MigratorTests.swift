import Foundation
import Logging
import Postgres
import TestDatabase
import Testing

@Suite struct MigratorTests {
    @Test func `pending files are applied once, in order, and recorded`() async throws {
        let world = try await World.make()
        let folder = try Folder([
            "0002_rows.sql": "INSERT INTO note VALUES (1);", "0001_note.sql": "CREATE TABLE note (n int);",
        ])
        let migrator = try folder.migrator(world)
        #expect(try await migrator.migrate(dryRun: true).map(\.number) == [1, 2])
        #expect(try await migrator.pending().map(\.name) == ["note", "rows"])
        await #expect(throws: MigrationError.pending([1, 2])) { try await migrator.check() }
        #expect(try await migrator.migrate().map(\.number) == [1, 2])
        #expect(try await migrator.migrate().isEmpty)
        try await migrator.check()
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 1)
        #expect(
            try await world.pool.value(
                "SELECT string_agg(name, ',' ORDER BY number) AS v FROM public.schema_migration")
                == "note,rows")
        let right = try await world.pool.value(
            "SELECT bool_and(length(checksum) = 32) AS v FROM public.schema_migration", Bool.self)
        #expect(right)
    }

    @Test func `a body may hold several statements, dollar quotes and semicolons, and sees the mark`()
        async throws
    {
        let world = try await World.make()
        let folder = try Folder([
            "0001_function.sql": """
            CREATE FUNCTION greet() RETURNS text LANGUAGE plpgsql AS $body$
            BEGIN RETURN 'a;b $1 '' ü'; END $body$;
            CREATE TABLE mark AS SELECT current_setting('casebridge.migrating') AS v; -- the last line
            """
        ])
        try await folder.migrator(world).migrate()
        #expect(try await world.pool.value("SELECT greet() AS v") == "a;b $1 ' ü")
        #expect(try await world.pool.value("SELECT v FROM mark") == "on")
        #expect(
            try await world.pool.value(
                "SELECT coalesce(current_setting('casebridge.migrating', true), '') AS v") == "")
    }

    @Test func `a changed file is refused`() async throws {
        let world = try await World.make()
        let folder = try Folder(["0001_note.sql": "CREATE TABLE note (n int);"])
        try await folder.migrator(world).migrate()
        try folder.write("0001_note.sql", "CREATE TABLE note (n bigint);")
        let migrator = try folder.migrator(world)
        await #expect(throws: MigrationError.altered(1, "note")) { try await migrator.check() }
        await #expect(throws: MigrationError.altered(1, "note")) { try await migrator.migrate() }
    }

    @Test func `a file that the folder lacks is refused`() async throws {
        let world = try await World.make()
        let folder = try Folder(["0001_note.sql": "SELECT 1;", "0002_more.sql": "SELECT 2;"])
        try await folder.migrator(world).migrate()
        try folder.remove("0002_more.sql")
        await #expect(throws: MigrationError.unknown(2, "more")) { try await folder.migrator(world).check() }
    }

    @Test func `a file older than what was applied is refused`() async throws {
        let world = try await World.make()
        let folder = try Folder(["0002_more.sql": "SELECT 2;"])
        try await folder.migrator(world).migrate()
        try folder.write("0001_late.sql", "SELECT 1;")
        await #expect(throws: MigrationError.outOfOrder(1, "late")) {
            try await folder.migrator(world).migrate()
        }
    }

    @Test(arguments: [
        "note.sql", "1_note.sql", "0001note.sql", "0001_.sql", "00a1_x.sql", "0000_x.sql", "+001_x.sql",
    ])
    func `a file named otherwise is refused`(name: String) async throws {
        let world = try await World.make()
        let folder = try Folder([name: "SELECT 1;"])
        await #expect(throws: MigrationError.misnamed(name)) { try await folder.migrator(world).migrate() }
    }

    @Test func `two files with one number are refused`() async throws {
        let world = try await World.make()
        let folder = try Folder(["0001_a.sql": "SELECT 1;", "0001_b.sql": "SELECT 1;"])
        await #expect(throws: MigrationError.duplicate(1)) { try await folder.migrator(world).migrate() }
    }

    @Test func `a failing migration leaves nothing and the ones before it stay`() async throws {
        let world = try await World.make()
        let folder = try Folder([
            "0001_good.sql": "CREATE TABLE good (n int);",
            "0002_bad.sql": "CREATE TABLE bad (n int); SELECT 1/0; CREATE TABLE worse (n int);",
        ])
        do {
            try await folder.migrator(world).migrate()
            Issue.record("the bad migration passed")
        } catch MigrationError.failed(2, "bad", let error) {
            #expect(error.sqlState == "22012")
        }
        let tables = try await world.pool.query(
            "SELECT tablename AS v FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        #expect(try tables.map { try $0.get("v", String.self) } == ["good", "schema_migration"])
        try folder.write("0002_bad.sql", "CREATE TABLE bad (n int);")
        #expect(try await folder.migrator(world).migrate().map(\.number) == [2])
    }

    @Test func `a migration that ends its transaction is refused`() async throws {
        let world = try await World.make()
        let folder = try Folder(["0001_commits.sql": "CREATE TABLE a (n int); COMMIT; BEGIN;"])
        await #expect(throws: MigrationError.endedTransaction(1, "commits")) {
            try await folder.migrator(world).migrate()
        }
    }

    @Test func `migrators at the same time apply each file once`() async throws {
        let world = try await World.make()
        let folder = try Folder([
            "0001_a.sql": "CREATE TABLE a (n int); SELECT pg_sleep(0.05);",
            "0002_b.sql": "CREATE TABLE b (n int);",
        ])
        let applied = try await withThrowingTaskGroup { group in
            for _ in 1...4 { group.addTask { try await folder.migrator(world).migrate().count } }
            return try await group.reduce(0, +)
        }
        #expect(applied == 2)
    }

    @Test func `clones of one folder are separate and migrated`() async throws {
        let folder = try Folder(["0001_note.sql": "CREATE TABLE note (n int); INSERT INTO note VALUES (1);"])
        async let first = TestDatabase.clone(migrations: folder.path)
        async let second = TestDatabase.clone(migrations: folder.path)
        let databases = try await [first, second]
        #expect(databases[0].name != databases[1].name)
        for database in databases {
            let settings = PostgresSettings(
                connectionString: try database.connectionString(), maximumConnections: 1)
            let pool = PostgresPool(settings: settings, logger: Logger(label: "test"))
            #expect(try await pool.query("UPDATE note SET n = n + 1").affected == 1)
            #expect(try await pool.value("SELECT n AS v FROM note") == 2)
            await pool.close()
        }
    }
}

/// A temporary folder of migrations.
private final class Folder: Sendable {
    let path: String

    init(_ files: [String: String]) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "migrations-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        try text.write(toFile: path + "/" + name, atomically: true, encoding: .utf8)
    }

    func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: path + "/" + name) }

    func migrator(_ world: World) throws -> Migrator {
        Migrator(directory: path, connectionString: try world.database.connectionString())
    }
}
