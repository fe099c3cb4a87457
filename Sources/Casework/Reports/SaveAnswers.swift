import Foundation
import Forms
import Postgres
import Web

/// Saves a patch of answers (RFC 7396) under the case's lock: refused whole when any of it is no answer to the form.
struct SaveAnswers: Sendable {
    let desk: Desk
    let forms: LoadedForms

    private struct Draft: Decodable, Sendable {
        let formHash: String
        let answers: JSONValue
    }

    func run(_ caller: Caller, _ report: UUID, expected: Int64, patch: JSONValue) async throws
        -> DatabaseAnswer
    {
        try await desk.converse(caller) { transaction in
            let draft = try DatabaseAnswer(try await transaction.query(ReportQueries.forEditing(report)))
                .decoded(Draft.self)
            let form = try forms.form(hash: draft.formHash)
            let refused = form.check(patch: patch)
            guard refused.isEmpty else { throw Refusal.invalid(refused.map(\.reason)) }
            let answers = form.answers(draft.answers.object ?? [:], patchedWith: patch)
            let saved = SavedAnswers(
                expected: expected, patch: patch.canonical, answers: JSONValue.object(answers).canonical,
                problems: form.problems(answers), wording: nil)
            return try DatabaseAnswer(try await transaction.query(ReportQueries.save(report, saved)))
        }
    }
}

extension Form {
    /// What is still missing, as the JSON array that the database keeps beside the answers.
    func problems(_ answers: [String: JSONValue]) -> String {
        let missing = completeness(answers).map { problem in
            JSONValue.object(["code": .string(problem.code.rawValue), "pointer": .string(problem.pointer)])
        }
        return JSONValue.array(missing).canonical
    }
}

extension AnswerProblem {
    /// The same as the API and the pages say it.
    var reason: RefusalReason {
        RefusalReason(code.rawValue, detail: values.values.sorted().joined(separator: ", "), pointer: pointer)
    }
}
