import Foundation
import Notices
import Testing

@Suite struct TermsTests {
    func eforms(process: String = "", project: String = "") throws -> Lot {
        let lot = NoticeText.lot("LOT-0001", process: process, project: project)
        let text = NoticeText.eforms(extension: NoticeText.published("16"), body: lot)
        return try #require(try read(text).lots.first)
    }

    func ted(_ object: String) throws -> Terms {
        let body = "<OBJECT_CONTRACT><OBJECT_DESCR>\(object)</OBJECT_DESCR></OBJECT_CONTRACT>"
        return try #require(try read(NoticeText.ted("F02", body)).lots.first).terms
    }

    @Test func `eForms state renewals, candidates and the technique in the lot`() throws {
        let lot = try eforms(
            process: """
                <cac:EconomicOperatorShortList><cbc:MaximumQuantity>8</cbc:MaximumQuantity>
                <cbc:MinimumQuantity>3</cbc:MinimumQuantity></cac:EconomicOperatorShortList>
                <cac:ContractingSystem><cbc:ContractingSystemTypeCode listName="dps-usage">dps-list
                </cbc:ContractingSystemTypeCode></cac:ContractingSystem>
                <cac:FrameworkAgreement><cbc:Justification>n/a</cbc:Justification></cac:FrameworkAgreement>
                """,
            project: """
                <cac:ContractExtension><cbc:MaximumNumberNumeric>3</cbc:MaximumNumberNumeric>
                </cac:ContractExtension>
                """)
        #expect(lot.terms.renewal.most == 3)
        #expect((lot.terms.candidates.minimum, lot.terms.candidates.maximum) == (3, 8))
        #expect(lot.terms.candidates.number == 3)
        #expect(lot.tendering?.isDynamicPurchasing == true)
        #expect(lot.tendering?.framework.isJustified == true)
    }

    @Test(arguments: ["none", "", "  "])
    func `no dynamic purchasing system`(code: String) throws {
        let system = """
            <cac:ContractingSystem><cbc:ContractingSystemTypeCode listName="dps-usage">\(code)\
            </cbc:ContractingSystemTypeCode></cac:ContractingSystem>
            """
        #expect(try eforms(process: system).tendering?.isDynamicPurchasing == false)
    }

    @Test func `eForms state the type of each criterion`() throws {
        func criterion(_ code: String) -> String {
            """
            <cac:SubordinateAwardingCriterion><cbc:AwardingCriterionTypeCode>
              \(code)<!-- a comment --></cbc:AwardingCriterionTypeCode></cac:SubordinateAwardingCriterion>
            """
        }
        let terms = """
            <cac:ProcurementProjectLot><cbc:ID schemeName="Lot">LOT-0001</cbc:ID><cac:TenderingTerms>
            <cac:AwardingTerms><cac:AwardingCriterion>\(criterion("price"))\(criterion("cost"))
            </cac:AwardingCriterion></cac:AwardingTerms></cac:TenderingTerms></cac:ProcurementProjectLot>
            """
        let text = NoticeText.eforms(extension: NoticeText.published("16"), body: terms)
        let criteria = try #require(try read(text).lots.first).terms.criteria
        #expect(criteria.hasPrice && criteria.hasCost && !criteria.hasQuality)
    }

    @Test func `R2_0_9 states the terms in each lot`() throws {
        let terms = try ted(
            """
            <AC><AC_PRICE/></AC><AC_QUALITY/><DURATION TYPE="MONTH">12</DURATION><NO_RENEWAL/>
            <NB_ENVISAGED_CANDIDATE>0</NB_ENVISAGED_CANDIDATE>
            <NB_MIN_LIMIT_CANDIDATE>5</NB_MIN_LIMIT_CANDIDATE>
            """)
        #expect(terms.criteria.hasPrice && terms.criteria.hasQuality)
        #expect(terms.length.extent == .measure(.init(count: 12, unit: .month)))
        #expect(terms.renewal.isPossible == false)
        #expect(terms.candidates.number == 5)
        #expect(try ted("<RENEWAL/><NO_RENEWAL/>").renewal.isPossible == true)
        #expect(try ted("<AC><AC_PROCUREMENT_DOC/></AC>").criteria.isInDocuments)
        #expect(try ted("<DURATION TYPE=\"MONTH\">0</DURATION>").length.extent == nil)
    }

    @Test func `R2_0_8 states the terms once, and an annex a length of its own`() throws {
        let notice = try read(
            NoticeText.ted208(
                "CONTRACT_DEFENCE",
                """
                <A><F17_FRAMEWORK><DURATION_FRAMEWORK_YEAR>7</DURATION_FRAMEWORK_YEAR><JUSTIFICATION/>
                </F17_FRAMEWORK><F17_ANNEX_B><LOT_NUMBER>1</LOT_NUMBER><PERIOD_WORK_DATE_STARTING>
                <DAYS>90</DAYS></PERIOD_WORK_DATE_STARTING></F17_ANNEX_B></A>
                <PERIOD_WORK_DATE_STARTING><INTERVAL_DATE><START_DATE><DAY>1</DAY><MONTH>2</MONTH>
                <YEAR>2021</YEAR></START_DATE><END_DATE><DAY>1</DAY><MONTH>2</MONTH><YEAR>2023</YEAR></END_DATE>
                </INTERVAL_DATE></PERIOD_WORK_DATE_STARTING>
                <RECURRENT_CONTRACT><NUMBER_POSSIBLE_RENEWALS>3</NUMBER_POSSIBLE_RENEWALS></RECURRENT_CONTRACT>
                <TYPE_OF_PROCEDURE_DEFENCE><MAXIMUM_NUMBER_INVITED><OPE_MINIMUM_NUMBER>4</OPE_MINIMUM_NUMBER>
                </MAXIMUM_NUMBER_INVITED><PT_RESTRICTED/></TYPE_OF_PROCEDURE_DEFENCE>
                <AWARD_CRITERIA_DETAIL><LOWEST_PRICE/></AWARD_CRITERIA_DETAIL>
                <AWARD_CRITERIA_DETAIL><MOST_ECONOMICALLY_ADVANTAGEOUS_TENDER/></AWARD_CRITERIA_DETAIL>
                """))
        let terms = try #require(notice.terms)
        #expect(
            terms.length.extent
                == .period(
                    from: try #require(CalendarDay("2021-02-01")), to: try #require(CalendarDay("2023-02-01"))
                ))
        #expect(notice.lots.map(\.key) == ["1"])
        #expect(notice.lots[0].terms.length.extent == .measure(.init(count: 90, unit: .day)))
        #expect(notice.lots[0].terms.length.isStated)
        #expect(notice.tendering?.framework.months == 84)
        #expect(notice.tendering?.framework.isJustified == true)
        #expect(terms.renewal.isPossible == true && terms.renewal.most == 3)
        #expect(terms.candidates.number == 4)
        #expect(terms.criteria.hasPrice && !terms.criteria.isMostEconomical)
        #expect(notice.procedure.type == .restricted)
    }

    @Test func `other forms have no terms of the notice`() throws {
        #expect(try read(NoticeText.ted("F02", "")).terms == nil)
        #expect(try read(NoticeText.eforms(extension: NoticeText.published("16"))).terms == nil)
    }

    @Test(arguments: [
        ("2023-01-31", 1, "2023-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2023-12-15", 1, "2024-01-15"),
        ("2024-02-29", 48, "2028-02-29"), ("2024-02-29", 12, "2025-02-28"), ("2023-05-05", 0, "2023-05-05"),
    ])
    func `months are added to the day, cut to a short month`(day: String, months: Int, sum: String) {
        #expect(CalendarDay(day)?.adding(months: months) == CalendarDay(sum))
    }

    @Test func `a day past the calendar is none`() {
        #expect(CalendarDay("9999-12-01")?.adding(months: 1) == nil)
    }
}
