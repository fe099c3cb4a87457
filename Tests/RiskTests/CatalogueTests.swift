import Foundation
import Notices
@testable import Risk
import Testing

@Suite struct CatalogueTests {
    /// The codes of the four catalogues.
    static let codes: [String] =
        (1...32).map { "Red Flags CN\(padded($0, 2))" } + (1...9).map { "Red Flags CA\(padded($0, 2))" }
        + (1...73).map { "OCP-R\(padded($0, 3))" }
        + "abcdefghjklmnopqrstuvw".map { "Integrity Watch \($0)" }
        + opentender.split(whereSeparator: \.isWhitespace).map { "Opentender \($0)" }

    static let opentender = """
        INTEGRITY_SINGLE_BID INTEGRITY_CALL_FOR_TENDER_PUBLICATION INTEGRITY_PROCEDURE_TYPE
        INTEGRITY_ADVERTISEMENT_PERIOD INTEGRITY_DECISION_PERIOD INTEGRITY_NEW_COMPANY INTEGRITY_TAX_HAVEN
        INTEGRITY_POLITICAL_CONNECTIONS INTEGRITY_COST_OVERRUN INTEGRITY_WINNER_CA_SHARE
        INTEGRITY_DESCRIPTION_LENGTH INTEGRITY_ELIGIBILITY_CRITERIA_LENGTH INTEGRITY_EVALUATION_CRITERIA
        ADMINISTRATIVE_CENTRALIZED_PROCUREMENT ADMINISTRATIVE_FRAMEWORK_AGREEMENT
        ADMINISTRATIVE_ELECTRONIC_AUCTION ADMINISTRATIVE_COVERED_BY_GPA
        ADMINISTRATIVE_ENGLISH_AS_FOREIGN_LANGUAGE ADMINISTRATIVE_NOTICE_AND_AWARD_DISCREPANCIES
        TRANSPARENCY_NUMBER_OF_KEY_MISSING_FIELDS TRANSPARENCY_BUYER_NAME_MISSING
        TRANSPARENCY_BUYER_NUTS_MISSING TRANSPARENCY_TITLE_MISSING TRANSPARENCY_PROCEDURE_TYPE_MISSING
        TRANSPARENCY_CPV_MISSING TRANSPARENCY_AWARD_DATE_MISSING TRANSPARENCY_YEAR_MISSING
        TRANSPARENCY_BIDDER_ID_MISSING TRANSPARENCY_BIDDER_NAME_MISSING TRANSPARENCY_VALUE_MISSING
        TRANSPARENCY_LANGUAGES_MISSING TRANSPARENCY_IMPLEMENTATION_ADDRESS_MISSING
        TRANSPARENCY_AWARD_CRITERIA_MISSING TRANSPARENCY_DURATION_MISSING
        TRANSPARENCY_SELECTION_METHOD_MISSING TRANSPARENCY_SUBCONTRACTING_MISSING
        TRANSPARENCY_FUNDING_MISSING
        """

    private static func padded(_ number: Int, _ width: Int) -> String {
        String(repeating: "0", count: width - String(number).count) + String(number)
    }

    @Test func `every sign of the catalogues is computed or left out with a reason, and none both`() throws {
        let computed = try ShippedRules.rules.get().indicators.flatMap(\.rule.references)
        let leftOut = try LeftOut.all(folder: ShippedRules.folder)
        let all = Set(computed).union(leftOut.map(\.reference))
        #expect(Set(Self.codes).subtracting(all).sorted() == [])
        #expect(all.subtracting(Self.codes).sorted() == [])
        #expect(Set(computed).intersection(leftOut.map(\.reference)).sorted() == [])
        #expect(Set(leftOut.map(\.reference)).count == leftOut.count)
        #expect(leftOut.allSatisfy { !$0.because.isEmpty && !$0.title.isEmpty })
    }

    @Test(arguments: [
        ("single-bid", ["eForms 29", "F03", "CONTRACT_AWARD"], ["eForms 16", "F02", "F15"]),
        ("no-prior-publication", ["eForms 25", "F15", "eForms 29"], ["eForms 16", "F05"]),
        ("accelerated-procedure", ["eForms 16", "F02", "CONTRACT"], ["eForms 19", "F05", "F21"]),
        ("price-only", ["eForms 16", "F06"], ["F21", "F25"]),
        ("many-renewals", ["eForms 19", "F05"], ["F24", "eForms 29"]),
        ("not-awarded-without-reason", ["eForms 35", "F25"], ["CONTRACT_AWARD_DEFENCE"]),
    ])
    func `forms are those on which the indicator can decide`(
        id: String, covered: [String], others: [String]
    ) throws {
        let indicator = try #require(try ShippedRules.rules.get().indicators.first { $0.rule.id == id })
        let names = Set(CoveredForms.names(of: indicator))
        #expect(names.isSuperset(of: covered))
        #expect(names.isDisjoint(with: others))
    }

    @Test func `the document lists every indicator with its traits`() throws {
        let rules = try ShippedRules.rules.get()
        let json = IndicatorCatalogue(rules, leftOut: try LeftOut.all(folder: ShippedRules.folder)).json
        let document = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let indicators = try #require(document?["indicators"] as? [[String: Any]])
        #expect(indicators.count == rules.indicators.count)
        #expect(indicators.allSatisfy { (($0["forms"] as? [String]) ?? []).isEmpty == false })
        #expect(
            Set(try #require(indicators.first).keys) == [
                "id", "colour", "level", "weight", "basis", "rule_set", "warn_above", "forms", "references",
            ])
        #expect(((document?["left_out"] as? [Any]) ?? []).count > 50)
    }
}
