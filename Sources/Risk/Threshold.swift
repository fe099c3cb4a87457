import Foundation
import Notices

/// The bound that a result was measured against, from the rule file that held on the day.
public enum Threshold: Hashable, Sendable {
    /// Flagged below this number of tenders.
    case fewerTendersThan(Int)
    /// Flagged below this number of days; with the law that sets it.
    case minimumDays(Int, law: String)
    /// Flagged at this number of operators or fewer.
    case mostOperators(Int)
    /// Flagged when longer than this number of months; with the law that sets it, or none.
    case mostMonths(Int, law: String?)
    /// Flagged above the first and below the second share of the estimate.
    case valueShares(above: Decimal, below: Decimal)
    /// Flagged above this number of renewals.
    case mostRenewals(Int)
    /// Flagged below this number of candidates; with the law that sets it.
    case fewestCandidates(Int, law: String)
    /// Flagged below the first and above the second number of days.
    case decisionDays(least: Int, most: Int)
    /// Flagged below this number of operators.
    case fewerOperatorsThan(Int)
    /// Flagged when the days lie in one of the spans, both ends included.
    case riskyDays([ClosedRange<Int>])
    /// Flagged when the days lie in none of the spans.
    case gradedDays(good: [ClosedRange<Int>], doubtful: [ClosedRange<Int>])
    /// Flagged above this amount.
    case mostAmount(Decimal, currency: String)
    /// Flagged when the classification begins with one of these.
    case codes([String])
    /// Flagged when the cause is one of these.
    case causes([String])
    /// Flagged when the supplier's seat is in one of these; with the act that lists them.
    case countries([String], law: String)
    /// Flagged for these procedures.
    case procedures([String])
}

extension Threshold: JSONWritable {
    /// One object with the bound under a name of its own, as in `{"minimum_days", "law"}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .fewerTendersThan(let bound): json.field("fewer_tenders_than", bound)
            case .minimumDays(let days, let law):
                json.field("minimum_days", days)
                json.field("law", law)
            case .mostOperators(let bound): json.field("most_operators", bound)
            case .mostMonths(let months, let law):
                json.field("most_months", months)
                if let law { json.field("law", law) }
            case .valueShares(let above, let below):
                json.field("most_of_estimate", above)
                json.field("least_of_estimate", below)
            case .mostRenewals(let bound): json.field("most_renewals", bound)
            case .fewestCandidates(let bound, let law):
                json.field("fewest_candidates", bound)
                json.field("law", law)
            case .decisionDays(let least, let most):
                json.field("least_days", least)
                json.field("most_days", most)
            case .fewerOperatorsThan(let bound): json.field("fewer_operators_than", bound)
            case .riskyDays(let spans): json.field("risky_days", spans.map(Self.text))
            case .gradedDays(let good, let doubtful):
                json.field("good_days", good.map(Self.text))
                json.field("doubtful_days", doubtful.map(Self.text))
            case .mostAmount(let amount, let currency):
                json.field("most_amount", amount)
                json.field("most_currency", currency)
            case .codes(let codes): json.field("listed_codes", codes)
            case .causes(let causes): json.field("listed_causes", causes)
            case .countries(let countries, let law):
                json.field("listed_countries", countries)
                json.field("law", law)
            case .procedures(let procedures): json.field("risky_procedures", procedures)
            }
        }
    }
    private static func text(_ span: ClosedRange<Int>) -> String {
        span.upperBound == .max ? "\(span.lowerBound)–" : "\(span.lowerBound)–\(span.upperBound)"
    }
}
