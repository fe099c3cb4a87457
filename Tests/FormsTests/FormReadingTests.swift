import Foundation
import Forms
import Testing

/// What a form file may say, and where a fault in it is named.
@Suite struct FormReadingTests {
    @Test func `the small form is read whole`() throws {
        let form = try smallForm()
        #expect(form.name == "bridge" && form.version == 2)
        #expect(form.steps.map(\.key) == ["look"])
        #expect(form.steps.flatMap(\.sections).map(\.key) == ["facts", "people"])
        #expect(form.steps.first?.sections.first?.shows == ["risk_profile"])
        #expect(form.question("firms")?.questions.map(\.key) == ["firm", "listed", "why_not", "boss"])
        #expect(form.question("firm") == nil)
        #expect(form.question("whistle")?.isPersonal == true)
        #expect(Set(form.questions.map(\.type)) == Set(QuestionType.allCases))
    }

    @Test(arguments: [
        ("version: 2", "version: 2\n«language: en", "unknown key `language` in the form"),
        ("version: 2", "version: «two", "`version` must be a whole number"),
        ("version: 2", "version: «0", "`version` must be at least 1"),
        ("form: bridge\n", "«", "the form has no `form`"),
        ("type: long_text", "type: «poem", "the type of the question is not known"),
        ("type: long_text", "«label: Story, type: long_text", "unknown key `label` in the question"),
        ("key: story", "key: «Story", "`key` must be a name in lower snake case"),
        ("key: story", "key: «name", "the question `name` stands twice"),
        ("key: story", "key: «sections", "`sections` cannot be a question's key"),
        ("key: boss", "key: «story", "the question `story` stands twice"),
        ("section: people", "section: «facts", "the section `facts` stands twice"),
        (
            "{question: funded, equals: yes}", "{question: «fundde, equals: yes}",
            "no question `fundde` stands before this one"
        ),
        (
            "{question: funded, equals: yes}", "{question: «days, equals: yes}",
            "no question `days` stands before this one"
        ),
        (
            "{question: funded, equals: yes}", "{question: funded, equals: «maybe}",
            "`funded` has no answer `maybe`"
        ),
        (
            "{question: funded, equals: yes}", "{question: story, equals: «yes}",
            "`story` cannot be compared with this"
        ),
        (
            "{question: methods, in: [visit, talk]}", "{question: methods, «equals: visit}",
            "`methods` takes several answers"
        ),
        ("{question: funded, equals: yes}", "«{equals: yes}", "the condition is not understood"),
        ("{answered: fund}", "{«all: []}", "the condition is empty"),
        ("{answered: fund}", "{answered: «firm}", "no question `firm` stands before this one"),
        (
            "{answered: fund}", "{not: {not: {not: {not: {not: «{answered: fund}}}}}}",
            "the condition is nested too deeply"
        ),
        (
            "key: kind, type: choice, options: [goods, works]", "key: «kind, type: choice, options: [goods]",
            "a choice needs at least"
        ),
        ("options: [goods, works]", "options: [goods, «goods]", "`goods` stands twice"),
        (
            "key: days, type: integer", "key: days, type: integer, «options: [a, b]",
            "a question of type integer has no options"
        ),
        ("min: 1, max: 400", "min: 400, max: «1", "`max` is smaller than `min`"),
        ("key: page, type: url", "key: page, type: url, «max: 3", "a question of type url has no `max`"),
        ("prefill: contract.title", "prefill: «contract.titel", "there is no source to prefill from"),
        ("shows: [risk_profile]", "shows: «[secrets]", "a section cannot show `secrets`"),
        ("key: listed, type: yes_no_unknown", "key: listed, type: «group", "a group stands inside a group"),
        ("key: proof, type: evidence", "key: «proof, type: group", "the group has no questions"),
        (
            "key: proof, type: evidence", "key: proof, type: evidence, «questions: []",
            "only a group has questions"
        ),
        ("required: true, max: 20", "required: «yes, max: 20", "`required` must be true or false"),
    ])
    func `a fault is named where the mark stands`(old: String, new: String, message: String) throws {
        let marked = smallFormText.replacingOccurrences(of: old, with: new)
        let before = try #require(marked.split(separator: "«", omittingEmptySubsequences: false).first)
        let line = before.split(separator: "\n", omittingEmptySubsequences: false)
        let place = "\(line.count):\((line.last?.count ?? 0) + 1)"
        let found = problems(of: marked.replacingOccurrences(of: "«", with: ""))
        #expect(
            found.contains { $0.hasPrefix("bridge.yaml:\(place): error: \(message)") },
            "\(place) \(found.joined(separator: "\n"))")
    }

    @Test func `a file that is too deep, too large, empty or not YAML is refused`() {
        #expect(
            problems(of: String(repeating: "[", count: 50_000)).first?.contains("nested too deeply") == true)
        #expect(
            problems(of: String(repeating: "- ", count: 50_000)).first?.contains("nested too deeply") == true)
        #expect(problems(of: String(repeating: "a", count: 1_000_001)).first?.contains("too large") == true)
        #expect(problems(of: "").first?.contains("empty") == true)
        #expect(problems(of: "form: [").first?.contains("not YAML") == true)
        #expect(problems(of: "form: &a bridge").first?.contains("anchors") == true)
    }

    @Test func `a form of more than five hundred questions is refused`() {
        let questions = (1...501).map { "      - {key: q\($0), type: text}" }.joined(separator: "\n")
        let text =
            "form: f\nversion: 1\nsteps:\n- step: s\n  sections:\n  - section: t\n    questions:\n"
            + questions
        #expect(problems(of: text).contains { $0.contains("more than 500 questions") })
    }
}
