import FoundationEssentials

extension UUID: PostgresValue, PostgresElement {
    /// uuid
    public static var postgresType: PostgresType { .uuid }
    /// uuid[]
    public static var arrayType: PostgresType { .uuidArray }
    /// Sixteen bytes.
    public func write(into bytes: inout [UInt8]) -> Bool {
        withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
        return true
    }
    /// uuid
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> UUID? {
        guard type == .uuid, bytes.count == 16 else { return nil }
        return UUID(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}
