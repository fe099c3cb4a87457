import Foundation

@testable import Casework
@testable import Forms
@testable import Web

/// Ben's review of Ana's report on the bridge: its second submission, with verdicts of every kind.
enum ReviewExamples {
    static let first = """
        {"number": 1, "submitted_at": "2026-10-02T12:00:00.000000Z", "form_hash": "h", "digest": "cd",
         "content": {"answers": {"eu_funded": "no", "contract_title": "Ponte", "state": "ongoing",
             "on_schedule": "no", "narrative": "The bridge is late."},
          "findings": [{"number": 1, "replaces": null, "kind": "fact", "category": "delay",
             "phase": "implementation", "statement": "Works stopped.", "occurred_on": "2026-03-03", "place": "Riva 1"}],
          "evidence": []}}
        """
    static let second = """
        {"number": 2, "submitted_at": "2026-10-09T12:00:00.000000Z", "form_hash": "h", "digest": "ef",
         "content": {"answers": {"eu_funded": "yes", "contract_title": "Ponte", "state": "ongoing",
             "on_schedule": "no", "narrative": "The bridge is ten weeks late.",
             "visits": [{"visit_site": {"address": "Riva 1"}, "visit_date": "2026-10-02",
                 "visit_evidence": ["\(ReportExamples.evidence)"]}], "site_visit": "visited"},
          "findings": [
            {"number": 1, "replaces": null, "kind": "fact", "category": "delay", "phase": "implementation",
             "statement": "Works stopped.", "occurred_on": "2026-03-03", "place": "Riva 1"},
            {"number": 2, "replaces": 1, "kind": "assessment", "category": "other", "phase": "payment",
             "statement": "Too dear.", "occurred_on": null, "place": null}],
          "evidence": [{"number": 1, "title": "Signboard", "sha256": "ab"}]}}
        """

    static func pair() throws -> (old: SubmissionRecord, new: SubmissionRecord) {
        (try PageReader.record(first), try PageReader.record(second))
    }

    static func verdicts(full: Bool = true) throws -> VerdictRecord {
        let none = """
            {"report_id": "0190a000-0000-7000-8000-000000000001", "submission": 2, "required": 4, "judged": 0,
             "counts": {"accepted": 0, "unsupported": 0, "query": 0, "redact": 0},
             "parts": [{"question": "eu_funded", "finding": null, "verdict": null, "number": null},
                {"question": "narrative", "finding": null, "verdict": null, "number": null},
                {"question": "visits", "finding": null, "verdict": null, "number": null},
                {"question": null, "finding": 2, "verdict": null, "number": null}], "verdicts": []}
            """
        let some = """
            {"report_id": "0190a000-0000-7000-8000-000000000001", "submission": 2, "required": 4, "judged": 3,
             "counts": {"accepted": 1, "unsupported": 0, "query": 1, "redact": 1},
             "parts": [{"question": "eu_funded", "finding": null, "verdict": "accepted", "number": 1},
                {"question": "narrative", "finding": null, "verdict": "query", "number": 3},
                {"question": "visits", "finding": null, "verdict": null, "number": null},
                {"question": null, "finding": 2, "verdict": "redact", "number": 4}],
             "verdicts": [
                {"number": 1, "submission": 1, "question": "eu_funded", "finding": null, "verdict": "accepted",
                 "text": null, "given_by": "Ben", "given_at": "2026-10-03T10:00:00.000000Z", "counts": true},
                {"number": 2, "submission": 1, "question": "narrative", "finding": null, "verdict": "unsupported",
                 "text": "No photo", "given_by": "Ben", "given_at": "2026-10-03T10:00:00.000000Z", "counts": false},
                {"number": 3, "submission": 2, "question": "narrative", "finding": null, "verdict": "query",
                 "text": "Since when?", "given_by": "Ben", "given_at": "2026-10-10T10:00:00.000000Z", "counts": true},
                {"number": 4, "submission": 2, "question": null, "finding": 2, "verdict": "redact",
                 "text": "Names a person", "given_by": "Ben", "given_at": "2026-10-10T10:00:00.000000Z",
                 "counts": true}]}
            """
        return try PageReader.record(full ? some : none)
    }

    /// Under review by somebody else than its author, with an earlier submission or without.
    static func reviewed(full: Bool = true, status: String = "in_review") throws -> ReviewedReport {
        let pair = try pair()
        let report = try ReportExamples.full(status: status, isEditable: false, isAuthor: false)
        let notices: ContractPrefill = try PageReader.record(
            """
            {"title": "Ponte sul fiume", "description": null, "buyer": {"name": "Comune"}, "suppliers": [],
             "value": null, "concluded_on": null}
            """)
        return ReviewedReport(
            report: report.asSubmitted(pair.new), form: try PageReader.form(),
            verdicts: try verdicts(full: full), moves: try ReportExamples.moves(allowed: full),
            last: pair.new, earlier: full ? pair.old : nil, notices: notices)
    }
}
