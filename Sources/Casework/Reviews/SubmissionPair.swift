import Forms
import Foundation
import Postgres
import Web

/// Two submissions of a report to be compared: one, and an earlier one, which is the one before unless somebody says.
struct SubmissionPair: Sendable {
    let earlier: Int
    let later: Int

    /// 404 where there is nothing before; 400 for a `since` that is no number.
    init(to later: Int, _ query: QueryInput) throws(Refusal) {
        let earlier = try query.integer("since", 1...10_000) ?? later - 1
        guard earlier > 0, earlier < later else { throw .notFound }
        (self.earlier, self.later) = (earlier, later)
    }

    /// The number of a submission in an address; 404 for what is none.
    static func number(_ text: String) throws(Refusal) -> Int {
        guard let number = Int(text), (1...10_000).contains(number) else { throw .notFound }
        return number
    }

    /// Both submissions, the earlier first.
    func statements(_ report: UUID) -> [SQL] {
        [ReportQueries.submission(report, earlier), ReportQueries.submission(report, later)]
    }

    func difference(
        _ old: SubmissionRecord, _ new: SubmissionRecord, _ forms: LoadedForms
    ) throws(Refusal) -> SubmissionDifference {
        SubmissionDifference(
            old, try forms.form(hash: old.formHash), new, try forms.form(hash: new.formHash))
    }
}
