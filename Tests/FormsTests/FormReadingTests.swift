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
        ("version: 2", "version: 2\nlanguage: en", "3:1: error: unknown key `language` in the form"),
        ("version: 2", "version: two", "2:10: error: `version` must be a whole number"),
        ("version: 2", "version: 0", "2:10: error: `version` must be at least 1"),
        ("form: bridge\n", "", "1:1: error: the form has no `form`"),
        ("type: long_text", "type: poem", "10:30: error: the type of the question is not known"),
        (
            "type: long_text", "label: Story, type: long_text",
            "10:24: error: unknown key `label` in the question"
        ),
        ("key: story", "key: Story", "10:17: error: `key` must be a name in lower snake case"),
        ("key: story", "key: name", "10:17: error: the question `name` stands twice"),
        ("key: story", "key: sections", "10:17: error: `sections` cannot be a question's key"),
        ("key: boss", "key: story", "34:25: error: the question `story` stands twice"),
        ("section: people", "section: facts", "26:18: error: the section `facts` stands twice"),
        (
            "{question: funded, equals: yes}", "{question: fundde, equals: yes}",
            "12:54: error: no question `fundde` stands before this one"
        ),
        (
            "{question: funded, equals: yes}", "{question: days, equals: yes}",
            "12:54: error: no question `days` stands"
        ),
        (
            "{question: funded, equals: yes}", "{question: funded, equals: maybe}",
            "12:70: error: `funded` has no answer `maybe`. Write one of yes, no, unknown."
        ),
        (
            "{question: funded, equals: yes}", "{question: story, equals: yes}",
            "12:69: error: `story` cannot be compared with this"
        ),
        (
            "{question: methods, in: [visit, talk]}", "{question: methods, equals: visit}",
            "15:63: error: `methods` takes several answers and equals none"
        ),
        ("{question: funded, equals: yes}", "{equals: yes}", "12:43: error: the condition is not understood"),
        ("{answered: fund}", "{all: []}", "40:49: error: the condition is empty"),
        ("{answered: fund}", "{answered: firm}", "40:59: error: no question `firm` stands before this one"),
        ("{answered: fund}", "{not: {not: {not: {not: {not: {answered: fund}}}}}}", "40:"),
        ("options: [goods, works]", "options: [goods]", "13:17: error: a choice needs at least two options"),
        ("options: [goods, works]", "options: [goods, goods]", "13:54: error: `goods` stands twice"),
        (
            "key: days, type: integer", "key: days, type: integer, options: [a, b]",
            "16:42: error: a question of type"
        ),
        ("min: 1, max: 400", "min: 400, max: 1", "16:57: error: `max` is smaller than `min`"),
        (
            "key: page, type: url", "key: page, type: url, max: 3",
            "18:38: error: a question of type url has no `max`"
        ),
        (
            "prefill: contract.title", "prefill: contract.titel",
            "9:71: error: there is no source to prefill from"
        ),
        ("shows: [risk_profile]", "shows: [secrets]", "7:16: error: a section cannot show `secrets`"),
        (
            "key: listed, type: yes_no_unknown", "key: listed, type: group",
            "32:33: error: a group stands inside"
        ),
        ("key: proof, type: evidence", "key: proof, type: group", "24:17: error: the group has no questions"),
        (
            "key: proof, type: evidence", "key: proof, type: evidence, questions: []",
            "24:40: error: only a group has"
        ),
        (
            "required: true, max: 20", "required: yes, max: 20",
            "9:45: error: `required` must be true or false"
        ),
    ])
    func `a fault is named with its place`(old: String, new: String, line: String) {
        let text = smallFormText.replacingOccurrences(of: old, with: new)
        #expect(text != smallFormText, "the fault must change the form")
        let found = problems(of: text)
        #expect(found.contains { $0.hasPrefix("bridge.yaml:" + line) }, "\(found.joined(separator: "\n"))")
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
