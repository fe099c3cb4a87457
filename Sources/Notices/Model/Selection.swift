/// What a call demands of those who answer: which kinds of criteria stand there, not what they say.
public struct Selection: Hashable, Sendable {
    /// Enrolment in registers: sui-act, slc-suit; SUITABILITY.
    public var suitability = Demand()
    /// Economic and financial standing: ef-stand, slc-stand; ECONOMIC_.
    public var economic = Demand()
    /// Technical and professional ability: tp-abil, slc-abil; TECHNICAL_.
    public var technical = Demand()

    /// Nothing stated.
    public init() {}

    /// By the eForms code of a criterion (BT-747, BT-809); one without a code that is known says nothing.
    mutating func add(code: String, isDescribed: Bool) {
        let kinds: [(String, WritableKeyPath<Selection, Demand>)] = [
            ("sui-act", \.suitability), ("slc-suit", \.suitability), ("ef-stand", \.economic),
            ("slc-stand", \.economic), ("tp-abil", \.technical), ("slc-abil", \.technical),
            ("slc-sche", \.technical),
        ]
        guard let kind = kinds.first(where: { code.hasPrefix($0.0) })?.1 else { return }
        self[keyPath: kind].isStated = true
        if isDescribed { self[keyPath: kind].isDescribed = true }
    }

    /// One kind of criteria.
    public struct Demand: Hashable, Sendable {
        /// Whether the kind is named at all, with or without a text.
        public var isStated = false
        /// Whether a text describes it: BT-750, _INFO.
        public var isDescribed = false
        /// _MIN_LEVEL; eForms have no place of its own for a minimum.
        public var hasMinimum = false
        /// _CRITERIA_DOC, selection-criteria-source epo-procurement-document: as stated in the documents.
        public var isInDocuments = false

        /// Nothing stated.
        public init() {}
    }
}
