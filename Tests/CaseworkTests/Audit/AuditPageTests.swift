import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct AuditPageTests {
    @Test(arguments: ["en", "bg", "it"])
    func `the log shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        let full: AuditList = try PageReader.record(
            """
            {"items": [
              {"at": "2026-11-22T13:00:00.5Z", "seq": 2, "record_kind": "case", "record_id": "\(CasePageTests.id)",
               "action": "discard", "from_status": "selected", "to_status": "discarded", "actor_kind": "account",
               "actor_name": "Carla", "hash": "\(String(repeating: "ab", count: 32))", "previous_hash": "cd"},
              {"at": "2026-11-22T13:00:00.5Z", "seq": 3, "record_kind": null, "record_id": null, "action": "something_new",
               "from_status": null, "to_status": null, "actor_kind": "operator", "actor_name": null, "hash": "ab",
               "previous_hash": null}],
             "next": "abc"}
            """)
        let empty: AuditList = try PageReader.record(#"{"items": [], "next": null}"#)
        for list in [full, empty] {
            let request = ContractPageTests.request(list.next == nil ? "/audit" : "/audit?kind=case&cursor=x")
            let model = AuditModel(request, list, reader.words)
            #expect(try reader.faults("Audit/log", model) == [])
            guard list.next != nil else { continue }
            #expect(model.rows[0].hash == "abababababab…")
            #expect(model.rows[1].what == "something_new")
            #expect(model.rows[1].recordAddress == nil)
        }
    }

    @Test(arguments: [
        (
            "/audit?kind=case&from-day=7&from-month=3&from-year=2026&to-day=&to-month=&to-year=",
            "/audit?kind=case&from=2026-03-07"
        ),
        ("/audit?from-day=&from-month=&from-year=", "/audit"),
        ("/audit?from-day=31&from-month=2&from-year=2026", "/audit?from=2026-02-31"),
    ])
    func `the three numbers of a day become one parameter of the address`(asked: String, address: String) {
        #expect(PageAddress.joiningDates(ContractPageTests.request(asked)) == address)
    }

    @Test func `an address with whole dates stays as it is`() {
        #expect(PageAddress.joiningDates(ContractPageTests.request("/audit?from=2026-03-07")) == nil)
    }

    @Test func `a day that does not exist is shown as typed, with its error`() throws {
        let reader = try PageReader()
        let list: AuditList = try PageReader.record(#"{"items": [], "next": null}"#)
        let problems = [RefusalReason("not_a_date", pointer: "/from")]
        let request = ContractPageTests.request("/audit?from=2026-02-31")
        let html = try reader.html("Audit/log", AuditModel(request, list, reader.words, problems))
        #expect(html.contains("name=\"from-day\" inputmode=\"numeric\" value=\"31\" aria-invalid=\"true\""))
        #expect(html.contains("Enter a date that exists"))
    }
}
