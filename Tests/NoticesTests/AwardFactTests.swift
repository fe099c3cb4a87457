import Foundation
import Notices
import Testing

@Suite struct AwardFactTests {
    func ted(_ block: String) throws -> Award {
        try #require(
            try read(NoticeText.ted("F03", "<AWARD_CONTRACT>\(block)</AWARD_CONTRACT>")).awards.first)
    }

    func old(_ block: String) throws -> Award {
        let block = "<AWARD_OF_CONTRACT_DEFENCE>\(block)</AWARD_OF_CONTRACT_DEFENCE>"
        return try #require(try read(NoticeText.ted208("CONTRACT_AWARD_DEFENCE", block)).awards.first)
    }

    func eforms(_ result: String, contract: String = "") throws -> Award {
        let part = """
            <efac:NoticeResult><efac:LotResult>\(result)</efac:LotResult>\(contract)</efac:NoticeResult>
            """
        let text = NoticeText.eforms(extension: NoticeText.published("29") + part)
        return try #require(try read(text).awards.first)
    }

    @Test func `a range of final values, at any depth`() throws {
        let award = try ted(
            """
            <AWARDED_CONTRACT><VALUES><VAL_RANGE_TOTAL CURRENCY="PLN"><LOW>1.5</LOW><HIGH>2</HIGH>
            </VAL_RANGE_TOTAL></VALUES></AWARDED_CONTRACT>
            """)
        #expect(award.valueRange.low == Money(text: "1.5", currency: "PLN"))
        #expect(award.valueRange.high == Money(text: "2", currency: "PLN"))
        #expect(award.value == nil)
    }

    @Test func `R2_0_8 values stand in an attribute, with tax and period beside`() throws {
        let award = try old(
            """
            <CONTRACT_AWARD_DATE><DAY>14</DAY><MONTH>04</MONTH><YEAR>2021</YEAR></CONTRACT_AWARD_DATE>
            <CONTRACT_VALUE_INFORMATION><INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT CURRENCY="PLN">
            <VALUE_COST FMTVAL="90.00">90,00</VALUE_COST><EXCLUDING_VAT/>
            </INITIAL_ESTIMATED_TOTAL_VALUE_CONTRACT><COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="EUR">
            <RANGE_VALUE_COST><LOW_VALUE FMTVAL="1.00">1</LOW_VALUE><HIGH_VALUE FMTVAL="2.00">2</HIGH_VALUE>
            </RANGE_VALUE_COST><INCLUDING_VAT/></COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE>
            <MORE_INFORMATION_IF_ANNUAL_MONTHLY><NUMBER_OF_YEARS>2</NUMBER_OF_YEARS>
            </MORE_INFORMATION_IF_ANNUAL_MONTHLY></CONTRACT_VALUE_INFORMATION>
            """)
        #expect(award.estimate == Money(text: "90", currency: "PLN"))
        #expect(award.valueRange.low == Money(text: "1", currency: "EUR"))
        #expect(award.valueRange.high == Money(text: "2", currency: "EUR"))
        #expect(award.valueTerms.estimateIncludesTax == false)
        #expect(award.valueTerms.valueIncludesTax == true)
        #expect(award.valueTerms.isPeriodic)
        #expect(award.decidedOn == CalendarDay("2021-04-14"))
        #expect(award.outcome == .unknown)
    }

    @Test func `a period of no years is none`() throws {
        #expect(try !old("<A><NUMBER_OF_MONTHS>0</NUMBER_OF_MONTHS></A>").valueTerms.isPeriodic)
    }

    @Test(arguments: ["PROCUREMENT_UNSUCCESSFUL", "PROCUREMENT_DISCONTINUED"])
    func `a TED failure has its reason as an element`(name: String) throws {
        #expect(try ted("<NO_AWARDED_CONTRACT><\(name)/></NO_AWARDED_CONTRACT>").failure.reason == name)
        #expect(try ted("<NO_AWARDED_CONTRACT/>").failure.reason == nil)
    }

    @Test func `an eForms failure has its reason as a code, and may be none yet`() throws {
        func failed(_ code: String, _ reason: String) throws -> Award.Failure {
            try eforms(
                """
                <cbc:TenderResultCode>\(code)</cbc:TenderResultCode><efac:DecisionReason>
                <efbc:DecisionReasonCode>\(reason)</efbc:DecisionReasonCode></efac:DecisionReason>
                """
            ).failure
        }
        #expect(try failed("clos-nw", "\n  ins-fund").reason == "ins-fund")
        #expect(try failed("clos-nw", " ").reason == nil)
        #expect(try failed("clos-nw", "other").isCompetitionOpen == false)
        #expect(try failed("open-nw", "").isCompetitionOpen)
    }

    @Test func `the earliest real decision of a result's contracts counts`() throws {
        func contract(_ id: String, _ day: String) -> String {
            """
            <efac:SettledContract><cbc:ID>\(id)</cbc:ID><cbc:AwardDate>\(day)</cbc:AwardDate>
            </efac:SettledContract>
            """
        }
        let result = """
            <cbc:TenderResultCode>selec-w</cbc:TenderResultCode>
            <efac:SettledContract><cbc:ID>C1</cbc:ID></efac:SettledContract>
            <efac:SettledContract><cbc:ID>C2</cbc:ID></efac:SettledContract>
            <efac:SettledContract><cbc:ID>C3</cbc:ID></efac:SettledContract>
            """
        let contracts =
            contract("C1", "2024-03-02Z") + contract("C2", "2024-03-01+01:00") + contract("C3", "2000-01-01Z")
            + contract("C4", "2023-01-01Z")
        #expect(try eforms(result, contract: contracts).decidedOn == CalendarDay("2024-03-01"))
        #expect(try eforms(result, contract: contract("C1", "2000-01-01Z")).decidedOn == nil)
    }
}
