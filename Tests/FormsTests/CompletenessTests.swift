import Forms
import Testing

/// What is still missing before a report may be submitted.
@Suite struct CompletenessTests {
    let complete: [String: JSONValue] = ["name": "Bridge", "funded": "unknown"]

    func missing(_ answers: [String: JSONValue]) throws -> [String] {
        try smallForm().completeness(answers).filter { $0.code == .missing }.map(\.pointer)
    }

    @Test func `required and visible questions must be answered, in the order of the form`() throws {
        #expect(try missing([:]) == ["/name", "/funded"])
        #expect(try missing(["name": "  "]) == ["/name", "/funded"])
    }

    @Test func `I could not find out is an answer`() throws {
        #expect(try smallForm().completeness(complete) == [])
    }

    @Test func `a required question that a condition hides is not missed, and one that it shows is`() throws {
        #expect(try missing(complete.merging(["funded": "yes"]) { _, new in new }) == ["/fund"])
        #expect(try missing(complete.merging(["methods": ["visit"]]) { _, new in new }) == ["/seen_on"])
    }

    @Test func `each no asks for an account with date, place and evidence or the reason why there is none`()
        throws
    {
        var answers = complete.merging(["broken": "no"]) { _, new in new }
        #expect(try missing(answers) == ["/broken_account"])
        answers["broken_account"] = ["statement": "A pier is missing."]
        #expect(
            try missing(answers) == [
                "/broken_account/date", "/broken_account/place", "/broken_account/evidence",
            ])
        answers["broken_account"] = [
            "statement": "A pier is missing.", "date": "2026-05-31", "place": ["address": "Quay"],
            "without_evidence": "It was dark.",
        ]
        #expect(try missing(answers) == [])
        answers["broken"] = "unknown"
        #expect(try missing(answers) == [])
    }

    @Test func `each item of a group is asked for its own required questions`() throws {
        let answers = complete.merging(["firms": [["firm": "Acme", "listed": "no"], ["listed": "yes"]]]) {
            _, new in new
        }
        #expect(try missing(answers) == ["/firms/0/why_not", "/firms/1/firm"])
    }

    @Test func `a group with too few items says so, and an empty one that is not required does not`() throws {
        let few = complete.merging(["firms": [["firm": "Acme"]]]) { _, new in new }
        #expect(
            try smallForm().completeness(few) == [
                AnswerProblem(pointer: "/firms", code: .tooFew, values: ["min": "2"])
            ])
        #expect(try missing(complete.merging(["firms": []]) { _, new in new }) == [])
    }

    @Test func `a stored answer that no longer fits is named, a hidden one is not`() throws {
        let bad = complete.merging(["days": 5000, "fund": "old"]) { _, new in new }
        #expect(try smallForm().completeness(bad).map(\.pointer) == ["/days"])
    }

    @Test func `progress counts visible questions a section`() throws {
        let progress = try smallForm().progress(["name": "Bridge", "broken": "no", "fund": "hidden"])
        #expect(progress.map(\.section) == ["facts", "people"])
        #expect(progress.first?.questions == 13)
        #expect(progress.first?.answered == 2)
        #expect(progress.first?.incomplete == 2)
        #expect(progress.last?.incomplete == 0)
    }
}
