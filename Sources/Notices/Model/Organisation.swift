/// A buyer or a supplier as the notice names it. Contact persons are not read.
public struct Organisation: Hashable, Sendable {
    /// In the language of the notice where several are given.
    public var name = ""
    /// National identifier as written, or nil.
    public var identifier: String?
    /// ISO 3166 alpha-2, or nil.
    public var country: String?
    /// True when the notice says that this is a person, nil when it says nothing.
    public var isNaturalPerson: Bool?

    /// An organisation without a name, to be filled while reading.
    public init() {}

    /// An organisation with all that a notice may tell.
    public init(name: String, identifier: String?, country: String?, isNaturalPerson: Bool? = nil) {
        self.name = name
        self.identifier = identifier
        self.country = country
        self.isNaturalPerson = isNaturalPerson
    }
}
