import Forms
import Testing

/// Which values each kind of question takes, and with which code and pointer it refuses the others.
@Suite struct AnswerCheckTests {
    static let id: JSONValue = "01890a5d-ac96-774b-bcce-b302099a8057"

    static let accepted: [(String, JSONValue)] = [
        ("name", "A bridge"), ("name", ""), ("story", "one\n\ttwo\r\nthree"), ("funded", "yes"),
        ("funded", "no"),
        ("funded", "unknown"), ("fund", ["amount": "1234.50", "currency": "EUR"]),
        ("fund", ["amount": "-3", "currency": "BGN"]), ("kind", "works"), ("methods", ["web", "talk"]),
        ("methods", []), ("seen_on", "2024-02-29"), ("days", 1), ("days", 400), ("share", 12),
        ("share", .number(12.5)),
        ("page", "https://example.org/a?b=c"), ("page", "http://example.org"), ("page", ""),
        ("site", ["address": "Quay 1"]),
        ("site", ["address": "Quay 1", "latitude": .number(42.7), "longitude": .number(-23.3)]),
        ("broken_account", ["statement": "A pier is missing.", "date": "2026-05-31", "evidence": [id]]),
        ("seat", "IT"), ("seat", "XK"),
        ("proof", [id]), ("firms", [["firm": "Acme"], ["firm": "Beta", "listed": "no"]]), ("name", nil),
    ]

    @Test(arguments: accepted)
    func `a fitting value is accepted`(question: String, value: JSONValue) throws {
        #expect(try smallForm().check(patch: .object([question: value])) == [])
    }

    static let refused: [(String, JSONValue, AnswerProblem.Code, String)] = [
        ("name", 5, .wrongType, "/name"), ("name", ["a"], .wrongType, "/name"),
        ("name", "a title of more than twenty characters", .tooLong, "/name"),
        ("name", "two\nlines", .controlCharacter, "/name"),
        ("story", 7, .wrongType, "/story"), ("story", "bell \u{7}", .controlCharacter, "/story"),
        ("funded", true, .wrongType, "/funded"), ("funded", "Yes", .notAnOption, "/funded"),
        ("fund", "12", .wrongType, "/fund"), ("fund", ["amount": "12"], .missing, "/fund/currency"),
        ("fund", ["amount": 12, "currency": "EUR"], .wrongType, "/fund/amount"),
        ("fund", ["amount": "12,50", "currency": "EUR"], .notAnAmount, "/fund/amount"),
        ("fund", ["amount": "1e9", "currency": "EUR"], .notAnAmount, "/fund/amount"),
        ("fund", ["amount": "12", "currency": "eur"], .unknownCurrency, "/fund/currency"),
        ("fund", ["amount": "12", "currency": "EUR", "tax": "1"], .unknownQuestion, "/fund/tax"),
        ("kind", "bridges", .notAnOption, "/kind"), ("kind", ["works"], .wrongType, "/kind"),
        ("methods", "web", .wrongType, "/methods"), ("methods", ["web", "spy"], .notAnOption, "/methods/1"),
        ("methods", ["web", "web"], .doubled, "/methods/1"), ("methods", [1], .wrongType, "/methods/0"),
        ("seen_on", "2023-02-29", .notADate, "/seen_on"), ("seen_on", "2023-13-01", .notADate, "/seen_on"),
        ("seen_on", "31.05.2026", .notADate, "/seen_on"), ("seen_on", "2026-5-31", .notADate, "/seen_on"),
        ("seen_on", 20_260_531, .wrongType, "/seen_on"), ("days", "1", .wrongType, "/days"),
        ("days", .number(1.5), .wrongType, "/days"), ("days", 0, .outOfRange, "/days"),
        ("days", 401, .outOfRange, "/days"), ("share", .number(100.5), .outOfRange, "/share"),
        ("share", -1, .outOfRange, "/share"), ("share", "12", .wrongType, "/share"),
        ("page", "example.org", .notAnURL, "/page"), ("page", "javascript:alert(1)", .notAnURL, "/page"),
        ("page", "https://ana:secret@example.org", .notAnURL, "/page"),
        ("seat", "Italy", .unknownCountry, "/seat"), ("seat", "it", .unknownCountry, "/seat"),
        ("seat", "XX", .unknownCountry, "/seat"), ("seat", 39, .wrongType, "/seat"),
        ("page", "https://", .notAnURL, "/page"),
        ("page", "https://exa mple.org", .notAnURL, "/page"), ("page", 1, .wrongType, "/page"),
        ("site", "Quay 1", .wrongType, "/site"), ("site", [:], .missing, "/site/address"),
        ("site", ["address": "Quay", "latitude": 1], .notAPlace, "/site"),
        ("site", ["address": "Quay", "latitude": 91, "longitude": 1], .notAPlace, "/site/latitude"),
        ("site", ["address": "Quay", "latitude": "1", "longitude": 1], .wrongType, "/site/latitude"),
        ("broken_account", "A pier is missing.", .wrongType, "/broken_account"),
        ("broken_account", ["date": "soon"], .notADate, "/broken_account/date"),
        ("broken_account", ["place": ["street": "Quay"]], .unknownQuestion, "/broken_account/place/street"),
        ("proof", "photo.jpg", .wrongType, "/proof"), ("proof", ["photo.jpg"], .notAnID, "/proof/0"),
        ("proof", [id, id], .doubled, "/proof/1"), ("firms", ["firm": "Acme"], .wrongType, "/firms"),
        ("firms", ["Acme"], .wrongType, "/firms/0"), ("firms", [["firm": 1]], .wrongType, "/firms/0/firm"),
        ("firms", [["firm": "Acme", "name": "x"]], .unknownQuestion, "/firms/0/name"),
        ("firms", [[:], [:], [:], [:]], .tooMany, "/firms"), ("bridge", "x", .unknownQuestion, "/bridge"),
        ("firm", "Acme", .unknownQuestion, "/firm"), ("a/b~c", "x", .unknownQuestion, "/a~1b~0c"),
    ]

    @Test(arguments: refused.indices)
    func `a value that does not fit is refused with its code and pointer`(row: Int) throws {
        let (question, value, code, pointer) = Self.refused[row]
        let found = try smallForm().check(patch: .object([question: value]))
        #expect(found.contains { $0.code == code && $0.pointer == pointer }, "\(found)")
    }

    @Test func `every kind of question has refused the wrong type once`() throws {
        let refused = Set(Self.refused.filter { $0.2 == .wrongType || $0.2 == .notAnOption }.map(\.0))
        let form = try smallForm()
        let types = Set(form.questions.filter { refused.contains($0.key) }.map(\.type))
        #expect(types.isSuperset(of: QuestionType.allCases))
    }

    @Test func `a refusal says which type or options the question has`() throws {
        let form = try smallForm()
        #expect(form.check(patch: ["fund": "5"]).first?.values == ["type": "amount"])
        #expect(form.check(patch: ["firms": [["firm": 5]]]).first?.values == ["type": "text"])
        #expect(form.check(patch: ["firms": [5]]).first?.values == ["type": "group"])
        #expect(form.check(patch: ["kind": "sand"]).first?.values == ["options": "goods, works"])
    }

    @Test func `answers that are no object are refused as a whole`() throws {
        #expect(try smallForm().check(patch: ["x"]) == [AnswerProblem(pointer: "", code: .notAnObject)])
    }

    @Test func `answers of more than one megabyte are refused in a moment`() throws {
        let long = JSONValue.object(["story": .string(String(repeating: "a", count: 1_000_001))])
        #expect(try smallForm().check(patch: long).map(\.code) == [.tooLarge])
        let many = JSONValue.object(["proof": .array(Array(repeating: .string(""), count: 600_000))])
        #expect(try smallForm().check(patch: many).map(\.code) == [.tooLarge])
    }

    @Test func `a flood of faults is cut at a hundred`() throws {
        let flood = Dictionary(uniqueKeysWithValues: (0..<5000).map { ("key\($0)", JSONValue.null) })
        #expect(try smallForm().check(patch: .object(flood)).count == 100)
    }

    @Test func `a patch replaces whole answers and null removes one`() throws {
        let before: [String: JSONValue] = [
            "name": "Old", "fund": ["amount": "1", "currency": "EUR"], "days": 3,
        ]
        let after = try smallForm().answers(before, patchedWith: ["name": "New", "days": nil])
        #expect(after == ["name": "New", "fund": ["amount": "1", "currency": "EUR"]])
    }
}
