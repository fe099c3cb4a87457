import Forms
import Testing

/// Which questions are visible, and which answers count.
@Suite struct ConditionTests {
    @Test(
        arguments: [
            ("fund", ["funded": "yes"], true), ("fund", ["funded": "unknown"], false), ("fund", [:], false),
            ("seen_on", ["methods": ["web", "talk"]], true), ("seen_on", ["methods": ["web"]], false),
            ("works_note", ["kind": "works", "site": ["address": "Quay"]], true),
            ("works_note", ["kind": "works"], false),
            ("works_note", ["kind": "works", "site": ["address": " "]], false),
            ("any_note", ["kind": "goods"], true),
            ("any_note", ["funded": "no"], true), ("any_note", ["kind": "works", "funded": "yes"], false),
            ("no_page_note", [:], true), ("no_page_note", ["page": "https://example.org"], false),
            ("no_page_note", ["page": "  "], true),
        ] as [(String, [String: JSONValue], Bool)])
    func `a condition shows and hides its question`(
        question: String, answers: [String: JSONValue], isVisible: Bool
    ) throws {
        #expect(try smallForm().visibleQuestions(answers).contains { $0.key == question } == isVisible)
    }

    @Test func `a hidden answer does not count, not even in a condition, and comes back with its question`()
        throws
    {
        let form = try smallForm()
        var answers: [String: JSONValue] = ["funded": "no", "fund": ["amount": "5", "currency": "EUR"]]
        #expect(form.prune(answers)["fund"] == nil)
        #expect(!form.visibleQuestions(answers).contains { $0.key == "fund_note" })
        answers["funded"] = "yes"
        #expect(form.prune(answers)["fund"] == ["amount": "5", "currency": "EUR"])
        #expect(form.visibleQuestions(answers).contains { $0.key == "fund_note" })
    }

    @Test func `a condition in a group looks at its own item`() throws {
        let form = try smallForm()
        let group = try #require(form.question("firms"))
        func keys(_ item: [String: JSONValue]) -> [String] {
            form.visibleQuestions(of: group, item: item, answers: [:]).map(\.key)
        }
        #expect(keys(["listed": "no"]) == ["firm", "listed", "why_not", "boss"])
        #expect(keys(["listed": "yes"]) == ["firm", "listed", "boss"])
        let pruned = form.prune([
            "firms": [["listed": "yes", "why_not": "late"], ["listed": "no", "why_not": "new"]]
        ])
        #expect(pruned["firms"] == [["listed": "yes"], ["listed": "no", "why_not": "new"]])
    }

    @Test func `what belongs to persons is taken out and kept apart`() throws {
        let form = try smallForm()
        let answers: [String: JSONValue] = [
            "name": "Bridge", "whistle": "Ana",
            "firms": [["firm": "Acme", "boss": "Ben"], ["firm": "Beta"]],
        ]
        #expect(
            form.withoutPersonal(answers) == [
                "name": "Bridge", "firms": [["firm": "Acme"], ["firm": "Beta"]],
            ])
        #expect(form.personal(in: answers) == ["whistle": "Ana", "firms": [["boss": "Ben"], [:]]])
    }

    @Test func `facts of the contract fill answers, and a fact that does not fit is left out`() throws {
        let form = try smallForm()
        #expect(
            form.prefilled(from: ["contract.title": "Bridge", "contract.code": "x"]) == ["name": "Bridge"])
        #expect(form.prefilled(from: ["contract.title": "A name that is longer than it may be"]) == [:])
        #expect(form.prefilled(from: ["contract.title": " "]) == [:])
    }
}
