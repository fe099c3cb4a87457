/// A Swift type whose arrays can be bound and read. Arrays have one dimension; `[String?]` may hold NULL.
public protocol PostgresElement: Sendable {
    /// The type of an array of these.
    static var arrayType: PostgresType { get }
    /// Appends a whole array.
    static func write(elements: [Self], into bytes: inout [UInt8])
    /// Reads a whole array; nil when it does not fit or holds a NULL that the element cannot.
    static func read(elements bytes: UnsafeRawBufferPointer, as type: PostgresType) -> [Self]?
}

extension PostgresElement where Self: PostgresValue {
    /// Dimensions, null flag, element type, length and lower bound, then each element after its length.
    public static func write(elements: [Self], into bytes: inout [UInt8]) {
        bytes.append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(1))
        bytes.append(bigEndian: postgresType.oid)
        guard !elements.isEmpty else { return }
        bytes.append(bigEndian: Int32(elements.count))
        bytes.append(bigEndian: Int32(1))
        for element in elements {
            let start = bytes.count
            bytes.append(bigEndian: Int32(-1))
            if element.write(into: &bytes) { bytes.patch(Int32(bytes.count - start - 4), at: start) }
        }
    }

    /// The elements in order; the element's own type stands in the array.
    public static func read(elements bytes: UnsafeRawBufferPointer, as type: PostgresType) -> [Self]? {
        guard let dimensions = bytes.bigEndian(Int32.self), let element = bytes.bigEndian(UInt32.self, at: 8),
            isArray(type)
        else { return nil }
        guard dimensions == 1, let count = bytes.bigEndian(Int32.self, at: 12) else {
            return dimensions == 0 ? [] : nil
        }
        var offset = 20
        var elements: [Self] = []
        for _ in 0..<max(0, count) {
            guard let length = bytes.bigEndian(Int32.self, at: offset).map(Int.init) else { return nil }
            offset += 4
            guard offset + max(0, length) <= bytes.count else { return nil }
            let value =
                length < 0
                ? null
                : read(.init(rebasing: bytes[offset..<offset + length]), as: PostgresType(oid: element))
            guard let value else { return nil }
            elements.append(value)
            offset += max(0, length)
        }
        return elements
    }

    /// The element's own type is checked with each element; this keeps scalars out.
    private static func isArray(_ type: PostgresType) -> Bool {
        type.isOwn || type.description.hasSuffix("[]")
    }
}

extension Optional: PostgresElement where Wrapped: PostgresElement & PostgresValue {
    /// The wrapped type's.
    public static var arrayType: PostgresType { Wrapped.arrayType }
}

extension Array: PostgresValue where Element: PostgresElement {
    /// The element's array type; bytea for bytes.
    public static var postgresType: PostgresType { Element.arrayType }
    /// The whole array.
    public func write(into bytes: inout [UInt8]) -> Bool {
        Element.write(elements: self, into: &bytes)
        return true
    }
    /// The whole array.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> [Element]? {
        Element.read(elements: bytes, as: type)
    }
}

/// Several byte strings: an array of bytea.
extension Array: PostgresElement where Element == UInt8 {
    /// bytea[]
    public static var arrayType: PostgresType { .byteaArray }
}

extension UInt8: PostgresElement {
    /// bytea: bytes are no array in PostgreSQL.
    public static var arrayType: PostgresType { .bytea }
    /// The bytes as they are.
    public static func write(elements: [UInt8], into bytes: inout [UInt8]) {
        bytes.append(contentsOf: elements)
    }
    /// bytea
    public static func read(elements bytes: UnsafeRawBufferPointer, as type: PostgresType) -> [UInt8]? {
        type == .bytea ? [UInt8](bytes) : nil
    }
}
