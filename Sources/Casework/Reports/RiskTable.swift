import Web

/// A case's risk profile as it was frozen at selection.
struct RiskProfile: Decodable, Sendable {
    struct Indicator: Decodable, Sendable {
        let id: String
        let colour: String
        let result: String
    }

    let score: Double?
    let coverage: Double?
    let indicators: [Indicator]?
}

/// The profile, partial `Reports/risk`: read-only, flags first and the rest folded away, with the sentence that a flag is
/// no proof. A dossier has all of it as one table.
struct RiskTable: Sendable {
    struct Line: Sendable {
        let flag: FlagMark?
        let name: String
        let result: String
    }

    let score: String?
    let coverage: String?
    let lines: [Line]
    let hasLines: Bool
    let raised: [FlagMark]
    let hasRaised: Bool
    let quiet: [Line]
    let quietness: String?

    init(_ profile: RiskProfile, _ words: PageWords) {
        score = profile.score.map { Self.number($0, words) }
        coverage = profile.coverage.map { Self.number($0 * 100, words) + "\u{A0}%" }
        lines = (profile.indicators ?? []).map { indicator in
            let name = words.indicator(indicator.id)
            let result = words("indicator.result.\(indicator.result)")
            let flag =
                indicator.result == "flag" ? FlagMark(name, indicator.colour == "red" ? .red : .pink) : nil
            return Line(flag: flag, name: name, result: result)
        }
        hasLines = !lines.isEmpty
        let flags = lines.compactMap(\.flag)
        raised = flags.filter(\.isRed) + flags.filter { !$0.isRed }
        hasRaised = !raised.isEmpty
        quiet = lines.filter { $0.flag == nil }
        quietness = quiet.isEmpty ? nil : words.count("contract.quiet", quiet.count)
    }

    private static func number(_ value: Double, _ words: PageWords) -> String {
        let rounded = (value * 10).rounded() / 10
        let text = rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
        return text.replacing(".", with: words("number.decimal"))
    }
}
