extension Int64: PostgresValue, PostgresElement {
    /// bigint
    public static var postgresType: PostgresType { .int8 }
    /// bigint[]
    public static var arrayType: PostgresType { .int8Array }
    /// Eight bytes.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(bigEndian: self)
        return true
    }
    /// Any integer type, and xid8 and oid.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Int64? {
        switch type {
        case .int8: bytes.whole(Int64.self)
        case .int4: bytes.whole(Int32.self).map(Int64.init)
        case .int2: bytes.whole(Int16.self).map(Int64.init)
        case .oid: bytes.whole(UInt32.self).map(Int64.init)
        case .xid8: bytes.whole(UInt64.self).flatMap(Int64.init(exactly:))
        default: nil
        }
    }
}

extension Int: PostgresValue, PostgresElement {
    /// bigint
    public static var postgresType: PostgresType { .int8 }
    /// bigint[]
    public static var arrayType: PostgresType { .int8Array }
    /// Eight bytes.
    public func write(into bytes: inout [UInt8]) -> Bool { Int64(self).write(into: &bytes) }
    /// As `Int64`.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Int? {
        Int64.read(bytes, as: type).map(Int.init)
    }
}

extension Int32: PostgresValue, PostgresElement {
    /// integer, which PostgreSQL widens to bigint by itself, so it fits functions of both.
    public static var postgresType: PostgresType { .int4 }
    /// integer[]
    public static var arrayType: PostgresType { .int4Array }
    /// Four bytes.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(bigEndian: self)
        return true
    }
    /// Any integer that fits.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Int32? {
        Int64.read(bytes, as: type).flatMap(Int32.init(exactly:))
    }
}

extension Bool: PostgresValue, PostgresElement {
    /// boolean
    public static var postgresType: PostgresType { .bool }
    /// boolean[]
    public static var arrayType: PostgresType { .boolArray }
    /// One byte.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(self ? 1 : 0)
        return true
    }
    /// boolean
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Bool? {
        type == .bool ? bytes.whole(UInt8.self).map { $0 != 0 } : nil
    }
}

extension Double: PostgresValue, PostgresElement {
    /// double precision
    public static var postgresType: PostgresType { .float8 }
    /// double precision[]
    public static var arrayType: PostgresType { .float8Array }
    /// Eight bytes.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(bigEndian: bitPattern)
        return true
    }
    /// double precision or real.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> Double? {
        switch type {
        case .float8: bytes.whole(UInt64.self).map(Double.init(bitPattern:))
        case .float4: bytes.whole(UInt32.self).map { Double(Float(bitPattern: $0)) }
        default: nil
        }
    }
}
