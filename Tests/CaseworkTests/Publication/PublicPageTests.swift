import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct PublicPageTests {
    private static func contract(full: Bool) -> String {
        """
        {"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "title": "Ponte", "language": \(full ? "\"it\"" : "null"), "lot": "1",
         "country": "IT", "buyer": {"name": "Comune", "identifier": "1"},
         "suppliers": \(full ? #"[{"name": "Impresa", "identifier": "2"}]"# : "[]"), "hidden_suppliers": \(full ? 2 : 0),
         "value": null, "estimated_value": null, "cpv": \(full ? "\"45221111\"" : "null"),
         "nuts": \(full ? "\"ITC4C\"" : "null"), "procedure": null, "published_on": null, "deadline_on": null,
         "concluded_on": null, "score": null, "coverage": 0,
         "notices": \(full ? #"[{"number": "1-2024", "type": "award_notice", "published_on": "2024-01-01", "link": "https://example.org"}]"# : "[]"),
         "indicators": \(full ? #"[{"id": "single-bid", "colour": "red", "result": "flag", "inputs": {"tenders": 1}, "threshold": null, "notice": "1-2024"}]"# : "[]")}
        """
    }

    @Test(arguments: ["en", "bg", "it"])
    func `public pages show every part of their models, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        for full in [true, false] {
            let json = Self.contract(full: full)
            let model = PublicContractModel(
                try PageReader.record(json), try JSON(parsing: Array(json.utf8)), reader.words)
            #expect(try reader.faults("Publication/contract", model) == [])
            #expect(
                try reader.html("Publication/contract", model).contains(reader.words("contract.no_proof")))
        }
        let found: PublicContracts = try PageReader.record(
            """
            {"items": [{"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "title": "Ponte", "language": "it", "lot": "1",
              "country": "IT", "buyer": "Comune", "published_on": "2024-01-01"}]}
            """)
        for list in [found, try PageReader.record(#"{"items": []}"#), nil] {
            let model = LookupModel(notice: "1-2024", list, reader.words)
            #expect(try reader.faults("Publication/lookup", model) == [])
        }
        let catalogue: PublicIndicators = try PageReader.record(
            #"{"items": [{"id": "single-bid", "colour": "red", "weight": 0.5, "rule_set": "core-1"}]}"#)
        #expect(try reader.faults("Publication/indicators", CatalogueModel(catalogue, reader.words)) == [])
        let one = IndicatorPageModel(catalogue.items[0], reader.words)
        #expect(try reader.faults("Publication/indicator", one) == [])
        #expect(try reader.faults("Publication/method", MethodModel()) == [])
    }

    @Test func `codes are told with their names, and suppliers who may be persons only by their number`()
        throws
    {
        let words = try PageReader().words
        let contract: PublicContract = try PageReader.record(Self.contract(full: true))
        let facts = contract.facts(words).rows.map(\.value)
        #expect(facts.contains("Construction work (45221111)"))
        #expect(facts.contains("North-West, Italy (ITC4C)"))
        #expect(facts.contains("Impresa; 2 suppliers who may be persons and are not named here"))
    }

    @Test(arguments: [("EL3", "Greece (EL3)"), ("UKI", "United Kingdom (UKI)"), ("1A", "1A"), ("", "")])
    func `a place is named by its country where the region has no name`(code: String, name: String) throws {
        #expect(try PageReader().words.region(code) == name)
    }

    @Test func `a subject that is no CPV code stays as it is`() throws {
        let words = try PageReader().words
        #expect(words.subject("99") == "99")
        #expect(words.subject("") == "")
    }
}
