/// One file of a package: where it stands and what it holds.
public struct PackagePart: Hashable, Sendable {
    /// A relative path with `/` between its parts, such as `evidence/0001.pdf`.
    public let path: String
    /// The file's content.
    public let bytes: [UInt8]

    /// Takes any path; what writes, reads or verifies a package refuses unsafe ones.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// Whether a path may be written below a folder on any system: relative, no `.` or `..`, no backslash,
    /// colon or control character, at most 255 bytes of UTF-8.
    public static func isSafe(_ path: String) -> Bool {
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return path.utf8.count <= 255
            && path.utf8.allSatisfy {
                $0 >= 0x20 && $0 != 0x7f && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: ":")
            }
            && parts.allSatisfy { !$0.isEmpty && !$0.elementsEqual(".".utf8) && !$0.elementsEqual("..".utf8) }
    }
}
