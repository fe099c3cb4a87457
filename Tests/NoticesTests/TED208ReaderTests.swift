import Notices
import Testing

@Suite struct TED208ReaderTests {
    func date(_ element: String, _ day: String, _ month: String, _ year: String) -> String {
        "<\(element)><DAY>\(day)</DAY><MONTH>\(month)</MONTH><YEAR>\(year)</YEAR></\(element)>"
    }

    @Test(arguments: [
        ("CONTRACT", NoticeKind.contractNotice, Regime?.some(.classic2004)),
        ("CONTRACT_UTILITIES", .contractNotice, .utilities2004),
        ("CONTRACT_DEFENCE", .contractNotice, .defence),
        ("CONTRACT_AWARD", .awardNotice, .classic2004),
        ("CONTRACT_AWARD_UTILITIES", .awardNotice, .utilities2004),
        ("CONTRACT_AWARD_DEFENCE", .awardNotice, .defence),
        ("VOLUNTARY_EX_ANTE_TRANSPARENCY_NOTICE", .veat, .general),
        ("PRIOR_INFORMATION_DEFENCE", .other, nil), ("DESIGN_CONTEST", .other, nil),
    ])
    func `the form element decides kind and regime`(
        element: String, kind: NoticeKind, regime: Regime?
    ) throws {
        let form = try read(NoticeText.ted208(element, "")).form
        #expect(form.kind == kind)
        #expect(form.regime == regime)
    }

    @Test func `a call is read at whatever depth its form puts it`() throws {
        let body = """
            <A><CA_CE_CONCESSIONAIRE_PROFILE><ORGANISATION><OFFICIALNAME>Baza Przykład</OFFICIALNAME>
            </ORGANISATION>
            <COUNTRY VALUE="PL"/><ATTENTION>A Person</ATTENTION></CA_CE_CONCESSIONAIRE_PROFILE></A>
            <B><TITLE_CONTRACT><P>Naprawa</P></TITLE_CONTRACT><F17_FRAMEWORK><SEVERAL_OPERATORS>
            <MAX_NUMBER_PARTICIPANTS>3</MAX_NUMBER_PARTICIPANTS></SEVERAL_OPERATORS></F17_FRAMEWORK></B>
            <C><TYPE_OF_PROCEDURE_DEFENCE><TYPE_OF_PROCEDURE_DETAIL><F17_PT_ACCELERATED_NEGOTIATED/>
            </TYPE_OF_PROCEDURE_DETAIL></TYPE_OF_PROCEDURE_DEFENCE><PREVIOUS_PUBLICATION_EXISTS_F17>
            <X><NOTICE_NUMBER_OJ>2021/S 045-114147</NOTICE_NUMBER_OJ></X></PREVIOUS_PUBLICATION_EXISTS_F17>
            \(date("RECEIPT_LIMIT_DATE", "28", "07", "2021"))</C>
            \(date("NOTICE_DISPATCH_DATE", "16", "7", "2021"))
            """
        let notice = try read(NoticeText.ted208("CONTRACT_DEFENCE", body))
        #expect(notice.buyers == [Organisation(name: "Baza Przykład", identifier: nil, country: "PL")])
        #expect(notice.title == "Naprawa")
        #expect(notice.procedure.type == .negotiated)
        #expect(notice.procedure.acceleration == .yes)
        #expect(notice.dispatchedOn == CalendarDay("2021-07-16"))
        #expect(notice.tendering?.tendersDueOn == CalendarDay("2021-07-28"))
        #expect(notice.tendering?.hasPriorNotice == true)
        #expect(notice.previousNumbers == ["114147-2021"])
        #expect(notice.tendering?.framework.isAgreement == true)
        #expect(notice.tendering?.framework.operators == .several)
        #expect(notice.tendering?.framework.maximumOperators == 3)
        #expect(notice.schemaVersion == "R2.0.8.S05.E01")
        #expect(!String(describing: notice).contains("A Person"))
    }

    @Test func `only the first type of procedure counts`() throws {
        let body = """
            <TYPE_OF_PROCEDURE><PT_OPEN/></TYPE_OF_PROCEDURE>
            <TYPE_OF_PROCEDURE><PT_NEGOTIATED_WITHOUT_COMPETITION/></TYPE_OF_PROCEDURE>
            """
        #expect(try read(NoticeText.ted208("CONTRACT_AWARD", body)).procedure.type == .open)
    }

    @Test func `amounts come from the attribute and not from the text`() throws {
        let body = """
            <AWARD_OF_CONTRACT><LOT_NUMBER>2</LOT_NUMBER><OFFERS_RECEIVED_NUMBER>1</OFFERS_RECEIVED_NUMBER>
            <ECONOMIC_OPERATOR_NAME_ADDRESS><X><ORGANISATION><OFFICIALNAME>Wzór SA</OFFICIALNAME>
            </ORGANISATION>
            <COUNTRY VALUE="PL"/></X></ECONOMIC_OPERATOR_NAME_ADDRESS><CONTRACT_VALUE_INFORMATION>
            <COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE CURRENCY="PLN">
            <VALUE_COST FMTVAL="9287730.00">9 287 730,00</VALUE_COST>
            </COSTS_RANGE_AND_CURRENCY_WITH_VAT_RATE></CONTRACT_VALUE_INFORMATION></AWARD_OF_CONTRACT>
            <AWARD_OF_CONTRACT><OFFERS_RECEIVED_NUMBER>0</OFFERS_RECEIVED_NUMBER></AWARD_OF_CONTRACT>
            """
        let awards = try read(NoticeText.ted208("CONTRACT_AWARD", body)).awards
        #expect(awards.map(\.outcome) == [.awarded, .unknown])
        #expect(awards[0].lotKey == "2")
        #expect(awards[0].tenderCounts == [1])
        #expect(awards[0].suppliers == [Organisation(name: "Wzór SA", identifier: nil, country: "PL")])
        #expect(awards[0].value == Money(text: "9287730", currency: "PLN"))
    }

    @Test func `annexes are the lots`() throws {
        let body = """
            <DIV><F17_ANNEX_B><LOT_NUMBER>2</LOT_NUMBER><LOT_TITLE>Część 2</LOT_TITLE><CPV><CPV_MAIN>
            <CPV_CODE CODE="35331500"/></CPV_MAIN></CPV></F17_ANNEX_B></DIV>
            """
        let lots = try read(NoticeText.ted208("CONTRACT_DEFENCE", body)).lots
        #expect(lots.map(\.key) == ["2"])
        #expect(lots.map(\.title) == ["Część 2"])
        #expect(lots.map(\.cpv) == ["35331500"])
    }
}
