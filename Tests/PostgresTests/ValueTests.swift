import Foundation
import Postgres
import Testing

@Suite struct ValueTests {
    @Test func `every scalar comes back as it went`() async throws {
        let world = try await World.make()
        try await roundTrip(["", "plain", "Škoda – 価格 🏗️", "a'b\"c\\d\ne"], world)
        try await roundTrip([Int64.min, -1, 0, 1, .max], world)
        try await roundTrip([Int.min, 42, .max], world)
        try await roundTrip([Int32.min, 0, .max], world)
        try await roundTrip([true, false], world)
        try await roundTrip([0.1, -1e300, .infinity], world)
        try await roundTrip([UUID(), UUID()], world)
        try await roundTrip([[UInt8](), [0, 1, 255], [UInt8](repeating: 7, count: 100_000)], world)
        try await roundTrip(
            [
                Timestamp(microseconds: 0), .init(microseconds: -1),
                .init(microseconds: 1_790_000_000_123_456),
            ], world)
        try await roundTrip(
            [LocalDate("1969-12-31"), LocalDate("2000-02-29"), LocalDate("9999-12-31")], world)
    }

    @Test func `numbers keep every digit`() async throws {
        let world = try await World.make()
        let texts = [
            "0", "0.00", "1", "-1", "10000", "100000000", "12345678901234567890.123456789", "-0.0001",
            "0.00010000",
            "1000000.5", "99999.9999", "NaN",
        ]
        for text in texts {
            let sql = SQL(generated: "SELECT '\(text)'::numeric AS v")
            #expect(try await world.pool.value(sql, PostgresNumeric.self).description == text)
            guard text != "NaN" else { continue }
            let number = try #require(PostgresNumeric(text))
            #expect(try await world.pool.value("SELECT \(number) AS v") == number)
        }
    }

    @Test(arguments: ["", "-", "1.2.3", "1e5", "1,5", "--1", " 1", "."])
    func `what is no decimal number is refused`(text: String) { #expect(PostgresNumeric(text) == nil) }

    @Test func `JSON passes through unparsed`() async throws {
        let world = try await World.make()
        let json = JSONText(#"{"b": [1, "ü"]}"#)
        let row = try await world.pool.query("SELECT \(json) AS b, '{\"k\" :1}'::json AS k").only()
        #expect(try row.get("b", JSONText.self) == json)
        #expect(try row.get("b", String.self) == #"{"b": [1, "ü"]}"#)
        #expect(try row.bytes("b") == Array(#"{"b": [1, "ü"]}"#.utf8))
        #expect(try row.get("k", String.self) == #"{"k" :1}"#)
    }

    @Test func `arrays keep quotes, nulls and all letters`() async throws {
        let world = try await World.make()
        try await roundTrip([[String](), ["a"], ["", "NULL", "\"", "\\", "{,}", "ő 🏛️", "a'b"]], world)
        try await roundTrip([[Int](), [1, -2, .max]], world)
        try await roundTrip([[UUID(), UUID()]], world)
        try await roundTrip([[[UInt8]](), [[], [0, 255, 92]]], world)
        try await roundTrip([[LocalDate(daysSince1970: 1)], []], world)
        try await roundTrip([["a", nil, "NULL"], [nil]] as [[String?]], world)
        try await roundTrip([[1, nil]] as [[Int64?]], world)
        #expect(try await world.pool.value("SELECT '{a,NULL}'::varchar[] AS v") == ["a", nil] as [String?])
    }

    @Test func `NULL is nil where nil is possible and an error where not`() async throws {
        let world = try await World.make()
        try await roundTrip([nil, "x"] as [String?], world)
        try await roundTrip([nil, 1] as [Int?], world)
        try await roundTrip([nil, []] as [[String]?], world)
        try await roundTrip([nil, PostgresNumeric("1.5")] as [PostgresNumeric?], world)
        let row = try await world.pool.query("SELECT NULL::date AS due, ARRAY['a', NULL] AS names").only()
        let error = await failure(of: { try row.get("due", LocalDate.self) })
        #expect(error?.kind == .decoding(column: "due"))
        #expect(error?.message == "column \"due\": found NULL of type date, wanted date")
        #expect(await kind(of: { try row.get("names", [String].self) }) == .decoding(column: "names"))
    }

    @Test func `an error names the column, the type found and the type wanted`() async throws {
        let world = try await World.make()
        let row = try await world.pool.query("SELECT 1::bigint AS number, 5000000000 AS large").only()
        let error = await failure(of: { try row.get("number", String.self) })
        #expect(error?.message == "column \"number\": found bigint, wanted text")
        #expect(
            await failure(of: { try row.get("nothing", String.self) })?.message
                == "the result has no column \"nothing\"")
        #expect(await kind(of: { try row.get("large", Int32.self) }) == .decoding(column: "large"))
        #expect(await kind(of: { try row.get("number", [Int].self) }) == .decoding(column: "number"))
    }

    @Test func `an enum with raw values is a value`() async throws {
        enum Colour: String, PostgresValue { case red, pink }
        let world = try await World.make()
        try await roundTrip([Colour.red, .pink], world)
        #expect(
            await kind(of: { try await world.pool.value("SELECT 'blue' AS v", Colour.self) })
                == .decoding(column: "v"))
        try await world.run("CREATE TYPE colour AS ENUM ('red', 'pink')")
        #expect(try await world.pool.value("SELECT 'pink'::colour AS v") == Colour.pink)
    }

    private func roundTrip<Value: PostgresValue & Equatable>(_ values: [Value], _ world: World) async throws {
        for value in values { #expect(try await world.pool.value("SELECT \(value) AS v") == value) }
    }

    private func roundTrip<Value: PostgresValue & Equatable>(_ values: [Value?], _ world: World) async throws
    {
        for value in values {
            #expect(try await world.pool.value("SELECT \(value) AS v", Value?.self) == value)
        }
    }
}
