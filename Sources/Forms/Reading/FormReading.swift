import Yams

extension Form {
    /// Reads a form from YAML, or from the JSON of a stored document, and checks it as a whole.
    /// `file` is the path that problems show.
    public static func parse(_ yaml: String, file: String) throws(FormProblems) -> Form {
        var reading = FormReading(file: file)
        let form = reading.form(yaml)
        guard let form, reading.reader.problems.isEmpty else { throw FormProblems(reading.reader.problems) }
        return form
    }
}

/// The state of reading one form: which keys were seen, so that a condition can only look back.
struct FormReading {
    static let maximumQuestions = 500
    /// Keys of the locale files that stand beside the questions.
    static let reservedKeys: Set<String> = ["title", "description", "steps", "sections"]
    /// Facts of the case that a section may show.
    static let shownFacts: Set<String> = ["contract", "risk_profile"]

    var reader: YAMLReader
    var questions: [String: Question] = [:]
    var keys: Set<String> = []
    private var parts: Set<String> = []

    init(file: String) { reader = YAMLReader(file: file) }

    mutating func form(_ yaml: String) -> Form? {
        guard let root = reader.compose(yaml),
            let fields = reader.fields(root, of: "the form", known: ["form", "version", "steps"]),
            let nameNode = reader.required("form", in: fields, of: "the form", at: root),
            let name = reader.name(nameNode, of: "`form`"),
            reader.required("version", in: fields, of: "the form", at: root) != nil,
            let version = reader.integer(fields["version"]),
            reader.required("steps", in: fields, of: "the form", at: root) != nil
        else { return nil }
        if version < 1 {
            reader.report(
                at: fields["version"]?.node.mark, "`version` must be at least 1", next: "Write `1`.")
        }
        let steps = reader.list(fields["steps"]).compactMap { step($0) }
        if keys.count > Self.maximumQuestions {
            reader.report(
                at: root.mark, "the form has more than \(Self.maximumQuestions) questions",
                next: "Make two forms of it.")
        }
        return Form(name: name, version: version, steps: steps)
    }

    private mutating func step(_ node: Node) -> Form.Step? {
        guard let fields = reader.fields(node, of: "the step", known: ["step", "sections"]),
            let key = part("step", in: fields, at: node)
        else { return nil }
        return Form.Step(key: key, sections: reader.list(fields["sections"]).compactMap { section($0) })
    }

    private mutating func section(_ node: Node) -> Form.Section? {
        guard let fields = reader.fields(node, of: "the section", known: ["section", "shows", "questions"]),
            let key = part("section", in: fields, at: node)
        else { return nil }
        let shows = reader.names(fields["shows"])
        for fact in shows where !Self.shownFacts.contains(fact) {
            reader.report(
                at: fields["shows"]?.node.mark, "a section cannot show `\(fact)`",
                next: "Write one of \(Self.shownFacts.sorted().joined(separator: ", ")).")
        }
        let questions = reader.list(fields["questions"]).compactMap { question($0, group: nil) }
        return Form.Section(key: key, shows: shows, questions: questions)
    }

    /// The key of a step or section, unique among all of them.
    private mutating func part(_ what: String, in fields: [String: Entry], at node: Node) -> String? {
        guard let keyNode = reader.required(what, in: fields, of: "the \(what)", at: node),
            let key = reader.name(keyNode, of: "`\(what)`")
        else { return nil }
        if !parts.insert("\(what).\(key)").inserted {
            reader.report(
                at: keyNode.mark, "the \(what) `\(key)` stands twice", next: "Name one differently.")
        }
        return key
    }
}
