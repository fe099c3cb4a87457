import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct AssignmentPageTests {
    private static let id = CasePageTests.id

    static func monitors() throws -> MonitorList {
        try PageReader.record(
            """
            {"items": [
              {"id": "\(id)", "name": "Ana", "pseudonym": "P-1", "language": "it", "languages": ["it", "bg"], "regions": ["IT", "BG41"], "open_assignments": 1,
               "training_until": "2999-01-01"},
              {"id": "\(id)", "name": "Eva", "pseudonym": "P-2", "language": "it", "languages": [], "regions": [], "open_assignments": 0,
               "training_until": "2020-01-01"},
              {"id": "\(id)", "name": "Ivo", "pseudonym": "P-3", "language": "bg", "languages": [], "regions": ["BG"], "open_assignments": 2,
               "training_until": null}]}
            """)
    }

    @Test(arguments: ["en", "bg", "it"])
    func `offer and declaration show every part of their models, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        for full in [true, false] {
            let view: CaseView = try PageReader.record(CasePageTests.view(full: full))
            let typed = full ? FormInput([("due_on-day", "40")]) : nil
            typed?.refuse("monitor_id", "missing")
            typed?.refuse("due_on", "not_a_date")
            typed?.refuse("statement", "statement_missing")
            let list = full ? try Self.monitors() : MonitorList(items: [])
            #expect(
                try reader.faults("Assignments/offer", OfferModel(view, list, typed, reader.visit)) == [])
            #expect(
                try reader.faults(
                    "Assignments/declaration", DeclarationModel(view, typed, next: "/reports/x", reader.visit)
                )
                    == [])
        }
    }

    @Test func `whoever is trained is offered first, then by language, then by load`() throws {
        let names = { (language: String?) in
            try Self.monitors().sorted(for: language, on: "2026-11-22").map(\.name)
        }
        #expect(try names("it") == ["Ana", "Eva", "Ivo"])
        #expect(try names("bg") == ["Ana", "Ivo", "Eva"], "training goes before the language")
        #expect(try names(nil) == ["Ana", "Eva", "Ivo"], "without a language the load decides")
    }

    @Test func `a monitor is offered with load, language and training`() throws {
        let words = try PageReader().words
        let notes = try Self.monitors().items.map { $0.note("2026-11-22", words) }
        #expect(
            notes == [
                "1 open assignment · Italian, Bulgarian, Italy, BG41 · training valid until 1 January 2999",
                "0 open assignments · training expired on 1 January 2020",
                "2 open assignments · Bulgaria · no training recorded",
            ])
    }

    @Test func `the monitor's cases stand in groups by what they wait for`() throws {
        let reader = try PageReader()
        func own(_ status: String, _ report: String?, isOpen: Bool = true) throws -> OwnAssignment {
            try PageReader.record(
                """
                {"assignment_id": "\(Self.id)", "status": "\(status)", "due_on": "2026-12-01", "case_id": "\(Self.id)",
                 "number": "IT-2026-0001", "title": "Ponte", "is_open": \(isOpen),
                 "report_id": \(report == nil ? "null" : "\"\(Self.id)\""),
                 "report_status": \(report.map { "\"\($0)\"" } ?? "null"), "overdue": true}
                """)
        }
        let model = MyCasesModel(
            [
                try own("completed", "approved", isOpen: false), try own("accepted", "submitted"),
                try own("accepted", nil), try own("accepted", "changes_requested"), try own("offered", nil),
            ], reader.words)
        #expect(
            model.groups.map(\.title) == [
                "To accept or decline", "Returned for changes", "In progress", "Submitted", "Finished",
            ])
        #expect(try reader.faults("Assignments/mine", model) == [])
        #expect(try reader.faults("Assignments/mine", MyCasesModel([], reader.words)) == [])
    }
}
