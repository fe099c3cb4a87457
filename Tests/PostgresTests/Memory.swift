import Foundation

/// What this process holds.
enum Memory {
    /// Resident bytes, by the kernel's count of pages.
    static func resident() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        return (Int(pages[1]) ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}
