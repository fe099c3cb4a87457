import Postgres
import Testing

@Suite struct TransactionTests {
    @Test func `a body that returns commits, one that throws does not`() async throws {
        struct Refused: Error {}
        let world = try await World.make(connections: 1)
        try await world.run("CREATE TABLE note (n int)")
        let answer = try await world.pool.transaction(entering: "SELECT set_config('a.b', 'x', true)") {
            transaction in
            _ = try await transaction.query("INSERT INTO note VALUES (1)")
            return try await transaction.query("SELECT current_setting('a.b') AS v").only().get(
                "v", String.self)
        }
        #expect(answer == "x")
        await #expect(throws: Refused.self) {
            try await world.pool.transaction(entering: nil) { transaction in
                _ = try await transaction.query("INSERT INTO note VALUES (2)")
                throw Refused()
            }
        }
        #expect(try await world.pool.value("SELECT sum(n) AS v FROM note") == 1)
    }

    @Test func `a swallowed failure does not look like a commit`() async throws {
        let world = try await World.make(connections: 1)
        try await world.run("CREATE TABLE note (n int)")
        let error = await failure(of: {
            try await world.pool.transaction(entering: nil) { transaction in
                _ = try await transaction.query("INSERT INTO note VALUES (1)")
                _ = try? await transaction.query("SELECT 1/0")
            }
        })
        #expect(error?.sqlState == "22012")
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 0)
    }

    @Test func `a transaction without statements costs nothing and commits`() async throws {
        let world = try await World.make(connections: 1)
        #expect(try await world.pool.transaction(entering: nil) { _ in 7 } == 7)
    }

    @Test func `an ended transaction takes no statement`() async throws {
        let world = try await World.make(connections: 1)
        let kept = try await world.pool.transaction(entering: nil) { transaction in
            _ = try await transaction.query("SELECT 1")
            return transaction
        }
        #expect(await kind(of: { try await kept.query("SELECT 1") }) == .server)
    }

    @Test func `two statements at once are refused, not mixed`() async throws {
        let world = try await World.make(connections: 1)
        let refused = try await world.pool.transaction(entering: nil) { transaction in
            async let first = transaction.query("SELECT pg_sleep(0.2)")
            async let second = transaction.query("SELECT pg_sleep(0.2)")
            let outcomes = [try? await first, try? await second]
            return outcomes.count { $0 == nil }
        }
        #expect(refused == 1)
    }

    @Test func `a serialization failure runs the whole body again`() async throws {
        let world = try await World.make(connections: 4)
        try await world.run("CREATE TABLE counter (n bigint)", "INSERT INTO counter VALUES (0)")
        let runs = Counter()
        let gate = Gate(of: 2)
        try await withThrowingTaskGroup { group in
            for _ in 1...2 {
                group.addTask {
                    try await world.pool.transaction(entering: nil, isolation: .serializable) { transaction in
                        let n: Int = try await transaction.query("SELECT n FROM counter").only().get("n")
                        runs.increment()
                        await gate.arrive()
                        _ = try await transaction.query("UPDATE counter SET n = \(n + 1)")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(runs.value == 3)
        #expect(try await world.pool.value("SELECT n AS v FROM counter") == 2)
    }

    @Test func `a deadlock's victim runs again and both commit`() async throws {
        let world = try await World.make(connections: 3)
        try await world.run(
            "CREATE TABLE pair (id int PRIMARY KEY, n int)", "INSERT INTO pair VALUES (1, 0), (2, 0)")
        let runs = Counter()
        let gate = Gate(of: 2)
        try await withThrowingTaskGroup { group in
            for (first, second) in [(1, 2), (2, 1)] {
                group.addTask {
                    try await world.pool.transaction(
                        entering: "SELECT set_config('deadlock_timeout', '50ms', true)"
                    ) {
                        _ = try await $0.query("UPDATE pair SET n = n + 1 WHERE id = \(first)")
                        runs.increment()
                        await gate.arrive()
                        _ = try await $0.query("UPDATE pair SET n = n + 1 WHERE id = \(second)")
                    }
                }
            }
            try await group.waitForAll()
        }
        // On a slow machine both may find the deadlock before either has given way.
        #expect((3...4).contains(runs.value))
        #expect(try await world.pool.value("SELECT sum(n) AS v FROM pair") == 4)
    }

    @Test func `a pipeline that loses is tried again`() async throws {
        let world = try await World.make(connections: 1)
        try await world.run(
            "CREATE SEQUENCE attempt",
            """
            CREATE FUNCTION lose_until(last bigint) RETURNS bigint LANGUAGE plpgsql AS $$
            DECLARE n bigint := nextval('attempt');
            BEGIN
                IF n < last THEN RAISE 'lost' USING ERRCODE = '40001'; END IF;
                RETURN n;
            END $$
            """)
        let rows = try await world.pool.pipeline(entering: nil, ["SELECT lose_until(\(3)) AS v"])
        #expect(try rows[0].only().get("v", Int.self) == 3)
        #expect(try await world.pool.value("SELECT lose_until(\(6)) AS v") == 6)
        let error = await failure(of: { try await world.pool.query("SELECT lose_until(\(1000)) AS v") })
        #expect(error?.sqlState == "40001")
    }
}

/// Opens when so many have arrived, and stays open.
actor Gate {
    private var missing: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(of count: Int) { missing = count }

    func arrive() async {
        missing -= 1
        if missing > 0 {
            await withCheckedContinuation { waiting.append($0) }
        } else {
            waiting.forEach { $0.resume() }
            waiting = []
        }
    }
}
