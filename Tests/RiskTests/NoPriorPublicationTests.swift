import Notices
@testable import Risk
import Testing

@Suite struct NoPriorPublicationTests {
    static let rows: [(NoticeKind, ProcedureType?, Outcome)] = [
        (.awardNotice, .direct, .flag), (.awardNotice, .open, .noFlag), (.awardNotice, .other, .noFlag),
        (.awardNotice, .innovation, .noFlag), (.awardNotice, nil, .missingData),
        (.veat, .direct, .flag), (.veat, .open, .flag), (.veat, nil, .flag),
        (.contractNotice, .direct, .notApplicable), (.other, .direct, .notApplicable),
    ]

    @Test(arguments: rows.indices)
    func `an award without a call`(index: Int) throws {
        let (kind, procedure, outcome) = Self.rows[index]
        let notice = Example.notice(Example.form(kind)) { $0.procedure.type = procedure }
        #expect(try ShippedRules.results(NoPriorPublication.id, notice).map(\.outcome) == [outcome])
    }

    @Test func `the grounds are shown`() throws {
        let notice = Example.notice(Example.form(.veat)) { $0.procedure.directGrounds = ["technical"] }
        let result = try #require(try ShippedRules.results(NoPriorPublication.id, notice).first)
        #expect(result.inputs.json.contains(#""grounds":["technical"]"#))
    }
}
