/// What a notice says about a contract's length, each as written.
public struct ContractLength: Hashable, Sendable {
    /// BT-36, DURATION, MONTHS, DAYS; those above 0.
    public var measures: [Measure] = []
    /// BT-536, DATE_START, START_DATE.
    public var startsOn: CalendarDay?
    /// BT-537, DATE_END, END_DATE.
    public var endsOn: CalendarDay?
    /// BT-538 says UNLIMITED.
    public var isUnlimited = false
    /// Whether PERIOD_WORK_DATE_STARTING stands there, usable or not; only R2.0.7/8 ask.
    public var isStated = false

    /// Nothing stated.
    public init() {}

    /// The first usable of a measure, of start and end together, and of UNLIMITED; nil when none is.
    public var extent: Extent? {
        if let measure = measures.first { return .measure(measure) }
        if let startsOn, let endsOn, startsOn <= endsOn { return .period(from: startsOn, to: endsOn) }
        return isUnlimited ? .unlimited : nil
    }

    mutating func add(count text: String, unit: String?) {
        if let measure = Measure(text: text, unit: unit) { measures.append(measure) }
    }

    /// A number of days, weeks, months or years.
    public struct Measure: Hashable, Sendable {
        /// Above 0.
        public let count: Int
        /// What is counted.
        public let unit: Unit

        /// A measure above 0; the readers drop the others.
        public init(count: Int, unit: Unit) {
            self.count = count
            self.unit = unit
        }

        /// Nil unless the text is a count above 0 and the unit one of those known.
        init?(text: String, unit: String?) {
            guard let count = PlainNumber.count(text), count > 0,
                let unit = unit.flatMap(Unit.init(rawValue:))
            else { return nil }
            self.init(count: count, unit: unit)
        }

        /// The units of eForms and TED.
        public enum Unit: String, Sendable {
            case day = "DAY"
            case week = "WEEK"
            case month = "MONTH"
            case year = "YEAR"
        }
    }

    /// The statement that counts.
    public enum Extent: Hashable, Sendable {
        case measure(Measure)
        case period(from: CalendarDay, to: CalendarDay)
        case unlimited

        /// Whether it is longer than so many months; the anniversary itself is not. A month in days is
        /// 30.4375 of them, so that 48 months are 1,461 days.
        public func isLonger(thanMonths months: Int) -> Bool {
            switch self {
            case .measure(let measure):
                switch measure.unit {
                case .month: measure.count > months
                case .year: measure.count * 12 > months
                case .day: measure.count * 16 > months * 487
                case .week: measure.count * 7 * 16 > months * 487
                }
            case .period(let start, let end): start.adding(months: months).map { end > $0 } ?? false
            case .unlimited: true
            }
        }
    }
}
