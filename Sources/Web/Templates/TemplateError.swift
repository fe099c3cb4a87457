/// What is wrong with a template: file and line where they are known, then the fault.
public struct TemplateError: Error, Equatable, CustomStringConvertible {
    /// One line for whoever repairs the file.
    public let description: String

    init(_ description: String) { self.description = description }

    init(_ name: String, line: Int, _ fault: String) { self.init("\(name).mustache:\(line): \(fault)") }
}
