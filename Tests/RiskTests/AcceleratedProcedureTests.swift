import Notices
@testable import Risk
import Testing

@Suite struct AcceleratedProcedureTests {
    typealias Row = (NoticeForm, ProcedureType?, Procedure.Acceleration, Outcome)

    static let general = Example.form(.contractNotice)
    static let f02 = Example.form(.contractNotice, series: .r209, code: "F02")
    static let f05 = Example.form(.contractNotice, .utilities, series: .r209, code: "F05")
    static let defence = Example.form(.awardNotice, .defence, series: .r208, code: "18")

    static let rows: [Row] = [
        (general, .open, .yes, .flag), (general, nil, .yes, .flag), (general, .dialogue, .yes, .flag),
        (general, .open, .no, .noFlag), (general, .negotiated, .no, .noFlag),
        (general, .open, .notStated, .missingData), (general, .open, .contradictory, .missingData),
        (general, nil, .no, .missingData), (general, .dialogue, .no, .notApplicable),
        (general, .direct, .notStated, .notApplicable),
        (Example.form(.awardNotice), .restricted, .yes, .flag),
        (Example.form(.contractNotice, .utilities), .open, .yes, .flag),
        (Example.form(.contractNotice, .concession), .open, .yes, .notApplicable),
        (Example.form(.contractNotice, .social), .open, .yes, .notApplicable),
        (Example.form(.awardNotice, .socialConcession), .open, .yes, .notApplicable),
        (Example.form(.veat), .open, .yes, .notApplicable),
        (Example.form(.other, nil), .open, .yes, .notApplicable),
        (f02, .open, .yes, .flag), (f02, .open, .notStated, .noFlag), (f02, nil, .notStated, .missingData),
        (f02, .innovation, .notStated, .notApplicable), (f05, .open, .notStated, .notApplicable),
        (defence, .restricted, .yes, .flag), (defence, .restricted, .notStated, .noFlag),
        (defence, .dialogue, .notStated, .notApplicable), (defence, nil, .notStated, .missingData),
    ]

    @Test(arguments: rows.indices)
    func `acceleration as the form states it`(index: Int) throws {
        let (form, procedure, acceleration, outcome) = Self.rows[index]
        let notice = Example.notice(form) { notice in
            notice.procedure.type = procedure
            notice.procedure.acceleration = acceleration
        }
        #expect(try ShippedRules.results(AcceleratedProcedure.id, notice).map(\.outcome) == [outcome])
    }
}
