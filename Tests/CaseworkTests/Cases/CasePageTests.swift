import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct CasePageTests {
    static let id = "01a20371-82c8-734f-88d2-17adf767cbc3"

    static func view(full: Bool) -> String {
        let assignments = """
            [{"id": "\(id)", "status": "accepted", "due_on": "2026-12-01", "monitor": {"id": "\(id)", "name": "Ana"},
              "is_mine": true}]
            """
        let reports = """
            [{"id": "\(id)", "status": "approved", "authors": ["Ana"], "is_mine": true,
              "updated_at": "2026-11-22T13:00:00.000001Z"}]
            """
        let referrals = """
            [{"id": "\(id)", "number": 1, "status": "concluded", "authority": {"name": "Office"}, "outcome": "recovery"},
             {"number": 2, "status": "sent", "authority": {"name": "Office"}, "outcome": {"told": "partly", "message": "M"}},
             {"number": 3, "status": "sent", "authority": {"name": "Office"}, "outcome": {"told": "no"}}]
            """
        let clocks = """
            [{"name": "report_due", "due_on": "2026-12-01", "owed_by": "monitor", "paused": false, "soft": true,
              "overdue": true}]
            """
        let declaration = """
            {"has_conflict": false, "statement": "", "declared_at": "2026-11-22T13:00:00Z"}
            """
        return """
            {"id": "\(id)", "number": "IT-2026-0001", "title": "Ponte", "status": "reported", "version": 4, "country": "IT",
             "opened_at": "2026-11-22T13:00:00Z", "updated_at": "2026-11-22T13:00:00Z",
             "contract": {"id": "\(id)", "title": "Ponte", "buyer": \(full ? "\"Comune\"" : "null"),
               "suppliers": \(full ? "[{\"name\": \"Ponti\"}]" : "[]"), "language": \(full ? "\"it\"" : "null"),
               "value": null, "published_on": null},
             "risk_profile": {"score": 50, "coverage": 1, "indicators": []},
             "assignments": \(full ? assignments : "[]"), "reports": \(full ? reports : "[]"),
             "referrals": \(full ? referrals : "[]"), "clocks": \(full ? clocks : "[]"),
             "my_declaration": \(full ? declaration : "null")}
            """
    }

    static let moves = """
        {"status": "reported", "version": 4, "moves": [
          {"action": "close", "to": "closed", "allowed": true, "refusals": [], "needs": []},
          {"action": "discard", "to": "discarded", "allowed": true, "refusals": [], "needs": ["reason"]},
          {"action": "reopen", "to": "reported", "allowed": false, "refusals": [{"code": "role_missing"}], "needs": []},
          {"action": "close_without_referral", "to": "closed", "allowed": false,
           "refusals": [{"code": "requirement:no_open_referral", "detail": "referral_open"}], "needs": ["reason"]}]}
        """

    static func model(full: Bool, _ reader: PageReader) throws -> CasePageModel {
        let json = view(full: full)
        let allowed: AllowedMoves = try PageReader.record(
            full ? moves : #"{"status": "closed", "version": 4, "moves": []}"#)
        let history: [HistoryEvent] = try PageReader.record(
            full
                ? """
                [{"at": "2026-11-22T13:00:00.5Z", "kind": "case", "action": "select", "actor": "Carla",
                  "actor_kind": "account", "reason": "R"},
                 {"at": "2026-11-22T13:00:00.5Z", "kind": "report", "action": "answers_saved", "actor": null,
                  "actor_kind": "system", "reason": null}]
                """ : "[]")
        let assignments: [AssignmentMoves] =
            full ? [AssignmentMoves(id: try #require(UUID(uuidString: id)), moves: allowed)] : []
        return CasePageModel(
            try PageReader.record(json), try JSON(parsing: Array(json.utf8)), moves: allowed,
            assignmentMoves: assignments, history: history, reader.visit)
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the case's page shows every part of its model, full and empty`(language: String) throws {
        let permissions: Set = ["conflict.declare", "assignment.create", "report.create", "referral.prepare"]
        for full in [true, false] {
            let reader = try PageReader(permissions: full ? permissions : [], language: language)
            let model = try Self.model(full: full, reader)
            #expect(try reader.faults("Cases/case", model) == [])
            let html = try reader.html("Cases/case", model)
            for part in ["case.", "page.", "workflow."] { #expect(!html.contains(">\(part)")) }
        }
    }

    @Test func `answers that one person saved in a row are one line of the history`() throws {
        let reader = try PageReader()
        let event = { (action: String, actor: String, hour: Int) in
            #"{"at": "2026-11-22T1\#(hour):00:00.5Z", "kind": "report", "action": "\#(action)", "actor": "\#(actor)", "#
                + #""actor_kind": "account", "reason": null}"#
        }
        let history: [HistoryEvent] = try PageReader.record(
            "["
                + [
                    event("submit", "Mara", 5), event("answers_saved", "Mara", 4),
                    event("answers_saved", "Mara", 3), event("answers_saved", "Mara", 2),
                    event("answers_saved", "Milo", 1),
                ].joined(separator: ", ") + "]")
        let lines = Timeline(history, reader.words).entries
        #expect(
            lines.map(\.title) == [
                "The report was submitted", "Answers were saved (3×)", "Answers were saved",
            ])
        #expect(lines[1].moment == "22 November 2026, 15:00 (UTC+1)", "the last time counts")
    }

    @Test func `verdicts given in a row are one line, and each move stands alone`() throws {
        let event = { (action: String) in
            #"{"at": "2026-11-22T10:00:00.5Z", "kind": "report", "action": "\#(action)", "actor": "Mara", "#
                + #""actor_kind": "account", "reason": null}"#
        }
        let events = [
            event("verdict_given"), event("verdict_given"),
            event("request_changes"), event("request_changes"),
        ]
        let history: [HistoryEvent] = try PageReader.record("[" + events.joined(separator: ", ") + "]")
        let lines = Timeline(history, try PageReader().words).entries
        #expect(
            lines.map(\.title) == [
                "The reviewer gave a verdict (2×)", "Changes were requested", "Changes were requested",
            ])
    }

    @Test func `a move that needs nothing is a button, one that needs a reason leads to its own page`() throws
    {
        let reader = try PageReader()
        let menu = try Self.model(full: true, reader).moves
        #expect(menu.offers.map(\.title) == ["Close the case", "Discard the case"])
        #expect(menu.offers[0].form?.version == "4")
        #expect(menu.offers[1].form == nil)
        #expect(menu.offers[1].address == "/cases/\(Self.id)/moves/discard")
    }

    @Test func `what is not possible says why and what comes next, and what others do is named apart`() throws
    {
        let menu = try Self.model(full: true, try PageReader()).moves
        #expect(menu.refused.map(\.title) == ["Close without a referral"])
        #expect(menu.refused[0].reasons[0].text == "A referral of this case is still open.")
        #expect(menu.refused[0].reasons[0].next == "Wait for its conclusion, or revoke it with a reason.")
        #expect(menu.byOthers == "Reopen the case")
    }

    @Test func `a monitor reads of a referral what the authority lets him know`() throws {
        let rows = try Self.model(full: true, try PageReader()).referrals
        #expect(rows[0].told == "Recovery of money")
        #expect(rows[1].told == "M")
        #expect(rows[2].told == "The authority has concluded and asked not to pass on more.")
        #expect(rows[2].address == nil)
    }

    @Test(arguments: ["en", "bg", "it"])
    func `the worklist, a move's form and the stale page show every part of their models`(language: String)
        throws
    {
        let reader = try PageReader(permissions: ["contract.select"], language: language)
        let full: CaseList = try PageReader.record(
            """
            {"items": [{"id": "\(Self.id)", "number": "IT-2026-0001", "title": "Ponte", "status": "selected", "country": "IT",
              "score": 50, "updated_at": "2026-11-22T13:00:00Z", "monitors": [{"id": "\(Self.id)", "name": "Ana"}],
              "next_due_on": "2026-12-01", "overdue": true}], "next": "abc"}
            """)
        let empty: CaseList = try PageReader.record(#"{"items": [], "next": null}"#)
        for list in [full, empty] {
            let request = ContractPageTests.request(
                list.next == nil ? "/cases" : "/cases?status=selected&cursor=x")
            let model = CaseListModel(request, list, statuses: ["selected"], reader.visit)
            #expect(try reader.faults("Cases/list", model) == [])
        }
        let moves: AllowedMoves = try PageReader.record(Self.moves)
        let id = try #require(UUID(uuidString: Self.id))
        let about: MoveSubject = try PageReader.record(#"{"number": "IT-2026-0001", "title": "Ponte"}"#)
        for move in moves.moves {
            let model = MovePageModel(
                move, moves, about, .case, id, MoveInput(),
                [RefusalReason("reason_missing", pointer: "/reason")], reader.visit)
            #expect(try reader.faults("Cases/move", model) == [])
        }
        let stale = StalePageModel(
            status: reader.words.status("case", "closed"),
            moves: MoveMenu(moves, kind: .case, id: id, reader.visit),
            back: nil)
        #expect(try reader.faults("Cases/stale", stale) == [])
    }

    @Test func `a field of a move is named for its place in the request`() throws {
        let form = FormInput([("reason", " because "), ("data/reference_number", "AF-1"), ("csrf", "x")])
        let input = MoveInput(form)
        #expect(input.reason == "because")
        #expect(input.data?["reference_number"]?.text == "AF-1")
        #expect(MoveInput(FormInput([("reason", "  ")])).reason == nil)
    }
}
