import Notices

/// An object of a kind for which the country's competition authority found agreements between tenderers.
struct CartelProneObject: Indicator {
    static let id = "cartel-prone-object"
    let rule: IndicatorRule
    private let codes: Timetable<[String]>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        codes = try file.timetable(keys: ["codes"]) { row throws(RuleError) in
            let codes = try row.texts("codes")
            let isCode = { (code: String) in (2...8).contains(code.count) && code.allSatisfy(\.isNumber) }
            guard !codes.isEmpty, codes.allSatisfy(isCode) else {
                throw row.fault("\"codes\" must be a list of CPV codes or of their first digits, as texts")
            }
            return codes
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        let codes = codes.row(for: notice)?.value
        return perObject(of: notice) { lot, _ in
            let code = lot?.cpv ?? notice.cpv
            let judgement = judge(code, codes)
            let facts = ClassificationFacts(code: code, reason: judgement.reason)
            return result(judgement, lot: lot?.key, .classification(facts))
        }
    }

    private func judge(_ code: String?, _ codes: [String]?) -> Judgement {
        guard let codes else { return .notApplicable(.countryWithoutRule) }
        guard let code else { return .missing(.classificationMissing) }
        return .decided(flag: codes.contains { code.hasPrefix($0) }, .codes(codes))
    }
}

/// What cartel-prone-object looks at.
public struct ClassificationFacts: Hashable, Sendable, JSONWritable {
    let code: String?
    let reason: Reason?

    /// `{"code", "reason"?}`.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("code", code)
            if let reason { json.field("reason", reason) }
        }
    }
}
