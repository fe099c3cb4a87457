extension String: PostgresValue, PostgresElement {
    /// text
    public static var postgresType: PostgresType { .text }
    /// text[]
    public static var arrayType: PostgresType { .textArray }
    /// The UTF-8 bytes; the server refuses a zero byte.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(contentsOf: utf8)
        return true
    }
    /// Text, names, enums, XML and JSON as they are.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> String? {
        switch type {
        case .text, .varchar, .bpchar, .name, .char, .xml, .json: String(validating: bytes, as: UTF8.self)
        case .jsonb: String(validating: bytes.dropFirst(), as: UTF8.self)
        default: type.isOwn ? String(validating: bytes, as: UTF8.self) : nil
        }
    }
}

/// JSON as text, passed through unparsed in both directions.
public struct JSONText: Sendable, Hashable {
    /// The JSON.
    public let text: String
    /// Text that is JSON already; the server refuses it otherwise.
    public init(_ text: String) { self.text = text }
}

extension JSONText: PostgresValue, PostgresElement {
    /// jsonb
    public static var postgresType: PostgresType { .jsonb }
    /// jsonb[]
    public static var arrayType: PostgresType { .jsonbArray }
    /// jsonb's binary form is a version, 1, and the text.
    public func write(into bytes: inout [UInt8]) -> Bool {
        bytes.append(1)
        bytes.append(contentsOf: text.utf8)
        return true
    }
    /// json or jsonb.
    public static func read(_ bytes: UnsafeRawBufferPointer, as type: PostgresType) -> JSONText? {
        guard type == .json || type == .jsonb else { return nil }
        return String.read(bytes, as: type).map(JSONText.init)
    }
}
