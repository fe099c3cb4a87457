import Postgres
import Testing

@Suite struct PipelineTests {
    @Test func `results come in order and the entering one is dropped`() async throws {
        let world = try await World.make()
        let rows = try await world.pool.pipeline(
            entering: "SELECT set_config('casebridge.account', \("ana"), true)",
            [
                "SELECT 1 AS v", "SELECT current_setting('casebridge.account') AS v",
                "SELECT pg_current_xact_id_if_assigned() AS v",
            ])
        #expect(rows.count == 3)
        #expect(try rows[0].only().get("v", Int.self) == 1)
        #expect(try rows[1].only().get("v", String.self) == "ana")
    }

    @Test func `a setting of one pipeline is gone in the next`() async throws {
        let world = try await World.make(connections: 1)
        _ = try await world.pool.pipeline(
            entering: "SELECT set_config('casebridge.account', 'ana', true)", ["SELECT 1"])
        let after = try await world.pool.value(
            "SELECT current_setting('casebridge.account', true) AS v", String?.self)
        #expect(after == "")
    }

    @Test func `the failing statement's error is thrown, nothing remains, the connection goes on`()
        async throws
    {
        let world = try await World.make(connections: 1)
        try await world.run("CREATE TABLE note (n int)")
        let pid: Int = try await world.pool.value("SELECT pg_backend_pid() AS v")
        let error = await failure(of: {
            try await world.pool.pipeline(
                entering: nil,
                ["INSERT INTO note VALUES (1)", "SELECT 1/0", "INSERT INTO note VALUES (2)", "SELEKT"])
        })
        #expect(error?.sqlState == "22012")
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 0)
        #expect(try await world.pool.value("SELECT pg_backend_pid() AS v") == pid)
        _ = try await world.pool.pipeline(entering: nil, ["INSERT INTO note VALUES (2)"])
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 1)
    }

    @Test func `a constraint that is checked at COMMIT fails the pipeline`() async throws {
        let world = try await World.make(connections: 1)
        try await world.run(
            "CREATE TABLE event (id int PRIMARY KEY)",
            """
            CREATE TABLE record (
                event int CONSTRAINT status_has_event REFERENCES event DEFERRABLE INITIALLY DEFERRED
            )
            """
        )
        let error = await failure(of: {
            try await world.pool.pipeline(entering: nil, ["INSERT INTO record VALUES (7)"])
        })
        #expect(error?.constraint == "status_has_event")
        let single = await failure(of: { try await world.pool.query("INSERT INTO record VALUES (7)") })
        #expect(single?.constraint == "status_has_event")
        #expect(try await world.pool.value("SELECT count(*) AS v FROM record") == 0)
    }

    @Test func `a read-only pipeline writes nothing`() async throws {
        let world = try await World.make()
        try await world.run("CREATE TABLE note (n int)")
        let error = await failure(of: {
            try await world.pool.pipeline(entering: nil, ["INSERT INTO note VALUES (1)"], readOnly: true)
        })
        #expect(error?.sqlState == "25006")
    }

    @Test func `a statement that opens a transaction does not leak it`() async throws {
        let world = try await World.make(connections: 1)
        try await world.run("CREATE TABLE note (n int)", "BEGIN", "INSERT INTO note VALUES (1)")
        #expect(try await world.other().value("SELECT count(*) AS v FROM note") == 1)
    }

    @Test func `large values and results pass`() async throws {
        let world = try await World.make()
        let large = String(repeating: "0123456789", count: 200_000)
        let rows = try await world.pool.pipeline(
            entering: nil, (1...3).map { _ in "SELECT \(large) AS v, length(\(large)) AS n" })
        #expect(try rows[2].only().get("v", String.self) == large)
        #expect(try rows[2].only().get("n", Int.self) == 2_000_000)
    }

    @Test func `more different statements than the cache holds`() async throws {
        let world = try await World.make(connections: 1)
        for round in 1...2 {
            for number in 1...300 {
                let sql = SQL(generated: "SELECT \(number) AS v")
                #expect(try await world.pool.value(sql) == number, "round \(round)")
            }
        }
        let prepared: Int = try await world.pool.value("SELECT count(*) AS v FROM pg_prepared_statements")
        #expect(prepared <= 257)
    }

    @Test func `the same text with other types is another statement`() async throws {
        let world = try await World.make(connections: 1)
        #expect(try await world.pool.value("SELECT \(1) AS v") == 1)
        #expect(try await world.pool.value("SELECT \("one") AS v") == "one")
        #expect(try await world.pool.value("SELECT \(true) AS v") == true)
    }

    @Test func `a statement survives a change of its table`() async throws {
        let world = try await World.make(connections: 2)
        try await world.run("CREATE TABLE note (n int)", "INSERT INTO note VALUES (1)")
        for _ in 1...8 { _ = try await world.pool.query("SELECT * FROM note") }
        try await world.run("ALTER TABLE note ADD COLUMN text text DEFAULT 'added'")
        #expect(try await world.pool.query("SELECT * FROM note").only().get("text", String.self) == "added")
        try await world.run("ALTER TABLE note ADD COLUMN more int DEFAULT 5")
        let more: Int = try await world.pool.transaction(entering: nil) { transaction in
            try await transaction.query("SELECT * FROM note").only().get("more")
        }
        #expect(more == 5)
    }
}
