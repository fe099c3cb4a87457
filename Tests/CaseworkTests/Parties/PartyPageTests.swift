import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct PartyPageTests {
    static let full = """
        {"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "name": "Impresa <1>", "country": "IT",
         "merged_into": null, "identifiers": ["0123456"],
         "members": [{"id": "01a20371-82c8-734f-88d2-17adf767cbc4", "name": "Altra", "merged_at": "2026-01-01T00:00:00Z",
           "merged_by": "Open Bridge"},
          {"id": "01a20371-82c8-734f-88d2-17adf767cbc7", "name": "Terza", "merged_at": "2026-01-01T00:00:00Z",
           "merged_by": null}],
         "bought": {"count": 1, "contracts": [{"id": "01a20371-82c8-734f-88d2-17adf767cbc5", "title": "Ponte",
            "language": "it", "lot": "1", "published_on": "2026-01-01", "score": 50,
            "value": {"amount": "5", "currency": "EUR"}}]},
         "supplied": {"count": 2, "contracts": [{"id": "01a20371-82c8-734f-88d2-17adf767cbc5", "title": "Ponte",
            "language": null, "lot": "", "published_on": null, "score": null, "value": null}]},
         "flags": [{"id": "single-bid", "colour": "red", "contracts": 2}]}
        """
    static let empty = """
        {"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "name": "Impresa", "country": "IT",
         "merged_into": {"id": "01a20371-82c8-734f-88d2-17adf767cbc4", "name": "Altra"}, "identifiers": [],
         "members": [], "bought": {"count": 0, "contracts": []}, "supplied": {"count": 0, "contracts": []},
         "flags": []}
        """
    static let found = """
        {"items": [{"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "name": "Impresa", "country": "IT", "bought": 0, "supplied": 1},
         {"id": "01a20371-82c8-734f-88d2-17adf767cbc6", "name": "Impresa Srl", "country": "IT", "bought": 0, "supplied": 1}],
         "next": "abc"}
        """

    @Test(arguments: ["en", "bg", "it"], [true, false])
    func `the page shows every part of its model, full and empty`(language: String, mayJoin: Bool) throws {
        let reader = try PageReader(permissions: mayJoin ? ["contract.select"] : [], language: language)
        let found: PartyList = try PageReader.record(Self.found)
        for (json, list, query) in [
            (Self.full, found as PartyList?, "impresa"), (Self.full, nil, ""), (Self.empty, nil, ""),
        ] {
            let model = PartyPageModel(
                try PageReader.record(json), found: list, query: query, nil, reader.visit)
            #expect(try reader.faults("Parties/party", model) == [])
            #expect(!(try reader.html("Parties/party", model)).contains("party."))
        }
    }

    @Test func `only who chooses contracts is offered to join and to part`() throws {
        let party: PartyView = try PageReader.record(Self.full)
        let found: PartyList = try PageReader.record(Self.found)
        let reader = try PageReader(permissions: ["contract.select"])
        let offered = PartyPageModel(party, found: found, query: "impresa", nil, reader.visit)
        #expect(offered.joining?.found?.others.options.map(\.label) == ["Impresa Srl"])
        #expect(offered.members[0].parting != nil)
        let none = PartyPageModel(party, found: found, query: "impresa", nil, try PageReader().visit)
        #expect(none.joining == nil && none.members[0].parting == nil)
    }

    @Test func `whose people joined two entries is said, and when, and never which person`() throws {
        let party: PartyView = try PageReader.record(Self.full)
        let model = PartyPageModel(party, found: nil, query: "", nil, try PageReader().visit)
        #expect(
            model.members.map(\.joined) == [
                "joined by Open Bridge, 1 January 2026, 01:00 (UTC+1)",
                "joined 1 January 2026, 01:00 (UTC+1)",
            ])
    }

    @Test func `what was joined to another is not joined again, and says so`() throws {
        let reader = try PageReader(permissions: ["contract.select"])
        let model = PartyPageModel(
            try PageReader.record(Self.empty), found: nil, query: "", nil, reader.visit)
        #expect(model.joining == nil)
        #expect(
            try reader.html("Parties/party", model).contains("/parties/01a20371-82c8-734f-88d2-17adf767cbc4"))
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the list shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        for (json, path) in [
            (Self.found, "/parties?q=impresa"), (#"{"items": [], "next": null}"#, "/parties"),
        ] {
            let model = PartyListModel(
                ContractPageTests.request(path), try PageReader.record(json), reader.words)
            #expect(try reader.faults("Parties/list", model) == [])
            _ = try reader.html("Parties/list", model)
        }
    }
}
