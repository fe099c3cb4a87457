import Foundation
import Testing

@testable import Casework
@testable import Web

@Suite struct SideBySideTests {
    private static let languages = ["en", "bg", "it"]
    private static let reviewer: Set<String> = ["report.review", "report.read"]

    private static func pages(_ reviewed: ReviewedReport, _ typed: TypedVerdicts, _ visit: Visit)
        -> [SideBySide]
    {
        let parts = ReviewPart.all(reviewed.verdicts, reviewed.form, visit.words)
        return parts.map { SideBySide(reviewed, $0, parts, typed, visit) }
    }

    @Test(arguments: languages)
    func `each part shows every part of its model, to a reviewer and to a reader`(language: String) throws {
        for permissions in [Self.reviewer, []] {
            let reader = try PageReader(permissions: permissions, language: language)
            for full in [true, false] {
                let reviewed = try ReviewExamples.reviewed(full: full)
                let typed = TypedVerdicts(
                    fields: full ? ["verdict-question-narrative": "query"] : [:],
                    problems: full
                        ? [RefusalReason("verdict_text_missing", pointer: "/text-question-narrative")] : [])
                for page in Self.pages(reviewed, typed, reader.visit) {
                    #expect(try reader.faults("Reviews/side-by-side", page) == [])
                }
                let overview = ReviewOverview(reviewed, reader.visit)
                #expect(try reader.faults("Reviews/overview", overview) == [])
            }
        }
    }

    @Test func `an answer stands beside its files, its earlier words and the findings on the same files`()
        throws
    {
        let reader = try PageReader(permissions: Self.reviewer)
        let rows = Self.pages(try ReviewExamples.reviewed(), TypedVerdicts(), reader.visit).flatMap(\.rows)
        let visits = try #require(rows.first { $0.anchor == "question-visits" })
        #expect(visits.files.map(\.title) == ["1. Signboard"])
        let narrative = try #require(rows.first { $0.anchor == "question-narrative" })
        #expect(narrative.earlier?.pieces.filter(\.isAdded).map(\.text) == ["ten weeks "])
        let finding = try #require(rows.first { $0.anchor == "finding-2" })
        #expect(finding.earlier?.pieces.first { $0.isRemoved }?.text.hasPrefix("Works") == true)
    }

    @Test func `what the notices say stands beside a prefilled answer`() throws {
        let reader = try PageReader(permissions: Self.reviewer)
        let reviewed = try ReviewExamples.reviewed()
        let row = ReviewRowMaker(reviewed, TypedVerdicts(), isJudged: true, reader.words)
            .row("question-contract_title")
        #expect(row?.official?.text == "Ponte sul fiume")
        #expect(row?.official?.isSame == false)
    }

    @Test func `the verdict that counts is chosen, and earlier ones are kept behind it`() throws {
        let reader = try PageReader(permissions: Self.reviewer)
        let row = ReviewRowMaker(
            try ReviewExamples.reviewed(), TypedVerdicts(), isJudged: true, reader.words
        ).row("question-narrative")
        #expect(row?.verdict?.options.filter(\.isChosen).map(\.value) == ["query"])
        #expect(row?.text?.value == "Since when?")
        #expect(row?.past.map(\.text) == ["No photo"])
    }

    @Test(arguments: [("report.read", "in_review"), ("report.review", "reviewed")])
    func `verdicts are offered to reviewers, and only during the review`(permission: String, status: String)
        throws
    {
        let reader = try PageReader(permissions: [permission])
        let reviewed = try ReviewExamples.reviewed(status: status)
        #expect(Self.pages(reviewed, TypedVerdicts(), reader.visit).allSatisfy { $0.form == nil })
    }

    @Test func `a part sends only what is new, and accepts the rest when asked to`() throws {
        let known = try ReviewExamples.verdicts()
        let part = ReviewPart(
            key: "x", title: "x",
            anchors: ["question-eu_funded", "question-narrative", "question-visits"], judged: 2)
        let unchanged: [(name: String, value: String)] = [
            ("verdict-question-eu_funded", "accepted"), ("verdict-question-narrative", "query"),
            ("text-question-narrative", "Since when?"), ("submission", "2"),
        ]
        #expect(JudgedPart(part, known, FormInput(unchanged)).verdicts.isEmpty)
        let rest = JudgedPart(part, known, FormInput(unchanged + [("go", "accept")]))
        #expect(rest.verdicts.map(\.anchor) == ["question-visits"])
        #expect(rest.verdicts.first?.verdict.verdict == "accepted")
        let changed = JudgedPart(
            part, known,
            FormInput([("verdict-question-narrative", "accepted"), ("text-question-visits", "Which?")]))
        #expect(changed.verdicts.map(\.anchor) == ["question-narrative", "question-visits"])
        #expect(changed.verdicts.map(\.verdict.verdict) == ["accepted", ""])
    }

    @Test func `a problem comes back beside the field of the verdict that has it`() throws {
        let part = ReviewPart(key: "x", title: "x", anchors: ["finding-2", "question-visits"], judged: 0)
        let input = FormInput([("verdict-finding-2", "accepted"), ("verdict-question-visits", "query")])
        let judged = JudgedPart(part, try ReviewExamples.verdicts(full: false), input)
        input.refuse("verdicts/1/text", "verdict_text_missing")
        #expect(judged.sentBack(input).problems.map(\.pointer) == ["/text-question-visits"])
    }

    @Test(arguments: languages)
    func `what changed since the last submission is told by words, with words for who sees no colour`(
        language: String
    ) throws {
        let reader = try PageReader(language: language)
        let form = try PageReader.form()
        let pair = try ReviewExamples.pair()
        let report = try ReportExamples.full(isAuthor: false)
        let page = ChangesPage(report, pair, (form, form), reader.words)
        #expect(try reader.faults("Reviews/changes", page) == [])
        let html = try reader.html("Reviews/changes", page)
        #expect(html.contains("<ins><span class=\"visually-hidden\">"))
        #expect(page.parts.count == 3)
        let nothing = ChangesPage(report, (pair.new, pair.new), (form, form), reader.words)
        #expect(!nothing.hasParts)
        #expect(try reader.faults("Reviews/changes", nothing) == [])
    }

    @Test func `two submissions differ in answers that count, in new findings and in new files`() throws {
        let form = try PageReader.form()
        let pair = try ReviewExamples.pair()
        let difference = SubmissionDifference(pair.old, form, pair.new, form)
        #expect(
            difference.answers.map { "\($0.question) \($0.kind.rawValue)" } == [
                "eu_funded changed", "site_visit added", "visits added", "narrative changed",
            ])
        #expect(difference.findings.map { "\($0.after.number) \($0.kind.rawValue)" } == ["2 changed"])
        #expect(difference.evidence.map(\.number) == [1])
        let back = SubmissionDifference(pair.new, form, pair.old, form)
        #expect(back.answers.filter { $0.kind == .removed }.map(\.question) == ["site_visit", "visits"])
    }

    @Test func `an author reads in the task list what the review asks, and where to answer`() throws {
        let reader = try PageReader()
        let summary = try #require(
            try ReportExamples.full().summary(
                of: try ReviewExamples.verdicts(), try PageReader.form(), reader.words))
        #expect(summary.remarks.map(\.line.text) == ["Since when?", "Names a person"])
        #expect(summary.remarks.first?.address.hasSuffix("#narrative") == true)
        #expect(summary.remarks.last?.address.hasSuffix("/findings#finding-2") == true)
    }
}
