/// One lot of a notice; a notice whose object is not divided has one, often without a key.
public struct Lot: Hashable, Sendable {
    /// eForms identifier ("LOT-0001") or the lot number as written ("1", "1.4"); nil when absent.
    public var key: String?
    public var title = ""
    public var details = ""
    public var cpv: String?
    public var nuts: [String] = []
    public var estimate: Money?
    public var duration = Duration()
    /// Nil in TED, where the notice's own holds for all lots.
    public var tendering: Tendering?

    public init() {}

    /// What the notice says about the contract's length, each as written.
    public struct Duration: Hashable, Sendable {
        public var measures: [Measure] = []
        public var startsOn: CalendarDay?
        public var endsOn: CalendarDay?
        public var isUnlimited = false

        public init() {}
    }

    /// A number of days, weeks, months or years.
    public struct Measure: Hashable, Sendable {
        public let count: Int
        public let unit: Unit

        /// A measure above 0; the readers drop the others.
        public init(count: Int, unit: Unit) {
            self.count = count
            self.unit = unit
        }

        public enum Unit: String, Sendable {
            case day = "DAY"
            case week = "WEEK"
            case month = "MONTH"
            case year = "YEAR"
        }
    }
}
