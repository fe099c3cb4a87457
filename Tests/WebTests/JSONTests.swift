import Foundation
import Hummingbird
import Postgres
import Testing

@testable import Web

private func parse(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

@Suite struct JSONParserTests {
    @Test(arguments: [
        (#"{"a":[1,-2.50,true,false,null,"x"],"b":{}}"#, #"{"a":[1,-2.50,true,false,null,"x"],"b":{}}"#),
        (#" [ ] "#, "[]"),
        (#""A\u00e9\uD83D\uDE00\n\/""#, "\"Aé😀\\n/\""),
        ("1e5", "1e5"), ("-0.0E+10", "-0.0E+10"),
    ])
    func `JSON is read and written again with its numbers untouched`(text: String, written: String) throws {
        #expect(try parse(text).description == written)
    }

    @Test(arguments: [
        ("", "cut_short", 1, 1), ("{", "cut_short", 1, 2), (#"{"a" 1}"#, "colon_expected", 1, 6),
        (#"{"a":1,}"#, "key_expected", 1, 8), ("[1 2]", "comma_expected", 1, 4),
        ("[1,\n x]", "value_expected", 2, 2),
        (#"{"a":1,"a":2}"#, "key_twice", 1, 8), ("1 2", "text_after_end", 1, 3),
        ("01", "text_after_end", 1, 2),
        ("1.", "cut_short", 1, 3), ("-", "cut_short", 1, 2), ("+1", "value_expected", 1, 1),
        ("NaN", "value_expected", 1, 1),
        (#""\x""#, "unknown_escape", 1, 3), (#""\ud800""#, "lone_surrogate", 1, 8),
        (#""\udc00\ud800""#, "lone_surrogate", 1, 8),
        (#""\u0000""#, "control_character", 1, 8), ("\"a\tb\"", "control_character", 1, 3),
        ("truE", "value_expected", 1, 1),
    ])
    func `what is not JSON is refused with its place`(text: String, code: String, line: Int, column: Int) {
        #expect(throws: JSONSyntaxError(code: code, line: line, column: column)) { try parse(text) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
    }

    @Test func `a thousand levels are refused before the stack is`() {
        #expect(throws: JSONSyntaxError.self) { try parse(String(repeating: "[", count: 1_000)) }
    }

    @Test func `whatever bytes come, the parser ends`() {
        var random = Dice(seed: 11)
        let seeds = [#"{"a":[1,2,{"b":"\u00e9"}],"c":null}"#, #"[true,false,"x\n",1.5e3]"#].map {
            Array($0.utf8)
        }
        for _ in 0..<5_000 {
            let text = random.mutate(random.pick(seeds))
            if let value = try? JSON(parsing: text) {
                #expect((try? JSON(parsing: value.utf8)) == value)
            }
        }
    }
}

@Suite struct JSONBodyTests {
    private func reasons(_ text: String, _ read: (JSONFields) -> Void) throws -> [RefusalReason] {
        let body = try JSONBody(parsing: Array(text.utf8))
        do {
            try body.fields(read)
            return []
        } catch let refusal as Refusal {
            #expect((refusal.status, refusal.code) == (422, "invalid"))
            return refusal.reasons
        }
    }

    @Test func `good members are given with their types`() throws {
        let id = UUID()
        let body = try JSONBody(
            parsing: Array(#"{"id":"\#(id)","on":"2026-11-22","n":3,"tags":["a"],"in":{"x":true}}"#.utf8))
        let (read, on, n, tags, x) = try body.fields { fields in
            (
                fields.uuid("id"), fields.date("on"), fields.integer("n", 1...5),
                fields.strings("tags", atMost: 3),
                fields.optionalObject("in") { $0.boolean("x") }
            )
        }
        #expect((read, on.description, n, tags, x) == (id, "2026-11-22", 3, ["a"], true))
    }

    @Test func `every problem is told at once, each with its pointer`() throws {
        let text =
            #"{"name":"","id":7,"on":"2026-02-30","kind":"x","deep":{"a/b":1,"~":2},"list":[1,"b"],"more":null}"#
        let found = try reasons(text) { fields in
            _ = fields.string("name", 1...10)
            _ = fields.uuid("id")
            _ = fields.date("on")
            _ = fields.choice("kind", ["fact", "assessment"])
            _ = fields.optionalObject("deep") { _ in }
            _ = fields.strings("list", atMost: 5)
            _ = fields.integer("count", 0...9)
        }
        #expect(
            found.map { "\($0.pointer ?? "") \($0.code)" } == [
                "/name missing", "/id wrong_type", "/on wrong_type", "/kind not_a_choice",
                "/deep/a~1b unknown_key",
                "/deep/~0 unknown_key", "/list/0 wrong_type", "/count missing", "/more unknown_key",
            ])
    }

    @Test func `too long, too many and out of range are told with their limits`() throws {
        let found = try reasons(#"{"a":"xxxx","b":[1,2,3],"c":11,"d":"1.23456"}"#) { fields in
            _ = fields.string("a", 1...3)
            _ = fields.integers("b", atMost: 2)
            _ = fields.integer("c", 1...10)
            _ = fields.optionalDecimal("d")
        }
        #expect(found.map(\.code) == ["too_long", "too_many", "out_of_range", "wrong_type"])
        #expect(found.map(\.detail) == ["3", "2", "1–10", "decimal"])
    }

    @Test func `objects in an array name their place`() throws {
        let found = try reasons(#"{"rows":[{"a":1},7,{"a":"x"}]}"#) { fields in
            _ = fields.objects("rows", atMost: 5) { $0.integer("a", 0...5) }
        }
        #expect(found.map(\.pointer) == ["/rows/1", "/rows/2/a"])
    }

    @Test func `malformed JSON is a 400 with line and column, and no object a 422`() {
        #expect(throws: Refusal(400, "malformed_json", reasons: [RefusalReason("cut_short", detail: "2:1")]))
        {
            try JSONBody(parsing: Array("{\n".utf8))
        }
        #expect(throws: Refusal.self) { try JSONBody(parsing: Array("[]".utf8)) }
    }
}

@Suite struct EntityTagTests {
    private func request(_ headers: HTTPFields) -> Request {
        Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "a", path: "/", headerFields: headers),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test func `the version stands in quotes`() throws {
        #expect(try EntityTag.required(request([.ifMatch: "\"7\""])) == 7)
        #expect(EntityTag(version: 7).text == "\"7\"")
    }

    @Test func `a change without If-Match is a 428`() {
        #expect(throws: Refusal(428, "if_match_missing")) { try EntityTag.required(request([:])) }
    }

    @Test(arguments: [
        "7", "\"\"", "W/\"7\"", "*", "\"7\", \"8\"", "\"-7\"", "\"99999999999999999999\"", "\"7",
    ])
    func `anything else than one strong version is a 400`(header: String) {
        #expect(throws: Refusal(400, "malformed_if_match")) {
            try EntityTag.required(request([.ifMatch: header]))
        }
    }

    @Test(arguments: [
        ("\"7\"", true), ("W/\"7\"", true), ("\"6\", \"7\"", true), ("*", true), ("\"8\"", false),
    ])
    func `a reader who has the version gets a 304`(header: String, known: Bool) {
        #expect(EntityTag.isKnown("\"7\"", to: request([.ifNoneMatch: header])) == known)
    }
}

@Suite struct CursorTests {
    @Test func `a cursor comes back as it went out`() throws {
        let cursor = Cursor(["2026-11-22", "0190a0a0-0000-7000-8000-000000000001"])
        #expect(try Cursor(cursor.text, count: 2) == cursor)
    }

    @Test(arguments: ["", "x", "!!", "W10", String(repeating: "A", count: 2_000)])
    func `anything else is a 400`(text: String) {
        #expect(throws: Refusal(400, "malformed_cursor")) { try Cursor(text, count: 2) }
    }

    @Test func `a cursor of another list is refused by its number of parts`() {
        #expect(throws: Refusal.self) { try Cursor(Cursor(["a"]).text, count: 2) }
    }

    @Test func `the next page keeps every other parameter`() {
        let address = PageAddress("/cases?status=open&cursor=old&q=a+b%26c")
        #expect(address.with(cursor: nil) == "/cases?status=open&q=a+b%26c")
        #expect(address.with("lang", "it") == "/cases?status=open&cursor=old&q=a+b%26c&lang=it")
        #expect(PageAddress("/cases?cursor=x").with(cursor: nil) == "/cases")
    }

    @Test func `limit and cursor of a list are read or refused`() async throws {
        let site = try TestSite { routes in
            routes.page(.get, "list", access: .open) { request, _ in
                PlainText.response("\(try PageRequest.read(request, cursorParts: 1).limit)")
            }
        }
        #expect(try await site.send(.get, "/list").text == "20")
        #expect(try await site.send(.get, "/list?limit=100").text == "100")
        for bad in ["limit=0", "limit=101", "limit=x", "cursor=x"] {
            #expect(try await site.send(.get, "/list?" + bad).status == 400)
        }
    }
}

@Suite struct LocalDateTests {
    @Test(arguments: ["2026-11-22", "2024-02-29", "2000-02-29", "0001-01-01"])
    func `a day of the calendar is read and written`(text: String) {
        #expect(LocalDate(text)?.description == text)
    }

    @Test(arguments: [
        "2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "26-01-01", "2026-01-01T00:00",
        "٢٠٢٦-01-01", "+026-01-01",
    ])
    func `what is no day is refused`(text: String) {
        #expect(LocalDate(text) == nil)
    }
}
