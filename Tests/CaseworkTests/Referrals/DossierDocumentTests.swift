import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct DossierDocumentTests {
    @Test(arguments: ["en", "bg", "it"])
    func `the dossier shows every part of its model, full and empty`(language: String) throws {
        let reader = try PageReader(language: language)
        for isFull in [true, false] {
            #expect(
                try reader.faults("dossier/dossier", DossierModel(try Self.source(isFull), reader.words))
                    == [])
        }
    }

    @Test func `the dossier opens with the monitor's summary and names monitors by pseudonym`() throws {
        let reader = try PageReader()
        let html = try reader.html("dossier/dossier", DossierModel(try Self.source(true), reader.words))
        let summary = try #require(html.range(of: "The bridge is &lt;not&gt; finished."))
        let findings = try #require(html.range(of: "Works stopped."))
        #expect(summary.lowerBound < findings.lowerBound)
        #expect(html.contains("P-HERON"))
        #expect(html.contains("evidence/1.txt"))
        #expect(html.contains("2 October 2026"))
        #expect(!html.contains("<script"))
    }

    @Test func `a preview is the same page but for the moment of sealing, and only its own style applies`()
        throws
    {
        let reader = try PageReader()
        let sealed = try reader.html("dossier/dossier", DossierModel(try Self.source(true), reader.words))
        let preview = try reader.html(
            "dossier/dossier", DossierModel(try Self.source(true, isSealed: false), reader.words))
        #expect(
            preview
                == sealed.replacing(
                    try #require(reader.words.moment("2026-10-09T10:00:00.000000Z")), with: "not yet sealed"))
        let policy = PreviewPages.policy(Array(preview.utf8))
        #expect(policy.contains("style-src 'sha256-") && !policy.contains("unsafe"))
        #expect(policy != PreviewPages.policy(Array(preview.replacing("<style>", with: "<style>p{}").utf8)))
    }

    private static func source(_ isFull: Bool, isSealed: Bool = true) throws -> DossierSource {
        let rest =
            isFull
            ? """
            "risk_profile": {"score": 50, "coverage": 1, "indicators": [
                {"id": "single-bid", "colour": "red", "result": "flag"}]},
            "submission": {"submitted_at": "2026-10-02T10:00:00.000000Z",
                "answers": {"narrative": "The bridge is <not> finished.\\n\\nNobody knows why."}},
            "review": [{"action": "recommend", "by": "P-BEN", "at": "2026-10-02T10:00:00.000000Z"},
                {"action": "approve", "by": "P-VERA", "at": "2026-10-02T10:00:00.000000Z"}],
            "approvals": [{"role": "approver", "by": "P-VERA", "at": "2026-10-02T10:00:00.000000Z"}],
            "findings": [{"number": 1, "kind": "fact", "category": "delay", "phase": "implementation",
                "statement": "Works stopped.", "occurred_on": "2026-10-02", "place": "Riva", "evidence": [1]}],
            "evidence": [{"id": "0190a000-0000-7000-8000-000000000003", "number": 1, "title": "Signboard",
                "origin": "Ana", "file_name": "a.txt", "media_type": "text/plain", "size": 5, "sha256": "ab",
                "added_at": "2026-10-02T10:00:00.000000Z"}],
            """ : #""findings": [], "evidence": [],"#
        return try PageReader.record(
            """
            {"referral": "0190a000-0000-7000-8000-000000000001", "case_id": "0190a000-0000-7000-8000-000000000002",
             "case": "IT-2026-0001", "number": 1, "content_digest": "aa", \(rest)
             "sealed_at": \(isSealed ? #""2026-10-09T10:00:00.000000Z""# : "null"),
             "sender": {"name": "Bridge Watch", "country": "IT"}, "authority": {"name": "Office", "country": "IT"},
             "contract": {"title": "Ponte", "language": "IT", "buyer": {"name": "Comune"},
                "suppliers": [{"name": "Ditta"}], "value": {"amount": "1", "currency": "EUR"},
                "notices": [{"number": "1-2026", "link": "https://ted.europa.eu/en/notice/-/detail/1-2026"}]},
             "reporters": ["P-HERON"]}
            """)
    }
}
