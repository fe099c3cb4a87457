import Foundation
import Postgres

enum ReviewQueries {
    static func comment(_ report: UUID, question: String?, finding: Int?, text: String) -> SQL {
        "SELECT casebridge.add_comment(\(report), \(question), \(finding)::int, \(text)) AS answer"
    }
}
