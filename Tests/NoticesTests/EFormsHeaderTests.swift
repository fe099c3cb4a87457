import Notices
import Testing

@Suite struct EFormsHeaderTests {
    @Test func `number, dates and form come from the document`() throws {
        let notice = try read(
            NoticeText.eforms(
                extension: NoticeText.published("16"),
                header: """
                    <cbc:ContractFolderID>aaaa-bbbb</cbc:ContractFolderID>
                    <cbc:IssueDate>2024-03-01+02:00</cbc:IssueDate>
                    <cbc:NoticeLanguageCode>BUL</cbc:NoticeLanguageCode>
                    """))
        #expect(notice.number == "00990001-2024")
        #expect(
            notice.form == NoticeForm(code: "16", series: .eforms, kind: .contractNotice, regime: .general))
        #expect(notice.publishedOn == CalendarDay("2024-03-05"))
        #expect(notice.dispatchedOn == CalendarDay("2024-03-01"))
        #expect(notice.procedureKey == "aaaa-bbbb")
        #expect(notice.language == "bg")
        #expect(notice.schemaVersion == "eforms-sdk-1.10")
    }

    @Test func `the file name gives the number when the document does not`() throws {
        let text = NoticeText.eforms()
        #expect(try read(text, fileName: "a.tar.gz/x/00990007_2024.xml").number == "00990007-2024")
        #expect(refusal(text) == .missingPublicationNumber)
    }

    @Test func `a notice not yet published is known by its identifier and version`() throws {
        let header = #"<cbc:ID schemeName="notice-id">AB-1</cbc:ID><cbc:VersionID>01</cbc:VersionID>"#
        #expect(try read(NoticeText.eforms(header: header)).number == "ab-1-01")
    }

    @Test(arguments: [
        ("16", NoticeKind.contractNotice, Regime?.some(.general)), ("17", .contractNotice, .utilities),
        ("18", .contractNotice, .defence), ("19", .contractNotice, .concession),
        ("20", .contractNotice, .social),
        ("21", .contractNotice, .socialUtilities), ("25", .veat, .general), ("28", .veat, .concession),
        ("29", .awardNotice, .general), ("31", .awardNotice, .defence),
        ("35", .awardNotice, .socialConcession),
        ("10", .other, nil), ("22", .other, nil), ("36", .other, nil), ("38", .other, nil),
        ("E4", .other, nil),
        ("T01", .other, nil), ("99", .other, nil),
    ])
    func `the subtype decides kind and regime`(subtype: String, kind: NoticeKind, regime: Regime?) throws {
        let form = try read(NoticeText.eforms(extension: NoticeText.published(subtype))).form
        #expect(form.kind == kind)
        #expect(form.regime == regime)
    }

    @Test(arguments: [
        ("cn-standard", NoticeKind.contractNotice, Regime?.some(.general)),
        ("cn-social", .contractNotice, .social),
        ("can-standard", .awardNotice, .general), ("can-social", .awardNotice, .social),
        ("veat", .veat, .general),
        ("pin-only", .other, nil),
    ])
    func `without a subtype the notice type decides`(type: String, kind: NoticeKind, regime: Regime?) throws {
        let text = NoticeText.eforms(header: "<cbc:NoticeTypeCode>\(type)</cbc:NoticeTypeCode>")
        let form = try read(text, fileName: "1_2024.xml").form
        #expect(form.kind == kind)
        #expect(form.regime == regime)
    }

    @Test func `buyers are followed to their organisation, through a touch point too`() throws {
        let organisations = """
            <efac:Organizations><efac:Organization><efac:Company>
            <cac:PartyIdentification><cbc:ID>ORG-0001</cbc:ID></cac:PartyIdentification>
            <cac:PartyName><cbc:Name languageID="FRA">Commune</cbc:Name><cbc:Name languageID="NLD">Gemeente
            Voorbeeld</cbc:Name></cac:PartyName>
            <cac:PostalAddress><cac:Country><cbc:IdentificationCode>BEL</cbc:IdentificationCode></cac:Country>
            </cac:PostalAddress><cac:PartyLegalEntity><cbc:CompanyID>42</cbc:CompanyID></cac:PartyLegalEntity>
            <cac:Contact><cbc:Name>A Person</cbc:Name></cac:Contact></efac:Company>
            <efac:TouchPoint><cac:PartyIdentification><cbc:ID>TPO-0001</cbc:ID></cac:PartyIdentification>
            </efac:TouchPoint></efac:Organization></efac:Organizations>
            """
        let party = "<cac:ContractingParty><cac:Party><cac:PartyIdentification><cbc:ID>TPO-0001</cbc:ID>"
        let notice = try read(
            NoticeText.eforms(
                extension: NoticeText.published("16") + organisations,
                header: "<cbc:NoticeLanguageCode>NLD</cbc:NoticeLanguageCode>",
                body: party + "</cac:PartyIdentification></cac:Party></cac:ContractingParty>"))
        #expect(notice.buyers == [Organisation(name: "Gemeente Voorbeeld", identifier: "42", country: "BE")])
        #expect(notice.country == "BE")
        #expect(!String(describing: notice).contains("A Person"))
    }

    @Test func `comments and line breaks inside a code do not matter`() throws {
        let process = """
            <cac:TenderingProcess><cbc:ProcedureCode>
              op<!-- a comment -->en <!-- another -->
            </cbc:ProcedureCode></cac:TenderingProcess>
            """
        let notice = try read(NoticeText.eforms(extension: NoticeText.published("16"), body: process))
        #expect(notice.procedure.type == .open)
    }

    @Test(arguments: [
        ("open", ProcedureType?.some(.open)), ("neg-w-call", .negotiated), ("neg-wo-call", .direct),
        ("comp-dial", .dialogue), ("oth-single", .other), ("exp-int-rail", .other), ("unpublished", nil),
    ])
    func `procedure codes`(code: String, type: ProcedureType?) throws {
        let body =
            "<cac:TenderingProcess><cbc:ProcedureCode>\(code)</cbc:ProcedureCode></cac:TenderingProcess>"
        let notice = try read(NoticeText.eforms(extension: NoticeText.published("29"), body: body))
        #expect(notice.procedure.type == type)
    }

    @Test func `a justification of a direct award makes it direct whatever the code`() throws {
        func notice(_ reason: String) throws -> Notice {
            let body = """
                <cac:TenderingProcess><cbc:ProcedureCode>open</cbc:ProcedureCode><cac:ProcessJustification>
                <cbc:ProcessReasonCode listName="direct-award-justification">\(reason)</cbc:ProcessReasonCode>
                </cac:ProcessJustification></cac:TenderingProcess>
                """
            return try read(NoticeText.eforms(extension: NoticeText.published("29"), body: body))
        }
        #expect(try notice(" technical\n").procedure.type == .direct)
        #expect(try notice(" technical\n").procedure.directGrounds == ["technical"])
        #expect(try notice("").procedure.type == .open)
    }
}
