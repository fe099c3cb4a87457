import Notices
import Testing

@Suite struct TEDReaderTests {
    @Test func `header of a notice`() throws {
        let notice = try read(
            NoticeText.ted(
                "F02",
                """
                <CONTRACTING_BODY><ADDRESS_CONTRACTING_BODY><OFFICIALNAME>Example Council</OFFICIALNAME>
                <NATIONALID>GB-1</NATIONALID><COUNTRY VALUE="UK"/><CONTACT_POINT>A Person</CONTACT_POINT>
                </ADDRESS_CONTRACTING_BODY><URL_PARTICIPATION>https://example.org</URL_PARTICIPATION>
                </CONTRACTING_BODY><OBJECT_CONTRACT><TITLE><P>Road <FT TYPE="SUP">A</FT></P><P>works</P>
                </TITLE>
                <CPV_MAIN><CPV_CODE CODE="45233141"/></CPV_MAIN></OBJECT_CONTRACT>
                <COMPLEMENTARY_INFO><DATE_DISPATCH_NOTICE>2022-03-01</DATE_DISPATCH_NOTICE>
                </COMPLEMENTARY_INFO>
                """))
        #expect(notice.number == "990001-2022")
        #expect(notice.country == "GB")
        #expect(notice.language == "en")
        #expect(notice.title == "Road A works")
        #expect(notice.cpv == "45233141")
        #expect(notice.buyers == [Organisation(name: "Example Council", identifier: "GB-1", country: "GB")])
        #expect(notice.publishedOn == CalendarDay("2022-03-04"))
        #expect(notice.dispatchedOn == CalendarDay("2022-03-01"))
        #expect(notice.tendering?.acceptsElectronicSubmission == true)
        #expect(!String(describing: notice).contains("A Person"))
    }

    @Test func `the first original form counts`() throws {
        let before = """
            <NOTICE_UUID CATEGORY="ORIGINAL">x</NOTICE_UUID>
            <F02_2014 CATEGORY="TRANSLATION" FORM="F02" LG="DA"><OBJECT_CONTRACT><TITLE><P>Vej</P></TITLE>
            </OBJECT_CONTRACT></F02_2014>
            """
        let original = "<OBJECT_CONTRACT><TITLE><P>Road</P></TITLE></OBJECT_CONTRACT>"
        let second = """
            </F02_2014><F02_2014 CATEGORY="ORIGINAL" FORM="F02" LG="FR"><OBJECT_CONTRACT><TITLE>
            <P>Route</P></TITLE>
            </OBJECT_CONTRACT>
            """
        let notice = try read(NoticeText.ted("F02", original + second, before: before))
        #expect(notice.title == "Road")
        #expect(notice.language == "en")
    }

    @Test func `a document without an original form is refused`() {
        let text = NoticeText.ted("F02", "").replacing("ORIGINAL", with: "TRANSLATION")
        guard case .unsupportedForm = refusal(text) else {
            Issue.record("\(String(describing: refusal(text)))")
            return
        }
    }

    @Test(arguments: [
        ("F02", "", NoticeKind.contractNotice, Regime?.some(.general)),
        ("F05", "", .contractNotice, .utilities),
        ("F24", "", .contractNotice, .concession), ("F21", "CONTRACT", .contractNotice, .social),
        ("F22", "CONTRACT", .contractNotice, .socialUtilities),
        ("F23", "PRI", .contractNotice, .socialConcession),
        ("F03", "", .awardNotice, .general), ("F06", "", .awardNotice, .utilities),
        ("F25", "", .awardNotice, .concession), ("F21", "AWARD_CONTRACT", .awardNotice, .social),
        ("F22", "AWARD_CONTRACT", .awardNotice, .socialUtilities),
        ("F23", "CONCESSION_AWARD_CONTRACT", .awardNotice, .socialConcession), ("F15", "", .veat, .general),
        ("F01", "", .other, nil), ("F13", "", .other, nil), ("F14", "", .other, nil),
        ("F20", "", .other, nil),
        ("F21", "PRI_ONLY", .other, nil), ("F22", "QSU_ONLY", .other, nil),
    ])
    func `the form decides kind and regime`(
        form: String, type: String, kind: NoticeKind, regime: Regime?
    ) throws {
        let notice = try read(NoticeText.ted(form, type.isEmpty ? "" : "<NOTICE TYPE=\"\(type)\"/>"))
        #expect(notice.form == NoticeForm(code: form, series: .r209, kind: kind, regime: regime))
    }

    @Test(arguments: [
        ("<PT_OPEN/>", ProcedureType?.some(.open)), ("<PT_INVOLVING_NEGOTIATION/>", .negotiated),
        ("<PT_AWARD_CONTRACT_WITHOUT_CALL/>", .direct),
        ("<PT_AWARD_CONTRACT_WITH_PRIOR_PUBLICATION/>", .other),
        ("<PT_OPEN/><PT_NEGOTIATED_WITHOUT_PUBLICATION/>", .direct), ("", nil), ("<FRAMEWORK/>", nil),
        ("<PT_OPEN/><PT_RESTRICTED/>", nil),
    ])
    func `procedure names`(names: String, type: ProcedureType?) throws {
        let notice = try read(NoticeText.ted("F03", "<PROCEDURE>\(names)</PROCEDURE>"))
        #expect(notice.procedure.type == type)
    }

    @Test func `references to earlier notices are written alike`() throws {
        let notice = try read(
            NoticeText.ted(
                "F03", "<PROCEDURE><NOTICE_NUMBER_OJ>2021/S 045-1147</NOTICE_NUMBER_OJ></PROCEDURE>"))
        #expect(notice.previousNumbers == ["001147-2021"])
    }

    @Test func `award blocks with one lot number stay apart`() throws {
        let block = """
            <AWARD_CONTRACT><LOT_NO> 1 </LOT_NO><AWARDED_CONTRACT><TENDERS>
            <NB_TENDERS_RECEIVED>2</NB_TENDERS_RECEIVED>
            <NB_TENDERS_RECEIVED_SME>1</NB_TENDERS_RECEIVED_SME></TENDERS>
            <CONTRACTORS><CONTRACTOR><ADDRESS_CONTRACTOR><OFFICIALNAME>Example Ltd</OFFICIALNAME>
            </ADDRESS_CONTRACTOR></CONTRACTOR></CONTRACTORS>
            <VALUES><VAL_TOTAL CURRENCY="EUR">10.50</VAL_TOTAL></VALUES></AWARDED_CONTRACT></AWARD_CONTRACT>
            """
        let other = """
            <AWARD_CONTRACT><LOT_NO>1</LOT_NO><AWARDED_CONTRACT><NB_TENDERS_RECEIVED>5</NB_TENDERS_RECEIVED>
            </AWARDED_CONTRACT></AWARD_CONTRACT>
            <AWARD_CONTRACT><NO_AWARDED_CONTRACT><PROCUREMENT_UNSUCCESSFUL/></NO_AWARDED_CONTRACT>
            </AWARD_CONTRACT>
            """
        let awards = try read(NoticeText.ted("F03", block + other)).awards
        #expect(awards.map(\.lotKey) == ["1", "1", nil])
        #expect(awards.map(\.block) == [1, 2, 3])
        #expect(awards.map(\.tenderCounts) == [[2], [5], []])
        #expect(awards.map(\.outcome) == [.awarded, .awarded, .notAwarded])
        #expect(awards[0].suppliers.map(\.name) == ["Example Ltd"])
        #expect(awards[0].value == Money(text: "10.5", currency: "EUR"))
    }

    @Test func `a notice of another kind is read whole, and its kind stays`() throws {
        let body = """
            <OBJECT_CONTRACT><TITLE><P>Plan</P></TITLE><OBJECT_DESCR><LOT_NO>1</LOT_NO></OBJECT_DESCR>
            </OBJECT_CONTRACT>
            """
        let notice = try read(NoticeText.ted("F01", body))
        #expect(notice.title == "Plan")
        #expect(notice.kind == .other && notice.stage == .planning)
        #expect(notice.lots.map(\.key) == ["1"])
        #expect(!notice.speaksOfContracts)
    }
}
