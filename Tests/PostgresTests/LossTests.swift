import Logging
import Postgres
import TestDatabase
import Testing

@Suite struct LossTests {
    @Test func `a killed idle backend is replaced without anybody's noticing`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        for _ in 1...5 {
            let pid: Int = try await world.pool.value("SELECT pg_backend_pid() AS v")
            try await other.until("SELECT pg_terminate_backend(\(Int32(pid)), 5000) AS v")
            #expect(try await world.pool.value("SELECT pg_backend_pid() AS v") != pid)
        }
    }

    @Test func `a backend killed during a statement says so before it ends: the work did not happen`()
        async throws
    {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        try await world.run("CREATE TABLE note (n int)")
        let work = Task {
            try await world.pool.pipeline(
                entering: nil, ["INSERT INTO note VALUES (1)", "SELECT pg_sleep(60)"])
        }
        let pid = try await other.backend(running: "pg_sleep(60)", asleep: true)
        _ = try await other.query("SELECT pg_terminate_backend(\(Int32(pid)))")
        let error = await failure(of: { try await work.value })
        #expect(error?.kind == .connection)
        #expect(error?.sqlState == "57P01")
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 0)
    }

    @Test func `a backend killed inside a transaction's body: the work did not happen`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        try await world.run("CREATE TABLE note (n int)")
        let error = await failure(of: {
            try await world.pool.transaction(entering: nil) { transaction in
                let row = try await transaction.query("SELECT pg_backend_pid() AS pid").only()
                _ = try await transaction.query("INSERT INTO note VALUES (1)")
                try await other.until(
                    "SELECT pg_terminate_backend(\(try row.get("pid", Int32.self)), 5000) AS v")
                _ = try await transaction.query("INSERT INTO note VALUES (2)")
            }
        })
        #expect(error?.kind == .connection)
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 0)
    }

    @Test func `a lost answer to COMMIT is unknown`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        try await world.sleepAtCommit()
        let attempts: [@Sendable () async throws -> Void] = [
            { _ = try await world.pool.pipeline(entering: nil, ["INSERT INTO note VALUES (1)"]) },
            {
                try await world.pool.transaction(entering: nil) {
                    _ = try await $0.query("INSERT INTO note VALUES (1)")
                }
            },
        ]
        for attempt in attempts {
            let work = Task { try await attempt() }
            let pid = try await other.backend(running: "COMMIT", asleep: true)
            _ = try await other.query("SELECT pg_terminate_backend(\(Int32(pid)))")
            #expect(await kind(of: { try await work.value }) == .unknownOutcome)
        }
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 0)
    }

    @Test func `a restarted server ends what runs and is found again`() async throws {
        let cluster = try await Cluster.start()
        let pool = PostgresPool(
            settings: PostgresSettings(
                connectionString: cluster.connectionString, maximumConnections: 4, waitTimeout: .seconds(30)),
            logger: Logger(label: "test"))
        await pool.warm(statements: [])
        for mode in ["fast", "immediate"] {
            let work = (1...4).map { _ in Task { try await pool.query("SELECT pg_sleep(60)") } }
            while try await Cluster.sleepers(cluster) < 4 { await Task.yield() }
            try await cluster.restart(mode: mode)
            for task in work {
                let end = await kind(of: { try await task.value })
                #expect(end == (mode == "fast" ? .connection : .unknownOutcome))
            }
            #expect(try await pool.value("SELECT 1 AS v") == 1)
        }
        await pool.close()
    }

    @Test func `callers wait while the server restarts`() async throws {
        let cluster = try await Cluster.start()
        let pool = PostgresPool(
            settings: PostgresSettings(
                connectionString: cluster.connectionString, maximumConnections: 2, waitTimeout: .seconds(30)),
            logger: Logger(label: "test"))
        #expect(try await pool.value("SELECT 1 AS v") == 1)
        try await cluster.halt()
        let waiting = Task { try await pool.value("SELECT 2 AS v", Int.self) }
        try await cluster.resume()
        // The first try may meet the connection that died with the server; a read is harmless to repeat.
        let end = await kind(of: { try await waiting.value })
        #expect(end == nil || end == .connection || end == .unknownOutcome)
        #expect(try await pool.value("SELECT 2 AS v") == 2)
        await pool.close()
    }
}

extension World {
    /// COMMIT takes a minute: a deferred trigger sleeps in it.
    func sleepAtCommit() async throws {
        try await run(
            "CREATE TABLE note (n int)",
            """
            CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$
            """,
            """
            CREATE CONSTRAINT TRIGGER dawdle AFTER INSERT ON note DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION dawdle()
            """)
    }
}

extension Cluster {
    static func sleepers(_ cluster: Cluster) async throws -> Int {
        let pool = PostgresPool(
            settings: PostgresSettings(connectionString: cluster.connectionString, maximumConnections: 1),
            logger: Logger(label: "test"))
        let count: Int = try await pool.value(
            "SELECT count(*) AS v FROM pg_stat_activity WHERE wait_event = 'PgSleep'")
        await pool.close()
        return count
    }
}
