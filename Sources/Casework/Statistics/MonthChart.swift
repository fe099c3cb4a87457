import Web

/// Bars of months, a row for each thing counted, all on one scale: each row has its name and each bar its number, so
/// that no colour is needed to read it. Partial `Statistics/month-chart`.
struct MonthChart: Sendable {
    /// How bars look; the stylesheet has the colours, the hatching tells the style without them.
    enum Style: String, Sendable {
        case plain, met, missed
    }

    struct Bar: Sendable {
        let x: String
        let y: String
        let width: String
        let height: String
        let middle: String
        let above: String
        let number: String
    }

    struct Row: Sendable {
        let name: String
        let nameY: String
        let baseY: String
        let style: String
        let isHatched: Bool
        let bars: [Bar]
    }

    struct Tick: Sendable {
        let x: String
        let month: String
        let year: String?
    }

    static let width = 720
    private static let rowHeight = 92
    private static let barHeight = 44

    let id: String
    let title: String
    let description: String
    let height: String
    let axisY: String
    let yearY: String
    let rows: [Row]
    let ticks: [Tick]

    init(
        id: String, title: String, description: String, months: [String],
        rows: [(name: String, counts: [Int], style: Style)], _ words: PageWords
    ) {
        let most = max(1, rows.flatMap(\.counts).max() ?? 1)
        let step = Self.width / max(1, months.count)
        let bottom = rows.count * Self.rowHeight
        self.id = id
        self.title = title
        self.description = description
        height = String(bottom + 46)
        axisY = String(bottom + 18)
        yearY = String(bottom + 36)
        self.rows = rows.enumerated().map { index, row in
            let base = (index + 1) * Self.rowHeight - 6
            return Row(
                name: row.name, nameY: String(index * Self.rowHeight + 18), baseY: String(base),
                style: row.style.rawValue, isHatched: row.style == .missed,
                bars: row.counts.enumerated().filter { $0.element > 0 }.map { column, count in
                    Self.bar(count, most: most, left: column * step, step: step, base: base)
                })
        }
        ticks = months.enumerated().map { Self.tick($0.offset, $0.element, step, words) }
    }

    private static func bar(_ count: Int, most: Int, left: Int, step: Int, base: Int) -> Bar {
        // The smallest number is still seen.
        let height = max(3, barHeight * count / most)
        let width = max(4, step * 2 / 3)
        let x = left + (step - width) / 2
        return Bar(
            x: String(x), y: String(base - height), width: String(width), height: String(height),
            middle: String(x + width / 2), above: String(base - height - 5), number: String(count))
    }

    private static func tick(_ index: Int, _ month: String, _ step: Int, _ words: PageWords) -> Tick {
        let parts = month.split(separator: "-").compactMap { Int($0) }
        let name = words("date.month.\(parts.last ?? 1)")
        let isFirst = index == 0 || parts.last == 1
        return Tick(
            x: String(index * step + step / 2), month: String(name.prefix(3)),
            year: isFirst ? parts.first.map { String($0) } : nil)
    }
}
