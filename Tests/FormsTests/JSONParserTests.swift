import Foundation
import Forms
import Testing

/// Reading JSON from outside, within bounds.
@Suite struct JSONParserTests {
    @Test(
        arguments: [
            (
                #" {"a" : [1, -2.50, true, false, null, "x"]} "#,
                ["a": [1, .number(-2.5), true, false, nil, "x"]]
            ),
            (#""\u00e9\n\ud83d\ude00\/""#, "é\n😀/"), ("1e2", 100), ("0", 0), ("[]", []), ("{}", [:]),
        ] as [(String, JSONValue)])
    func `valid JSON is read`(text: String, value: JSONValue) throws {
        #expect(try JSONValue.parse(text) == value)
    }

    @Test(
        arguments: [
            ("", .notJSON), ("{", .notJSON), ("[1,]", .notJSON), ("{\"a\":1,}", .notJSON), ("01", .notJSON),
            ("1.", .notJSON), (".5", .notJSON), ("+1", .notJSON), ("nul", .notJSON), ("[1] 2", .notJSON),
            ("\"a\nb\"", .notJSON), ("\"\\x\"", .notJSON), ("\"\\ud83d\"", .notJSON),
            ("\"\\udc00\"", .notJSON),
            ("'a'", .notJSON), ("NaN", .notJSON), ("1e999", .notJSON), ("{\"a\":1,\"a\":2}", .doubledKey),
            ("1234567890123456789012345678901", .numberTooLong),
            (String(repeating: "[", count: 40) + String(repeating: "]", count: 40), .tooDeep),
            (String(repeating: "[", count: 500_000), .tooDeep),
            (String(repeating: " ", count: 1_000_001), .tooLarge),
        ] as [(String, JSONProblem.Code)])
    func `what is not JSON, or too much of it, is refused`(text: String, code: JSONProblem.Code) {
        do {
            let value = try JSONValue.parse(text)
            Issue.record("\(value) was read")
        } catch {
            #expect(error.code == code)
        }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: JSONProblem.self) { try JSONValue.parse([0x22, 0xFF, 0x22]) }
    }

    @Test func `a megabyte of small values is read without trouble`() throws {
        let text = "[" + String(repeating: "1,", count: 499_000) + "1]"
        #expect(try JSONValue.parse(text).array?.count == 499_001)
    }

    @Test func `the canonical text has sorted keys and reads back`() throws {
        let value: JSONValue = ["b": [1, nil], "a": "q\"\\\u{1}", "c": .number(12.5)]
        #expect(value.canonical == #"{"a":"q\"\\\u0001","b":[1,null],"c":12.5}"#)
        #expect(try JSONValue.parse(value.canonical) == value)
    }

    @Test func `coding keeps every kind of value`() throws {
        let value: JSONValue = ["a": [1, .number(2.25), true, nil, "x", [:]]]
        #expect(try JSONDecoder().decode(JSONValue.self, from: JSONEncoder().encode(value)) == value)
    }
}
