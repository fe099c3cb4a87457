/// When a question is visible, as a sentence over questions that stand before it.
public indirect enum Condition: Hashable, Sendable {
    /// The answer is this one.
    case equals(question: String, value: String)
    /// The answer, or one of several chosen, is among these.
    case isIn(question: String, values: [String])
    /// There is an answer.
    case answered(question: String)
    /// The condition does not hold.
    case not(Condition)
    /// Each one holds.
    case all([Condition])
    /// At least one holds.
    case any([Condition])

    /// The questions that it asks about.
    public var questions: [String] {
        switch self {
        case .equals(let question, _), .isIn(let question, _), .answered(let question): [question]
        case .not(let condition): condition.questions
        case .all(let conditions), .any(let conditions): conditions.flatMap(\.questions)
        }
    }

    /// Whether it holds; an answer that does not count must not be in `answers`.
    public func holds(_ answers: [String: JSONValue]) -> Bool {
        switch self {
        case .equals(let question, let value): answers[question] == .string(value)
        case .isIn(let question, let values): Self.chosen(answers[question]).contains { values.contains($0) }
        case .answered(let question): answers[question] != nil
        case .not(let condition): !condition.holds(answers)
        case .all(let conditions): conditions.allSatisfy { $0.holds(answers) }
        case .any(let conditions): conditions.contains { $0.holds(answers) }
        }
    }

    private static func chosen(_ answer: JSONValue?) -> [String] {
        switch answer {
        case .string(let value): [value]
        case .array(let values): values.compactMap(\.string)
        default: []
        }
    }
}
