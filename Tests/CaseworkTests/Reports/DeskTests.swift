import Foundation
import Postgres
import Testing
import Web

@testable import Casework

@Suite struct DeskTests {
    private struct Made: Decodable, Equatable, Sendable {
        let id: UUID
    }

    private func selecting(_ world: BridgeWorld) -> SQL {
        "SELECT casebridge.create_case(\(world.contract), 'High risk') AS answer"
    }

    private func once(_ key: String = "key-1", payload: String = "{}") throws -> Once {
        try #require(Once(key: key, route: "POST /cases", payload: Array(payload.utf8)))
    }

    private func cases(_ world: BridgeWorld) async throws -> Int {
        try await world.value("SELECT count(*) AS v FROM casebridge.case_file")
    }

    @Test func `a repeated request gets the first answer and makes nothing`() async throws {
        try await BridgeWorld.use { world in
            let carla = try world.caller(.carla)
            let first = try await world.desk.make(carla, try once(), selecting(world))
            let again = try await world.desk.make(carla, try once(), selecting(world))
            #expect(first.json == again.json)
            #expect(try await cases(world) == 1)
        }
    }

    @Test func `the same key with another payload is refused`() async throws {
        try await BridgeWorld.use { world in
            let carla = try world.caller(.carla)
            _ = try await world.desk.make(carla, try once(), selecting(world))
            await #expect {
                try await world.desk.make(carla, try once(payload: "[]"), selecting(world))
            } throws: {
                ($0 as? PostgresError)?.sqlState == "MV422"
                    && ($0 as? PostgresError)?.message == "idempotency_key_reused"
            }
        }
    }

    @Test func `a refused request may be repeated with its key`() async throws {
        try await BridgeWorld.use { world in
            let carla = try world.caller(.carla)
            let wrong: SQL = "SELECT casebridge.create_case(\(UUID()), 'High risk') AS answer"
            await #expect(throws: PostgresError.self) { try await world.desk.make(carla, try once(), wrong) }
            _ = try await world.desk.make(carla, try once(), selecting(world))
            #expect(try await cases(world) == 1)
        }
    }

    @Test func `a key belongs to its caller`() async throws {
        try await BridgeWorld.use { world in
            _ = try await world.desk.make(try world.caller(.carla), try once(), selecting(world))
            _ = try await world.desk.make(try world.caller(.boris), try once(), selecting(world))
            #expect(try await cases(world) == 2)
        }
    }

    @Test func `the same request eight times at once makes one record and one answer`() async throws {
        try await BridgeWorld.use { world in
            let (carla, once) = (try world.caller(.carla), try once())
            let answers = try await withThrowingTaskGroup { group in
                for _ in 1...8 {
                    group.addTask {
                        try await world.desk.make(carla, once, selecting(world)).decoded(Made.self).id
                    }
                }
                return try await group.reduce(into: Set<UUID>()) { $0.insert($1) }
            }
            #expect(answers.count == 1)
            #expect(try await cases(world) == 1)
        }
    }

    @Test func `a refused statement undoes those before it`() async throws {
        try await BridgeWorld.use { world in
            let carla = try world.caller(.carla)
            let refused: SQL = "SELECT casebridge.create_case(\(UUID()), 'High risk') AS answer"
            await #expect(throws: PostgresError.self) {
                try await world.desk.ask(carla, all: [selecting(world), refused])
            }
            #expect(try await cases(world) == 0)
        }
    }

    @Test func `what the database says is not there is not found`() async throws {
        try await BridgeWorld.use { world in
            let carla = try world.caller(.carla)
            await #expect(throws: Refusal.notFound) {
                try await world.desk.ask(carla, "SELECT NULL::json AS answer")
            }
        }
    }

    @Test func `a token that nobody has gets nothing`() async throws {
        try await BridgeWorld.use { world in
            let stranger = Caller(
                token: .init(.api), requestID: "test-request", language: .english, network: "192.0.2.0/24")
            await #expect { try await world.desk.ask(stranger, selecting(world)) } throws: {
                ($0 as? PostgresError)?.sqlState == "MV401"
            }
        }
    }

    @Test func `a body that throws writes nothing`() async throws {
        try await BridgeWorld.use { world in
            let carla = try world.caller(.carla)
            await #expect(throws: Refusal.notFound) {
                try await world.desk.converse(carla) { transaction in
                    _ = try await transaction.query(selecting(world))
                    throw Refusal.notFound
                }
            }
            #expect(try await cases(world) == 0)
        }
    }
}
