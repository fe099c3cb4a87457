import Foundation
import Postgres
import Testing

@testable import Casework

@Suite struct CorrectionImportTests {
    private static let call = shortCall()

    /// Sent on 1 March with ten days to answer, which is too short.
    private static func shortCall(lots: [String] = [""]) -> String {
        NoticeText.call("990001-2022", lots: lots).replacing(
            "<PT_OPEN/>", with: "<PT_OPEN/><DATE_RECEIPT_TENDERS>2022-03-11</DATE_RECEIPT_TENDERS>"
        ).replacing(
            "</F02_2014>",
            with: """
                <COMPLEMENTARY_INFO><DATE_DISPATCH_NOTICE>2022-03-01</DATE_DISPATCH_NOTICE></COMPLEMENTARY_INFO>\
                </F02_2014>
                """)
    }

    private static func correction(_ number: String, _ published: String, to day: String) -> String {
        """
        <TED_EXPORT xmlns="urn:x:ted" VERSION="R2.0.9.S04.E01" DOC_ID="\(number)">
        <CODED_DATA_SECTION><REF_OJS><DATE_PUB>\(published)</DATE_PUB></REF_OJS></CODED_DATA_SECTION>
        <FORM_SECTION><F14_2014 CATEGORY="ORIGINAL" FORM="F14" LG="IT">
        <COMPLEMENTARY_INFO><NOTICE_NUMBER_OJ>2022/S 045-990001</NOTICE_NUMBER_OJ></COMPLEMENTARY_INFO>
        <CHANGES><CHANGE><WHERE><SECTION>IV.2.2)</SECTION></WHERE>
        <OLD_VALUE><DATE>2022-03-11</DATE></OLD_VALUE><NEW_VALUE><DATE>\(day)</DATE></NEW_VALUE>
        </CHANGE></CHANGES></F14_2014></FORM_SECTION></TED_EXPORT>
        """
    }

    private static let judged: SQL = """
        deadline_on, original_deadline_on, 'short-submission-period' = ANY (flags),
        (SELECT n.number FROM casebridge.contract_result r JOIN casebridge.notice n ON n.id = r.notice_id
            WHERE r.contract_id = c.id AND r.indicator = 'short-submission-period')
        """

    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 0, 2], [2, 0, 1]])
    func `the period is judged on the corrected deadline in any order`(order: [Int]) async throws {
        let notices = [
            Self.call, Self.correction("990002-2022", "20220308", to: "2022-03-20"),
            Self.correction("990003-2022", "20220310", to: "2022-05-20"),
        ]
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: order.map { notices[$0] })
            let judged = try await world.contracts(of: "990001-2022", Self.judged)
            #expect(judged == ["2022-05-20 2022-03-11 f 990003-2022"])
            let kept: String = try await world.value(
                """
                SELECT result AS v FROM casebridge.notice_result r JOIN casebridge.notice n ON n.id = r.notice_id
                WHERE n.number = '990001-2022' AND r.indicator = 'short-submission-period'
                """)
            #expect(kept == "flag", "what the call itself said stays to be seen")
        }
    }

    @Test(arguments: [[0, 1], [1, 0]])
    func `a correction of one lot is judged for that lot alone`(order: [Int]) async throws {
        let correction = Self.correction("990002-2022", "20220308", to: "2022-05-20").replacing(
            "</SECTION>", with: "</SECTION><LOT_NO>2</LOT_NO>")
        let notices = [Self.shortCall(lots: ["1", "2"]), correction]
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: order.map { notices[$0] })
            let judged = try await world.contracts(of: "990001-2022", Self.judged)
            #expect(judged == ["2022-03-11 t 990002-2022", "2022-05-20 2022-03-11 f 990002-2022"])
        }
    }

    @Test func `a correction that leaves too little time is a flag`() async throws {
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: [
                Self.call, Self.correction("990002-2022", "20220308", to: "2022-03-20"),
            ])
            let judged = try await world.contracts(of: "990001-2022", Self.judged)
            #expect(judged == ["2022-03-20 2022-03-11 t 990002-2022"])
        }
    }

    @Test func `assessing anew judges a call as it was corrected`() async throws {
        try await BridgeWorld.use { world in
            try await world.importing(inOrder: [
                Self.call, Self.correction("990002-2022", "20220308", to: "2022-05-20"),
            ])
            let judged = try await world.contracts(of: "990001-2022", Self.judged)
            let assess = AssessNotices(
                database: world.operators, entering: world.entering, rules: try BridgeWorld.rules())
            #expect(try await assess.run { _ in }.changed == 0)
            _ = try await world.superuser.query(
                """
                DELETE FROM casebridge.notice_result r USING casebridge.notice n
                WHERE n.id = r.notice_id AND n.number = '990002-2022' RETURNING 1 AS v
                """)
            #expect(try await assess.run { _ in }.changed == 1)
            #expect(try await world.contracts(of: "990001-2022", Self.judged) == judged)
        }
    }

    @Test func `a correction of a notice that never comes is kept and judges nothing`() async throws {
        try await BridgeWorld.use { world in
            let outcome = try await world.importing([
                ("1.xml", Self.correction("990002-2022", "20220308", to: "2022-03-20"))
            ])
            #expect(outcome.stored == 1 && outcome.failed.map(\.reason) == [])
            #expect(
                try await world.value("SELECT count(*) AS v FROM casebridge.contract_notice", Int.self) == 1)
        }
    }
}
