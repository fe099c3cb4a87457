import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct ContractHistoryTests {
    static let full = """
        {"contract": "01a20371-82c8-734f-88d2-17adf767cbc3", "stage": "modification", "is_cancelled": true,
         "is_contradictory": true, "deadline_on": "2026-04-02", "original_deadline_on": "2026-03-02",
         "original_value": {"amount": "90", "currency": "EUR"}, "notices": [
          {"number": "3-2026", "stage": "modification", "form": "F20", "format": "ted_export", "version": null,
           "published_on": "2026-09-01", "dispatched_on": null, "lot": "1", "link": "https://ted.europa.eu/3",
           "correction": null, "modifications": [{"value_after": "130", "currency": "EUR"}, {"value_after": null}],
           "flags": []},
          {"number": "2-2026", "stage": "correction", "form": "F14", "format": "ted_export", "version": null,
           "published_on": null, "dispatched_on": null, "lot": "1", "link": "https://ted.europa.eu/2",
           "correction": {"cancels": true, "deadlines": [{"lot_key": null, "deadline_on": "2026-04-02"}]},
           "modifications": [], "flags": []}]}
        """
    static let empty = """
        {"contract": "01a20371-82c8-734f-88d2-17adf767cbc3", "stage": "call", "is_cancelled": false,
         "is_contradictory": false, "deadline_on": null, "original_deadline_on": null, "original_value": null,
         "notices": []}
        """
    static let parties = """
        {"items": [{"role": "buyer", "id": "01a20371-82c8-734f-88d2-17adf767cbc3", "name": "Comune <1>"},
         {"role": "supplier", "id": "01a20371-82c8-734f-88d2-17adf767cbc4", "name": "Impresa"}]}
        """

    @Test(arguments: ["en", "bg", "it"])
    func `the history shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        for (json, parties) in [(Self.full, Self.parties), (Self.empty, #"{"items": []}"#)] {
            let model = ContractHistoryModel(
                try PageReader.record(json), try PageReader.record(parties), reader.words)
            #expect(try reader.faults("Contracts/history", model) == [])
            #expect(!(try reader.html("Contracts/history", model)).contains("contract_history."))
        }
    }

    @Test func `each notice says what it changed`() throws {
        let reader = try PageReader()
        let model = ContractHistoryModel(
            try PageReader.record(Self.full), try PageReader.record(Self.parties), reader.words)
        #expect(model.warnings.count == 2)
        #expect(model.facts.rows.count == 2)
        #expect(model.rows[0].changes?.contains("130") == true)
        #expect(model.rows[1].changes?.hasPrefix("cancels the call; new deadline") == true)
        let html = try reader.html("Contracts/history", model)
        #expect(html.contains("Comune &lt;1&gt;"))
        #expect(html.contains("/parties/01a20371-82c8-734f-88d2-17adf767cbc4"))
    }
}
