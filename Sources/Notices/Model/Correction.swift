/// What a notice says that it changes in an earlier one: the F14 form, or the Changes of eForms.
public struct Correction: Hashable, Sendable {
    /// The notices that are corrected: publication numbers, or eForms identifier and version in lower case.
    public var corrected: [String] = []
    /// BT-140, as written.
    public var reason: String?
    /// BT-762, in the language of the notice.
    public var reasonText = ""
    /// In document order; at most `mostChanges`.
    public var changes: [Change] = []
    /// INFO_ADD: what is added without a place.
    public var addition = ""

    /// Nothing stated.
    public init() {}

    /// Whether the earlier notice is withdrawn and not only changed.
    public var isCancellation: Bool { reason == "cancel" || reason == "cancel-intent" }

    static let mostChanges = 1000

    mutating func add(_ change: Change) {
        if changes.count < Self.mostChanges { changes.append(change) }
    }

    /// The corrected last day to answer the call for a lot: of this lot, else of the notice; nil when it
    /// stays.
    public func deadline(forLot key: String?) -> CalendarDay? { day(in: Change.deadlineSection, of: key) }

    /// The corrected day of opening for a lot.
    public func opening(forLot key: String?) -> CalendarDay? { day(in: Change.openingSection, of: key) }

    /// The lots of which it moves a date by themselves, each once.
    var lotsOfDates: [String] { changes.filter(\.movesDate).compactMap(\.lotKey).unique }

    // The last of several counts: later lines of a form take back earlier ones.
    private func day(in section: String, of key: String?) -> CalendarDay? {
        let moved = changes.filter { $0.movesDate && $0.isIn(section: section) }
        let own = moved.last { $0.lotKey != nil && $0.lotKey == key }
        return (own ?? moved.last { $0.lotKey == nil })?.new.day
    }

    /// One place that changes.
    public struct Change: Hashable, Sendable {
        /// As written: `IV.2.2)`, `PROCEDURE`, `LOT-0001`.
        public var section = ""
        /// The name of the field in words of the form, where given.
        public var label = ""
        /// The lot that it concerns; nil for the whole notice.
        public var lotKey: String?
        /// What stood there; TED only.
        public var old = Value()
        /// What stands there now; TED only.
        public var new = Value()
        /// BT-141.
        public var details = ""

        /// Nothing stated.
        public init() {}

        static let deadlineSection = "IV.2.2"
        static let openingSection = "IV.2.7"

        fileprivate var movesDate: Bool {
            new.day != nil && (isIn(section: Self.deadlineSection) || isIn(section: Self.openingSection))
        }

        /// Whether the section is this one, whatever brackets and blanks stand behind it.
        public func isIn(section name: String) -> Bool {
            let written = section.prefix { $0.isLetter || $0.isNumber || $0 == "." }
            return written == name || written == name + "."
        }
    }

    /// A value before or after.
    public struct Value: Hashable, Sendable {
        /// DATE.
        public var day: CalendarDay?
        /// TIME, as written.
        public var time: String?
        /// TEXT.
        public var text = ""
        /// CPV_MAIN and CPV_ADDITIONAL.
        public var codes: [String] = []

        /// Nothing stated.
        public init() {}
    }
}
