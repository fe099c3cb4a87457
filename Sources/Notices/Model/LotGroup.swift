/// Lots that may be awarded together (eForms LotsGroup).
public struct LotGroup: Hashable, Sendable {
    /// `GLO-0001`.
    public var key: String
    /// In the language of the notice.
    public var title = ""
    /// Keys of its lots.
    public var lotKeys: [String] = []
    /// BT-27 of the group.
    public var estimate: Money?

    /// A group of which only the key is known.
    public init(key: String) {
        self.key = key
    }
}
