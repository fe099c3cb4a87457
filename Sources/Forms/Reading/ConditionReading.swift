import Yams

extension FormReading {
    private static let maximumDepth = 5

    /// Reads a condition over the questions that stand before it.
    mutating func condition(_ node: Node, over questions: [String: Question], depth: Int) -> Condition? {
        let known = ["question", "equals", "in", "answered", "not", "all", "any"]
        guard depth < Self.maximumDepth else {
            reader.report(
                at: node.mark, "the condition is nested too deeply", next: "Write it in a flatter way.")
            return nil
        }
        guard let fields = reader.fields(node, of: "the condition", known: known) else { return nil }
        switch fields.keys.sorted() {
        case ["equals", "question"], ["in", "question"]: return comparison(fields, over: questions)
        case ["answered"]:
            return reference(fields["answered"], over: questions).map { .answered(question: $0.key) }
        case ["not"]:
            return fields["not"].flatMap { condition($0.node, over: questions, depth: depth + 1) }.map(
                Condition.not)
        case ["all"]: return .all(parts(fields["all"], over: questions, depth: depth))
        case ["any"]: return .any(parts(fields["any"], over: questions, depth: depth))
        default:
            reader.report(
                at: node.mark, "the condition is not understood",
                next: "Write `question` with `equals` or `in`, or one of answered, not, all, any.")
            return nil
        }
    }

    private mutating func parts(_ entry: Entry?, over questions: [String: Question], depth: Int)
        -> [Condition]
    {
        let parts = reader.list(entry).compactMap { condition($0, over: questions, depth: depth + 1) }
        if parts.isEmpty {
            reader.report(at: entry?.mark, "the condition is empty", next: "Add conditions, or remove it.")
        }
        return parts
    }

    private mutating func comparison(_ fields: [String: Entry], over questions: [String: Question])
        -> Condition?
    {
        guard let question = reference(fields["question"], over: questions) else { return nil }
        let entry = fields["equals"] ?? fields["in"]
        let values = fields["equals"].map { reader.text($0.node).map { [$0] } ?? [] } ?? reader.names(entry)
        guard let possible = possibleValues(of: question), !values.isEmpty else {
            reader.report(
                at: entry?.node.mark, "`\(question.key)` cannot be compared with this",
                next: "Compare a choice or a yes-no question with its options, or write `answered`.")
            return nil
        }
        for value in values where !possible.contains(value) {
            reader.report(
                at: entry?.node.mark, "`\(question.key)` has no answer `\(value)`",
                next: "Write one of \(possible.joined(separator: ", ")).")
        }
        if fields["equals"] != nil, question.type == .choices {
            reader.report(
                at: entry?.mark, "`\(question.key)` takes several answers and equals none",
                next: "Write `in: [\(values[0])]`.")
        }
        if fields["equals"] != nil { return .equals(question: question.key, value: values[0]) }
        return .isIn(question: question.key, values: values)
    }

    private func possibleValues(of question: Question) -> [String]? {
        switch question.type {
        case .yesNoUnknown: ["yes", "no", "unknown"]
        case .choice, .choices: question.options
        default: nil
        }
    }

    private mutating func reference(_ entry: Entry?, over questions: [String: Question]) -> Question? {
        guard let entry else { return nil }
        if let key = reader.text(entry.node), let question = questions[key] { return question }
        reader.report(
            at: entry.node.mark, "no question `\(reader.text(entry.node) ?? "")` stands before this one",
            next: "Correct the key, or move that question up.")
        return nil
    }
}
