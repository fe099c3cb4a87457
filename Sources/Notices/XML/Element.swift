import CLibXML2

/// An element as its start tag tells it: local name and attributes, valid only inside the call that hands it
/// over.
struct Element {
    let name: UnsafePointer<xmlChar>
    let attributeCount: Int
    /// libxml2 lays attributes out in fives: local name, prefix, namespace, start of value, end of value.
    let attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    /// The local name; the namespace is not looked at, since it changes from one schema version to the next.
    var localName: String { String(cString: name) }

    /// The value of the attribute with that local name, or nil.
    subscript(attribute: StaticString) -> String? {
        guard let attributes else { return nil }
        for index in 0..<attributeCount {
            guard let name = attributes[index * 5], let start = attributes[index * 5 + 3],
                let end = attributes[index * 5 + 4], equals(name, attribute)
            else { continue }
            return String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
        }
        return nil
    }

    private func equals(_ name: UnsafePointer<xmlChar>, _ other: StaticString) -> Bool {
        let length = other.utf8CodeUnitCount
        for index in 0..<length where name[index] != other.utf8Start[index] { return false }
        return name[length] == 0
    }
}
