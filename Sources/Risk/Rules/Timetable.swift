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

    /// The rows of one regime and country, in the order of the file: looked up for every notice.
    private let rows: [Regime?: [String?: [Row]]]

    init(rows: [Row]) {
        var sorted: [Regime?: [String?: [Row]]] = [:]
        for regime in [nil] + Regime.allCases.map(Optional.some) {
            let own = rows.filter { $0.regime == nil || $0.regime == regime }
            sorted[regime] = Dictionary(grouping: own, by: \.country)
        }
        self.rows = sorted
    }

    /// The row for a notice. The form chooses the regime, the notice's own country goes before all
    /// countries, and the day of dispatch (else of publication) chooses among periods. A day outside every
    /// period takes the nearest one, since the form still decides.
    func row(for notice: Notice) -> Row? {
        guard let regime = rows[notice.form.regime],
            let candidates = (notice.country == nil ? nil : regime[notice.country]) ?? regime[nil]
        else { return nil }
        if candidates.count == 1 { return candidates[0] }
        guard let day = notice.ownDay else { return candidates.last }
        return candidates.min { Self.distance($0, day) < Self.distance($1, day) }
    }

    private static func distance(_ row: Row, _ day: CalendarDay) -> Int {
        if let from = row.from, day < from { return day.days(to: from) }
        if let until = row.until, day >= until { return until.days(to: day) + 1 }
        return 0
    }
}
