import Notices

/// Values that hold for a regime and a country during a time.
struct Timetable<Value: Sendable>: Sendable {
    struct Row: Sendable {
        /// Nil for all.
        let regime: Regime?
        /// ISO 3166 alpha-2, nil for all.
        let country: String?
        /// First day, nil for always.
        let from: CalendarDay?
        /// First day on which it no longer holds, nil for open.
        let until: CalendarDay?
        let value: Value

        /// Whether the day lies in its period; a day that is not known lies in none.
        func covers(_ day: CalendarDay?) -> Bool {
            guard let day else { return false }
            return (from.map { $0 <= day } ?? true) && (until.map { day < $0 } ?? true)
        }
    }

    /// In the order of the file.
    private let rows: [Row]
    private let groups: [Group]
    /// Where the groups of each regime begin, and where the last ends.
    private let starts: [Int]
    private let choices: [Choice]

    /// The rows of one regime and one country, nil for all: choices from `first` on.
    private struct Group {
        let country: CountryKey?
        let first: Int
        let count: Int
    }

    /// A row, as its place and its period alone: looked up for every contract, it holds nothing that is counted.
    private struct Choice {
        let place: Int
        let from: CalendarDay?
        let until: CalendarDay?
    }

    init(rows: [Row]) {
        var (groups, starts, choices): ([Group], [Int], [Choice]) = ([], [], [])
        for regime in RuleKey.regimes {
            starts.append(groups.count)
            let own = rows.indices.filter { rows[$0].regime == nil || rows[$0].regime == regime }
            for (country, places) in Dictionary(grouping: own, by: { rows[$0].country }) {
                groups.append(
                    Group(
                        country: country.flatMap(CountryKey.init), first: choices.count, count: places.count))
                choices += places.map { Choice(place: $0, from: rows[$0].from, until: rows[$0].until) }
            }
        }
        self.rows = rows
        self.groups = groups
        self.starts = starts + [groups.count]
        self.choices = choices
    }

    /// In the order of their places.
    var values: [Value] { rows.map(\.value) }

    /// The value for a notice, see `place(for:)`.
    func value(for key: RuleKey) -> Value? { place(for: key).map { rows[$0].value } }

    /// The row for a notice, see `place(for:)`.
    func row(for notice: Notice) -> Row? { place(for: RuleKey(notice)).map { rows[$0] } }

    /// The place of the row for a notice. The form chooses the regime, the notice's own country goes before all
    /// countries, and the day of dispatch (else of publication) chooses among periods. A day outside every
    /// period takes the nearest one, since the form still decides.
    func place(for key: RuleKey) -> Int? {
        guard let group = group(for: key) else { return nil }
        if group.count == 1 { return choices[group.first].place }
        guard let day = key.day else { return choices[group.first + group.count - 1].place }
        var (nearest, least) = (group.first, Int.max)
        for index in group.first..<group.first + group.count {
            let distance = Self.distance(choices[index], day)
            if distance < least { (nearest, least) = (index, distance) }
        }
        return choices[nearest].place
    }

    private func group(for key: RuleKey) -> Group? {
        var general: Group?
        for index in starts[key.regimePlace]..<starts[key.regimePlace + 1] {
            let group = groups[index]
            if group.country == nil { general = group } else if group.country == key.country { return group }
        }
        return general
    }

    private static func distance(_ row: Choice, _ day: CalendarDay) -> Int {
        if let from = row.from, day < from { return day.days(to: from) }
        if let until = row.until, day >= until { return until.days(to: day) + 1 }
        return 0
    }
}
