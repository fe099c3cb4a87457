import Postgres
import Testing

@Suite struct CancellationTests {
    @Test func `a cancelled task cancels its query and never the next`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        let pid: Int = try await world.pool.value("SELECT pg_backend_pid() AS v")
        for _ in 1...30 {
            let slow = Task { try await world.pool.query("SELECT pg_sleep(60)") }
            _ = try await other.backend(running: "pg_sleep(60)")
            let next = Task { try await world.pool.query("SELECT pg_sleep(0.01), pg_backend_pid() AS pid") }
            slow.cancel()
            #expect(await kind(of: { try await slow.value }) == .cancelled)
            #expect(try await next.value.only().get("pid", Int.self) == pid)
        }
    }

    @Test func `cancelling at any moment hits nobody else`() async throws {
        let world = try await World.make(connections: 2)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 1...8 { group.addTask { try await work(as: worker, world.pool) } }
            try await group.waitForAll()
        }
        #expect(try await world.pool.value("SELECT 1 AS v") == 1)
    }

    /// Cancels every other query after a few turns, and checks that the rest get their own answers.
    private func work(as worker: Int, _ pool: PostgresPool) async throws {
        for round in 1...100 {
            guard (worker + round).isMultiple(of: 2) else {
                #expect(try await pool.value("SELECT \(round) AS v") == round)
                continue
            }
            let victim = Task { try await pool.query("SELECT pg_sleep(0.003)") }
            for _ in 0..<(round % 7) { await Task.yield() }
            victim.cancel()
            let end = await kind(of: { try await victim.value })
            #expect(end == nil || end == .cancelled)
        }
    }

    @Test func `a task cancelled while it waits for a connection never runs`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        try await world.run("CREATE TABLE note (n int)")
        let slow = Task { try await world.pool.query("SELECT pg_sleep(60)") }
        _ = try await other.backend(running: "pg_sleep(60)")
        let waiting = Task { try await world.pool.query("INSERT INTO note VALUES (1)") }
        waiting.cancel()
        #expect(await kind(of: { try await waiting.value }) == .cancelled)
        slow.cancel()
        _ = await slow.result
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 0)
    }

    @Test func `a cancelled transaction is rolled back and its connection goes on`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        try await world.run("CREATE TABLE note (n int)")
        let task = Task {
            try await world.pool.transaction(entering: nil) { transaction in
                _ = try await transaction.query("INSERT INTO note VALUES (1)")
                _ = try? await transaction.query("SELECT pg_sleep(60)")
            }
        }
        _ = try await other.backend(running: "pg_sleep(60)")
        task.cancel()
        #expect(await kind(of: { try await task.value }) == .cancelled)
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 0)
    }

    @Test func `a cancelled pipeline is rolled back`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        try await world.run("CREATE TABLE note (n int)")
        let task = Task {
            try await world.pool.pipeline(
                entering: nil,
                ["INSERT INTO note VALUES (1)", "SELECT pg_sleep(60)", "INSERT INTO note VALUES (2)"])
        }
        _ = try await other.backend(running: "pg_sleep(60)")
        task.cancel()
        #expect(await kind(of: { try await task.value }) == .cancelled)
        #expect(try await world.pool.value("SELECT count(*) AS v FROM note") == 0)
    }

    @Test func `a statement that runs too long is a timeout`() async throws {
        let world = try await World.make(connections: 1, statementTimeout: .milliseconds(100))
        let error = await failure(of: { try await world.pool.query("SELECT pg_sleep(60)") })
        #expect(error?.kind == .timeout)
        #expect(error?.sqlState == "57014")
        #expect(try await world.pool.value("SELECT 1 AS v") == 1)
    }
}
