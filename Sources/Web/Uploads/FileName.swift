import Foundation

/// A file's name that is safe to show and to offer for download; never used as a path.
public struct FileName: Equatable, Sendable, CustomStringConvertible {
    /// The cleaned name, 1 to 150 bytes of UTF-8.
    public let description: String

    /// Keeps the last path component, drops control and direction characters and leading dots, cuts long
    /// names before their extension. What has nothing left is called `file`.
    public init(sanitising text: String) {
        let component = text.unicodeScalars.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
        let visible = String(String.UnicodeScalarView(component.unicodeScalars.filter(Self.isAllowed)))
        let trimmed = visible.precomposedStringWithCanonicalMapping
            .trimmingCharacters(in: .whitespaces)
            .drop { $0 == "." || $0 == " " }
        let name = String(trimmed)
        description = name.isEmpty ? "file" : Self.shortened(name)
    }

    // Direction marks can make "exe.fdp" read as "pdf.exe"; the others are reserved on somebody's disk.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
            false
        default: !#""*:<>?|"#.unicodeScalars.contains(scalar)
        }
    }

    private static func shortened(_ name: String) -> String {
        let limit = 150
        guard name.utf8.count > limit else { return name }
        let dot = name.lastIndex(of: ".") ?? name.endIndex
        let suffix = name[dot...].utf8.count <= 12 ? name[dot...] : ""
        var stem = name[..<(suffix.isEmpty ? name.endIndex : dot)]
        while stem.utf8.count + suffix.utf8.count > limit { stem.removeLast() }
        return String(stem + suffix)
    }
}
