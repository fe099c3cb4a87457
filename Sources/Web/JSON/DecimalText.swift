/// The text form of amounts: at most 15 digits before the point and four after, no exponent.
enum DecimalText {
    static func isDecimal(_ text: String) -> Bool {
        let unsigned = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = unsigned.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2,
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return false }
        return parts[0].utf8.count <= 15 && (parts.count == 1 || parts[1].utf8.count <= 4)
    }
}
