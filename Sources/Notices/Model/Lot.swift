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
    /// Length, renewals, criteria, candidates; in R2.0.7/8 only the length, where the lot has one of its own.
    public var terms = Terms()
    /// Nil in TED, where the notice's own holds for all lots.
    public var tendering: Tendering?

    /// Nothing stated.
    public init() {}
}
