import Foundation
import Notices
import Risk

/// The rule files of the repository, as the program loads them.
enum ShippedRules {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Workflows/indicators").path

    static let rules = Result { () throws(RuleError) in try IndicatorRules(folder: folder) }

    /// Results of one indicator for a notice.
    static func results(_ indicator: String, _ notice: Notice) throws -> [IndicatorResult] {
        try rules.get().tell(notice).filter { $0.indicator == indicator }
    }
}
