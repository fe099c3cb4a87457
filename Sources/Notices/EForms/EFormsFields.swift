/// Which fields of eForms have a rule here.
public enum EFormsFields {
    /// Whether the element (or attribute) at an absolute XPath of the SDK's field list is read. What stands
    /// in brackets is not looked at: the rules tell values of one element apart by their own means.
    public static func isRead(xpath: String) -> Bool {
        var steps = withoutBrackets(xpath).split(separator: "/").map(String.init)
        if steps.first == "*" { steps.removeFirst() }
        var attribute: String?
        if let last = steps.last, last.hasPrefix("@") {
            attribute = String(last.dropFirst())
            steps.removeLast()
        }
        let names = steps.map { String($0.split(separator: ":").last ?? "") }
        return EFormsRules.paths.isRead(names, attribute: attribute)
    }

    private static func withoutBrackets(_ xpath: String) -> String {
        var depth = 0
        return String(
            xpath.filter { character in
                if character == "[" { depth += 1 }
                defer { if character == "]" { depth -= 1 } }
                return depth == 0
            })
    }
}

extension ElementPaths {
    /// Whether a rule takes something at exactly this path of names.
    fileprivate func isRead(_ names: [String], attribute: String?) -> Bool {
        var node = 0
        for name in names {
            let child = (Array(name.utf8) + [0]).withUnsafeBufferPointer { bytes in
                bytes.baseAddress.flatMap { self.child(named: $0, of: node) }
            }
            guard let child else { return false }
            node = child
        }
        guard let attribute else { return nodes[node].text != nil || !nodes[node].open.isEmpty }
        return nodes[node].textAttribute.map(String.init(describing:)) == attribute
    }
}
