import Foundation
import Forms
import Postgres
import Testing
import Web

@testable import Casework

@Suite struct SaveAnswersTests {
    /// Ana's report and what saves into it.
    private struct Draft: Sendable {
        let world: BridgeWorld
        let report: UUID
        let saving: SaveAnswers

        init(_ world: BridgeWorld) async throws {
            self.world = world
            report = try await BridgeCase(accepted: world).report()
            let folder = try TemporaryFolder()
            try folder.write("bridge.yaml", try BridgeForm.version(1).text)
            saving = SaveAnswers(desk: world.desk, forms: try LoadedForms(folder: folder.url))
        }

        @discardableResult
        func save(_ patch: JSONValue, expected: Int64) async throws -> DatabaseAnswer {
            try await saving.run(try world.caller(.ana), report, expected: expected, patch: patch)
        }

        /// Answers, version of the content, and what is missing, as stored.
        func stored(_ column: SQL) async throws -> String {
            try await world.value("SELECT (\(column))::text AS v FROM casebridge.report WHERE id = \(report)")
        }
    }

    @Test func `answers are kept with what is still missing`() async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            let answer = try await draft.save(["name": "The bridge"], expected: 1)
            #expect(answer.version == 2)
            #expect(try await draft.stored("answers") == #"{"name": "The bridge"}"#)
            #expect(try await draft.stored("problems") == #"[{"code": "missing", "pointer": "/funded"}]"#)
            try await draft.save(["funded": "no"], expected: 2)
            #expect(try await draft.stored("answers") == #"{"name": "The bridge", "funded": "no"}"#)
            #expect(try await draft.stored("problems") == "[]")
        }
    }

    @Test func `null takes an answer back`() async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            try await draft.save(["name": "The bridge", "funded": "no"], expected: 1)
            try await draft.save(["name": nil], expected: 2)
            #expect(try await draft.stored("answers") == #"{"funded": "no"}"#)
        }
    }

    @Test func `the answer to a question that is hidden again is kept and not asked for`() async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            try await draft.save(["name": "x", "funded": "yes", "fund": "Cohesion"], expected: 1)
            try await draft.save(["funded": "no"], expected: 2)
            #expect(try await draft.stored("answers ->> 'fund'") == "Cohesion")
            #expect(try await draft.stored("problems") == "[]")
            try await draft.save(["funded": "yes"], expected: 3)
            #expect(try await draft.stored("problems") == "[]")
        }
    }

    @Test(
        arguments: [
            (["nobody_asked": "x"], "unknown_question", "/nobody_asked"),
            (["name": 7], "wrong_type", "/name"),
            (["funded": "perhaps"], "not_an_option", "/funded"), (["name": ["a"]], "wrong_type", "/name"),
            (["name": "a text that is longer than twenty"], "too_long", "/name"),
            (["a/b": "x"], "unknown_question", "/a~1b"),
        ] as [(JSONValue, String, String)])
    func `what is no answer is refused with its place, and nothing is stored`(
        patch: JSONValue, code: String, pointer: String
    ) async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            var members = patch.object ?? [:]
            members["question_1"] = "a sound answer"
            await #expect { try await draft.save(.object(members), expected: 1) } throws: { error in
                guard let refusal = error as? Refusal else { return false }
                return refusal.status == 422 && refusal.reasons.map(\.code) == [code]
                    && refusal.reasons.map(\.pointer) == [pointer]
            }
            #expect(try await draft.stored("answers") == "{}")
            #expect(try await draft.stored("content_version") == "1")
        }
    }

    @Test func `every fault is named, not only the first`() async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            await #expect { try await draft.save(["x": 1, "y": 2, "name": 3], expected: 1) } throws: {
                error in
                (error as? Refusal)?.reasons.compactMap(\.pointer) == ["/name", "/x", "/y"]
            }
        }
    }

    @Test func `a patch that is no object is refused`() async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            await #expect(throws: Refusal.self) { try await draft.save([1, 2], expected: 1) }
        }
    }

    @Test func `a stale version is refused and overwrites nothing`() async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            try await draft.save(["name": "first"], expected: 1)
            await #expect { try await draft.save(["name": "second"], expected: 1) } throws: {
                ($0 as? PostgresError)?.sqlState == "MV412"
            }
            #expect(try await draft.stored("answers") == #"{"name": "first"}"#)
        }
    }

    @Test func `of two saves of one version at once one wins`() async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            let outcomes = await withTaskGroup { group in
                for name in ["left", "right"] {
                    group.addTask { (try? await draft.save(["name": .string(name)], expected: 1)) != nil }
                }
                return await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(outcomes.sorted { !$0 && $1 } == [false, true])
            #expect(try await draft.stored("content_version") == "2")
        }
    }

    @Test(arguments: [BridgeWorld.Person.carla, .ben, .boris])
    func `nobody else writes into the report`(person: BridgeWorld.Person) async throws {
        try await BridgeWorld.use { world in
            let draft = try await Draft(world)
            await #expect(throws: PostgresError.self) {
                try await draft.saving.run(
                    try world.caller(person), draft.report, expected: 1, patch: ["name": "x"])
            }
            #expect(try await draft.stored("answers") == "{}")
        }
    }
}
