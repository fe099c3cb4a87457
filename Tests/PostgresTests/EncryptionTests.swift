import Foundation
import Logging
import Postgres
import TestDatabase
import Testing

@Suite struct EncryptionTests {
    private func pool(_ address: String, wait: Duration = .seconds(20)) -> PostgresPool {
        PostgresPool(
            settings: PostgresSettings(
                connectionString: address, maximumConnections: 2, waitTimeout: wait,
                statementTimeout: .seconds(30)),
            logger: Logger(label: "test"))
    }

    @Test func `everything works over TLS: pipelines, long answers, COPY, cancelling`() async throws {
        let cluster = try await Cluster.startEncrypted()
        let pool = pool(try #require(cluster.encryptedConnectionString(trusting: cluster.certificate)))
        #expect(
            try await pool.value("SELECT ssl AS v FROM pg_stat_ssl WHERE pid = pg_backend_pid()", Bool.self))
        let answers = try await pool.pipeline(entering: nil, ["SELECT 1 AS v", "SELECT 2 AS v"])
        #expect(try answers.map { try $0.only().get("v", Int.self) } == [1, 2])
        // Longer than a TLS record and than any buffer on the way: what is decrypted already must be read too.
        for length in [1, 16_384, 16_385, 5_000_000] {
            let text: String = try await pool.value("SELECT repeat('x', \(length)::int) AS v")
            #expect(text.utf8.count == length)
        }
        var bytes = 0
        try await pool.copyOut("COPY (SELECT generate_series(1, 200000)) TO STDOUT") { chunks in
            for try await chunk in chunks { bytes += chunk.count }
        }
        #expect(bytes == 1_288_895)
        let slow = Task { try await pool.query("SELECT pg_sleep(60)") }
        _ = try await pool.backend(running: "pg_sleep(60)", asleep: true)
        slow.cancel()
        #expect(await kind(of: { try await slow.value }) == .cancelled)
        await pool.close()
    }

    @Test func `a server with another certificate is not spoken to`() async throws {
        let (cluster, other) = (try await Cluster.startEncrypted(), try await Cluster.startEncrypted())
        let pool = pool(
            try #require(cluster.encryptedConnectionString(trusting: other.certificate)), wait: .seconds(2))
        #expect(await kind(of: { try await pool.query("SELECT 1") }) == .connection)
        await pool.close()
    }
}
