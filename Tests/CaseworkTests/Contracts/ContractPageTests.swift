import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import Casework
@testable import Web

@Suite struct ContractPageTests {
    static func request(_ path: String) -> Request {
        Request(
            head: HTTPRequest(method: .get, scheme: "http", authority: "cases.example.org", path: path),
            body: RequestBody(buffer: ByteBuffer()))
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the contract's page shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(permissions: ["contract.select"], language: language)
        for isFull in [true, false] {
            let model = try ContractExamples.page(isFull: isFull, reader)
            #expect(try reader.faults("Contracts/contract", model) == [])
            #expect(!(try reader.html("Contracts/contract", model)).contains("indicator."))
        }
    }

    @Test func `foreign titles say their language and are escaped`() throws {
        let reader = try PageReader()
        let html = try reader.html("Contracts/contract", ContractExamples.page(isFull: true, reader))
        #expect(html.contains("<h1 lang=\"it\">Ponte &lt;nuovo&gt;</h1>"))
        #expect(html.contains("Tenderers had 7 days; the law asks for at least 30."))
        #expect(html.contains("The number of tenders is not stated."))
        #expect(html.contains("A flag is no proof."))
        #expect(!html.contains("Open a case"), "nobody is offered what no role of his may do")
    }

    @Test func `each notice stands on the page once, with what it changed`() throws {
        let reader = try PageReader()
        let html = try reader.html("Contracts/contract", ContractExamples.page(isFull: true, reader))
        #expect(html.split(separator: ">3-2026<").count == 2)
        #expect(html.contains("cancels the call"))
    }

    @Test func `the facts say how many lots there are, and name every supplier`() throws {
        let contract: ContractView = try PageReader.record(ContractExamples.full)
        let facts = contract.facts(try PageReader().words).rows
        #expect(facts.first { $0.key == "Lots in the procedure" }?.value == "2")
        #expect(facts.first { $0.key == "Supplier" }?.value == "Ponti Srl")
    }

    @Test func `an indicator that nobody has worded yet shows its id and its facts`() throws {
        let reader = try PageReader()
        let cards = try ContractExamples.risk(ContractExamples.full, reader.words).cards
        #expect(cards[2].name == "not-yet-worded")
        #expect(cards[2].verdict == "This indicator raises no flag.")
        #expect(cards[2].facts.rows.map(\.value) == ["1, 2", "1-2026"])
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the selection list shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        let full: ContractList = try PageReader.record(
            """
            {"items": [{"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "title": "Ponte", "language": "it", "country": "IT",
              "buyer": "Comune", "value": {"amount": "5", "currency": "EUR"}, "estimated_value": null,
              "published_on": "2026-03-27", "score": 50, "coverage": 1, "flags": [{"id": "single-bid", "colour": "red"}],
              "case_id": "01a20371-82c8-734f-88d2-17adf767cbc5", "case_status": "selected", "case_number": "IT-2026-0001"}],
             "next": "abc"}
            """)
        let empty: ContractList = try PageReader.record(#"{"items": [], "next": null}"#)
        let indicators: [KnownIndicator] = try PageReader.record(#"[{"id": "single-bid", "colour": "red"}]"#)
        for (list, path) in [
            (full, "/contracts?q=ponte&country=it&flag=single-bid&min_score=25&cursor=x"),
            (empty, "/contracts"),
            (empty, "/contracts?q=x"),
            (empty, "/contracts?buyer=comune&supplier=impresa&cpv=45"),
        ] {
            let model = ContractListModel(Self.request(path), list, indicators: indicators, reader.words)
            #expect(try reader.faults("Contracts/list", model) == [])
            _ = try reader.html("Contracts/list", model)
        }
    }

    @Test func `each chosen filter can be taken away alone`() throws {
        let reader = try PageReader()
        let list: ContractList = try PageReader.record(#"{"items": [], "next": null}"#)
        let path = "/contracts?q=ponte&flag=single-bid&flag=few-bids&cursor=x"
        let model = ContractListModel(Self.request(path), list, indicators: [], reader.words)
        #expect(
            model.chosen.map(\.address) == [
                "/contracts?flag=single-bid&flag=few-bids", "/contracts?q=ponte&flag=few-bids",
                "/contracts?q=ponte&flag=single-bid",
            ])
    }

    @Test func `buyer, supplier and subject are shown, kept, and taken away alone`() throws {
        let reader = try PageReader()
        let list: ContractList = try PageReader.record(#"{"items": [], "next": null}"#)
        let path = "/contracts?buyer=comune&supplier=impresa&cpv=45&cursor=x"
        let model = ContractListModel(Self.request(path), list, indicators: [], reader.words)
        #expect(model.isFiltered && model.hasParts)
        #expect(
            model.chosen.map(\.text) == ["Buyer: “comune”", "Supplier: “impresa”", "Subject (CPV): “45”"])
        #expect(
            model.chosen.map(\.address) == [
                "/contracts?supplier=impresa&cpv=45", "/contracts?buyer=comune&cpv=45",
                "/contracts?buyer=comune&supplier=impresa",
            ])
        let html = try reader.html("Contracts/list", model)
        #expect(html.contains(#"name="buyer" type="search" value="comune""#))
        #expect(html.contains(#"name="cpv" type="text" value="45""#))
        let other = Self.request("/contracts?country=IT&flag=single-bid")
        let others = ContractListModel(other, list, indicators: [], reader.words)
        #expect(others.isFiltered && !others.hasParts && others.hasFlags && !model.hasFlags)
    }
}
