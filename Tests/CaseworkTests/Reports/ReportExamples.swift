import Foundation

@testable import Casework

/// Ana's report on the bridge: with something of everything, and with nothing.
enum ReportExamples {
    static let evidence = "0190a000-0000-7000-8000-000000000003"

    static func full(status: String = "changes_requested", isEditable: Bool = true, isAuthor: Bool = true)
        throws -> ReportRecord
    {
        try PageReader.record(
            """
            {"id": "0190a000-0000-7000-8000-000000000001", "case_id": "0190a000-0000-7000-8000-000000000002",
             "case_number": "IT-2026-0001", "case_title": "Ponte <nuovo>", "status": "\(status)", "version": 3,
             "content_version": 9, "form": "imonitor", "form_hash": "h", "is_editable": \(isEditable),
             "is_author": \(isAuthor),
             "answers": {"eu_funded": "yes", "funding_received": {"amount": "1200.50", "currency": "EUR"},
                "contract_title": "Ponte", "site_visit": "visited",
                "visits": [{"visit_site": {"address": "Riva 1", "latitude": 45.5, "longitude": 9.2},
                    "visit_date": "2026-10-02", "visit_evidence": ["\(evidence)"]}],
                "state": "ongoing", "on_schedule": "no",
                "on_schedule_account": {"statement": "Stopped.", "date": "2026-10-02", "place": {"address": "Riva 1"},
                    "evidence": ["\(evidence)"]},
                "methods_used": ["web", "site_visit"]},
             "authors": [{"name": "Ana"}],
             "findings": [
                {"id": "0190a000-0000-7000-8000-000000000004", "number": 1, "replaces": null, "kind": "fact",
                 "category": "delay", "phase": "implementation", "statement": "Works stopped.",
                 "occurred_on": "2026-03-03", "place": "Riva 1", "is_replaced": true,
                 "evidence": [{"id": "\(evidence)", "number": 1, "title": "Signboard"}]},
                {"id": "0190a000-0000-7000-8000-000000000005", "number": 2, "replaces": 1, "kind": "assessment",
                 "category": "other", "phase": "payment", "statement": "Too dear.", "occurred_on": null, "place": null,
                 "is_replaced": false, "evidence": []}],
             "evidence": [{"id": "\(evidence)", "number": 1, "title": "Signboard", "origin": "Taken by Ana",
                "file_name": "a.jpg", "size": 1400000, "sha256": "ab", "added_at": "2026-10-02T10:00:00.000000Z",
                "status": "verified"}],
             "comments": [
                {"question": "eu_funded", "finding": null, "text": "Which fund?", "author": "Ben",
                 "written_at": "2026-10-03T10:00:00.000000Z"},
                {"question": null, "finding": 2, "text": "Why?", "author": "Ben",
                 "written_at": "2026-10-03T10:00:00.000000Z"},
                {"question": null, "finding": null, "text": "Good.", "author": "Ben",
                 "written_at": "2026-10-03T10:00:00.000000Z"}],
             "submissions": [{"number": 1, "submitted_at": "2026-10-02T12:00:00.000000Z", "digest": "cd"}]}
            """)
    }

    static func empty(isEditable: Bool = true, isAuthor: Bool = true) throws -> ReportRecord {
        try PageReader.record(
            """
            {"id": "0190a000-0000-7000-8000-000000000001", "case_id": "0190a000-0000-7000-8000-000000000002",
             "case_number": "IT-2026-0001", "case_title": "Ponte", "status": "draft", "version": 1,
             "content_version": 1, "form": "imonitor", "form_hash": "h", "is_editable": \(isEditable),
             "is_author": \(isAuthor), "answers": {}, "authors": [{"name": "Ana"}], "findings": [], "evidence": [],
             "comments": [], "submissions": []}
            """)
    }

    static func moves(allowed: Bool) throws -> AllowedMoves {
        let refusals = allowed ? "[]" : #"[{"code": "requirement:form_complete", "detail": "eu_funded"}]"#
        return try PageReader.record(
            """
            {"status": "draft", "version": 3, "moves": [
                {"action": "submit", "to": "submitted", "allowed": \(allowed), "refusals": \(refusals), "needs": []},
                {"action": "withdraw", "to": "withdrawn", "allowed": \(allowed), "refusals": \(refusals),
                 "needs": ["reason"]}]}
            """)
    }
}
