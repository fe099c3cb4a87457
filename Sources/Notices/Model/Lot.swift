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
    /// BT-23, TYPE_CONTRACT: `works`, `supplies`, `services`; nil where only the notice says it.
    public var nature: String?
    /// BT-27, VAL_OBJECT.
    public var estimate: Money?
    /// Length, renewals, criteria, candidates; in R2.0.7/8 only the length, where the lot has one of its own.
    public var terms = Terms()
    /// BT-271, the ceiling of the framework agreement.
    public var frameworkMaximum: Money?
    /// BT-60, EU_PROGR_RELATED or NO_EU_PROGR_RELATED; nil when not stated.
    public var isUnionFunded: Bool?
    /// Nil in TED, where the notice's own holds for all lots, unless a correction moved dates of this one.
    public var tendering: Tendering?

    /// Nothing stated.
    public init() {}
}
