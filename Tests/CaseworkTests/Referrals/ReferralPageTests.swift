import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct ReferralPageTests {
    private static let languages = ["en", "bg", "it"]
    private static let permissions: Set<String> = [
        "referral.approve", "referral.prepare", "referral.ask", "referral.answer",
    ]

    @Test(arguments: languages)
    func `a referral's page shows every part of its model to the sender and to the authority`(
        language: String
    ) throws {
        let reader = try PageReader(permissions: Self.permissions, language: language)
        let failed = ReferralForms(
            failed: "answer-1", problems: [RefusalReason("missing", pointer: "/answer-1")])
        let undeclared = ReferralForms(
            declaration: "/cases/x/declaration", history: try PageReader.record(Self.history))
        let views = [
            (try Self.referral("in_approval", side: "sender"), ReferralForms()),
            (try Self.referral("in_approval", side: "sender"), undeclared),
            (try Self.referral("concluded", side: "sender", full: true), failed),
            (try Self.referral("acknowledged", side: "authority", full: true), ReferralForms()),
            (try Self.referral("prepared", side: "sender"), ReferralForms()),
        ]
        for (referral, forms) in views {
            let moves = try ReportExamples.moves(allowed: referral.status == "prepared")
            let page = ReferralPage(referral, moves, forms, reader.visit)
            #expect(try reader.faults("Referrals/page", page) == [])
        }
    }

    @Test(arguments: languages)
    func `lists, builder and conclusion show every part of their models`(language: String) throws {
        let reader = try PageReader(language: language)
        let words = reader.words
        let table = DataTable(
            caption: "c", columns: [.init("a")], rows: [[.tag(words.status("referral", "sent"))]])
        let list = ReferralListPage(
            title: "t", lead: "l", tabs: [PageTab("a", "/a", true)], table: table, empty: nil,
            pages: Pagination(first: "/x", next: "/y"))
        #expect(try reader.faults("Referrals/list", list) == [])
        let none = ReferralListPage(
            title: "t", lead: "l", tabs: [], table: nil, empty: EmptyState(title: "t"), pages: nil)
        #expect(try reader.faults("Referrals/list", none) == [])
        let input = FormInput([])
        input.refuse("findings", "findings_missing")
        let builder = BuilderPage(
            title: "t", form: PageForm("/x", reader.visit), report: try ReportExamples.full(),
            verdicts: try ReviewExamples.verdicts(), authorities: [try Self.authority()], input: input,
            isNew: true, back: "/x", words)
        #expect(try reader.faults("Referrals/builder", builder) == [])
        let nothing = BuilderPage(
            title: "t", form: PageForm("/x", reader.visit), report: nil, verdicts: nil, authorities: [],
            input: FormInput([]),
            isNew: true, back: "/x", words)
        #expect(try reader.faults("Referrals/builder", nothing) == [])
        let move = try #require(try ReportExamples.moves(allowed: false).move("submit"))
        let conclude = ConcludePage(
            try Self.referral("accepted", side: "authority"), move, input, reader.visit)
        #expect(try reader.faults("Referrals/conclude", conclude) == [])
    }

    @Test func `only findings that stand are offered, and evidence names what it supports`() throws {
        let reader = try PageReader()
        let page = BuilderPage(
            title: "t", form: PageForm("/x", reader.visit), report: try ReportExamples.full(),
            verdicts: try ReviewExamples.verdicts(), authorities: [],
            input: FormInput([]), isNew: false, back: "/x", reader.words)
        let html = try reader.html("Referrals/builder", page)
        #expect(html.contains("Too dear."))
        #expect(!html.contains("Works stopped."))
        #expect(html.contains("Names a person"), "the review's verdict on a finding is not shown")
    }

    @Test func `the approval of a referral carries the digest of the content that was read`() throws {
        let reader = try PageReader(permissions: Self.permissions)
        let referral = try Self.referral("in_approval", side: "sender")
        let page = ReferralPage(
            referral, try ReportExamples.moves(allowed: false), ReferralForms(), reader.visit)
        let html = try reader.html("Referrals/page", page)
        #expect(html.contains(#"name="content_digest" value="\#(referral.contentDigest)""#))
    }

    @Test func `who has declared nothing is led to the declaration instead of the approval`() throws {
        let reader = try PageReader(permissions: Self.permissions)
        let referral = try Self.referral("in_approval", side: "sender")
        let forms = ReferralForms(declaration: "/cases/x/declaration")
        let page = ReferralPage(referral, try ReportExamples.moves(allowed: false), forms, reader.visit)
        let html = try reader.html("Referrals/page", page)
        #expect(html.contains("/cases/x/declaration"))
        #expect(!html.contains("content_digest"))
    }

    @Test func `a refusal that only the workflow knows is said in its words`() throws {
        let words = try PageReader().words
        let said = words.said(RefusalReason("requirement:approver_not_preparer"))
        #expect(words.reasons.text(said) == words("referrals.refusals.approver_not_preparer"))
        let plain = words.said(RefusalReason("missing", pointer: "/text"))
        #expect(plain == RefusalReason("missing", pointer: "/text"))
    }

    private static let history = """
        {"items": [{"name": "Vera", "approved_at": "2026-10-01T10:00:00.000000Z", "digest": "\(String(repeating: "b", count: 64))",
            "holds": false},
          {"name": "Vera", "approved_at": "2026-10-02T10:00:00.000000Z", "digest": "\(String(repeating: "a", count: 64))",
            "holds": true}]}
        """

    @Test func `approvals stand with who and when, and those of earlier contents are void`() throws {
        let reader = try PageReader()
        let history: ApprovalHistory = try PageReader.record(Self.history)
        let forms = ReferralForms(history: history)
        let page = ReferralPage(
            try Self.referral("in_approval", side: "sender"), try ReportExamples.moves(allowed: false), forms,
            reader.visit)
        let html = try reader.html("Referrals/page", page)
        #expect(html.contains("1 October 2026") && html.contains("2 October 2026"))
        #expect(html.contains("Void, the content changed"))
    }

    @Test func `what is missing says where it is mended`() throws {
        let reader = try PageReader(permissions: Self.permissions)
        let referral = try Self.referral("prepared", side: "sender")
        let list = PartList(
            ["facts_have_evidence", "two_approvals", "report_approved", "evidence_verified"].map {
                ReferralRecord.Part(part: $0, met: false)
            }, of: referral, changing: "/x/content", reader.words)
        #expect(list.lines.map(\.address) == ["/x/content", "#approvals", referral.caseAddress, "#evidence"])
        let met = PartList(
            [ReferralRecord.Part(part: "two_approvals", met: true)], of: referral, changing: nil, reader.words
        )
        #expect(met.lines.map(\.address) == [nil])
    }

    @Test(arguments: languages)
    func `each side is told what is next in each status`(language: String) throws {
        let words = try PageReader(language: language).words
        let statuses = ["sent", "acknowledged", "accepted"]
        for (side, own) in [("sender", ["prepared", "in_approval", "sealed"]), ("authority", [])] {
            let titles = try (own + statuses).map {
                NextStep(try Self.referral($0, side: side), words).title
            }
            #expect(Set(titles).count == titles.count)
            #expect(!titles.contains(words("referrals.next.finished.title")))
        }
        let ended = NextStep(try Self.referral("declined", side: "sender"), words)
        #expect(ended.title == words("referrals.next.finished.title"))
        let asked = NextStep(try Self.referral("acknowledged", side: "sender", full: true), words)
        #expect(asked.title == words("referrals.next.sender.asked.title"))
    }

    private static func authority() throws -> ReferralBuilder.Authorities.Item {
        try PageReader.record(
            """
            {"id": "0190a000-0000-7000-8000-000000000009", "name": "Office", "country": "IT", "languages": ["it", "en"],
             "proposed": true, "open_referral": true}
            """)
    }

    private static func referral(_ status: String, side: String, full: Bool = false) throws -> ReferralRecord
    {
        let isSender = side == "sender"
        let outcome =
            full
            ? """
            "outcome": "recovery", "amount_recovered": {"amount": "10", "currency": "EUR"}, "may_tell_monitor": "partly",
            "message": "Paid back.", "reference_number": "A-1", "sent_at": "2026-10-02T10:00:00.000000Z",
            "dossier": {"ready": true, "size": 11000, "sha256": "ef"},
            "questions": [
                {"number": 1, "text": "Who?", "due_on": "2026-12-01", "asked_at": "2026-10-02T10:00:00.000000Z",
                 "answer": null, "answered_at": null},
                {"number": 2, "text": "When?", "due_on": "2026-12-01", "asked_at": "2026-10-02T10:00:00.000000Z",
                 "answer": "Then.", "answered_at": "2026-10-03T10:00:00.000000Z"}],
            "clocks": [{"name": "authority_feedback", "due_on": "2026-12-01", "owed_by": "authority", "paused": true,
                "overdue": false}],
            """ : #""questions": [], "clocks": [], "dossier": {"ready": false},"#
        return try PageReader.record(
            """
            {"id": "0190a000-0000-7000-8000-000000000007", "number": 1, "case_number": "IT-2026-0001",
             "case_id": \(isSender ? #""0190a000-0000-7000-8000-000000000002""# : "null"), "title": "Ponte",
             "status": "\(status)", "version": 4, "side": "\(side)",
             "authority": {"name": "Office", "country": "IT"}, "sender": {"name": "Bridge Watch", "country": "BG"},
             "content_digest": "\(String(repeating: "a", count: 64))", \(outcome)
             "contract": {"title": "Ponte", "buyer": "Comune", "suppliers": [{"name": "Ditta"}], "language": "IT",
                "value": {"amount": "1", "currency": "EUR"}},
             "risk_profile": {"score": 50, "coverage": 1, "indicators": []},
             "findings": [{"id": "0190a000-0000-7000-8000-000000000005", "number": 2, "kind": "fact",
                "category": "other", "phase": "payment", "statement": "Too dear.", "occurred_on": "2026-01-01",
                "place": "Riva", "evidence": [1]}],
             "evidence": [{"id": "0190a000-0000-7000-8000-000000000003", "number": 1, "title": "Signboard",
                "origin": "Ana", "media_type": "text/plain", "size": 5, "sha256": "ab"}],
             "approvals": \(isSender
                ? #"[{"account": "Vera", "approved_at": "2026-10-02T10:00:00.000000Z", "is_mine": false}]"# : "null"),
             "completeness": \(isSender ? #"[{"part": "two_approvals", "met": false}, {"part": "findings_named", "met": true}]"# : "null")}
            """)
    }
}
