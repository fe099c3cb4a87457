import Web

/// What one indicator found, in words: the verdict, the facts that it looked at, the threshold. The words of an
/// indicator stand under `indicator.<id>` in the locale files; one that nobody has worded yet shows its id and facts.
struct IndicatorCard: Sendable {
    let name: String
    let meaning: String?
    /// What to look at on site; shown with a flag.
    let check: String?
    let mark: FlagMark
    let result: StatusTag
    let isFlag: Bool
    let verdict: String
    let facts: SummaryList
    let hasFacts: Bool

    init(_ document: JSON, _ words: PageWords) {
        let id = document["id"]?.text ?? ""
        let outcome = document["result"]?.text ?? "missing_data"
        let facts = IndicatorFacts(document, words)
        name = words.indicator(id)
        meaning = words.find("indicator.\(id).meaning")
        mark = FlagMark(name, FlagMark.Colour(rawValue: document["colour"]?.text ?? "") ?? .pink)
        result = StatusTag(words("indicator.result.\(outcome)"), Self.style(outcome))
        isFlag = outcome == "flag"
        check = isFlag ? words.find("indicator.\(id).check") : nil
        verdict =
            words.find("indicator.\(id).\(outcome)", facts.values)
            ?? facts.reason ?? words("indicator.verdict.\(outcome)")
        self.facts = SummaryList(facts.rows)
        hasFacts = !facts.rows.isEmpty
    }

    private static func style(_ outcome: String) -> StatusTag.Style {
        switch outcome {
        case "flag": .warning
        case "no_flag": .done
        default: .quiet
        }
    }
}

/// The inputs and the threshold of a result as labels and values.
struct IndicatorFacts {
    let rows: [SummaryList.Row]
    /// Why the indicator could not say anything, in words.
    let reason: String?
    /// The formatted values by their keys, for the placeholders of a verdict.
    let values: [String: String]

    init(_ document: JSON, _ words: PageWords) {
        let inputs = document["inputs"]?.members ?? [:]
        let threshold = document["threshold"]?.members ?? [:]
        let members = inputs.filter { $0.key != "reason" && $0.key != "count_used" } + Array(threshold)
        rows =
            members.map { SummaryList.Row(Self.label($0.key, words), Self.value($0, words)) }
            + [document["notice"]?.text].compactMap { $0 }.map {
                SummaryList.Row(words("indicator.notice"), $0)
            }
        reason = inputs["reason"]?.text.flatMap { words.find("indicator.reason.\($0)") }
        values = Dictionary(
            members.map { ($0.key, Self.value($0, words)) }, uniquingKeysWith: { first, _ in first })
    }

    /// A fact in words; codes of countries stand as names.
    private static func value(_ fact: (key: String, value: JSON), _ words: PageWords) -> String {
        guard fact.key == "supplier_countries", let codes = fact.value.elements, !codes.isEmpty else {
            return value(fact.value, words)
        }
        return codes.compactMap(\.text).map(words.country).joined(separator: ", ")
    }

    private static func label(_ key: String, _ words: PageWords) -> String {
        words.find("indicator.fact.\(key)") ?? key
    }

    private static func value(_ value: JSON, _ words: PageWords) -> String {
        switch value {
        case .null: words("indicator.value.not_stated")
        case .boolean(let flag): words(flag ? "indicator.value.yes" : "indicator.value.no")
        case .number(let text): text
        case .string(let text): words.find("indicator.value.\(text)") ?? words.date(text) ?? text
        case .array(let elements):
            elements.isEmpty
                ? words("indicator.value.not_stated")
                : elements.map { Self.value($0, words) }.joined(separator: ", ")
        case .object: value.description
        }
    }
}

/// Score, coverage and every indicator of a contract, as it is now or as it was frozen into a case.
/// Partial `Contracts/risk`.
struct RiskReport: Sendable {
    let score: String
    let coverage: String
    let cards: [IndicatorCard]
    let hasCards: Bool
    /// Those that raised a flag, red before pink; the rest is folded away.
    let raised: [IndicatorCard]
    let quiet: [IndicatorCard]
    let quietness: String?

    init(_ document: JSON, _ words: PageWords) {
        score = RiskScore.words(document["score"], words)
        coverage = RiskScore.coverage(document["coverage"], words)
        cards = (document["indicators"]?.elements ?? []).map { IndicatorCard($0, words) }
        hasCards = !cards.isEmpty
        let flags = cards.filter(\.isFlag)
        raised = flags.filter(\.mark.isRed) + flags.filter { !$0.mark.isRed }
        quiet = cards.filter { !$0.isFlag }
        quietness = quiet.isEmpty ? nil : words.count("contract.quiet", quiet.count)
    }
}

/// Score from 0 to 100, and which part of the indicators could be computed.
enum RiskScore {
    static func words(_ score: JSON?, _ words: PageWords) -> String {
        guard case .number(let text)? = score, let number = Double(text) else {
            return words("contract.no_score")
        }
        return String(Int(number.rounded()))
    }

    static func coverage(_ coverage: JSON?, _ words: PageWords) -> String {
        guard case .number(let text)? = coverage, let part = Double(text) else { return "0\u{A0}%" }
        return "\(Int((part * 100).rounded()))\u{A0}%"
    }
}
