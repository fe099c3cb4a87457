/// What a number of days means in one country: statistical bands, as Opentender's configurations have them.
enum DayBands: Hashable, Sendable {
    /// 2018: risky days, and all others are good.
    case risky([ClosedRange<Int>])
    /// 2022: good and doubtful days, and all others are risky.
    case graded(good: [ClosedRange<Int>], doubtful: [ClosedRange<Int>])

    static let keys = ["risky_days", "good_days", "doubtful_days"]

    init(_ row: RuleRow) throws(RuleError) {
        let graded = (try row.optionalSpans("good_days"), try row.optionalSpans("doubtful_days"))
        guard let good = graded.0 else {
            if graded.1 != nil { throw row.fault("\"doubtful_days\" need \"good_days\"") }
            self = .risky(try row.spans("risky_days"))
            return
        }
        if let risky = row.node["risky_days"] {
            throw row.fault("give \"risky_days\" or \"good_days\", not both", at: risky)
        }
        if good.isEmpty { throw row.fault("\"good_days\" is empty", at: row.node["good_days"]) }
        self = .graded(good: good, doubtful: graded.1 ?? [])
    }

    /// The good spans go first where two overlap.
    func grade(of days: Int) -> Grade {
        switch self {
        case .risky(let spans): spans.contains { $0.contains(days) } ? .risky : .good
        case .graded(let good, let doubtful):
            good.contains { $0.contains(days) }
                ? .good : doubtful.contains { $0.contains(days) } ? .doubtful : .risky
        }
    }

    var threshold: Threshold {
        switch self {
        case .risky(let spans): .riskyDays(spans)
        case .graded(let good, let doubtful): .gradedDays(good: good, doubtful: doubtful)
        }
    }
}

/// Opentender's three values: 100 good, 50 doubtful, 0 a red flag.
enum Grade: Int, Hashable, Sendable {
    case risky = 0
    case doubtful = 50
    case good = 100

    /// Only the worst raises a flag; a doubtful one counts half in a composite.
    var isFlag: Bool { self == .risky }
    /// 0 to 1, as composites have it: more is worse.
    var risk: Double { 1 - Double(rawValue) / 100 }
}
