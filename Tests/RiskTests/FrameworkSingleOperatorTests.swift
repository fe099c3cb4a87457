import Notices
@testable import Risk
import Testing

@Suite struct FrameworkSingleOperatorTests {
    typealias Row = (isAgreement: Bool?, Framework.Operators?, maximum: Int?, Outcome)

    static let rows: [Row] = [
        (false, nil, nil, .notApplicable), (nil, nil, nil, .missingData), (nil, .single, 1, .missingData),
        (true, .single, nil, .flag), (true, nil, 1, .flag), (true, .several, 1, .flag),
        (true, nil, 2, .noFlag), (true, .several, nil, .noFlag), (true, .several, 5, .noFlag),
        (true, .both, 1, .missingData), (true, nil, nil, .missingData), (true, nil, 0, .missingData),
    ]

    @Test(arguments: rows.indices)
    func `how many may join`(index: Int) throws {
        let row = Self.rows[index]
        let notice = Example.call { tendering in
            tendering.framework.isAgreement = row.isAgreement
            tendering.framework.operators = row.1
            tendering.framework.maximumOperators = row.maximum
        }
        let results = try ShippedRules.results(FrameworkSingleOperator.id, notice)
        #expect(results.map(\.outcome) == [row.3])
        #expect(results.map(\.lot) == ["LOT-0001"])
    }

    @Test func `award notices do not repeat it`() throws {
        let results = try ShippedRules.results(FrameworkSingleOperator.id, Example.award(counts: [1]))
        #expect(results.map(\.outcome) == [.notApplicable])
    }
}
