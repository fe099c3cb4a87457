/// A page's model as a template sees it.
enum TemplateValue {
    case text(String)
    case flag(Bool)
    case list([TemplateValue])
    case object(TemplateObject)

    /// Nil for an optional without a value.
    init?(_ value: Any) {
        if let text = value as? String {
            self = .text(text)
        } else if let flag = value as? Bool {
            self = .flag(flag)
        } else if let optional = value as? any Absent {
            guard let present = optional.present, let found = TemplateValue(present) else { return nil }
            self = found
        } else if let elements = value as? [Any] {
            self = .list(elements.compactMap { TemplateValue($0) })
        } else {
            self = .object(TemplateObject(value))
        }
    }

    /// What a variable shows.
    var shown: String {
        switch self {
        case .text(let text): text
        case .flag(let flag): String(flag)
        case .list(let elements): elements.map(\.shown).joined()
        case .object(let object): object.shown
        }
    }

    /// Nil when it has no such property, or an empty one.
    func property(_ name: String) -> TemplateValue? {
        guard case .object(let object) = self else { return nil }
        return object.property(name)
    }
}

/// Anything that is neither text, flag nor list. It is reflected once, when the first of its properties is asked for:
/// reflection is what costs, and most tags ask the same few objects.
final class TemplateObject {
    private let value: Any
    private lazy var properties = Self.properties(of: value)

    init(_ value: Any) { self.value = value }

    var shown: String { String(describing: value) }

    // A model has few properties: looking along them is quicker than hashing their names.
    func property(_ name: String) -> TemplateValue? { properties.first { $0.name == name }?.value }

    private static func properties(of value: Any) -> [(name: String, value: TemplateValue)] {
        if let dictionary = value as? [String: Any] {
            return dictionary.compactMap { name, value in TemplateValue(value).map { (name, $0) } }
        }
        return Mirror(reflecting: value).children.compactMap { child in
            guard let name = child.label, let value = TemplateValue(child.value) else { return nil }
            return (name, value)
        }
    }
}

/// Optionals of every type, which only a protocol can name together.
private protocol Absent {
    var present: Any? { get }
}

extension Optional: Absent {
    fileprivate var present: Any? { map { $0 } }
}
