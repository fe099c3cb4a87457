import Notices

/// What chooses the thresholds for a contract, of fixed width.
struct RuleKey: Sendable {
    let regime: Regime?
    let country: CountryKey?
    /// Of dispatch, else of publication.
    let day: CalendarDay?

    init(_ notice: Notice) {
        regime = notice.form.regime
        country = notice.country.flatMap(CountryKey.init)
        day = notice.ownDay
    }

    /// In the order of their places.
    static let regimes: [Regime?] = [nil] + Regime.allCases.map(Optional.some)

    var regimePlace: Int {
        switch regime {
        case nil: 0
        case .general: 1
        case .utilities: 2
        case .concession: 3
        case .defence: 4
        case .social: 5
        case .socialUtilities: 6
        case .socialConcession: 7
        case .classic2004: 8
        case .utilities2004: 9
        }
    }
}

/// A country as two bytes instead of a text.
struct CountryKey: Equatable, Sendable {
    private let bytes: UInt16

    /// Nil unless it is two capital letters.
    init?(_ text: String) {
        let letters = text.utf8
        guard letters.count == 2, letters.allSatisfy({ (0x41...0x5A).contains($0) }) else { return nil }
        bytes = letters.reduce(0) { $0 << 8 | UInt16($1) }
    }
}
