/// A Swift type that can be bound to a statement and read from a column.
///
/// An enum with raw values needs no code: `enum Colour: String, PostgresValue { case red, pink }`.
public protocol PostgresValue: Sendable {
    /// The type that a parameter is declared with.
    static var postgresType: PostgresType { get }
    /// Whether `write` appends PostgreSQL's text form; all but numeric use the binary form.
    static var travelsAsText: Bool { get }
    /// Appends the value in PostgreSQL's form; false means NULL.
    func write(into bytes: inout [UInt8]) -> Bool
    /// The value of a column in binary form; nil when the type or the bytes do not fit.
    static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Self?
    /// The value that stands for NULL; nil where NULL is an error.
    static var null: Self? { get }
}

extension PostgresValue {
    /// Binary is the rule.
    public static var travelsAsText: Bool { false }
    /// NULL is an error unless the type is optional.
    public static var null: Self? { nil }
}

extension PostgresValue where Self: RawRepresentable, RawValue: PostgresValue {
    /// The raw value's type.
    public static var postgresType: PostgresType { RawValue.postgresType }
    /// As the raw value.
    public static var travelsAsText: Bool { RawValue.travelsAsText }
    /// Appends the raw value.
    public func write(into bytes: inout [UInt8]) -> Bool { rawValue.write(into: &bytes) }
    /// The case of that raw value; nil when there is none.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Self? {
        RawValue.read(bytes, as: type).flatMap(Self.init(rawValue:))
    }
}

extension Optional: PostgresValue where Wrapped: PostgresValue {
    /// The wrapped type's.
    public static var postgresType: PostgresType { Wrapped.postgresType }
    /// As the wrapped type.
    public static var travelsAsText: Bool { Wrapped.travelsAsText }
    /// Nil becomes NULL of the wrapped type.
    public func write(into bytes: inout [UInt8]) -> Bool { self?.write(into: &bytes) ?? false }
    /// The wrapped value.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Self? {
        Wrapped.read(bytes, as: type).map(Optional.some)
    }
    /// NULL becomes nil.
    public static var null: Self? { .some(nil) }
}
