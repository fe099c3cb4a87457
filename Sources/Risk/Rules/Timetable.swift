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

    let rows: [Row]

    /// The row for a notice. The form chooses the regime, the notice's own country goes before all
    /// countries, and the day of dispatch (else of publication) chooses among periods. A day outside every
    /// period takes the nearest one, since the form still decides.
    func row(for notice: Notice) -> Row? {
        let regime = rows.filter { $0.regime == nil || $0.regime == notice.form.regime }
        let own = regime.filter { $0.country != nil && $0.country == notice.country }
        let candidates = own.isEmpty ? regime.filter { $0.country == nil } : own
        guard let day = notice.ownDay else { return candidates.last }
        return candidates.min { Self.distance($0, day) < Self.distance($1, day) }
    }

    private static func distance(_ row: Row, _ day: CalendarDay) -> Int {
        if let from = row.from, day < from { return day.days(to: from) }
        if let until = row.until, day >= until { return until.days(to: day) + 1 }
        return 0
    }
}
