import Foundation

extension Form {
    /// The greatest size of all answers of a report together, in bytes of canonical JSON.
    public static let maximumAnswerBytes = 1_000_000

    /// What is wrong with a patch of answers, an object of question and value in which `null` removes an
    /// answer.
    /// Nothing of it may be stored unless this is empty. At most a hundred problems are returned.
    public func check(patch: JSONValue) -> [AnswerProblem] {
        guard let members = patch.object else { return [AnswerProblem(pointer: "", code: .notAnObject)] }
        if AnswerSize.exceeds(patch, Self.maximumAnswerBytes) {
            return [
                AnswerProblem(pointer: "", code: .tooLarge, values: ["max": String(Self.maximumAnswerBytes)])
            ]
        }
        return check(members)
    }

    /// The answers after a patch that was checked: each question's answer is replaced as a whole, `null`
    /// removes it.
    public func answers(_ answers: [String: JSONValue], patchedWith patch: JSONValue) -> [String: JSONValue] {
        answers.merging(patch.object ?? [:]) { _, new in new }.filter { $0.value != .null }
    }

    func check(_ members: [String: JSONValue]) -> [AnswerProblem] {
        let known = Dictionary(questions.map { ($0.key, $0) }) { first, _ in first }
        var check = AnswerCheck()
        for (key, value) in members.sorted(by: { $0.key < $1.key }) {
            if let question = known[key] {
                check.answer(value, to: question, at: AnswerPath.root.appending(key))
            } else {
                check.report(.unknownQuestion, at: AnswerPath.root.appending(key))
            }
        }
        return check.problems
    }
}

/// Checks values against questions and collects what is wrong.
struct AnswerCheck {
    static let maximumProblems = 100
    static let maximumItems = 100

    private(set) var problems: [AnswerProblem] = []
    /// The type of the question at which the check is, for the wording of a wrong type.
    private var type = ""

    /// Whether a value counts as an answer: blank text and empty lists do not.
    static func isAnswer(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null?: false
        case .string(let text)?: text.contains { !$0.isWhitespace }
        case .array(let values)?: !values.isEmpty
        case .object(let members)?: members.values.contains { isAnswer($0) }
        case .bool?, .number?: true
        }
    }

    mutating func report(_ code: AnswerProblem.Code, at path: AnswerPath, _ values: [String: String] = [:]) {
        guard problems.count < Self.maximumProblems else { return }
        let values = code == .wrongType ? ["type": type] : values
        problems.append(AnswerProblem(pointer: path.pointer, code: code, values: values))
    }

    mutating func answer(_ value: JSONValue, to question: Question, at path: AnswerPath) {
        if value == .null { return }
        let outer = type
        type = question.type.rawValue
        defer { type = outer }
        switch question.type {
        case .text: text(value, at: path, maximum: question.maximum ?? 500, mayBreak: false)
        case .longText: text(value, at: path, maximum: question.maximum ?? 20_000, mayBreak: true)
        case .yesNoUnknown: option(value, of: ["yes", "no", "unknown"], at: path)
        case .choice: option(value, of: question.options, at: path)
        case .choices: options(value, of: question, at: path)
        case .country: country(value, at: path)
        case .date: date(value, at: path)
        case .amount: amount(value, at: path)
        case .integer: number(value, of: question, at: path, isWhole: true)
        case .percent: number(value, of: question, at: path, isWhole: false)
        case .url: url(value, at: path)
        case .place: place(value, at: path)
        case .account: account(value, at: path)
        case .evidence: evidence(value, at: path, maximum: question.maximum ?? Self.maximumItems)
        case .group: group(value, of: question, at: path)
        }
    }

    private mutating func group(_ value: JSONValue, of question: Question, at path: AnswerPath) {
        guard let items = value.array else { return report(.wrongType, at: path) }
        let maximum = question.maximum ?? Self.maximumItems
        guard items.count <= maximum else { return report(.tooMany, at: path, ["max": String(maximum)]) }
        for (index, item) in items.enumerated() {
            let itemPath = path.appending(index)
            guard let members = item.object else {
                report(.wrongType, at: itemPath)
                continue
            }
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                if let inner = question.questions.first(where: { $0.key == key }) {
                    answer(value, to: inner, at: itemPath.appending(key))
                } else {
                    report(.unknownQuestion, at: itemPath.appending(key))
                }
            }
        }
    }
}

/// Measures a value without building its text.
enum AnswerSize {
    static func exceeds(_ value: JSONValue, _ limit: Int) -> Bool {
        var left = limit
        return !fits(value, &left)
    }

    private static func fits(_ value: JSONValue, _ left: inout Int) -> Bool {
        left -= 2
        switch value {
        case .string(let text): left -= text.utf8.count
        case .array(let values):
            for value in values where !fits(value, &left) { return false }
        case .object(let members):
            for (key, value) in members {
                left -= key.utf8.count + 2
                guard fits(value, &left) else { return false }
            }
        case .number, .null, .bool: left -= 4
        }
        return left >= 0
    }
}
