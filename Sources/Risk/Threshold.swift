import Notices

/// The bound that a result was measured against, from the rule file that held on the day.
public enum Threshold: Hashable, Sendable {
    /// Flagged below this number of tenders.
    case fewerTendersThan(Int)
    /// Flagged below this number of days; with the law that sets it.
    case minimumDays(Int, law: String)
    /// Flagged at this number of operators or fewer.
    case mostOperators(Int)
}

extension Threshold: JSONWritable {
    /// `{"fewer_tenders_than"}`, `{"minimum_days", "law"}` or `{"most_operators"}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            switch self {
            case .fewerTendersThan(let bound): json.field("fewer_tenders_than", bound)
            case .minimumDays(let days, let law):
                json.field("minimum_days", days)
                json.field("law", law)
            case .mostOperators(let bound): json.field("most_operators", bound)
            }
        }
    }
}
