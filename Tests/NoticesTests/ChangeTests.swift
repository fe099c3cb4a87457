import Notices
import Testing

@Suite struct ChangeTests {
    static let corrected = """
        <COMPLEMENTARY_INFO><NOTICE_NUMBER_OJ>2021/S 001-000123</NOTICE_NUMBER_OJ></COMPLEMENTARY_INFO>
        """

    func correction(_ changes: String) throws -> Correction {
        try #require(
            try read(NoticeText.ted("F14", "<CHANGES>\(changes)</CHANGES>" + Self.corrected)).correction)
    }

    func moved(_ section: String, to day: String, lot: String = "") -> String {
        """
        <CHANGE><WHERE><SECTION>\(section)</SECTION>\(lot.isEmpty ? "" : "<LOT_NO>\(lot)</LOT_NO>")
        <LABEL>Deadline</LABEL></WHERE><OLD_VALUE><DATE>2021-02-01</DATE><TIME>12:00</TIME></OLD_VALUE>
        <NEW_VALUE><DATE>\(day)</DATE></NEW_VALUE></CHANGE>
        """
    }

    @Test func `a correction names its notice, the place, and both values`() throws {
        let correction = try correction(
            """
            \(moved("IV.2.2)", to: "2021-03-01"))<CHANGE><WHERE><SECTION>II.1.2</SECTION></WHERE>
            <OLD_VALUE><CPV_MAIN><CPV_CODE CODE="33183300"/></CPV_MAIN></OLD_VALUE>
            <NEW_VALUE><TEXT><P>One</P><P>two</P></TEXT></NEW_VALUE></CHANGE>
            <INFO_ADD><P>More</P></INFO_ADD>
            """)
        #expect(correction.corrected == ["000123-2021"])
        #expect(correction.addition == "More")
        #expect(correction.changes.map(\.section) == ["IV.2.2)", "II.1.2"])
        #expect(correction.changes[0].old.day == CalendarDay("2021-02-01"))
        #expect(correction.changes[0].old.time == "12:00")
        #expect(correction.changes[1].old.codes == ["33183300"])
        #expect(correction.changes[1].new.text == "One\ntwo")
        #expect(!correction.isCancellation)
    }

    @Test(arguments: ["IV.2.2", "IV.2.2)", "IV.2.2).", "IV.2.2 )"])
    func `the section of the deadline is known in every writing`(section: String) throws {
        #expect(
            try correction(moved(section, to: "2021-03-01")).deadline(forLot: nil)
                == CalendarDay("2021-03-01"))
    }

    @Test(arguments: ["IV.2.21", "IV.2", "IV.2.7", ""])
    func `other sections move no deadline`(section: String) throws {
        #expect(try correction(moved(section, to: "2021-03-01")).deadline(forLot: nil) == nil)
    }

    @Test func `a lot's own date goes before that of all, and the last line counts`() throws {
        let correction = try correction(
            moved("IV.2.2", to: "2021-03-01") + moved("IV.2.2", to: "2021-03-02")
                + moved("IV.2.2", to: "2021-04-01", lot: "2"))
        #expect(correction.deadline(forLot: "1") == CalendarDay("2021-03-02"))
        #expect(correction.deadline(forLot: "2") == CalendarDay("2021-04-01"))
    }

    @Test func `a corrected call has the new dates and its old day of dispatch`() throws {
        let call = try read(
            NoticeText.ted(
                "F02",
                """
                <PROCEDURE><DATE_RECEIPT_TENDERS>2021-02-01</DATE_RECEIPT_TENDERS><OPENING_CONDITION>
                <DATE_OPENING_TENDERS>2021-02-01</DATE_OPENING_TENDERS></OPENING_CONDITION></PROCEDURE>
                <COMPLEMENTARY_INFO><DATE_DISPATCH_NOTICE>2021-01-01</DATE_DISPATCH_NOTICE>
                </COMPLEMENTARY_INFO>
                """))
        let corrected = call.corrected(by: [
            try correction(moved("IV.2.2", to: "2021-03-01")),
            try correction(moved("IV.2.7", to: "2021-03-05")),
        ])
        #expect(corrected.tendering?.tendersDueOn == CalendarDay("2021-03-01"))
        #expect(corrected.tendering?.opensOn == CalendarDay("2021-03-05"))
        #expect(corrected.dispatchedOn == CalendarDay("2021-01-01"))
        #expect(call.tendering?.tendersDueOn == CalendarDay("2021-02-01"))
    }

    /// A call of these lots; a lot without a number is "".
    func call(lots: [String]) throws -> Notice {
        let described = lots.map { lot in
            "<OBJECT_DESCR>\(lot.isEmpty ? "" : "<LOT_NO>\(lot)</LOT_NO>")</OBJECT_DESCR>"
        }
        return try read(
            NoticeText.ted(
                "F02",
                """
                <OBJECT_CONTRACT>\(described.joined())</OBJECT_CONTRACT><PROCEDURE><PT_OPEN/>
                <DATE_RECEIPT_TENDERS>2021-02-01</DATE_RECEIPT_TENDERS></PROCEDURE>
                """))
    }

    func deadlines(of notice: Notice) -> [String?] {
        notice.lots.map { notice.deadline(for: $0).map { String(describing: $0) } }
    }

    @Test func `a date of one lot moves that lot's call and no other`() throws {
        let call = try call(lots: ["1", "2", "3"])
        let first = moved("IV.2.2", to: "2021-03-01", lot: "2") + moved("IV.2.7", to: "2021-03-02", lot: "3")
        let corrected = call.corrected(by: [try correction(first)])
        #expect(deadlines(of: corrected) == ["2021-02-01", "2021-03-01", "2021-02-01"])
        #expect(corrected.lots.map { $0.tendering?.opensOn } == [nil, nil, CalendarDay("2021-03-02")])
        #expect(corrected.tendering == call.tendering)
        let later = corrected.corrected(by: [try correction(moved("IV.2.2", to: "2021-04-01"))])
        #expect(deadlines(of: later) == ["2021-04-01", "2021-04-01", "2021-04-01"])
        let last = moved("IV.2.2", to: "2021-05-01", lot: "1") + moved("IV.2.2", to: "2021-06-01")
        let both = try correction(last)
        #expect(deadlines(of: later.corrected(by: [both])) == ["2021-05-01", "2021-06-01", "2021-06-01"])
    }

    @Test func `a lot that the call does not have moves nothing`() throws {
        let call = try call(lots: ["1", "2"])
        #expect(call.corrected(by: [try correction(moved("IV.2.2", to: "2021-03-01", lot: "4"))]) == call)
        #expect(call.corrected(by: [try correction(moved("II.2.7", to: "2021-03-01", lot: "1"))]) == call)
    }

    @Test func `an undivided call is the one lot that a correction names`() throws {
        let call = try call(lots: [""])
        let first = moved("IV.2.2", to: "2021-03-01", lot: "1")
        #expect(deadlines(of: call.corrected(by: [try correction(first)])) == ["2021-03-01"])
        let two = try correction(first + moved("IV.2.2", to: "2021-04-01", lot: "2"))
        #expect(deadlines(of: call.corrected(by: [two])) == ["2021-02-01"])
    }

    @Test(arguments: ["", "<VALUES>"])
    func `a modification has its values before and after, and why`(around: String) throws {
        let end = around.replacing("<", with: "</")
        let notice = try read(
            NoticeText.ted(
                "F20",
                """
                <OBJECT_CONTRACT><OBJECT_DESCR/></OBJECT_CONTRACT>
                <AWARD_CONTRACT><CONTRACT_NO>C/7</CONTRACT_NO><LOT_NO>3</LOT_NO><AWARDED_CONTRACT>
                <DATE_CONCLUSION_CONTRACT>2020-05-05</DATE_CONCLUSION_CONTRACT></AWARDED_CONTRACT>
                </AWARD_CONTRACT><MODIFICATIONS_CONTRACT><DESCRIPTION_PROCUREMENT>
                <DURATION TYPE="MONTH">48</DURATION><CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR>
                <OFFICIALNAME>New Ltd</OFFICIALNAME></ADDRESS_CONTRACTOR><SME/></CONTRACTOR></CONTRACTORS>
                </DESCRIPTION_PROCUREMENT><INFO_MODIFICATIONS><SHORT_DESCR><P>More roads</P></SHORT_DESCR>
                <UNFORESEEN_CIRCUMSTANCE><P>A flood</P></UNFORESEEN_CIRCUMSTANCE>\(around)
                <VAL_TOTAL_BEFORE CURRENCY="EUR">100</VAL_TOTAL_BEFORE>
                <VAL_TOTAL_AFTER CURRENCY="EUR">160.50</VAL_TOTAL_AFTER>\(end)
                </INFO_MODIFICATIONS></MODIFICATIONS_CONTRACT>
                <PROCEDURE><NOTICE_NUMBER_OJ>2020/S 001-000123</NOTICE_NUMBER_OJ></PROCEDURE>
                """))
        let modification = try #require(notice.modifications.first)
        #expect(modification.valueBefore == Money(text: "100", currency: "EUR"))
        #expect(modification.valueAfter == Money(text: "160.50", currency: "EUR"))
        #expect(modification.reasons == ["UNFORESEEN_CIRCUMSTANCE"])
        #expect((modification.reasonText, modification.summary) == ("A flood", "More roads"))
        #expect((modification.contractNumber, modification.lotKey) == ("C/7", "3"))
        #expect(modification.changedNotice == "000123-2020")
        #expect(modification.suppliers.map(\.size) == ["sme"])
        #expect(modification.length.extent == .measure(.init(count: 48, unit: .month)))
        #expect(notice.lots.map(\.key) == ["3"])
    }

    @Test func `an eForms change tells of sections, reasons and a cancellation`() throws {
        let part = """
            <efac:Changes><efbc:ChangedNoticeIdentifier>
              C4C415EE-ac08-4465-8fa6-57568cf69462-01</efbc:ChangedNoticeIdentifier>
            <efac:Change><efbc:ChangeDescription languageID="FRA">Date</efbc:ChangeDescription>
            <efbc:ChangeDescription languageID="ENG">Deadline</efbc:ChangeDescription>
            <efac:ChangedSection><efbc:ChangedSectionIdentifier>LOT-0001</efbc:ChangedSectionIdentifier>
            </efac:ChangedSection></efac:Change>
            <efac:ChangeReason><cbc:ReasonCode>cancel</cbc:ReasonCode></efac:ChangeReason></efac:Changes>
            """
        let header = "<cbc:NoticeLanguageCode>ENG</cbc:NoticeLanguageCode>"
        let notice = try read(
            NoticeText.eforms(extension: NoticeText.published("16") + part, header: header))
        let correction = try #require(notice.correction)
        #expect(notice.isChange && correction.isCancellation)
        #expect(correction.corrected == ["c4c415ee-ac08-4465-8fa6-57568cf69462-01"])
        #expect(notice.referencesOfSameProcedure == correction.corrected)
        #expect(correction.changes.map(\.lotKey) == ["LOT-0001"])
        #expect(correction.changes.map(\.details) == ["Deadline"])
        #expect(notice.continuing(callSentOn: try #require(CalendarDay("2024-01-01"))).isChange == false)
    }

    @Test func `an eForms modification is that of its contract`() throws {
        let part = """
            <efac:NoticeResult><efac:LotTender><cbc:ID>TEN-1</cbc:ID><cac:LegalMonetaryTotal>
            <cbc:PayableAmount currencyID="EUR">150</cbc:PayableAmount></cac:LegalMonetaryTotal>
            <efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot></efac:LotTender>
            <efac:SettledContract><cbc:ID>CON-1</cbc:ID><efac:ContractReference><cbc:ID>X/9</cbc:ID>
            </efac:ContractReference><efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender>
            </efac:SettledContract></efac:NoticeResult>
            <efac:ContractModification><efbc:ChangedNoticeIdentifier>342558-2018</efbc:ChangedNoticeIdentifier>
            <efbc:ModifiedContractIdentifier>CON-1</efbc:ModifiedContractIdentifier>
            <efac:Change><efbc:ChangeDescription>More</efbc:ChangeDescription></efac:Change>
            <efac:ChangeReason><cbc:ReasonCode>add-wss</cbc:ReasonCode></efac:ChangeReason>
            </efac:ContractModification>
            """
        let notice = try read(NoticeText.eforms(extension: NoticeText.published("38") + part))
        let modification = try #require(notice.modifications.first)
        #expect(modification.valueAfter == Money(text: "150", currency: "EUR"))
        #expect((modification.lotKey, modification.contractNumber) == ("LOT-0001", "X/9"))
        #expect((modification.changedNotice, modification.summary) == ("342558-2018", "More"))
        #expect(modification.reasons == ["add-wss"])
        #expect(notice.referencesOfSameProcedure == ["342558-2018"])
    }
}
