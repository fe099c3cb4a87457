import Web

/// One verdict as it is shown, partial `Reviews/verdict`.
struct VerdictLine: Sendable {
    let tag: StatusTag
    let text: String?
    let by: String

    init(_ verdict: VerdictRecord.Verdict, _ words: PageWords) {
        tag = words.verdict(verdict.verdict)
        text = verdict.text
        by = words(
            "reviews.verdict.by",
            [
                "name": verdict.givenBy, "moment": words.moment(verdict.givenAt) ?? "",
                "number": String(verdict.submission),
            ])
    }
}

/// All verdicts that count, in numbers, and in words where something is wrong; partial `Reviews/verdict-summary`.
struct VerdictSummary: Sendable {
    struct Count: Sendable {
        let tag: StatusTag
        let number: String
    }

    struct Remark: Sendable {
        let part: String
        let address: String
        let line: VerdictLine
    }

    let progress: String
    let counts: [Count]
    let hasCounts: Bool
    let remarks: [Remark]
    let hasRemarks: Bool

    /// - Parameters:
    ///   - labels: what people call a part, by its anchor.
    ///   - address: where a part is read.
    init(
        _ record: VerdictRecord, _ words: PageWords, labels: (String) -> String, address: (String) -> String
    ) {
        progress = words.progress(record.judged, of: record.required)
        counts = VerdictRecord.codes.compactMap { code in
            record.counts[code].flatMap { $0 > 0 ? Count(tag: words.verdict(code), number: String($0)) : nil }
        }
        hasCounts = !counts.isEmpty
        remarks = record.parts.compactMap { part in
            guard part.verdict != "accepted", let verdict = record.standing(part.anchor) else { return nil }
            return Remark(
                part: labels(part.anchor), address: address(part.anchor), line: VerdictLine(verdict, words))
        }
        hasRemarks = !remarks.isEmpty
    }
}

extension PageWords {
    /// A verdict as a tag.
    func verdict(_ code: String) -> StatusTag {
        let style: StatusTag.Style =
            switch code {
            case "accepted": .done
            case "unsupported": .problem
            case "query": .warning
            default: .active
            }
        return StatusTag(self("reviews.verdict.codes.\(code)"), style)
    }

    /// `7 of 23 parts have a verdict`.
    func progress(_ judged: Int, of required: Int) -> String {
        self("reviews.verdict.progress", ["judged": String(judged), "required": String(required)])
    }
}
