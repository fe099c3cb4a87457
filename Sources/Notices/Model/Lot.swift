/// One lot of a notice; a notice whose object is not divided has one, often without a key.
public struct Lot: Hashable, Sendable {
    /// eForms identifier ("LOT-0001") or the lot number as written ("1", "1.4"); nil when absent.
    public var key: String?
    /// In the language of the notice; empty when the lot has none of its own.
    public var title = ""
    /// The description, as long as the notice has it.
    public var details = ""
    /// Main classification of the lot.
    public var cpv: String?
    /// Regions of performance, each once.
    public var nuts: [String] = []
    /// BT-27, VAL_OBJECT.
    public var estimate: Money?
    /// Length of the contract.
    public var duration = Duration()
    /// Nil in TED, where the notice's own holds for all lots.
    public var tendering: Tendering?

    /// Nothing stated.
    public init() {}

    /// What the notice says about the contract's length, each as written.
    public struct Duration: Hashable, Sendable {
        /// BT-36, DURATION; those above 0.
        public var measures: [Measure] = []
        /// BT-536, DATE_START.
        public var startsOn: CalendarDay?
        /// BT-537, DATE_END.
        public var endsOn: CalendarDay?
        /// BT-538 says UNLIMITED.
        public var isUnlimited = false

        /// Nothing stated.
        public init() {}
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

        /// The units of eForms and TED.
        public enum Unit: String, Sendable {
            case day = "DAY"
            case week = "WEEK"
            case month = "MONTH"
            case year = "YEAR"
        }
    }
}
