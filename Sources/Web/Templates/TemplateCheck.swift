/// Compares the tags of templates with the properties of a model, by reflection as the rendering itself does.
struct TemplateCheck {
    let templates: [String: [TemplateTag]]
    private(set) var faults: [String] = []
    private var depth = 0

    /// The only places where a model's text goes out unescaped: pages that were rendered before.
    private static let rawAllowed: Set<String> = ["layout/page content"]

    init(templates: [String: [TemplateTag]]) { self.templates = templates }

    /// What is wrong whatever the model: unknown partials and raw output.
    static func structure(_ tags: [TemplateTag], of name: String, known: Set<String>) throws(TemplateError) {
        for tag in tags {
            switch tag {
            case .partial(let partial, let line) where !known.contains(partial):
                throw TemplateError(name, line: line, "{{> \(partial)}}: there is no such template")
            case .raw(let variable, let line) where !rawAllowed.contains("\(name) \(variable.text)"):
                throw TemplateError(name, line: line, "{{{\(variable.text)}}}: text goes out escaped")
            case .section(_, _, let inner, _): try structure(inner, of: name, known: known)
            default: break
            }
        }
    }

    mutating func walk(_ tags: [TemplateTag], in name: String, stack: [Any]) {
        // A partial that contains itself ends where its list is empty; a model that never ends is a fault
        // of its own.
        guard depth < 20 else { return }
        depth += 1
        defer { depth -= 1 }
        for tag in tags {
            switch tag {
            case .text: break
            case .variable(let variable, let line), .raw(let variable, let line):
                _ = find(variable, name, line, stack)
            case .partial(let partial, _): walk(templates[partial] ?? [], in: partial, stack: stack)
            case .section(let section, let inverted, let inner, let line):
                enter(section, inverted, inner, line, name, stack)
            }
        }
    }

    private mutating func enter(
        _ section: TemplateName, _ inverted: Bool, _ inner: [TemplateTag], _ line: Int, _ name: String,
        _ stack: [Any]
    ) {
        guard let found = find(section, name, line, stack) else { return }
        if inverted || found is Bool { return walk(inner, in: name, stack: stack) }
        guard let elements = found as? [Any] else { return walk(inner, in: name, stack: stack + [found]) }
        if let first = elements.first { walk(inner, in: name, stack: stack + [first]) }
    }

    /// The value that a name stands for; nil when it is empty, noting a fault when nothing has that name.
    private mutating func find(
        _ tag: TemplateName, _ name: String, _ line: Int, _ stack: [Any]
    ) -> Any? {
        guard let first = tag.path.first else {
            // first() and last() ask about the loop, not the model.
            return tag.kind == .itself ? stack.last : true
        }
        let objects = tag.kind == .here ? Array(stack.suffix(1)) : stack.reversed()
        guard let (index, property) = Self.first(first, in: objects) else {
            faults.append("\(name).mustache:\(line): {{\(tag.text)}} names no property of the model")
            return nil
        }
        if property == nil, Self.first(first, in: Array(objects[(index + 1)...])) != nil {
            faults.append(
                "\(name).mustache:\(line): {{\(tag.text)}} is empty here and would show an outer one: write {{.\(tag.text)}}"
            )
        }
        return descend(tag.path.dropFirst(), from: property, "\(name).mustache:\(line): {{\(tag.text)}}")
    }

    private mutating func descend(_ path: ArraySlice<String>, from start: Any?, _ place: String) -> Any? {
        var value = start
        for part in path {
            guard let object = value else { return nil }
            guard let property = Self.property(part, of: object) else {
                faults.append("\(place) names no property of the model")
                return nil
            }
            value = property
        }
        return value
    }

    private static func first(_ name: String, in objects: [Any]) -> (index: Int, value: Any?)? {
        for (index, object) in objects.enumerated() {
            if let value = property(name, of: object) { return (index, value) }
        }
        return nil
    }

    /// Outer nil: no such property. Inner nil: an empty optional.
    private static func property(_ name: String, of object: Any) -> Any?? {
        if let dictionary = object as? [String: Any] { return dictionary[name].map { .some($0) } }
        guard let child = Mirror(reflecting: object).children.first(where: { $0.label == name }) else {
            return nil
        }
        let mirror = Mirror(reflecting: child.value)
        guard mirror.displayStyle == .optional else { return .some(child.value) }
        return .some(mirror.children.first?.value)
    }
}
