import Foundation
import Postgres
import Web

enum ReviewQueries {
    static func comment(_ report: UUID, question: String?, finding: Int?, text: String) -> SQL {
        "SELECT casebridge.add_comment(\(report), \(question), \(finding)::int, \(text)) AS answer"
    }

    static func give(_ report: UUID, submission: Int, _ verdicts: [GivenVerdict]) -> SQL {
        let list = JSONText(JSON.array(verdicts.map(\.json)).description)
        return "SELECT casebridge.give_verdicts(\(report), \(submission)::int, \(list)) AS answer"
    }
}
