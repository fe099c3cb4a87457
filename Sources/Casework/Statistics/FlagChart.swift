import Web

/// How often each flag stands on a contract: a line of words with its mark, and a bar below. Partial
/// `Statistics/flag-chart`.
struct FlagChart: Sendable {
    struct Line: Sendable {
        let name: String
        let number: String
        let nameY: String
        let barY: String
        let width: String
        let colour: String
        /// The corners of the mark: a pennant or a diamond.
        let mark: String
    }

    private static let lineHeight = 48
    /// Percent of the width that there is.
    private static let longest = 92

    let id: String
    let title: String
    let description: String
    let height: String
    let lines: [Line]

    init(id: String, title: String, description: String, flags: [StatisticsRecord.Flag], _ words: PageWords) {
        let most = max(1, flags.map(\.count).max() ?? 1)
        self.id = id
        self.title = title
        self.description = description
        height = String(flags.count * Self.lineHeight + 4)
        lines = flags.enumerated().map { index, flag in
            let top = index * Self.lineHeight
            let isRed = flag.colour == "red"
            return Line(
                name: words.indicator(flag.id), number: String(flag.count),
                nameY: String(top + 18), barY: String(top + 26),
                width: String(max(1, Self.longest * flag.count / most)), colour: flag.colour,
                mark: isRed
                    ? "0,\(top + 5) 13,\(top + 12) 0,\(top + 19)"
                    : "7,\(top + 5) 14,\(top + 12) 7,\(top + 19) 0,\(top + 12)")
        }
    }
}
