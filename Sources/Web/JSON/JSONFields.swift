import Foundation

/// Every problem found while reading one body.
final class JSONProblems {
    var reasons: [RefusalReason] = []
}

/// Reads the members of an object by name and type. A getter that finds a problem notes it and gives a
/// neutral value, which never leaves `JSONBody.fields`: that throws when any problem was noted.
public final class JSONFields {
    private let members: JSONMembers
    private let pointer: String
    private let problems: JSONProblems
    private var asked: Set<String> = []

    init(_ members: JSONMembers, pointer: String, problems: JSONProblems) {
        self.members = members
        self.pointer = pointer
        self.problems = problems
    }

    /// Notes a problem of the caller's own about a member, with its pointer.
    public func refuse(_ key: String, _ code: String, detail: String? = nil) {
        problems.reasons.append(RefusalReason(code, detail: detail, pointer: pointer(to: key)))
    }

    /// A member that must be there, of any type.
    public func value(_ key: String) -> JSON {
        guard let value = optionalValue(key) else {
            refuse(key, "missing")
            return .null
        }
        return value
    }

    /// A member of any type; null counts as absent.
    public func optionalValue(_ key: String) -> JSON? {
        asked.insert(key)
        guard let value = members[key], value != .null else { return nil }
        return value
    }

    /// The member read by `convert`, nil when absent or null; notes `wrong_type` with the type's name when
    /// it gives nil.
    func optional<Value>(_ key: String, _ type: String, _ convert: (JSON) -> Value?) -> Value? {
        guard let value = optionalValue(key) else { return nil }
        guard let converted = convert(value) else {
            refuse(key, "wrong_type", detail: type)
            return nil
        }
        return converted
    }

    /// The member read by `convert`, or the neutral value with a problem noted.
    func required<Value>(
        _ key: String, _ type: String, neutral: Value, _ convert: (JSON) -> Value?
    ) -> Value {
        guard optionalValue(key) != nil else {
            refuse(key, "missing")
            return neutral
        }
        return optional(key, type, convert) ?? neutral
    }

    /// An object inside, read by `read`; nil when absent.
    public func optionalObject<Value>(_ key: String, _ read: (JSONFields) throws -> Value) rethrows -> Value?
    {
        guard let inner = optional(key, "object", \.members) else { return nil }
        return try Self.read(inner, at: pointer(to: key), problems, read)
    }

    /// Objects in an array, each read by `read`; empty when absent. More than `limit` is a problem.
    public func objects<Value>(
        _ key: String, atMost limit: Int, _ read: (JSONFields) throws -> Value
    ) rethrows -> [Value] {
        let elements = array(key, atMost: limit)
        return try elements.enumerated().compactMap { index, element in
            let place = pointer(to: key) + "/\(index)"
            guard let inner = element.members else {
                problems.reasons.append(RefusalReason("wrong_type", detail: "object", pointer: place))
                return nil
            }
            return try Self.read(inner, at: place, problems, read)
        }
    }

    /// Elements of an array, empty when absent; more than `limit` is a problem.
    func array(_ key: String, atMost limit: Int) -> [JSON] {
        let elements = optional(key, "array", \.elements) ?? []
        guard elements.count <= limit else {
            refuse(key, "too_many", detail: String(limit))
            return []
        }
        return elements
    }

    func refuse(element index: Int, of key: String, _ code: String, detail: String) {
        problems.reasons.append(RefusalReason(code, detail: detail, pointer: pointer(to: key) + "/\(index)"))
    }

    func refuseUnknownKeys() {
        for key in members.keys where !asked.contains(key) { refuse(key, "unknown_key") }
    }

    private static func read<Value>(
        _ members: JSONMembers, at pointer: String, _ problems: JSONProblems,
        _ read: (JSONFields) throws -> Value
    ) rethrows -> Value {
        let fields = JSONFields(members, pointer: pointer, problems: problems)
        let value = try read(fields)
        fields.refuseUnknownKeys()
        return value
    }

    // RFC 6901: "~" and "/" inside a key are written ~0 and ~1.
    private func pointer(to key: String) -> String {
        pointer + "/" + key.prefix(200).replacing("~", with: "~0").replacing("/", with: "~1")
    }
}
