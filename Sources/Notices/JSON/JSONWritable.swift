import Foundation

/// A value that writes itself as JSON.
public protocol JSONWritable {
    /// Appends exactly one JSON value.
    func write(to json: inout JSONWriter)
}

extension JSONWritable {
    /// The value as JSON text, UTF-8, one line.
    public var json: String {
        var writer = JSONWriter()
        write(to: &writer)
        return writer.text
    }
}

extension String: JSONWritable {
    /// Appends the value.
    public func write(to json: inout JSONWriter) { json.value(self) }
}

extension Int: JSONWritable {
    /// Appends the value.
    public func write(to json: inout JSONWriter) { json.value(self) }
}

extension Bool: JSONWritable {
    /// Appends the value.
    public func write(to json: inout JSONWriter) { json.value(self) }
}

extension Array: JSONWritable where Element: JSONWritable {
    /// Appends the value.
    public func write(to json: inout JSONWriter) {
        json.array(self) { $1.write(to: &$0) }
    }
}

extension CalendarDay: JSONWritable {
    /// Appends the value.
    public func write(to json: inout JSONWriter) { json.value(description) }
}

/// Amounts are text, so that no reader turns them into binary fractions.
extension Decimal: JSONWritable {
    /// Appends the value.
    public func write(to json: inout JSONWriter) { json.value(description) }
}

extension JSONWritable where Self: RawRepresentable, RawValue == String {
    /// Appends the value.
    public func write(to json: inout JSONWriter) { json.value(rawValue) }
}

extension NoticeFormat: JSONWritable {}
extension NoticeKind: JSONWritable {}
extension Regime: JSONWritable {}
extension ProcedureType: JSONWritable {}
extension Procedure.Acceleration: JSONWritable {}
extension Award.Outcome: JSONWritable {}
extension Framework.Operators: JSONWritable {}
