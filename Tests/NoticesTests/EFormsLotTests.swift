import Notices
import Testing

@Suite struct EFormsLotTests {
    func lots(_ body: String, subtype: String = "16") throws -> [Lot] {
        try read(NoticeText.eforms(extension: NoticeText.published(subtype), body: body)).lots
    }

    func tendering(_ process: String, subtype: String = "16") throws -> Tendering {
        let lots = try lots(NoticeText.lot("LOT-0001", process: process), subtype: subtype)
        return try #require(lots.first?.tendering)
    }

    @Test func `groups of lots and planned parts are not lots`() throws {
        let body =
            NoticeText.lot("GLO-0001", scheme: "LotsGroup") + NoticeText.lot("PAR-0001", scheme: "Part")
            + NoticeText.lot("LOT-0001")
        #expect(try lots(body).map(\.key) == ["LOT-0001"])
    }

    @Test func `the call of a lot`() throws {
        let tendering = try tendering(
            """
            <cbc:SubmissionMethodCode listName="esubmission">required</cbc:SubmissionMethodCode>
            <cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>2024-01-03+02:00</cbc:EndDate>
            <cbc:EndTime>00:00:00+02:00</cbc:EndTime></cac:TenderSubmissionDeadlinePeriod>
            <cac:OpenTenderEvent><cbc:OccurrenceDate>2024-01-04Z</cbc:OccurrenceDate></cac:OpenTenderEvent>
            <cac:NoticeDocumentReference><cbc:ID>123-2023</cbc:ID></cac:NoticeDocumentReference>
            """)
        #expect(tendering.tendersDueOn == CalendarDay("2024-01-03"))
        #expect(tendering.opensOn == CalendarDay("2024-01-04"))
        #expect(tendering.acceptsElectronicSubmission == true)
        #expect(tendering.hasPriorNotice)
    }

    @Test(arguments: [
        ("fa-wo-rc", Bool?.some(true)), ("fa-mix", true), ("none", false), ("unpublished", nil), ("", nil),
    ])
    func `framework codes`(code: String, isAgreement: Bool?) throws {
        let process = """
            <cac:FrameworkAgreement><cbc:MaximumOperatorQuantity>03.0</cbc:MaximumOperatorQuantity>
            </cac:FrameworkAgreement><cac:ContractingSystem>
            <cbc:ContractingSystemTypeCode listName="framework-agreement">\(code)
            </cbc:ContractingSystemTypeCode>
            </cac:ContractingSystem><cac:ContractingSystem>
            <cbc:ContractingSystemTypeCode listName="dps-usage">none</cbc:ContractingSystemTypeCode>
            </cac:ContractingSystem>
            """
        #expect(try tendering(process).framework.isAgreement == isAgreement)
        #expect(try tendering(process).framework.maximumOperators == 3)
        #expect(try tendering(process, subtype: "19").framework.isAgreement == false)
    }

    @Test func `withheld dates and amounts are absent`() throws {
        let process = """
            <cac:TenderSubmissionDeadlinePeriod><cbc:EndDate>1970-01-01Z</cbc:EndDate>
            </cac:TenderSubmissionDeadlinePeriod>
            """
        let project = """
            <cac:RequestedTenderTotal>
            <cbc:EstimatedOverallContractAmount currencyID="EUR">-1</cbc:EstimatedOverallContractAmount>
            </cac:RequestedTenderTotal><cbc:Name languageID="ITA">Strade</cbc:Name>
            """
        let lot = try #require(try lots(NoticeText.lot("LOT-0001", process: process, project: project)).first)
        #expect(lot.tendering?.tendersDueOn == nil)
        #expect(lot.estimate == nil)
        #expect(lot.title == "Strade")
    }

    @Test func `a change is seen`() throws {
        let text = NoticeText.eforms(extension: NoticeText.published("16") + "<efac:Changes/>")
        #expect(try read(text).isChange)
    }

    @Test func `durations`() throws {
        let project = """
            <cac:PlannedPeriod><cbc:DurationMeasure unitCode="MONTH">36</cbc:DurationMeasure>
            <cbc:StartDate>2024-01-01</cbc:StartDate><cbc:DescriptionCode>UNLIMITED</cbc:DescriptionCode>
            </cac:PlannedPeriod>
            """
        let duration = try #require(try lots(NoticeText.lot("LOT-0001", project: project)).first).terms.length
        #expect(duration.measures == [ContractLength.Measure(count: 36, unit: .month)])
        #expect(duration.startsOn == CalendarDay("2024-01-01"))
        #expect(duration.endsOn == nil)
        #expect(duration.isUnlimited)
    }
}
