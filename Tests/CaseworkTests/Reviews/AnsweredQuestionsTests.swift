import Forms
import Foundation
import Postgres
import Testing

@testable import Casework
@testable import Web

/// PostgreSQL decides which answers are to be judged; the program decides which count. Both must say the same.
@Suite struct AnsweredQuestionsTests {
    @Test func `PostgreSQL counts the answers that the form counts, on random answers`() async throws {
        let form = try PageReader.form()
        try await BridgeWorld.use { world in
            let path: SQL = "SELECT set_config('search_path', 'pg_catalog, casebridge, pg_temp', false) AS v"
            _ = try await world.value(path, String.self)
            var dice = SeededDice(seed: 42)
            var counted = 0
            for _ in 0..<150 {
                let answers = Self.answers(to: form.questions, &dice)
                let kept = form.prune(answers)
                let wanted = form.questions.map(\.key).filter { kept[$0] != nil }
                let document = JSONText(form.document())
                let given = JSONText(JSONValue.object(answers).canonical)
                let found: String = try await world.value(
                    """
                    SELECT array_to_string(casebridge.answered_questions(\(document)::jsonb -> 'document', \(given)::jsonb), ' ') AS v
                    """)
                #expect(found == wanted.joined(separator: " "))
                counted += wanted.count
            }
            #expect(counted > 1_000)
        }
    }

    private static func answers(to questions: [Question], _ dice: inout SeededDice) -> [String: JSONValue] {
        var answers: [String: JSONValue] = [:]
        for question in questions where Int.random(in: 0..<4, using: &dice) > 0 {
            answers[question.key] = answer(to: question, &dice)
        }
        return answers
    }

    private static func answer(to question: Question, _ dice: inout SeededDice) -> JSONValue {
        let blank: [JSONValue] = [.null, "", " \n", .array([]), .object([:]), .object(["a": ""])]
        if Int.random(in: 0..<8, using: &dice) == 0 { return blank.randomElement(using: &dice) ?? .null }
        switch question.type {
        case .yesNoUnknown: return .string(["yes", "no", "unknown"].randomElement(using: &dice) ?? "yes")
        case .choice: return .string(question.options.randomElement(using: &dice) ?? "")
        case .choices: return .array(question.options.shuffled(using: &dice).prefix(2).map(JSONValue.string))
        case .integer, .percent: return 7
        case .group: return .array([.object(answers(to: question.questions, &dice))])
        case .amount: return ["amount": "1", "currency": "EUR"]
        case .place, .account: return ["address": "Riva 1"]
        default: return "Some text"
        }
    }
}
