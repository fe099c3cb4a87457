import Postgres
import Testing

@Suite struct ErrorTests {
    @Test func `a violated constraint is named, its values are not`() async throws {
        let world = try await World.make()
        try await world.run(
            "CREATE TABLE person (mail text CONSTRAINT one_account_a_mail UNIQUE)",
            "INSERT INTO person VALUES (\("ana@example.org"))")
        let error = await failure(of: {
            try await world.pool.query("INSERT INTO person VALUES (\("ana@example.org"))")
        })
        #expect(error?.kind == .server)
        #expect(error?.sqlState == "23505")
        #expect(error?.constraint == "one_account_a_mail")
        #expect(error?.detail == nil)
        #expect(error?.description.contains("ana@") == false)
    }

    @Test func `a value that does not parse is not repeated`() async throws {
        let world = try await World.make()
        let error = await failure(of: { try await world.pool.query("SELECT (\("s3cret-\"x\"")::text)::uuid") }
        )
        #expect(error?.sqlState == "22P02")
        #expect(error?.message == "invalid input syntax for type uuid: \"…\"")
    }

    @Test func `our own errors keep their detail, others do not`() async throws {
        let world = try await World.make()
        func raised(_ code: String) async -> PostgresError? {
            let sql = SQL(
                generated:
                    """
                    DO $$ BEGIN
                        RAISE 'stale_version' USING ERRCODE = '\(code)', DETAIL = '{"version":3}';
                    END $$
                    """
            )
            return await failure(of: { try await world.pool.query(sql) })
        }
        let own = await raised("MV409")
        #expect(own?.sqlState == "MV409")
        #expect(own?.message == "stale_version")
        #expect(own?.detail == #"{"version":3}"#)
        #expect(await raised("P0001")?.detail == nil)
    }

    @Test func `a syntax error leaves the connection usable`() async throws {
        let world = try await World.make(connections: 1)
        for _ in 1...3 {
            #expect(await failure(of: { try await world.pool.query("SELEKT \(1)") })?.sqlState == "42601")
        }
        #expect(try await world.pool.value("SELECT \(1) AS v") == 1)
    }

    @Test func `only() refuses none and several`() async throws {
        let world = try await World.make()
        #expect(
            await kind(of: { try await world.pool.query("SELECT 1 WHERE false").only() })
                == .decoding(column: "*"))
        #expect(
            await kind(of: { try await world.pool.query("SELECT generate_series(1, 2)").only() })
                == .decoding(column: "*"))
    }

    @Test func `a zero byte in text is refused by the server`() async throws {
        let world = try await World.make()
        #expect(
            await failure(of: { try await world.pool.query("SELECT \("a\0b") AS v") })?.sqlState == "22021")
    }

    @Test func `COPY as a plain query is refused and the pool goes on`() async throws {
        let world = try await World.make(connections: 1)
        #expect(await kind(of: { try await world.pool.query("COPY (SELECT 1) TO STDOUT") }) == .server)
        #expect(try await world.pool.value("SELECT 1 AS v") == 1)
    }
}
