import Logging
import Postgres
import TestDatabase
import Testing

@Suite struct PoolTests {
    @Test func `forty callers share four connections`() async throws {
        let world = try await World.make(connections: 4)
        let pids = try await withThrowingTaskGroup { group in
            for worker in 1...40 {
                group.addTask {
                    var pids: Set<Int> = []
                    for round in 1...25 {
                        let row = try await world.pool.query(
                            "SELECT \(worker * round) AS v, pg_backend_pid() AS pid"
                        ).only()
                        #expect(try row.get("v", Int.self) == worker * round)
                        pids.insert(try row.get("pid"))
                    }
                    return pids
                }
            }
            return try await group.reduce(into: Set<Int>()) { $0.formUnion($1) }
        }
        #expect((1...4).contains(pids.count))
        let use = world.pool.use
        #expect((use.maximum, use.waiting) == (4, 0))
        #expect((1...4).contains(use.open) && use.idle <= use.open && use.waits > 0)
    }

    @Test func `too many waiting callers are turned away at once`() async throws {
        let world = try await World.make(connections: 1, maximumWaiting: 2)
        let other = try world.other()
        let slow = Task { try await world.pool.query("SELECT pg_sleep(60)") }
        _ = try await other.backend(running: "pg_sleep(60)")
        let kinds = await withTaskGroup { group in
            for _ in 1...10 {
                group.addTask { await kind(of: { try await world.pool.query("SELECT 1") }) }
            }
            var kinds: [PostgresError.Kind?] = []
            for await kind in group {
                kinds.append(kind)
                if kinds.count == 8 { slow.cancel() }
            }
            return kinds
        }
        #expect(kinds.count { $0 == .poolExhausted } == 8)
        #expect(kinds.count { $0 == nil } == 2)
    }

    @Test func `who waits too long is told that the pool is exhausted`() async throws {
        let world = try await World.make(connections: 1, waitTimeout: .seconds(2))
        let other = try world.other()
        let slow = Task { try await world.pool.query("SELECT pg_sleep(60)") }
        _ = try await other.backend(running: "pg_sleep(60)")
        #expect(await kind(of: { try await world.pool.query("SELECT 1") }) == .poolExhausted)
        slow.cancel()
        _ = await slow.result
        #expect(try await world.pool.value("SELECT 1 AS v") == 1)
    }

    @Test func `a server that cannot be reached is a connection error without the password`() async throws {
        let settings = PostgresSettings(
            connectionString: "host=/nowhere user=ana password=hunter2", maximumConnections: 1,
            waitTimeout: .milliseconds(100))
        let pool = PostgresPool(settings: settings, logger: Logger(label: "test"))
        let error = await failure(of: { try await pool.query("SELECT 1") })
        #expect(error?.kind == .connection)
        #expect(error?.message.contains("/nowhere") == true)
        #expect("\(error as Any) \(settings)".contains("hunter2") == false)
        await pool.close()
    }

    @Test func `a string that libpq cannot read is not repeated`() async throws {
        let settings = PostgresSettings(
            connectionString: "host=x pasword=hunter2", maximumConnections: 1, waitTimeout: .milliseconds(50))
        let pool = PostgresPool(settings: settings, logger: Logger(label: "test"))
        let error = await failure(of: { try await pool.query("SELECT 1") })
        #expect(error?.description.contains("hunter2") == false)
        #expect(error?.kind == .connection)
    }

    @Test func `warm opens every connection and prepares`() async throws {
        let world = try await World.make(connections: 3)
        await world.pool.warm(statements: ["SELECT \(1) AS warmed"])
        let count: Int = try await world.pool.value(
            """
            SELECT count(*) AS v FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'casebridge'
            """
        )
        #expect(count == 3)
        let prepared: Int = try await world.pool.value(
            "SELECT count(*) AS v FROM pg_prepared_statements WHERE statement LIKE '% AS warmed'")
        #expect(prepared == 1)
    }

    @Test func `close lets the running end and refuses the next`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        let running = Task { try await world.pool.value("SELECT 5 AS v, pg_sleep(0.3)", Int.self) }
        _ = try await other.backend(running: "pg_sleep(0.3)")
        await world.pool.close()
        #expect(try await running.value == 5)
        #expect(await kind(of: { try await world.pool.query("SELECT 1") }) == .connection)
        try await other.until(
            """
            SELECT count(*) = 0 AS v FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'casebridge'
            """)
    }
}
