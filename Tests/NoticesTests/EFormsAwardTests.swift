import Notices
import Testing

@Suite struct EFormsAwardTests {
    func award(_ lotResult: String, rest: String = "") throws -> Award {
        let result =
            "<efac:NoticeResult><efac:LotResult>\(lotResult)</efac:LotResult>\(rest)</efac:NoticeResult>"
        let text = NoticeText.eforms(
            root: "ContractAwardNotice", extension: NoticeText.published("29") + result,
            body: NoticeText.lot("LOT-0001"))
        return try #require(try read(text).awards.first)
    }

    func count(_ code: String, _ number: String) -> String {
        """
        <efac:ReceivedSubmissionsStatistics><efbc:StatisticsCode>\(code)</efbc:StatisticsCode>
        <efbc:StatisticsNumeric>\(number)</efbc:StatisticsNumeric></efac:ReceivedSubmissionsStatistics>
        """
    }

    func tender(_ id: String, amount: String, lot: String = "LOT-0001", currency: String = "EUR") -> String {
        """
        <efac:LotTender><cbc:ID>\(id)</cbc:ID><cac:LegalMonetaryTotal>
        <cbc:PayableAmount currencyID="\(currency)">\(amount)</cbc:PayableAmount></cac:LegalMonetaryTotal>
        <efac:TenderLot><cbc:ID>\(lot)</cbc:ID></efac:TenderLot></efac:LotTender>
        """
    }

    func contract(_ id: String, tenders: String...) -> String {
        let tenders = tenders.map { "<efac:LotTender><cbc:ID>\($0)</cbc:ID></efac:LotTender>" }.joined()
        return "<efac:SettledContract><cbc:ID>\(id)</cbc:ID>\(tenders)</efac:SettledContract>"
    }

    static let head = """
        <cbc:TenderResultCode>selec-w</cbc:TenderResultCode>
        <efac:TenderLot><cbc:ID>LOT-0001</cbc:ID></efac:TenderLot>
        <efac:SettledContract><cbc:ID>CON-1</cbc:ID></efac:SettledContract>
        """

    @Test func `only the count of all tenders is used`() throws {
        #expect(try award(count("t-sme", "1") + count("tenders", "4")).tenderCounts == [4])
        #expect(try award(count("t-esubm", "5")).tenderCounts == [])
        #expect(try award(count("tenders", "-1")).tenderCounts == [])
        #expect(try award(count("tenders", "2") + count("tenders", "2.0")).tenderCounts == [2])
        #expect(try award(count("tenders", "2") + count("tenders", "3")).tenderCounts == [2, 3])
    }

    @Test(arguments: [
        ("selec-w", Award.Outcome.awarded), ("clos-nw", .notAwarded), ("open-nw", .notAwarded),
        ("unpublished", .unknown),
    ])
    func `outcome codes`(code: String, outcome: Award.Outcome) throws {
        #expect(try award("<cbc:TenderResultCode>\n  \(code)</cbc:TenderResultCode>").outcome == outcome)
        #expect(try award("").outcome == .unknown)
    }

    @Test func `the value is the sum of the tenders that the contracts name`() throws {
        let rest =
            tender("TEN-1", amount: "100.10") + tender("TEN-2", amount: "0.20")
            + tender("TEN-3", amount: "5", lot: "LOT-0002")
            + contract("CON-1", tenders: "TEN-1", "TEN-2", "TEN-3")
        let value = try award(Self.head, rest: rest).value
        #expect(value == Money(text: "100.30", currency: "EUR"))
    }

    @Test func `a winner without an amount, or two currencies, leave no value`() throws {
        let both = contract("CON-1", tenders: "TEN-1", "TEN-2")
        let withheld = tender("TEN-1", amount: "100") + tender("TEN-2", amount: "-1") + both
        #expect(try award(Self.head, rest: withheld).value == nil)
        let mixed = tender("TEN-1", amount: "100") + tender("TEN-2", amount: "1", currency: "PLN") + both
        #expect(try award(Self.head, rest: mixed).value == nil)
    }

    @Test func `a contract that names no tender leaves the only listed one`() throws {
        let listed = "<efac:LotTender><cbc:ID>TEN-1</cbc:ID></efac:LotTender>"
        let rest = tender("TEN-1", amount: "7") + contract("CON-1")
        #expect(try award(Self.head + listed, rest: rest).value == Money(text: "7", currency: "EUR"))
        let second = "<efac:LotTender><cbc:ID>TEN-2</cbc:ID></efac:LotTender>"
        let two = rest + tender("TEN-2", amount: "8")
        #expect(try award(Self.head + listed + second, rest: two).value == nil)
    }
}
