import Yams

extension FormReading {
    private static let knownKeys = [
        "key", "type", "required", "personal", "when", "prefill", "options", "min", "max", "questions",
    ]

    /// Reads a question; `group` holds the questions of the group before it, or nil at the top level.
    mutating func question(_ node: Node, group: [String: Question]?) -> Question? {
        guard let fields = reader.fields(node, of: "the question", known: Self.knownKeys),
            let keyNode = reader.required("key", in: fields, of: "the question", at: node),
            let key = reader.name(keyNode, of: "`key`"), isFree(key, at: keyNode),
            let typeNode = reader.required("type", in: fields, of: "the question `\(key)`", at: node),
            let type = type(typeNode, inGroup: group != nil)
        else { return nil }
        let visible = questions.merging(group ?? [:]) { _, inner in inner }
        let condition = fields["when"].flatMap { self.condition($0.node, over: visible, depth: 0) }
        let question = Question(
            key: key, type: type, isRequired: reader.flag(fields["required"]),
            isPersonal: reader.flag(fields["personal"]), condition: condition,
            prefill: prefill(fields["prefill"]),
            options: options(fields["options"], of: type, at: keyNode),
            minimum: reader.integer(fields["min"]), maximum: reader.integer(fields["max"]),
            questions: subquestions(fields["questions"], of: type, at: keyNode))
        checkBounds(question, fields)
        if group == nil { questions[key] = question }
        return question
    }

    private mutating func isFree(_ key: String, at node: Node) -> Bool {
        if Self.reservedKeys.contains(key) {
            reader.report(
                at: node.mark, "`\(key)` cannot be a question's key", next: "Name the question differently.")
            return false
        }
        guard keys.insert(key).inserted else {
            reader.report(at: node.mark, "the question `\(key)` stands twice", next: "Name one differently.")
            return false
        }
        return true
    }

    private mutating func type(_ node: Node, inGroup: Bool) -> QuestionType? {
        guard let type = reader.text(node).flatMap(QuestionType.init(rawValue:)) else {
            let known = QuestionType.allCases.map(\.rawValue).joined(separator: ", ")
            reader.report(
                at: node.mark, "the type of the question is not known", next: "Write one of \(known).")
            return nil
        }
        if inGroup, type == .group {
            reader.report(at: node.mark, "a group stands inside a group", next: "Make two groups of it.")
            return nil
        }
        return type
    }

    private mutating func prefill(_ entry: Entry?) -> String? {
        guard let entry else { return nil }
        if let source = reader.text(entry.node), Prefill.sources.contains(source) { return source }
        reader.report(
            at: entry.node.mark, "there is no source to prefill from of this name",
            next: "Write one of \(Prefill.sources.sorted().joined(separator: ", ")).")
        return nil
    }

    private mutating func options(_ entry: Entry?, of type: QuestionType, at node: Node) -> [String] {
        let takesOptions = type == .choice || type == .choices
        let options = reader.names(entry)
        if takesOptions, options.count < 2 {
            reader.report(
                at: node.mark, "a choice needs at least two options", next: "Add `options: [one, other]`.")
        } else if !takesOptions, let entry {
            reader.report(
                at: entry.mark, "a question of type \(type.rawValue) has no options",
                next: "Remove `options`, or make it a choice.")
        }
        return options
    }

    private mutating func subquestions(_ entry: Entry?, of type: QuestionType, at node: Node) -> [Question] {
        guard type == .group else {
            if let entry {
                reader.report(
                    at: entry.mark, "only a group has questions",
                    next: "Remove `questions`, or write `type: group`.")
            }
            return []
        }
        var group: [String: Question] = [:]
        let questions = reader.list(entry).compactMap { node -> Question? in
            guard let question = question(node, group: group) else { return nil }
            group[question.key] = question
            return question
        }
        if questions.isEmpty {
            reader.report(at: node.mark, "the group has no questions", next: "Add `questions:`.")
        }
        return questions
    }

    private mutating func checkBounds(_ question: Question, _ fields: [String: Entry]) {
        let allowed: [String]
        switch question.type {
        case .integer, .percent, .group: allowed = ["min", "max"]
        case .text, .longText, .choices, .evidence: allowed = ["max"]
        default: allowed = []
        }
        for key in ["min", "max"] where fields[key] != nil && !allowed.contains(key) {
            reader.report(
                at: fields[key]?.mark, "a question of type \(question.type.rawValue) has no `\(key)`",
                next: "Remove it.")
        }
        if let minimum = question.minimum, let maximum = question.maximum, minimum > maximum {
            reader.report(
                at: fields["max"]?.node.mark, "`max` is smaller than `min`",
                next: "Exchange or correct the two.")
        }
    }
}
