import Postgres
import Testing

@Suite struct CopyTests {
    @Test func `a bad row refuses all and the connection goes on`() async throws {
        let world = try await World.make(connections: 1)
        try await world.run("CREATE TABLE line (n bigint)")
        let pid: Int = try await world.pool.value("SELECT pg_backend_pid() AS v")
        let rows = stream(["1\n2\n", "x-secret\n", "3\n"])
        let error = await failure(of: { try await world.pool.copyIn("COPY line FROM STDIN", rows: rows) })
        #expect(error?.sqlState == "22P02")
        #expect(error?.description.contains("secret") == false)
        #expect(try await world.pool.value("SELECT count(*) AS v FROM line") == 0)
        #expect(try await world.pool.value("SELECT pg_backend_pid() AS v") == pid)
    }

    @Test func `a source that fails leaves nothing`() async throws {
        struct Broken: Error {}
        let world = try await World.make(connections: 1)
        try await world.run("CREATE TABLE line (n bigint)")
        let rows = AsyncThrowingStream<[UInt8], any Error> { continuation in
            continuation.yield(Array("1\n".utf8))
            continuation.finish(throwing: Broken())
        }
        await #expect(throws: Broken.self) { try await world.pool.copyIn("COPY line FROM STDIN", rows: rows) }
        #expect(try await world.pool.value("SELECT count(*) AS v FROM line") == 0)
    }

    @Test func `COPY joins other statements of its transaction`() async throws {
        let world = try await World.make(connections: 1)
        try await world.run("CREATE TABLE line (n bigint)")
        let rows = stream(["1\n2\n"])
        let sum: Int = try await world.pool.transaction(entering: nil) { transaction in
            _ = try await transaction.query("INSERT INTO line VALUES (\(10))")
            try await transaction.copyIn("COPY line FROM STDIN", rows: rows)
            return try await transaction.query("SELECT sum(n)::bigint AS v FROM line").only().get("v")
        }
        #expect(sum == 13)
    }

    @Test func `a reader that stops early does not hurt the next`() async throws {
        let world = try await World.make(connections: 1)
        await #expect(throws: PostgresError.self) {
            try await world.pool.copyOut("COPY (SELECT generate_series(1, 1000000)) TO STDOUT") { chunks in
                for try await _ in chunks { break }
            }
        }
        #expect(try await world.pool.value("SELECT 1 AS v") == 1)
    }

    @Test func `a cancelled COPY ends and the pool goes on`() async throws {
        let world = try await World.make(connections: 1)
        let other = try world.other()
        try await world.run("CREATE TABLE line (n bigint)")
        let (rows, feed) = AsyncStream<[UInt8]>.makeStream()
        feed.yield(Array("1\n".utf8))
        let inward = Task { try await world.pool.copyIn("COPY line FROM STDIN", rows: rows) }
        _ = try await other.backend(running: "COPY line")
        inward.cancel()
        #expect(await kind(of: { try await inward.value }) == .cancelled)
        let outward = Task {
            try await world.pool.copyOut("COPY (SELECT pg_sleep(60)) TO STDOUT") { chunks in
                for try await _ in chunks {}
            }
        }
        _ = try await other.backend(running: "pg_sleep(60)")
        outward.cancel()
        #expect(await kind(of: { try await outward.value }) == .cancelled)
        #expect(try await world.pool.value("SELECT count(*) AS v FROM line") == 0)
    }

    @Test func `what is no COPY, or has values, is refused`() async throws {
        let world = try await World.make(connections: 1)
        #expect(await kind(of: { try await world.pool.copyIn("SELECT 1", rows: stream([])) }) == .server)
        #expect(await kind(of: { try await world.pool.copyIn("COPY \(1)", rows: stream([])) }) == .server)
        let missing = await failure(of: {
            try await world.pool.copyIn("COPY nothing FROM STDIN", rows: stream([]))
        })
        #expect(missing?.sqlState == "42P01")
        #expect(try await world.pool.value("SELECT 1 AS v") == 1)
    }

    private func stream(_ chunks: [String]) -> AsyncStream<[UInt8]> {
        AsyncStream { continuation in
            for chunk in chunks { continuation.yield(Array(chunk.utf8)) }
            continuation.finish()
        }
    }
}
