/// A buyer or a supplier as the notice names it. Contact persons, and names of owners, are not read.
public struct Organisation: Hashable, Sendable {
    /// In the language of the notice where several are given.
    public var name = ""
    /// All identifiers, as written, in document order and each once.
    public var identifiers: [Identifier] = []
    /// ISO 3166 alpha-2, or nil.
    public var country: String?
    /// True when the notice says that this is a person, nil when it says nothing.
    public var isNaturalPerson: Bool?
    /// City of the seat.
    public var town: String?
    /// Region of the seat, NUTS.
    public var nuts: String?
    /// BT-165 as written, else `sme` or `large` from SME and NO_SME.
    public var size: String?
    /// BT-706: nationalities of the beneficial owners, ISO 3166 alpha-2, each once. The owners are persons: no
    /// more of them is read.
    public var ownerNationalities: [String] = []

    /// An organisation without a name, to be filled while reading.
    public init() {}

    /// An organisation with the facts that identify it.
    public init(name: String, identifier: String?, country: String?, isNaturalPerson: Bool? = nil) {
        self.name = name
        self.identifiers = identifier.map { [Identifier(scheme: nil, value: $0)] } ?? []
        self.country = country
        self.isNaturalPerson = isNaturalPerson
    }

    /// The first identifier, or nil.
    public var identifier: String? { identifiers.first?.value }

    static let mostIdentifiers = 8

    mutating func add(identifier value: String, scheme: String? = nil) {
        let identifier = Identifier(scheme: scheme?.nonEmpty, value: value)
        guard !value.isEmpty, identifiers.count < Self.mostIdentifiers, !identifiers.contains(identifier)
        else { return }
        identifiers.append(identifier)
    }

    /// A number that a register gave.
    public struct Identifier: Hashable, Sendable {
        /// What the notice says of the register; eForms `schemeName`.
        public let scheme: String?
        /// As written.
        public let value: String

        /// An identifier as the notice writes it.
        public init(scheme: String?, value: String) {
            self.scheme = scheme
            self.value = value
        }
    }
}
