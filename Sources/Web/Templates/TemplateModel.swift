import Mustache

/// A page's model as Mustache reads it: each struct is reflected once, when the first of its properties is asked for.
/// Mustache itself reflects a struct anew, with all its properties, for every tag that is looked up in it.
final class TemplateModel: MustacheParent {
    private let value: Any
    private lazy var properties = Self.properties(of: value)

    private init(_ value: Any) { self.value = value }

    func child(named name: String) -> Any? { properties[name] }

    private static func properties(of value: Any) -> [String: Any] {
        var properties: [String: Any] = [:]
        for child in Mirror(reflecting: value).children {
            guard let label = child.label, let value = wrapped(child.value) else { continue }
            properties[label] = value
        }
        return properties
    }

    /// The value as a template sees it: nil for an optional without one, structs and those in arrays by their
    /// properties. What Mustache knows by itself, and what describes itself, stays.
    static func wrapped(_ value: Any) -> Any? {
        if let text = value as? String { return text }
        if let flag = value as? Bool { return flag }
        if isPlain(value) { return value }
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.flatMap { wrapped($0.value) }
        case .collection where value is [Any]: return mirror.children.compactMap { wrapped($0.value) }
        case .struct: return TemplateModel(value)
        default: return value
        }
    }

    private static func isPlain(_ value: Any) -> Bool {
        value is any MustacheParent || value is any CustomStringConvertible && !(value is [Any])
    }
}
