import Forms
import Testing

/// Fields of a page without scripts, as answers and back.
@Suite struct PageFieldsTests {
    func patch(_ fields: [(name: String, value: String)], _ keys: [String]) throws -> JSONValue {
        let form = try smallForm()
        return PageFields(fields).patch(of: keys.compactMap { form.question($0) })
    }

    @Test(
        arguments: [
            ([("name", " Bridge \r\n")], "name", "Bridge"), ([("story", "one\r\ntwo")], "story", "one\ntwo"),
            ([("name", "  ")], "name", nil), ([], "methods", nil),
            ([("methods", "web"), ("methods", "talk")], "methods", ["web", "talk"]),
            ([("days", "12")], "days", 12), ([("days", "twelve")], "days", "twelve"),
            ([("days", "")], "days", nil),
            ([("share", "12,5")], "share", .number(12.5)), ([("share", "12.5")], "share", .number(12.5)),
            (
                [("fund.amount", "1 234,50"), ("fund.currency", "EUR")], "fund",
                ["amount": "1234.50", "currency": "EUR"]
            ),
            ([("fund.amount", ""), ("fund.currency", "EUR")], "fund", nil),
            (
                [("fund.amount", "1,234"), ("fund.currency", "EUR")], "fund",
                ["amount": "1,234", "currency": "EUR"]
            ),
            (
                [("site.address", "Quay"), ("site.latitude", "42.7"), ("site.longitude", "")], "site",
                ["address": "Quay", "latitude": .number(42.7)]
            ),
            (
                [
                    ("broken_account.statement", "x"), ("broken_account.place.address", "Quay"),
                    ("broken_account.date", ""),
                ],
                "broken_account", ["statement": "x", "place": ["address": "Quay"]]
            ),
            (
                [
                    ("firms.4.firm", "Beta"), ("firms.0.firm", "Acme"), ("firms.0.listed", "no"),
                    ("firms.2.firm", " "),
                ], "firms",
                [["firm": "Acme", "listed": "no"], ["firm": "Beta"]]
            ),
            ([("firms.x.firm", "Beta"), ("firms.99999.firm", "Beta"), ("firms.", "Beta")], "firms", nil),
        ] as [([(name: String, value: String)], String, JSONValue)])
    func `fields become the answer of their question`(
        fields: [(name: String, value: String)], key: String, value: JSONValue
    ) throws {
        #expect(try patch(fields, [key]) == .object([key: value]))
    }

    @Test func `only the questions of the page are in the patch`() throws {
        #expect(
            try patch([("name", "Bridge"), ("story", "x"), ("foreign", "y")], ["name"]) == ["name": "Bridge"])
    }

    @Test func `what is no number is refused at its field`() throws {
        let patch = try patch(
            [("days", "twelve"), ("fund.amount", "1,234"), ("fund.currency", "EUR")], ["days", "fund"])
        #expect(try smallForm().check(patch: patch).map(\.field) == ["days", "fund.amount"])
    }

    @Test func `answers become fields and the same answers again`() throws {
        let answers: [String: JSONValue] = [
            "name": "Bridge", "methods": ["web", "talk"], "days": 12, "share": .number(12.5),
            "fund": ["amount": "1234.50", "currency": "EUR"],
            "site": ["address": "Quay", "latitude": .number(42.7), "longitude": 23],
            "firms": [["firm": "Acme", "listed": "no"], ["firm": "Beta"]],
        ]
        let fields = PageFields.fields(of: answers)
        #expect(fields.contains { $0 == ("firms.1.firm", "Beta") })
        #expect(try patch(fields, answers.keys.sorted()) == .object(answers))
    }

    @Test(arguments: [
        ("/fund/amount", "fund.amount"), ("/methods/1", "methods"), ("/firms/0/firm", "firms.0.firm"),
        ("", ""),
    ])
    func `a problem names the field at which it is shown`(pointer: String, field: String) {
        #expect(AnswerProblem(pointer: pointer, code: .missing).field == field)
    }
}
