import Foundation

@testable import Casework
@testable import Web

/// The bridge contract as the database tells it.
enum ContractExamples {
    static let full = """
        {"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "title": "Ponte <nuovo>", "description": "Righe", "language": "it",
         "lot": "1", "country": "IT", "buyer": {"name": "Comune", "identifier": "IT1"},
         "suppliers": [{"name": "Ponti Srl"}], "value": {"amount": "1234.50", "currency": "EUR"},
         "estimated_value": {"amount": "1200", "currency": "EUR"}, "cpv": "45221111", "nuts": "ITH3",
         "published_on": "2026-03-27", "deadline_on": "2026-04-02", "concluded_on": "2026-05-01", "score": 66.67,
         "coverage": 0.75, "procedure": {"id": "01a20371-82c8-734f-88d2-17adf767cbc4", "type": "open", "lots": 2},
         "notices": [{"number": "1-2026", "type": "award_notice", "published_on": "2026-05-02",
                      "link": "https://ted.europa.eu/en/notice/-/detail/1-2026"}],
         "indicators": [
           {"id": "short-submission-period", "colour": "red", "result": "flag", "notice": "1-2026",
            "inputs": {"procedure": "open", "dispatched_on": "2026-03-26", "days": 7, "electronic_submission": null,
                       "prior_notice": false}, "threshold": {"minimum_days": 30, "law": "2014/24/EU art. 27-31"}},
           {"id": "single-bid", "colour": "red", "result": "missing_data", "notice": "1-2026",
            "inputs": {"outcome": "awarded", "count_used": "tenders_received", "tenders": null, "reason": "no_count"},
            "threshold": null},
           {"id": "not-yet-worded", "colour": "pink", "result": "no_flag", "notice": "1-2026",
            "inputs": {"counts": [1, 2]}, "threshold": null}],
         "case_id": "01a20371-82c8-734f-88d2-17adf767cbc5", "case_status": "discarded", "case_number": "IT-2026-0001"}
        """

    static let empty = """
        {"id": "01a20371-82c8-734f-88d2-17adf767cbc3", "title": "Ponte", "description": null, "language": null, "lot": "",
         "country": "IT", "buyer": {"name": null, "identifier": null}, "suppliers": [], "value": null,
         "estimated_value": null, "cpv": null, "nuts": null, "published_on": null, "deadline_on": null,
         "concluded_on": null, "score": null, "coverage": 0,
         "procedure": {"id": "01a20371-82c8-734f-88d2-17adf767cbc4", "type": null, "lots": 1}, "notices": [],
         "indicators": [], "case_id": null, "case_status": null, "case_number": null}
        """

    /// The page that people get, with the contract's history.
    static func page(isFull: Bool, _ reader: PageReader) throws -> ContractPageModel {
        let json = isFull ? full : empty
        let history = ContractHistoryModel(
            try PageReader.record(isFull ? ContractHistoryTests.full : ContractHistoryTests.empty),
            try PageReader.record(isFull ? ContractHistoryTests.parties : #"{"items": []}"#), reader.words)
        return ContractPageModel(
            try PageReader.record(json), risk: try risk(json, reader.words), history: history, nil,
            reader.visit)
    }

    static func risk(_ json: String, _ words: PageWords) throws -> RiskReport {
        RiskReport(try JSON(parsing: Array(json.utf8)), words)
    }
}
