import Notices

/// A kind of procedure that went with single bids in that country. A statistical sign by country; what the law
/// thinks of an award without a call is no-prior-publication's.
struct RiskyProcedure: Indicator {
    static let id = "risky-procedure"
    let rule: IndicatorRule
    private let grades: Timetable<[ProcedureType: Grade]>

    init(_ file: RuleFile) throws(RuleError) {
        rule = try file.rule(id: Self.id)
        grades = try file.timetable(keys: ["risky", "doubtful"]) { row throws(RuleError) in
            var grades: [ProcedureType: Grade] = [:]
            for (key, grade) in [("doubtful", Grade.doubtful), ("risky", .risky)] {
                for text in try row.texts(key) {
                    guard let procedure = ProcedureType(rawValue: text), grades[procedure] == nil else {
                        let known = ProcedureType.allCases.map(\.rawValue).joined(separator: ", ")
                        throw row.fault("\"\(key)\" cannot hold \"\(text)\"; known, once each, are \(known)")
                    }
                    grades[procedure] = grade
                }
            }
            return grades
        }
    }

    func assess(_ notice: Notice) -> [IndicatorResult] {
        if notice.kind == .other { return notApplicable(notice, .kindNotCovered) }
        let (judgement, grade) = judge(notice)
        let facts = ChoiceFacts(
            procedure: notice.procedure.type, isGraded: true, grade: grade, grounds: [],
            reason: judgement.reason)
        return [result(judgement, .choice(facts))]
    }

    private func judge(_ notice: Notice) -> (Judgement, Grade?) {
        guard let grades = grades.row(for: notice)?.value else {
            return (.notApplicable(.countryWithoutRule), nil)
        }
        guard let procedure = notice.procedure.type else { return (.missing(.procedureUnknown), nil) }
        let grade = grades[procedure] ?? .good
        let risky = ProcedureType.allCases.filter { grades[$0] == .risky }.map(\.rawValue)
        return (.decided(flag: grade.isFlag, .procedures(risky)), grade)
    }
}

/// What the indicators on the choice of the procedure look at.
public struct ChoiceFacts: Hashable, Sendable, JSONWritable {
    let procedure: ProcedureType?
    let isGraded: Bool
    let grade: Grade?
    let grounds: [String]
    let reason: Reason?

    /// `{"procedure", "grade"?, "grounds"?, "reason"?}`; grade: 100, 50 or 0, as Opentender has it.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.field("procedure", procedure)
            if isGraded { json.field("grade", grade?.rawValue) } else { json.field("grounds", grounds) }
            if let reason { json.field("reason", reason) }
        }
    }
}
